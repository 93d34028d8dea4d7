package org.vigie.gateway.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.vigie.gateway.pki.HubFiles;
import org.vigie.gateway.pki.SiteCa;
import org.vigie.model.program.FreePort;

/** Debian's mosquitto as a process of its own, in a folder of its own; the service of the machine is not touched. */
public final class DebianBroker implements TestBroker {
    private final Path program;
    private final Path folder;
    private final int port;
    private @Nullable Process process;

    private DebianBroker(Path program, Path folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
    }

    /** Empty when this machine has no mosquitto. */
    public static Optional<Path> program() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Not started yet.
     *
     * @param folder with the files of a hub, whose configuration is used as it stands
     */
    public static DebianBroker of(Path program, Path folder, int port) {
        return new DebianBroker(program, folder, port);
    }

    /**
     * The broker of hub-1 with the files that {@code vigie pki hub} writes, not started yet; a test is skipped where no
     * mosquitto is.
     *
     * @param home folder for its files
     */
    public static DebianBroker ofHub(SiteCa ca, Path home) throws IOException {
        Assumptions.assumeTrue(
                program().isPresent(), "skipped: no mosquitto here; on Debian: apt-get install mosquitto");
        int port = FreePort.next();
        HubFiles.write(
                ca, new HubFiles.Hub("hub-1", "127.0.0.1", port, new TreeSet<>(List.of("127.0.0.1")), home), home);
        return of(program().orElseThrow(), home, port);
    }

    @Override
    public String provider() {
        return "Debian's " + program + " as a process";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        try {
            // Started by root it would become user mosquitto, who may not read a folder of root's.
            Path local = folder.resolve("test.conf");
            Files.writeString(
                    local,
                    Files.readString(folder.resolve("mosquitto.conf")) + "user " + System.getProperty("user.name")
                            + "\n");
            process = new ProcessBuilder(List.of(program.toString(), "-c", local.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(folder.resolve("log").toFile()))
                    .start();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
        TestBroker.awaitPort(port);
    }

    @Override
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            join(process);
        }
    }

    @Override
    public void freeze() {
        signal("-STOP");
    }

    @Override
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String which) {
        if (process == null) {
            return;
        }
        try {
            join(new ProcessBuilder("kill", which, Long.toString(process.pid())).start());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    private static void join(Process some) {
        try {
            some.waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
