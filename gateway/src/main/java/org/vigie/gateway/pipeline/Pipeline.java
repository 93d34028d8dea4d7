package org.vigie.gateway.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.adapter.spi.Stored;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalHealth;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.records.DeliveryNote;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;

/**
 * The two threads between the adapters and the displays, and the queues between them: ingest, journal, apply, publish.
 * Thread-safe; {@code close} is idempotent.
 */
public final class Pipeline implements WardFeed, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration STOP = Duration.ofSeconds(4);

    private final Ingest ingest;
    private final Audit audit;
    private final Journal journal;
    private final JournalThread journalThread;
    private final WardThread wardThread;
    private final Thread journalRunner;
    private final Thread wardRunner;
    private final List<Consumer<DeliveryNote>> deliveryListeners = new CopyOnWriteArrayList<>();
    private boolean closed;

    /**
     * Running totals, for metrics.
     *
     * @param waiting inputs before the journal, now
     * @param waitingForWard inputs between journal and ward, now
     * @param refused inputs refused because the first queue was full
     * @param journaled records written
     * @param notWritable arrivals answered "not written"
     * @param thinned of them, those left out because the disk runs short
     * @param wavesDropped wave messages dropped because something was too slow
     * @param applied inputs applied
     * @param poisoned inputs that broke the decoder or the reducer
     * @param problems parts of messages that could not be used
     * @param transitions of alarms
     * @param auditDropped audit records dropped because the journal was too slow
     * @param checkpointsTooLarge checkpoints left out because no record holds them
     * @param checkpointBytes of the last one when it was left out; 0 when it was written
     * @param journal state of the journal
     */
    public record Status(
            int waiting,
            int waitingForWard,
            long refused,
            long journaled,
            long notWritable,
            long thinned,
            long wavesDropped,
            long applied,
            long poisoned,
            long problems,
            long transitions,
            long auditDropped,
            long checkpointsTooLarge,
            int checkpointBytes,
            JournalHealth journal) {}

    /**
     * @param journal opened; closed by this pipeline
     * @param clock engine time
     * @param limits bounds of the queues
     * @param reducer holds the state to begin with; from now on it belongs to the ward thread
     */
    public Pipeline(Journal journal, EngineClock clock, Limits limits, Reducer reducer) {
        this.journal = journal;
        this.audit = new Audit(limits.journal().recordBytes());
        this.ingest = new Ingest(limits.pipeline().waitingRecords(), Limits.Waves.DEFAULT.waitingMessages());
        this.journalThread = new JournalThread(journal, ingest, audit, clock, limits);
        this.wardThread = new WardThread(journalThread.passedOn(), reducer, audit, journal.epoch());
        this.journalRunner = daemon("vigie-journal", journalThread);
        this.wardRunner = daemon("vigie-ward", wardThread);
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((which, failure) -> LOG.error(
                "event=thread-ended thread={} action=\"engine stands still, displays say so\"", name, failure));
        return thread;
    }

    /** Starts both threads. */
    public Pipeline start() {
        wardRunner.start();
        journalRunner.start();
        return this;
    }

    /** Where adapters put what they receive. */
    public Ingest ingest() {
        return ingest;
    }

    /** Puts in an input of the gateway itself; false when there is no room for it now. */
    public boolean submit(Input input) {
        return ingest.submit(input, stored -> {});
    }

    @Override
    public Published now() {
        return wardThread.now();
    }

    @Override
    public void onChange(Runnable listener) {
        wardThread.onChange(listener);
    }

    @Override
    public void command(Input.Command command, Consumer<WardEffect.CommandResult> done) {
        ask(command.id(), command, done);
    }

    @Override
    public void order(Input.Ordered order, Consumer<WardEffect.CommandResult> done) {
        ask(order.id(), order, done);
    }

    @Override
    public void displays(Input.Displays told) {
        submit(told);
    }

    @Override
    public void seen(Input.Seen seen) {
        submit(seen);
    }

    @Override
    public void delivered(DeliveryNote note) {
        displaySet(note.text());
        deliveryListeners.forEach(listener -> listener.accept(note));
    }

    @Override
    public void displaySet(String line) {
        audit.offer(new Audit.Entry(RecordClass.LIFE, RecordKind.DELIVERY, "", line.getBytes(StandardCharsets.UTF_8)));
    }

    /** Calls {@code listener} with each note, on the thread of the displays: it must return at once. */
    public void onDelivery(Consumer<DeliveryNote> listener) {
        deliveryListeners.add(listener);
    }

    private void ask(String id, Input input, Consumer<WardEffect.CommandResult> done) {
        wardThread.await(id, done);
        boolean taken = ingest.submit(input, CommandsApplyUnwritten.INSTANCE);
        @Nullable Consumer<WardEffect.CommandResult> refused = taken ? null : wardThread.forget(id);
        if (refused != null) {
            refused.accept(new WardEffect.CommandResult(id, false, "busy"));
        }
    }

    /** A command that could not be written is applied all the same: after a restart the alarm is only louder. */
    private enum CommandsApplyUnwritten implements Consumer<Stored> {
        INSTANCE;

        @Override
        public void accept(Stored stored) {
            if (stored == Stored.NOT_WRITABLE) {
                LOG.warn("event=command-not-journaled action=\"applied, not kept over a restart\"");
            }
        }
    }

    /**
     * Calls {@code listener} with the state after each step that decided something, on the ward thread: it must return
     * at once. Before {@link #start}, so that nothing is missed.
     */
    public void onEffects(BiConsumer<Ward, List<WardEffect>> listener) {
        wardThread.onEffects(listener);
    }

    /** Time since the ward thread last let time pass; grows when the engine stands still. */
    public Duration sinceLastTurn() {
        return wardThread.sinceLastTurn();
    }

    /** Totals and depths at this moment. */
    public Status status() {
        return new Status(
                ingest.waiting(),
                journalThread.passedOn().size(),
                ingest.refused(),
                journalThread.journaled(),
                journalThread.notWritable(),
                journalThread.thinned(),
                ingest.wavesDropped() + journalThread.wavesDropped(),
                wardThread.applied(),
                wardThread.poisoned(),
                wardThread.problems(),
                wardThread.transitions(),
                audit.dropped(),
                audit.checkpointsTooLarge(),
                audit.checkpointTooLarge(),
                journal.health());
    }

    /** Journals and applies what waits, writes a last checkpoint and closes the journal; at most about 8 s. */
    @Override
    public void close() {
        end(false);
    }

    /** Ends as a power cut would, without a last record: for tests of restarts. */
    public void abandon() {
        end(true);
    }

    private synchronized void end(boolean abrupt) {
        if (closed) {
            return;
        }
        closed = true;
        if (abrupt) {
            journalThread.abandon();
        } else {
            journalThread.stop();
        }
        boolean journalEnded = join(journalRunner);
        boolean wardEnded = join(wardRunner);
        if (journalEnded && wardEnded) {
            journalThread.finish();
            journal.close();
        } else {
            LOG.error("event=stop-timed-out journal-ended={} ward-ended={}", journalEnded, wardEnded);
        }
    }

    private static boolean join(Thread thread) {
        try {
            return thread.join(STOP);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
