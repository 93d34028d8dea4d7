package org.vigie.gateway.paper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.limits.Limits;

/**
 * A printer behind a command of the system, such as {@code lp -d usb}: the file is its last word. No shell reads the
 * command. One job at a time, a few may wait, each has a time after which the command and what it has started are
 * ended. A command that names a job as CUPS's {@code lp} does is followed up with {@code lpstat} until the job has left
 * the queue (docs/adr/0103); whether paper comes out only a person can see. Thread-safe.
 */
public final class Printer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Printer.class);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int MOST_SAID = 65_536;
    private static final int MOST_WORDS = 200;

    private final List<String> command;
    private final Limits.Paper limits;
    private final PrintBook book;
    private final ThreadPoolExecutor jobs;
    private final ScheduledExecutorService asking =
            Executors.newSingleThreadScheduledExecutor(thread("vigie-print-queue"));
    private final AtomicLong printed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /**
     * A sheet that the print system has under a name of its own.
     *
     * @param until when nobody asks any more, nanoseconds of this process
     * @param why what the print system said against it last; null for nothing
     */
    private record Queued(
            PrintJob job, String id, long until, @Nullable String why) {}

    /**
     * @param command with its arguments, without the file
     * @param now engine time
     */
    public Printer(List<String> command, Limits.Paper limits, Supplier<Instant> now) {
        this.command = List.copyOf(command);
        this.limits = limits;
        this.book = new PrintBook(limits, now);
        this.jobs = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(limits.jobsWaiting()), thread("vigie-printer"));
    }

    private static ThreadFactory thread(String name) {
        return body -> {
            Thread thread = new Thread(body, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Prints what {@code pdf} makes, on the printer's own thread.
     *
     * @param sheet its name, for those who ask what became of it
     * @param byItself true by the hour, false when a display asked
     * @param pdf makes it; empty when there is none of that name
     * @param answer gets a stable word for why not, or empty once the command has taken the file
     */
    public void print(
            String sheet, boolean byItself, Callable<Optional<byte[]>> pdf, Consumer<Optional<String>> answer) {
        PrintJob job = book.add(sheet, byItself);
        try {
            jobs.execute(() -> answer.accept(attempt(job, pdf)));
        } catch (RejectedExecutionException full) {
            book.forget(job.number());
            answer.accept(Optional.of("printer-busy"));
        }
    }

    /** Why somebody has to see to the printer; empty when nobody has to. */
    public Optional<String> problem() {
        return book.problem();
    }

    /** The last sheets and what became of them, newest first. */
    public List<PrintJob> jobs() {
        return book.jobs();
    }

    /** Jobs that the command has taken since the start. */
    public long printed() {
        return printed.get();
    }

    /** Jobs that failed since the start. */
    public long failed() {
        return failed.get();
    }

    private Optional<String> attempt(PrintJob job, Callable<Optional<byte[]>> sheet) {
        try {
            Optional<byte[]> pdf = sheet.call();
            if (pdf.isEmpty()) {
                book.forget(job.number());
                return Optional.of("no-such-bed");
            }
            Optional<String> queued = PrintWords.jobOf(hand(pdf.get()));
            printed.incrementAndGet();
            LOG.info("event=printed sheet={} bytes={} job={}", job.sheet(), pdf.get().length, queued.orElse("-"));
            book.now(job.number(), queued.isPresent() ? PrintJob.State.QUEUED : PrintJob.State.TAKEN, null);
            queued.ifPresent(id -> later(
                    new Queued(job, id, System.nanoTime() + limits.askFor().toNanos(), null)));
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of("printer-failed");
        } catch (Exception broken) {
            failed(job, String.valueOf(broken.getMessage()));
            return Optional.of("printer-failed");
        }
    }

    private void failed(PrintJob job, String why) {
        failed.incrementAndGet();
        String words = why.length() > MOST_WORDS ? why.substring(0, MOST_WORDS) : why;
        book.now(job.number(), PrintJob.State.FAILED, words);
        LOG.error(
                "event=not-printed sheet={} command={} reason=\"{}\" action=\"see the printer, then print again\"",
                job.sheet(),
                command.getFirst(),
                words.replace('"', '\''));
    }

    private void later(Queued queued) {
        try {
            var unused = asking.schedule(() -> ask(queued), limits.askEvery().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("event=print-queue-not-asked job={}", queued.id(), closed);
        }
    }

    /** Asks the print system about a job, again and again until it is over. */
    private void ask(Queued queued) {
        PrintJob job = queued.job();
        try {
            String printer = PrintWords.printerOf(queued.id());
            String waiting = PrintWords.about(queued.id(), lpstat("-l", "-o", printer));
            if (waiting.isEmpty()) {
                left(job, PrintWords.about(queued.id(), lpstat("-l", "-W", "completed", "-o", printer)));
                return;
            }
            String trouble = PrintWords.trouble(lpstat("-l", "-p", printer));
            boolean stands = PrintWords.remedy(trouble).isPresent();
            if (System.nanoTime() - queued.until() > 0) {
                failed(job, stands ? trouble : "still in the queue of the print system");
                return;
            }
            @Nullable String why = stands ? trouble : null;
            book.now(job.number(), PrintJob.State.QUEUED, why);
            later(new Queued(job, queued.id(), queued.until(), why));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException cannotAsk) {
            LOG.warn("event=print-queue-not-read job={} reason=\"{}\"", queued.id(), cannotAsk.getMessage());
            if (queued.why() == null) {
                book.now(job.number(), PrintJob.State.TAKEN, null);
            } else if (System.nanoTime() - queued.until() > 0) {
                failed(job, queued.why());
            } else {
                later(queued); // a printer in trouble is not well because nobody can be asked
            }
        }
    }

    /** A job is out of the queue: printed, unless the print system says that it was ended otherwise. */
    private void left(PrintJob job, String about) {
        if (about.isEmpty()) {
            book.now(job.number(), PrintJob.State.TAKEN, null); // no history is kept: nothing more is claimed
        } else if (about.contains("job-canceled")
                || about.contains("aborted")
                || about.contains("completed-with-errors")) {
            failed(job, about.replace('\n', ' ').strip());
        } else {
            book.now(job.number(), PrintJob.State.DONE, null);
        }
    }

    private String hand(byte[] pdf) throws IOException, InterruptedException {
        Path file = Files.createTempFile("vigie-print-", ".pdf", OWNER_ONLY);
        try {
            Files.write(file, pdf);
            List<String> words = new ArrayList<>(command);
            words.add(file.toString());
            return run(words);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** {@code lpstat} stands where {@code lp} does. */
    private String lpstat(String... arguments) throws IOException, InterruptedException {
        Path lp = Path.of(command.getFirst());
        List<String> words = new ArrayList<>();
        words.add(lp.isAbsolute() ? lp.resolveSibling("lpstat").toString() : "lpstat");
        words.addAll(List.of(arguments));
        return run(words);
    }

    /** Runs a command to its end and gives what it said; a bad end is an error with what it said. */
    private String run(List<String> words) throws IOException, InterruptedException {
        Path said = Files.createTempFile("vigie-print-", ".txt", OWNER_ONLY);
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(said.toFile());
            surroundings(builder.environment());
            Process process = builder.start();
            if (!process.waitFor(limits.command().toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw new IOException("`" + words.getFirst() + "` has not ended within "
                        + limits.command().toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        "`" + words.getFirst() + "` ended with " + process.exitValue() + ": " + inShort(said));
            }
            return said(said, MOST_SAID);
        } finally {
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

    private static String inShort(Path said) throws IOException {
        return said(said, MOST_WORDS).replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static String said(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(most), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        jobs.shutdownNow();
        asking.shutdownNow();
    }
}
