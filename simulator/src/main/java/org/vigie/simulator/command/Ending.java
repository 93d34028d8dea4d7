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
        Thread hook = new Thread(this::clean, "vigie-simulator-end");
        Runtime.getRuntime().addShutdownHook(hook);
        long start = System.nanoTime();
        long end = lasting == null ? Long.MAX_VALUE : lasting.toNanos();
        try {
            long second = 1;
            for (long now = 0; now < end; now = System.nanoTime() - start) {
                long next = Math.min(end, TimeUnit.SECONDS.toNanos(second));
                if (cleaned.await(Math.max(1, next - now), TimeUnit.NANOSECONDS)) {
                    return;
                }
                if (System.nanoTime() - start >= TimeUnit.SECONDS.toNanos(second)) {
                    everySecond.accept(second);
                    second++;
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
