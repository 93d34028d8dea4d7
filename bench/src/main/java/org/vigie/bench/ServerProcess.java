package org.vigie.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A server under test: a process of its own, ready once it has printed a line with "ready". Closing ends it. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final String name;
    private final Process process;

    /**
     * What a process has used.
     *
     * @param cpu of all its threads since it started
     * @param residentBytes memory now
     * @param threads now
     */
    public record Usage(Duration cpu, long residentBytes, int threads) {}

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts a program and waits for its ready line.
     *
     * @param name for its log file
     * @param command program and arguments
     * @param log folder it works in, for what it writes to stderr; HAPI leaves a file of its ids there
     * @throws IOException when it ends, or is not ready within 60 s; the message names the log
     */
    public static ServerProcess start(String name, List<String> command, Path log) throws IOException {
        return start(name, command, log, "ready");
    }

    /**
     * The same for a program that says it in another word.
     *
     * @param word in a line of its stdout
     */
    public static ServerProcess start(String name, List<String> command, Path log, String word) throws IOException {
        Files.createDirectories(log);
        Path stderr = log.resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .directory(log.toFile())
                .redirectError(stderr.toFile())
                .start();
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, word, ready), name + "-stdout");
        reader.setDaemon(true);
        reader.start();
        ServerProcess server = new ServerProcess(name, process);
        try {
            if (ready.get(START.toSeconds(), TimeUnit.SECONDS)) {
                return server;
            }
            throw new IOException(name + " ended before it was ready: " + stderr);
        } catch (TimeoutException e) {
            server.close();
            throw new IOException(name + " was not ready within " + START.toSeconds() + " s: " + stderr, e);
        } catch (ExecutionException e) {
            server.close();
            throw new IOException(name + ": its output could not be read: " + stderr, e);
        } catch (InterruptedException e) {
            server.close();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Reads all of stdout, so that the process never waits for us. */
    private static void read(Process process, String word, CompletableFuture<Boolean> ready) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(word)) {
                    ready.complete(true);
                }
            }
            ready.complete(false);
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    /** Name given at the start. */
    public String name() {
        return name;
    }

    /** What it has used until now. */
    public Usage usage() throws IOException {
        long resident = 0;
        int threads = 0;
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            for (String line : (Iterable<String>) lines::iterator) {
                String digits = line.replaceAll("\\D", "");
                if (line.startsWith("VmRSS:")) {
                    resident = Long.parseLong(digits) * 1_024;
                } else if (line.startsWith("Threads:")) {
                    threads = Integer.parseInt(digits);
                }
            }
        }
        Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
        return new Usage(cpu, resident, threads);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
