package org.vigie.gateway.history;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.pipeline.Decoding;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.pipeline.records.DeliveryNote;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;

/**
 * What is kept of the past for people: trends and the alarm log. This run is taken from the feed of the ward four times
 * a second, earlier runs are read back from the journal behind it; neither holds anything up. Thread-safe.
 */
public final class History implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final long SAMPLE_MS = 250;
    private static final long STOP_MS = 2_000;

    private final Limits.History limits;
    private final TrendStore trends;
    private final AlarmLog alarms;
    private final Deliveries deliveries;
    private final Unwatched unwatched = new Unwatched();
    private final ScheduledExecutorService sampling = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread thread = new Thread(body, "vigie-history");
        thread.setDaemon(true);
        return thread;
    });
    private final Thread.Builder rebuilders =
            Thread.ofPlatform().name("vigie-history-rebuild").daemon(true);
    private volatile boolean closed;
    private volatile boolean complete;

    /** An empty past. */
    public History(Limits.History limits) {
        this.limits = limits;
        this.trends = new TrendStore(limits);
        this.alarms = new AlarmLog(limits.alarmSteps());
        this.deliveries = new Deliveries(limits.alarmSteps() / 2); // an alarm has at least two steps
    }

    /**
     * Where earlier runs are.
     *
     * @param data folder of the journal
     * @param epoch of this run
     * @param site as configured now
     * @param decoding for the rebuilding thread alone
     */
    public record Before(Path data, long epoch, Site site, Decoding decoding) {}

    /** Takes what the ward decides; to be given to the pipeline before it starts. Called on the ward thread. */
    public void effects(Ward after, List<WardEffect> effects) {
        alarms.live(after, effects);
    }

    /** Takes what a display has done with alarms. */
    public void delivered(DeliveryNote note) {
        deliveries.take(note);
    }

    /** Begins to follow the ward, and to read what was before. */
    public void start(WardFeed feed, Before before, Instant now) {
        WardSampler sampler = new WardSampler(trends, unwatched, now, Instant.MAX);
        var unused = sampling.scheduleWithFixedDelay(
                () -> {
                    try {
                        sample(sampler, feed.now().ward());
                    } catch (RuntimeException bug) {
                        LOG.error("event=history-sample-failed action=\"trying again\"", bug);
                    }
                },
                0,
                SAMPLE_MS,
                TimeUnit.MILLISECONDS);
        Rebuild rebuild = new Rebuild(
                new Rebuild.Source(
                        before.data(), before.epoch(), before.site(), before.decoding(), now.minus(limits.keep()), now),
                this);
        BooleanSupplier stopped = () -> closed;
        rebuilders.start(() -> {
            rebuild.run(stopped);
            complete = true;
        });
    }

    /**
     * Reads a journal from one moment to another, at once, on the caller's thread: for a command without a running
     * ward.
     *
     * @param before its epoch is the first that is not read
     */
    public void read(Before before, Instant from, Instant until) {
        new Rebuild(
                        new Rebuild.Source(
                                before.data(), before.epoch(), before.site(), before.decoding(), from, until),
                        trends,
                        alarms)
                .run(() -> closed);
        complete = true;
    }

    private void sample(WardSampler sampler, Ward ward) {
        sampler.sample(ward);
        trends.keepOnly(ward.beds().keySet());
        unwatched.keepOnly(ward.beds().keySet());
    }

    /** One-minute points of every bed. */
    public TrendStore trends() {
        return trends;
    }

    /** Steps of every alarm. */
    public AlarmLog alarms() {
        return alarms;
    }

    /** When displays sent, painted and sounded each alarm. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** When nobody watched a bed. */
    public Unwatched unwatched() {
        return unwatched;
    }

    /** Bounds of this store and of its answers. */
    public Limits.History limits() {
        return limits;
    }

    /** True when earlier runs have been read. */
    public boolean isComplete() {
        return complete;
    }

    @Override
    public void close() {
        closed = true;
        sampling.shutdownNow();
        try {
            if (!sampling.awaitTermination(STOP_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("event=history-stop-timed-out");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
