package org.vigie.gateway.prove.thin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the rig, with its output in files. */
final class Child implements AutoCloseable {
    private static final int LAST_LINES = 15;

    private final String name;
    private final Path folder;
    private final Process process;

    /** Starts it; {@code NAME.out} and {@code NAME.err} in the folder take what it prints. */
    Child(String name, List<String> command, Path folder) throws IOException {
        this.name = name;
        this.folder = folder;
        this.process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has written to its log. */
    String errors() throws IOException {
        return Files.readString(folder.resolve(name + ".err"));
    }

    /** Its last words, for whoever has to find out. */
    String lastWords() throws IOException {
        List<String> lines = errors().lines().toList();
        return name + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** Waits for a line of its output that begins so. */
    void await(String beginning, long seconds) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            if (Files.readString(folder.resolve(name + ".out")).lines().anyMatch(line -> line.startsWith(beginning))) {
                return;
            }
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IOException("did not start, " + lastWords());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
