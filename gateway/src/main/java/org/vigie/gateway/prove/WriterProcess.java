package org.vigie.gateway.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A {@link JournalWriterMain} in a JVM of its own, with this one's class path. */
final class WriterProcess implements AutoCloseable {
    private static final long POLL_MS = 10;
    private static final long START_LIMIT_MS = 60_000;

    private final Process process;
    private final Path output;
    private final Path errors;

    private WriterProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /**
     * Starts it and waits until it writes.
     *
     * @param data the folder of its journal
     * @param notes where its output goes: on another file system than the journal, so that a cut does not take it
     */
    static WriterProcess start(Path data, Path notes, long seed, String mode) throws IOException, InterruptedException {
        Files.createDirectories(notes);
        Path output = Files.createTempFile(notes, "writer-", ".out");
        Path errors = Files.createTempFile(notes, "writer-", ".err");
        List<String> command = new ArrayList<>(javaCommand(notes));
        command.addAll(List.of(JournalWriterMain.class.getName(), data.toString(), Long.toString(seed), mode));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .directory(notes.toFile())
                .start();
        WriterProcess writer = new WriterProcess(process, output, errors);
        if (!writer.await(notesSoFar -> notesSoFar.epoch() > 0, START_LIMIT_MS)) {
            String text = Files.readString(errors);
            writer.close();
            throw new IOException("the writer did not start: " + text);
        }
        return writer;
    }

    /** This JVM's program with a small heap. */
    static List<String> javaCommand(Path folder) {
        return JavaCommand.of(folder, List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
    }

    /** Waits until its notes say something; false when the time is over or the process died. */
    boolean await(Predicate<WriterNotes> condition, long limitMs) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        while (System.nanoTime() < end) {
            if (condition.test(notes())) {
                return true;
            }
            if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                return condition.test(notes());
            }
        }
        return false;
    }

    /** What it has said so far. */
    WriterNotes notes() throws IOException {
        return WriterNotes.parse(output);
    }

    /** What it wrote to its log and error output. */
    String errors() throws IOException {
        return Files.readString(errors);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGSTOP: it does nothing any more, but nothing of it is tidied up. */
    void freeze() throws IOException, InterruptedException {
        Shell.require("kill", "-STOP", Long.toString(process.pid()));
    }

    /** SIGKILL; also of a frozen process. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
