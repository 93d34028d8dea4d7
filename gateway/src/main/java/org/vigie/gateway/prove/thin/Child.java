package org.vigie.gateway.prove.thin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of a rig, with its output in files. It ends with this one, also at Ctrl-C. */
public final class Child implements AutoCloseable {
    private static final int LAST_LINES = 15;

    private final String name;
    private final Path folder;
    private final Process process;
    private final Thread onCtrlC;

    /** Starts it; {@code NAME.out} and {@code NAME.err} in the folder take what it prints. */
    public Child(String name, List<String> command, Path folder) throws IOException {
        this.name = name;
        this.folder = folder;
        this.process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
        this.onCtrlC = Thread.ofPlatform().unstarted(process::destroy);
        Runtime.getRuntime().addShutdownHook(onCtrlC);
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed. */
    public String output() throws IOException {
        return Files.readString(folder.resolve(name + ".out"));
    }

    /** What it has written to its log. */
    public String errors() throws IOException {
        return Files.readString(folder.resolve(name + ".err"));
    }

    /** Its last words, for whoever has to find out. */
    public String lastWords() throws IOException {
        List<String> lines = errors().lines().toList();
        return name + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** Waits for a line of its output that begins so. */
    public void await(String beginning, long seconds) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            if (output().lines().anyMatch(line -> line.startsWith(beginning))) {
                return;
            }
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IOException("did not start, " + lastWords());
    }

    /** What it has of the memory of the machine, in kB; 0 where Linux does not tell. */
    public long residentKb() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }

    /** Ends it in order, and at once when that takes longer. */
    public void stop(Duration limit) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(onCtrlC);
        } catch (IllegalStateException ending) {
            return; // it runs
        }
    }
}
