package org.vigie.adapter.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.adapter.spi.Arrival;
import org.vigie.adapter.spi.Stored;
import org.vigie.model.SourceId;
import org.vigie.model.link.LinkReason;

/** A sink that remembers everything; tests wait for conditions on it, never for time. */
public final class RecordingSink implements AdapterSink {
    private static final long PATIENCE_SECONDS = 60;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final List<Consumer<Stored>> held = new ArrayList<>();
    private Stored answer = Stored.DURABLE;
    private boolean holding;

    /** Answers with {@code stored} from now on. */
    public void answer(Stored stored) {
        locked(() -> answer = stored);
    }

    /** Answers no more until {@link #takeHeld}. */
    public void hold() {
        locked(() -> holding = true);
    }

    /** The answers that are due; to be called on the event loop. */
    public List<Consumer<Stored>> takeHeld() {
        List<Consumer<Stored>> due = new ArrayList<>();
        locked(() -> {
            holding = false;
            due.addAll(held);
            held.clear();
        });
        return due;
    }

    @Override
    public void arrived(Arrival arrival, Consumer<Stored> done) {
        List<Stored> now = new ArrayList<>(1);
        locked(() -> {
            arrivals.add(arrival);
            if (holding) {
                held.add(done);
            } else {
                now.add(answer);
            }
        });
        now.forEach(done);
    }

    @Override
    public void link(SourceId source, String connection, boolean open, LinkReason reason) {
        locked(() -> links.add((open ? "open " : "closed ") + source + " " + reason.word()));
    }

    /** Waits until the arrivals satisfy {@code condition}, and returns them. */
    public List<Arrival> await(Predicate<List<Arrival>> condition) {
        return awaiting(arrivals, condition);
    }

    /** Waits until the link events satisfy {@code condition}, and returns them. */
    public List<String> awaitLinks(Predicate<List<String>> condition) {
        return awaiting(links, condition);
    }

    /** Waits until {@code condition} holds; it is looked at again and again. */
    public static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private <T> List<T> awaiting(List<T> list, Predicate<List<T>> condition) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!condition.test(List.copyOf(list))) {
                if (left <= 0) {
                    throw new AssertionError("waited in vain; there is " + list);
                }
                left = changed.awaitNanos(left);
            }
            return List.copyOf(list);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
