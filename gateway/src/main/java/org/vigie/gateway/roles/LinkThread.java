package org.vigie.gateway.roles;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for all links of a box; what breaks on it costs one step. Work of the network is bounded and counted. */
final class LinkThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkThread.class);
    private static final int MOST_WAITING = 16_384;
    private static final long STOP_MS = 1_000;

    private final ScheduledThreadPoolExecutor executor;
    private final LongAdder dropped = new LongAdder();

    LinkThread(String name) {
        executor = new ScheduledThreadPoolExecutor(1, body -> {
            Thread thread = new Thread(body, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Something that must not be lost. */
    void run(Runnable task) {
        try {
            executor.execute(() -> safely(task));
        } catch (RejectedExecutionException closed) {
            LOG.debug("event=link-task-after-close", closed);
        }
    }

    /** Something that came from outside: beyond what may wait it is dropped; the link repairs what it was. */
    void offer(Runnable task) {
        if (executor.getQueue().size() >= MOST_WAITING) {
            dropped.increment();
            return;
        }
        run(task);
    }

    void every(Duration period, Runnable task) {
        var unused = executor.scheduleWithFixedDelay(
                () -> safely(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    long dropped() {
        return dropped.sum();
    }

    /** Something that is done before {@link #close}, unless the thread stands still. */
    void last(Runnable task) {
        try {
            executor.submit(() -> safely(task)).get(STOP_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException | ExecutionException | TimeoutException stuck) {
            LOG.warn("event=link-stop-not-orderly reason={}", stuck.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | StackOverflowError bug) {
            // Also of what is done again and again: it would be done no more.
            LOG.error("event=link-step-failed action=\"the link goes on\"", bug);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
