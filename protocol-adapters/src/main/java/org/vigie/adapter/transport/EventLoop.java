package org.vigie.adapter.transport;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** The one thread on which the adapters of a process live: everything they own is touched on it only. */
public final class EventLoop {
    private final Vertx vertx;
    private final Context context;
    private final BooleanSupplier gate;

    /**
     * The loop of an existing context.
     *
     * @param vertx whose context it is; not closed here
     * @param context an event-loop context
     */
    public EventLoop(Vertx vertx, Context context) {
        this(vertx, context, () -> true);
    }

    private EventLoop(Vertx vertx, Context context, BooleanSupplier gate) {
        if (!context.isEventLoopContext()) {
            throw new IllegalArgumentException("not an event-loop context: " + context);
        }
        this.vertx = vertx;
        this.context = context;
        this.gate = gate;
    }

    /**
     * The same loop for a box that may not always call monitors.
     *
     * @param open asked on the loop at the last moment before bytes leave this box for a monitor that was called or a
     *     connection to it is begun; when false they are dropped. It answers at once. Connections that monitors open
     *     are not asked for
     */
    public EventLoop gated(BooleanSupplier open) {
        return new EventLoop(vertx, context, open);
    }

    /** Whether monitors may be called at this moment. */
    boolean mayCall() {
        return gate.getAsBoolean();
    }

    /** The loop of the calling context, or of a new one when called from outside. */
    public static EventLoop of(Vertx vertx) {
        return new EventLoop(vertx, vertx.getOrCreateContext());
    }

    /** A loop with an engine of its own, for a command that needs nothing else. */
    public static Own own() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        return new Own(of(vertx));
    }

    /**
     * A loop that ends with its block.
     *
     * @param loop to be used within it
     */
    public record Own(EventLoop loop) implements AutoCloseable {
        @Override
        public void close() {
            var unused = loop.vertx().close();
        }
    }

    /** Runs {@code task} on the loop, later; on any thread. Tasks of one thread keep their order. */
    public void run(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    /** Runs {@code task} on the loop again and again until it is cancelled. */
    public Timer every(Duration period, Runnable task) {
        AtomicBoolean cancelled = new AtomicBoolean();
        run(() -> {
            if (!cancelled.get()) {
                long unused = vertx.setPeriodic(period.toMillis(), id -> {
                    if (cancelled.get()) {
                        vertx.cancelTimer(id);
                    } else {
                        task.run();
                    }
                });
            }
        });
        return () -> cancelled.set(true);
    }

    /** Runs {@code task} on the loop once, unless it is cancelled before. */
    public Timer after(Duration delay, Runnable task) {
        AtomicBoolean cancelled = new AtomicBoolean();
        run(() -> {
            long unused = vertx.setTimer(Math.max(1, delay.toMillis()), id -> {
                if (!cancelled.get()) {
                    task.run();
                }
            });
        });
        return () -> cancelled.set(true);
    }

    Vertx vertx() {
        return vertx;
    }

    /** A task that is due later. */
    @FunctionalInterface
    public interface Timer {
        /** It does not run any more. On any thread, as often as one likes. */
        void cancel();
    }
}
