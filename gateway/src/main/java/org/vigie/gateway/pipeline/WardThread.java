package org.vigie.gateway.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.records.AuditText;
import org.vigie.gateway.pipeline.records.Checkpoint;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;

/**
 * The single writer of the ward. It takes what the journal has passed on, lets the reducer decide, publishes the new
 * state, and hands what happened to the audit. Readers see an immutable state by one volatile read.
 */
final class WardThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WardThread.class);
    private static final int DRAIN = 256;

    private final BlockingQueue<Work> queue;
    private final Reducer reducer;
    private final Audit audit;
    private final AtomicReference<WardFeed.Published> published;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Ward, List<WardEffect>>> effectListeners = new CopyOnWriteArrayList<>();
    private final Map<String, Consumer<WardEffect.CommandResult>> waitingCommands = new ConcurrentHashMap<>();
    private final List<WardEffect.CommandResult> answers = new ArrayList<>();
    private final AtomicLong applied = new AtomicLong();
    private final AtomicLong transitions = new AtomicLong();
    private final AtomicLong problems = new AtomicLong();
    private volatile long poisoned;
    private volatile long lastTurnNanos = System.nanoTime();
    private long lastEpoch;
    private long lastSeq;
    private long engine;

    WardThread(BlockingQueue<Work> queue, Reducer reducer, Audit audit, long epoch) {
        this.queue = queue;
        this.reducer = reducer;
        this.audit = audit;
        this.lastEpoch = epoch;
        this.published = new AtomicReference<>(new WardFeed.Published(reducer.ward(), epoch, 0));
    }

    WardFeed.Published now() {
        return published.get();
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Calls {@code listener} with the state after each step that had effects, and those effects. */
    void onEffects(BiConsumer<Ward, List<WardEffect>> listener) {
        effectListeners.add(listener);
    }

    void await(String command, Consumer<WardEffect.CommandResult> done) {
        waitingCommands.put(command, done);
    }

    @Nullable Consumer<WardEffect.CommandResult> forget(String command) {
        return waitingCommands.remove(command);
    }

    Duration sinceLastTurn() {
        return Duration.ofNanos(System.nanoTime() - lastTurnNanos);
    }

    /** Inputs whose outcome {@link #now} shows. */
    long applied() {
        return applied.get();
    }

    long transitions() {
        return transitions.get();
    }

    long problems() {
        return problems.get();
    }

    long poisoned() {
        return poisoned;
    }

    @Override
    public void run() {
        List<Work> batch = new ArrayList<>();
        try {
            while (true) {
                batch.clear();
                @Nullable Work first = queue.poll(1, TimeUnit.SECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, DRAIN - 1);
                boolean end = false;
                int inputs = 0;
                for (Work work : batch) {
                    end |= work instanceof Work.End;
                    inputs += work instanceof Work.Apply ? 1 : 0;
                    handle(work);
                }
                publish();
                applied.addAndGet(inputs);
                answers.forEach(this::answer); // whoever is answered and then asks sees what was done
                answers.clear();
                if (end) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(Work work) {
        try {
            switch (work) {
                case Work.Apply apply -> apply(apply);
                case Work.Tick tick -> {
                    report(reducer.advance(tick.at()));
                    engine++;
                    lastTurnNanos = System.nanoTime();
                }
                case Work.Checkpoint checkpoint -> checkpoint();
                case Work.End end -> LOG.debug("event=ward-thread-ends");
            }
        } catch (RuntimeException | StackOverflowError bug) {
            // Only time itself can come here; the engine counter stands still and every display says so.
            LOG.error("event=ward-step-failed work={}", work.getClass().getSimpleName(), bug);
        }
    }

    private void apply(Work.Apply apply) {
        report(reducer.apply(apply.input(), apply.at()));
        if (apply.input() instanceof Input.Command command) {
            // The first answer counts: this one only where the reducer broke on the command.
            answers.add(new WardEffect.CommandResult(command.id(), false, "failed"));
        } else if (apply.input() instanceof Input.Ordered order) {
            answers.add(new WardEffect.CommandResult(order.id(), false, "failed"));
        }
        poisoned = reducer.poisoned();
        if (apply.seq() > 0) {
            lastEpoch = apply.epoch();
            lastSeq = apply.seq();
        }
        if (!reducer.problems().isEmpty() && apply.input() instanceof Input.Message message) {
            problems.addAndGet(reducer.problems().size());
            audit(
                    RecordClass.DATA,
                    RecordKind.PROBLEM,
                    message.source().value(),
                    AuditText.problems(apply.epoch(), apply.seq(), reducer.problems()));
        }
    }

    private void report(List<WardEffect> effects) {
        for (WardEffect effect : effects) {
            switch (effect) {
                case WardEffect.Transition transition -> {
                    transitions.incrementAndGet();
                    audit(RecordClass.LIFE, RecordKind.TRANSITION, "", AuditText.transition(transition));
                }
                case WardEffect.CommandResult result -> answers.add(result);
                case WardEffect.LinkChanged link -> {
                    LOG.info(
                            "event=link bed={} source={} from={} to={} reason={}",
                            link.bed(),
                            link.source(),
                            link.from().word(),
                            link.to().word(),
                            link.reason().word());
                    audit(RecordClass.LIFE, RecordKind.TRANSITION, "", AuditText.link(link));
                }
                case WardEffect.Noted noted -> {
                    LOG.info("event=noted bed={} what={} text=\"{}\"", noted.bed(), noted.what(), noted.text());
                    audit(RecordClass.LIFE, RecordKind.TRANSITION, "", AuditText.noted(noted));
                }
            }
        }
        if (!effects.isEmpty()) {
            tell(effects);
        }
    }

    /** Views of the past come last and each for itself: one that breaks costs neither the audit nor an answer. */
    private void tell(List<WardEffect> effects) {
        for (BiConsumer<Ward, List<WardEffect>> listener : effectListeners) {
            try {
                listener.accept(reducer.ward(), effects);
            } catch (RuntimeException bug) {
                LOG.error("event=effect-listener-failed action=\"the ward goes on without it\"", bug);
            }
        }
    }

    private void answer(WardEffect.CommandResult result) {
        @Nullable Consumer<WardEffect.CommandResult> done = waitingCommands.remove(result.id());
        if (done != null) {
            done.accept(result);
        }
    }

    private void audit(RecordClass cls, RecordKind kind, String source, String text) {
        audit.offer(new Audit.Entry(cls, kind, source, text.getBytes(StandardCharsets.UTF_8)));
    }

    private void checkpoint() {
        Checkpoint checkpoint = new Checkpoint(
                lastEpoch, lastSeq, reducer.ward().now(), reducer.ward().checkpoint());
        audit.checkpoint(checkpoint.encode());
    }

    private void publish() {
        WardFeed.Published before = published.get();
        published.set(new WardFeed.Published(reducer.ward(), before.epoch(), engine));
        if (before.ward().changes() != reducer.ward().changes()) {
            listeners.forEach(Runnable::run);
        }
    }
}
