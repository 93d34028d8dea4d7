package org.vigie.simulator.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process of a demonstration that comes back when it ends, as a service of a box does: started again 5 s later. One
 * thread.
 */
final class ChildProcess implements AutoCloseable {
    private static final Duration REST = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final List<String> command;
    private final Path folder;
    private @Nullable Process process;
    private long endedAt;
    private boolean ended;

    /**
     * Not started yet.
     *
     * @param folder its working folder; {@code out} and {@code err} in it take what it prints
     */
    ChildProcess(String name, List<String> command, Path folder) {
        this.name = name;
        this.command = List.copyOf(command);
        this.folder = folder;
    }

    String name() {
        return name;
    }

    /** Its number, or 0 when it does not run. */
    long pid() {
        Process running = process;
        return running == null ? 0 : running.pid();
    }

    ChildProcess start() throws IOException {
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()))
                .start();
        ended = false;
        return this;
    }

    /**
     * The rest of the first line of its output that begins so.
     *
     * @throws IOException when it ends before, or says nothing within a time
     */
    String awaitLine(String beginning, Duration atMost) throws IOException {
        Process running = process;
        long end = System.nanoTime() + atMost.toNanos();
        while (running != null && running.isAlive() && System.nanoTime() < end) {
            for (String line : Files.readAllLines(folder.resolve("out"))) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length()).strip();
                }
            }
            pause();
        }
        throw new IOException(name + " did not start; see " + folder.resolve("err"));
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    /** To be called at least once a second: true when it was started again. */
    boolean revive(long now) throws IOException {
        Process running = process;
        if (running == null || running.isAlive()) {
            return false;
        }
        if (!ended) {
            ended = true;
            endedAt = now;
        }
        if (now - endedAt < REST.toNanos()) {
            return false;
        }
        start();
        return true;
    }

    @Override
    public void close() {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
