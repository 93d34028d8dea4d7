package org.vigie.simulator.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of a command: its time is over, or somebody pressed Ctrl-C. On Ctrl-C the clean-up runs in the
 * JVM's shutdown, and the JVM exits with 130 by itself.
 */
final class Ending {
    private final CountDownLatch cleaned = new CountDownLatch(1);
    private final Runnable cleanUp;
    private boolean done;

    Ending(Runnable cleanUp) {
        this.cleanUp = cleanUp;
    }

    /**
     * Waits.
     *
     * @param lasting null for ever
     * @param everySecond told how many seconds have passed
     */
    void await(@Nullable Duration lasting, LongConsumer everySecond) {
        await(lasting, Duration.ofSeconds(1), everySecond);
    }

    /**
     * Waits.
     *
     * @param lasting null for ever
     * @param pace above 0
     * @param turn told at that pace, with the number of the turn from 1
     */
    void await(@Nullable Duration lasting, Duration pace, LongConsumer turn) {
        Thread hook = new Thread(this::clean, "vigie-simulator-end");
        Runtime.getRuntime().addShutdownHook(hook);
        long start = System.nanoTime();
        long end = lasting == null ? Long.MAX_VALUE : lasting.toNanos();
        try {
            long next = 1;
            for (long now = 0; now < end; now = System.nanoTime() - start) {
                long due = Math.min(end, next * pace.toNanos());
                if (cleaned.await(Math.max(1, due - now), TimeUnit.NANOSECONDS)) {
                    return;
                }
                if (System.nanoTime() - start >= next * pace.toNanos()) {
                    turn.accept(next);
                    next++;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        clean();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            return; // the hook is running: it cleans up, or finds that we did
        }
    }

    /** Runs the clean-up once, whoever asks first. */
    synchronized void clean() {
        if (!done) {
            done = true;
            cleanUp.run();
            cleaned.countDown();
        }
    }
}
