package org.vigie.gateway.pipeline;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.adapter.spi.Arrival;
import org.vigie.adapter.spi.Stored;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.SourceId;
import org.vigie.model.link.LinkReason;

/**
 * The bounded queue in front of the journal. Adapters put in on their event loop and are answered on it; nothing waits
 * here. When it is full an arrival is answered "not written" at once (the monitor sends again) and counted; link events
 * and commands are refused the same way. Thread-safe.
 */
public final class Ingest implements AdapterSink {
    private final BlockingQueue<Waiting> queue;
    private final int capacity;
    private final int wavesAllowed;
    private final AtomicInteger wavesWaiting = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final LongAdder wavesDropped = new LongAdder();

    /**
     * Something that waits to be journaled.
     *
     * @param input what
     * @param loop on which {@code done} is called; null for the journal thread itself
     * @param done told what became of it
     */
    record Waiting(Input input, @Nullable Context loop, Consumer<Stored> done) {}

    /**
     * @param capacity waiting inputs, {@code Limits.Pipeline.waitingRecords}
     * @param wavesAllowed of them, messages with nothing but samples; they are dropped as well while the queue is more
     *     than half full, so that nothing else ever waits for want of room
     */
    public Ingest(int capacity, int wavesAllowed) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.capacity = capacity;
        this.wavesAllowed = wavesAllowed;
    }

    @Override
    public void arrived(Arrival arrival, Consumer<Stored> done) {
        put(input(arrival), Vertx.currentContext(), done);
    }

    @Override
    public void link(SourceId source, String connection, boolean open, LinkReason reason) {
        put(new Input.Link(source, connection, open, reason), null, stored -> {});
    }

    /**
     * Puts one input in.
     *
     * @param done called on the journal thread: it must return at once
     * @return false when the queue is full; {@code done} has then been called with NOT_WRITABLE on this thread
     */
    public boolean submit(Input input, Consumer<Stored> done) {
        return put(input, null, done);
    }

    private boolean put(Input input, @Nullable Context loop, Consumer<Stored> done) {
        boolean waves = isWaves(input);
        if (waves && (wavesWaiting.get() >= wavesAllowed || queue.size() > capacity / 2)) {
            wavesDropped.increment();
            done.accept(Stored.NOT_WRITABLE);
            return false;
        }
        if (waves) {
            wavesWaiting.incrementAndGet(); // before the offer: the journal thread may take it at once
        }
        if (queue.offer(new Waiting(input, loop, done))) {
            return true;
        }
        if (waves) {
            wavesWaiting.decrementAndGet();
        }
        refused.increment();
        done.accept(Stored.NOT_WRITABLE);
        return false;
    }

    /** True for a message with nothing but samples. */
    static boolean isWaves(Input input) {
        return input instanceof Input.Message message && message.content() == Input.Content.WAVES;
    }

    /** Waits for something to journal, at most {@code nanos}; fills {@code batch} with up to {@code max}. */
    void take(List<Waiting> batch, int max, long nanos) throws InterruptedException {
        @Nullable Waiting first = queue.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, max - 1);
            for (Waiting waiting : batch) {
                if (isWaves(waiting.input())) {
                    wavesWaiting.decrementAndGet();
                }
            }
        }
    }

    /** Inputs that wait now. */
    public int waiting() {
        return queue.size();
    }

    /** Inputs refused because the queue was full, since the start. */
    public long refused() {
        return refused.sum();
    }

    /** Messages with nothing but samples that were dropped for want of room, since the start. */
    public long wavesDropped() {
        return wavesDropped.sum();
    }

    private static Input.Content content(Arrival.Kind kind) {
        return switch (kind) {
            case ALARM_MESSAGE -> Input.Content.ALARM;
            case WAVES -> Input.Content.WAVES;
            default -> Input.Content.DATA;
        };
    }

    private static Input input(Arrival arrival) {
        return switch (arrival.kind()) {
            case MESSAGE, ALARM_MESSAGE, WAVES ->
                new Input.Message(
                        arrival.source(),
                        arrival.connection(),
                        arrival.profile(),
                        content(arrival.kind()),
                        arrival.bytes());
            case DUPLICATE -> new Input.Sign(arrival.source(), arrival.connection(), true);
            case ALIVE -> new Input.Sign(arrival.source(), arrival.connection(), false);
            case UNREADABLE ->
                new Input.Unreadable(
                        arrival.source(),
                        arrival.connection(),
                        arrival.reason() == null ? "unreadable" : arrival.reason(),
                        arrival.bytes());
        };
    }
}
