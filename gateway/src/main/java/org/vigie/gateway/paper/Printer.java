package org.vigie.gateway.paper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.limits.Limits;

/**
 * A printer behind a command of the system, such as {@code lp -d usb}: the file is its last word. No shell reads the
 * command. One job at a time, a few may wait, each has a time after which the command and what it has started are
 * ended. What the command has taken counts as printed: whether paper comes out only a person can see. Thread-safe.
 */
public final class Printer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Printer.class);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int MOST_WORDS = 200;

    private final List<String> command;
    private final Limits.Paper limits;
    private final ThreadPoolExecutor jobs;
    private final AtomicLong printed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile @Nullable String problem;

    /** @param command with its arguments, without the file */
    public Printer(List<String> command, Limits.Paper limits) {
        this.command = List.copyOf(command);
        this.limits = limits;
        this.jobs = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(limits.jobsWaiting()), body -> {
                    Thread thread = new Thread(body, "vigie-printer");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Prints what {@code sheet} makes, on the printer's own thread.
     *
     * @param sheet makes the PDF; empty when there is none of that name
     * @param answer gets a stable word for why not, or empty once the command has taken the file
     */
    public void print(Callable<Optional<byte[]>> sheet, Consumer<Optional<String>> answer) {
        try {
            jobs.execute(() -> answer.accept(attempt(sheet)));
        } catch (RejectedExecutionException full) {
            answer.accept(Optional.of("printer-busy"));
        }
    }

    /** Why the last job failed; empty when it did not. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Jobs that the command has taken since the start. */
    public long printed() {
        return printed.get();
    }

    /** Jobs that failed since the start. */
    public long failed() {
        return failed.get();
    }

    private Optional<String> attempt(Callable<Optional<byte[]>> sheet) {
        try {
            Optional<byte[]> pdf = sheet.call();
            if (pdf.isEmpty()) {
                return Optional.of("no-such-bed");
            }
            hand(pdf.get());
            printed.incrementAndGet();
            problem = null;
            LOG.info("event=printed bytes={}", pdf.get().length);
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of("printer-failed");
        } catch (Exception broken) {
            failed.incrementAndGet();
            problem = "not printed: " + broken.getMessage();
            LOG.error(
                    "event=not-printed command={} reason=\"{}\" action=\"see the printer, then print again\"",
                    command.getFirst(),
                    broken.getMessage());
            return Optional.of("printer-failed");
        }
    }

    private void hand(byte[] pdf) throws IOException, InterruptedException {
        Path file = Files.createTempFile("vigie-print-", ".pdf", OWNER_ONLY);
        Path said = Files.createTempFile("vigie-print-", ".txt", OWNER_ONLY);
        try {
            Files.write(file, pdf);
            List<String> words = new ArrayList<>(command);
            words.add(file.toString());
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(said.toFile());
            surroundings(builder.environment());
            Process process = builder.start();
            if (!process.waitFor(limits.command().toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw new IOException("`" + command.getFirst() + "` has not ended within "
                        + limits.command().toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        "`" + command.getFirst() + "` ended with " + process.exitValue() + ": " + words(said));
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(said);
        }
    }

    /** The command gets what it needs to find itself and its printer, in a language that logs are written in. */
    private static void surroundings(Map<String, String> environment) {
        environment.keySet().retainAll(List.of("PATH", "HOME", "USER", "CUPS_SERVER"));
        environment.put("LC_ALL", "C.UTF-8");
    }

    private static void end(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String words(Path said) throws IOException {
        try (InputStream in = Files.newInputStream(said)) {
            return new String(in.readNBytes(MOST_WORDS), StandardCharsets.UTF_8)
                    .replaceAll("\\p{Cntrl}+", " ")
                    .strip();
        }
    }

    @Override
    public void close() {
        jobs.shutdownNow();
    }
}
