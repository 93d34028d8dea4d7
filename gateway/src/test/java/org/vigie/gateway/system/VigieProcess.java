package org.vigie.gateway.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.vigie.gateway.testing.Await;

/** One {@code vigie} command in a process of its own, with its output in files. */
final class VigieProcess implements AutoCloseable {
    /** For a process that lives for seconds beside others: the optimising compiler costs it more than it gives back. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private static final String READY = "Vigie ready: ";

    /** How fast it starts is measured elsewhere (bench live). */
    private static final Duration START = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private final Process process;
    private final Path out;
    private final Path err;

    private VigieProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code vigie args...} in {@code folder}; {@code name} tells its output files from others. */
    static VigieProcess start(Path folder, String name, String... args) throws IOException {
        return start(folder, name, new Jvm(List.of("-Xmx512m", QUICK), System.getProperty("java.class.path")), args);
    }

    /**
     * What a process runs on.
     *
     * @param options of the JVM
     * @param classPath with the program
     */
    record Jvm(List<String> options, String classPath) {}

    /** The same on a JVM with other options or another class path. */
    static VigieProcess start(Path folder, String name, Jvm jvm, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What this JVM was given for Chronicle Queue, the child needs too; not its agents.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(given -> given.startsWith("--"))
                .forEach(command::add);
        command.addAll(jvm.options());
        command.addAll(List.of("-cp", jvm.classPath(), "org.vigie.gateway.Main"));
        command.addAll(List.of(args));
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new VigieProcess(process, out, err);
    }

    /** Waits for the one line that says it is ready. */
    URI awaitReady() {
        Await.until("ready line of " + out, START, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended with " + process.exitValue() + ": " + errors());
            }
            return output().lines().anyMatch(line -> line.startsWith(READY));
        });
        return output().lines()
                .filter(line -> line.startsWith(READY))
                .map(line -> URI.create(line.substring(READY.length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** {@code GET /api/v1/ward}. */
    static JsonNode ward(HttpClient client, URI station) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(station.resolve("/api/v1/ward"))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    JsonNode ward(URI station) {
        return ward(http, station);
    }

    /** Everything it has printed on stdout so far. */
    String output() {
        return read(out);
    }

    /** Everything it has printed on stderr so far. */
    String errors() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Its number. */
    long pid() {
        return process.pid();
    }

    /** Sends a signal, by its name without SIG. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + name + " failed");
        }
    }

    /** SIGKILL, as a power cut of the process. */
    void kill9() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Waits for its end and gives the exit code. */
    int exitCode(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + limit + ": " + errors());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
