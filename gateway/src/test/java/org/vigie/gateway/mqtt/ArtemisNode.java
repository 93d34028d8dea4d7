package org.vigie.gateway.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.vigie.gateway.testing.Await;
import org.vigie.model.testing.SharedData;

/**
 * A node of an Artemis cluster as a process of its own with a class path of its own (bench/artemis), in a folder of its
 * own with the files of {@code vigie pki artemis}.
 */
public final class ArtemisNode implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final String MAIN = "org.apache.activemq.artemis.core.server.embedded.Main";

    private final Path home;
    private final int port;
    private @Nullable Process process;

    private ArtemisNode(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Not started yet; a test is skipped where the broker was not fetched. */
    public static ArtemisNode of(Path home, int port) throws IOException {
        Path jars = jars();
        boolean there = Files.isDirectory(jars);
        if (there) {
            try (Stream<Path> all = Files.list(jars)) {
                there = all.anyMatch(jar -> jar.getFileName().toString().startsWith("artemis-mqtt-protocol"));
            }
        }
        Assumptions.assumeTrue(
                there, "skipped: ActiveMQ Artemis is not here; to fetch it: ./mvnw -f bench/artemis/pom.xml package");
        return new ArtemisNode(home, port);
    }

    private static Path jars() {
        return SharedData.repository().resolve("bench/artemis/target/lib");
    }

    /** Starts it, also after {@link #kill}; does not wait. */
    public void start() {
        try {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx96m",
                            "-Djava.security.auth.login.config=" + home.resolve("etc/login.config"),
                            "-Dorg.slf4j.simpleLogger.log.org.apache.activemq.audit=off",
                            "-cp",
                            jars().resolve("*").toString(),
                            MAIN,
                            home.toString()))
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(home.resolve("log").toFile()))
                    .start();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }

    /** Returns when it listens for clients. */
    public ArtemisNode awaitListening() {
        await("a node on port " + port, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
        return this;
    }

    /** Waits until this start of it has said that it passes on what it gets to the other node. */
    public void awaitBridge(int starts) {
        await("connected to the other node", () -> bridges() >= starts);
    }

    /** A node that could not have one of its ports goes on without it: only its own words then say why. */
    private void await(String what, BooleanSupplier condition) {
        try {
            Await.until(what, START, condition);
        } catch (AssertionError late) {
            String log = String.join("\n", log());
            throw new AssertionError(late.getMessage() + "; the node said:\n" + log, late);
        }
    }

    /** How often it has said that it is connected to the other node. */
    public int bridges() {
        return (int) log().stream().filter(line -> line.contains("AMQ221027")).count();
    }

    private List<String> log() {
        try {
            return Files.readAllLines(home.resolve("log"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** On loopback. */
    public int port() {
        return port;
    }

    /** As {@code kill -9} does. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Memory now. */
    public long residentBytes() throws IOException {
        Process running = process;
        if (running == null) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(running.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
