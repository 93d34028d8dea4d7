package org.vigie.gateway.prove;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.journal.JournalUnavailableException;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.model.limits.Limits;

/**
 * How fast records become durable: callers who each wait for their answer before the next record, as monitors do. One
 * journal thread takes what waits, appends it, forces once and answers.
 */
public final class JournalSpeedCampaign implements Campaign {
    private static final int SECONDS = 5;
    private static final int WARM_UP_SECONDS = 2;
    private static final int RECORD_BYTES = 2_048;
    private static final int BATCH = Limits.DEFAULT.pipeline().groupCommit();

    /** For the service loader. */
    public JournalSpeedCampaign() {}

    @Override
    public String name() {
        return "journal-speed";
    }

    @Override
    public String summary() {
        return "durable records a second and their waiting time, at 1, 8 and 64 callers (--rounds: seconds each)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        for (int callers : new int[] {1, 8, 64}) {
            measure(setup, callers);
        }
        return Verdict.PROVEN;
    }

    private record Waiting(CompletableFuture<Boolean> durable) {}

    private static void measure(Setup setup, int callers) throws IOException, InterruptedException {
        Instant start = Instant.now();
        try (Journal journal =
                JournalDirectory.open(setup.folder().resolve("speed-" + callers), Limits.DEFAULT.journal(), start)) {
            BlockingQueue<Waiting> queue =
                    new ArrayBlockingQueue<>(Limits.DEFAULT.pipeline().waitingRecords());
            Thread writer = Thread.ofPlatform().daemon().name("journal").start(() -> write(journal, queue, start));
            ConcurrentLinkedQueue<long[]> waits = new ConcurrentLinkedQueue<>();
            int seconds = setup.roundsOr(SECONDS);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                threads.add(Thread.ofPlatform().daemon().start(() -> waits.add(call(queue, seconds))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            writer.interrupt();
            writer.join();
            report(setup, callers, seconds, waits, journal);
        }
    }

    /** One caller; gives the waiting times of the measured seconds in ns. */
    private static long[] call(BlockingQueue<Waiting> queue, int seconds) {
        long measured = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
        long end = measured + TimeUnit.SECONDS.toNanos(seconds);
        long[] waits = new long[1 << 16];
        int count = 0;
        try {
            for (long now = System.nanoTime(); now < end && count < waits.length; ) {
                Waiting waiting = new Waiting(new CompletableFuture<>());
                queue.put(waiting);
                waiting.durable().get();
                long after = System.nanoTime();
                if (now >= measured) {
                    waits[count++] = after - now;
                }
                now = after;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the journal refused", e.getCause());
        }
        return Arrays.copyOf(waits, count);
    }

    private static void write(Journal journal, BlockingQueue<Waiting> queue, Instant start) {
        long startNanos = System.nanoTime();
        byte[] payload = new byte[RECORD_BYTES];
        List<Waiting> batch = new ArrayList<>(BATCH);
        try {
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch, BATCH - 1);
                Instant now = start.plus(Duration.ofNanos(System.nanoTime() - startNanos));
                for (int i = 0; i < batch.size(); i++) {
                    journal.append(RecordClass.DATA, RecordKind.RAW_MESSAGE, "hl7/10.0.0.1", now, now, payload);
                }
                journal.force(RecordClass.DATA);
                batch.forEach(waiting -> waiting.durable().complete(true));
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JournalUnavailableException e) {
            batch.forEach(waiting -> waiting.durable().completeExceptionally(e));
        }
    }

    private static void report(
            Setup setup, int callers, int seconds, ConcurrentLinkedQueue<long[]> waits, Journal journal) {
        long[] all = waits.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        setup.out()
                .printf(
                        Locale.ROOT,
                        "%d callers, %d bytes: %d durable records/s, p50 %.2f ms, p99 %.2f ms, max %.1f ms,"
                                + " %.1f records a force, longest force %d ms%n",
                        callers,
                        RECORD_BYTES,
                        all.length / seconds,
                        millis(all, 0.5),
                        millis(all, 0.99),
                        millis(all, 1.0),
                        (double) journal.health().records() / journal.health().forces(),
                        journal.health().longestForce().toMillis());
    }

    private static double millis(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) ((sorted.length - 1) * share)] / 1e6;
    }
}
