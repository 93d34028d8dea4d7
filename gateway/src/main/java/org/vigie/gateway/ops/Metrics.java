package org.vigie.gateway.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.vigie.adapter.spi.AdapterStatus;
import org.vigie.gateway.fanout.websocket.LiveSockets;
import org.vigie.gateway.journal.JournalHealth;
import org.vigie.gateway.link.LinkTotals;
import org.vigie.gateway.mqtt.LaneStatus;
import org.vigie.gateway.pipeline.Pipeline;
import org.vigie.gateway.waves.LiveWaves;
import org.vigie.gateway.waves.WaveTotals;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkState;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.StorageLevel;
import org.vigie.model.ward.Ward;

/**
 * Everything that is counted, as Prometheus text; every name begins with {@code vigie_} (docs/metrics.md). Sources are
 * asked at each scrape. No label holds anything of a patient. Thread-safe.
 */
public final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Supplier<List<AdapterStatus>> adapters;
    /** Counters hold their source weakly; this holds it. */
    private final List<Object> kept = new ArrayList<>();

    private final Map<String, AdapterStatus> latest = new ConcurrentHashMap<>();
    private final List<Runnable> beforeScrape = new CopyOnWriteArrayList<>();

    /**
     * Where the numbers come from; each may be asked on any thread.
     *
     * @param pipeline queues and journal
     * @param ward the newest state
     * @param engine counter of the ward thread
     * @param displays connected displays
     * @param waves the curves
     * @param adapters listeners and called monitors
     */
    public record Sources(
            Supplier<Pipeline.Status> pipeline,
            Supplier<Ward> ward,
            Supplier<Long> engine,
            Supplier<LiveSockets.Totals> displays,
            LiveWaves waves,
            Supplier<List<AdapterStatus>> adapters) {}

    /** Metrics of one gateway. */
    public Metrics(Sources sources) {
        this.adapters = sources.adapters();
        pipeline(sources.pipeline());
        journal(() -> sources.pipeline().get().journal());
        ward(sources.ward());
        displays(sources.displays());
        waves(sources);
        counter(
                "vigie.engine.turns",
                "turns of the ward thread",
                () -> sources.engine().get());
        new UptimeMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
    }

    /**
     * Adds the connections to brokers.
     *
     * @param lanes each as it stands
     * @param waiting steps of alarms that the broker does not have yet
     * @param dropped steps of alarms that were dropped because the broker was away too long
     */
    public void mqtt(
            Supplier<List<LaneStatus>> lanes, Supplier<? extends Number> waiting, Supplier<? extends Number> dropped) {
        MqttMetrics brokers = new MqttMetrics(registry, lanes);
        beforeScrape.add(brokers::register);
        gauge("vigie.mqtt.public.alarms.waiting", Tags.empty(), "steps of alarms the broker does not have", waiting);
        counter("vigie.mqtt.public.alarms.dropped", "steps of alarms dropped while the broker was away", dropped);
    }

    /**
     * Adds a number of a box of a pair.
     *
     * @param counts whether it only grows
     */
    public void pair(String name, Tags tags, String help, boolean counts, Supplier<? extends Number> value) {
        if (counts) {
            counter("vigie.failover." + name, help, value);
        } else {
            gauge("vigie.failover." + name, tags, help, value);
        }
    }

    /** Adds the links to other boxes. */
    public void links(Supplier<LinkTotals> totals) {
        gauge(
                "vigie.link.records.missing",
                Tags.empty(),
                "records of edges that are not here yet",
                () -> totals.get().missing());
        gauge(
                "vigie.link.waiting",
                Tags.empty(),
                "live records and states that were not sent yet",
                () -> totals.get().waiting());
        counter(
                "vigie.link.records.lost",
                "records of edges that nobody has any more",
                () -> totals.get().lost());
        counter(
                "vigie.link.records.again",
                "records that came again",
                () -> totals.get().duplicates());
        counter(
                "vigie.link.left.to.journal",
                "live records left to the journal because too many waited",
                () -> totals.get().leftToJournal());
        counter(
                "vigie.link.waves.left.out",
                "blocks of waves that were not sent",
                () -> totals.get().wavesLeftOut());
    }

    /** All metrics in the Prometheus text format. */
    public String scrape() {
        beforeScrape.forEach(Runnable::run);
        adapters.get().forEach(this::adapter);
        return registry.scrape();
    }

    private void pipeline(Supplier<Pipeline.Status> status) {
        gauge(
                "vigie.queue.depth",
                Tags.of("queue", "ingest"),
                "inputs that wait",
                () -> status.get().waiting());
        gauge(
                "vigie.queue.depth",
                Tags.of("queue", "ward"),
                "inputs that wait",
                () -> status.get().waitingForWard());
        counter(
                "vigie.inputs.refused",
                "inputs refused because the queue was full",
                () -> status.get().refused());
        counter(
                "vigie.inputs.not_written",
                "arrivals answered not written",
                () -> status.get().notWritable());
        counter(
                "vigie.inputs.applied",
                "inputs applied to the ward",
                () -> status.get().applied());
        counter(
                "vigie.inputs.poisoned",
                "inputs that broke the decoder or the reducer",
                () -> status.get().poisoned());
        counter(
                "vigie.problems",
                "parts of messages that could not be used",
                () -> status.get().problems());
        counter("vigie.alarm.transitions", "steps of alarms", () -> status.get().transitions());
        counter(
                "vigie.audit.dropped",
                "audit records dropped because the journal was slow",
                () -> status.get().auditDropped());
        counter(
                "vigie.checkpoints.too.large",
                "checkpoints left out because no record holds them",
                () -> status.get().checkpointsTooLarge());
    }

    private void journal(Supplier<JournalHealth> health) {
        kept.add(health);
        counter("vigie.journal.records", "records written", () -> health.get().records());
        counter("vigie.journal.forces", "forces to disk", () -> health.get().forces());
        counter(
                "vigie.journal.failed",
                "records that could not be written",
                () -> health.get().failed());
        FunctionCounter.builder("vigie.gap", health, some -> some.get().shedData())
                .tags("class", "data", "reason", "disk")
                .description("records left out on purpose")
                .register(registry);
        FunctionCounter.builder("vigie.gap", health, some -> some.get().shedWaves())
                .tags("class", "waves", "reason", "disk")
                .description("records left out on purpose")
                .register(registry);
        gauge(
                "vigie.journal.force.seconds",
                Tags.empty(),
                "last force",
                () -> seconds(health.get().lastForce()));
        gauge(
                "vigie.journal.force.longest.seconds",
                Tags.empty(),
                "longest force",
                () -> seconds(health.get().longestForce()));
        gauge(
                "vigie.journal.free.bytes",
                Tags.empty(),
                "free bytes of the disk",
                () -> health.get().freeBytes());
        for (StorageLevel level : StorageLevel.values()) {
            gauge(
                    "vigie.journal.level",
                    Tags.of("level", level.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                    "1 for the present level",
                    () -> health.get().level() == level ? 1 : 0);
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private void ward(Supplier<Ward> ward) {
        gauge(
                "vigie.beds.reporting",
                Tags.empty(),
                "beds whose link is live or slow",
                () -> ward.get().bedsReporting());
        gauge(
                "vigie.beds.expected",
                Tags.empty(),
                "beds that are not empty and not on standby",
                () -> ward.get().bedsTotal());
        for (LinkState state : LinkState.values()) {
            gauge(
                    "vigie.beds",
                    Tags.of("link", state.word()),
                    "beds by link",
                    () -> ward.get().beds().values().stream()
                            .filter(bed -> bed.link() == state)
                            .count());
        }
        for (Priority priority : Priority.values()) {
            gauge(
                    "vigie.alarms",
                    Tags.of("priority", priority.word()),
                    "alarms that are on",
                    () -> alarms(ward.get(), priority));
        }
        gauge(
                "vigie.senders.unassigned",
                Tags.empty(),
                "senders without a bed",
                () -> ward.get().unassigned().size());
    }

    private static long alarms(Ward ward, Priority priority) {
        long unit = count(ward.unit(), priority);
        return unit
                + ward.beds().values().stream()
                        .mapToLong(bed -> count(bed, priority))
                        .sum();
    }

    private static long count(Bed bed, Priority priority) {
        return bed.alarms().stream()
                .filter(alarm -> alarm.priority() == priority)
                .count();
    }

    private void displays(Supplier<LiveSockets.Totals> totals) {
        display("connected", totals, LiveSockets.Totals::connected);
        display("visible", totals, LiveSockets.Totals::visible);
        display("audible", totals, LiveSockets.Totals::audible);
        display("watching", totals, LiveSockets.Totals::watching);
        display("behind", totals, LiveSockets.Totals::behind);
        counter(
                "vigie.displays.refused",
                "connections and frames refused",
                () -> totals.get().refused());
        counter(
                "vigie.displays.ended",
                "connections that ended",
                () -> totals.get().ended());
        counter("vigie.displays.commands", "commands taken", () -> totals.get().commands());
        counter(
                "vigie.displays.deltas",
                "deltas sent, each counted once",
                () -> totals.get().deltas());
    }

    private void waves(Sources sources) {
        LiveWaves waves = sources.waves();
        WaveTotals totals = waves.totals();
        gauge(
                "vigie.waves.lanes",
                Tags.empty(),
                "curves that run",
                () -> waves.lanes().size());
        counter("vigie.waves.blocks", "blocks of samples taken", totals::blocks);
        counter("vigie.waves.samples.missing", "samples that did not come in their place", totals::missingSamples);
        counter("vigie.waves.samples.late", "samples that came twice or too late", totals::lateSamples);
        counter("vigie.waves.unusable", "blocks without a bed or a rate", totals::unusable);
        counter("vigie.waves.lanes.refused", "blocks of lanes beyond what is held", totals::refusedLanes);
        counter(
                "vigie.waves.frames",
                "frames of waves made, each counted once",
                () -> sources.displays().get().waveFrames());
        gap("overload", () -> sources.pipeline().get().wavesDropped());
        gap("slow-display", () -> sources.displays().get().waveFramesLeftOut());
        gap("displays-behind", totals::droppedPieces);
    }

    private void gap(String reason, Supplier<? extends Number> value) {
        kept.add(value);
        FunctionCounter.builder("vigie.gap", value, some -> some.get().doubleValue())
                .tags("class", "waves", "reason", reason)
                .description("records left out on purpose")
                .register(registry);
    }

    private void display(
            String state, Supplier<LiveSockets.Totals> totals, ToDoubleFunction<LiveSockets.Totals> number) {
        gauge("vigie.displays", Tags.of("state", state), "displays", () -> number.applyAsDouble(totals.get()));
    }

    /** Words of an adapter become labels; there are a few dozen of them, all our own. */
    private void adapter(AdapterStatus status) {
        latest.put(status.name(), status);
        String protocol = status.protocol().equals("intellivue") ? "vigie.intellivue" : "vigie.hl7";
        words(protocol, "event", status, status.counts(), AdapterStatus::counts);
        words("vigie.acks", "code", status, status.answers(), AdapterStatus::answers);
        words("vigie.rejected", "reason", status, status.rejected(), AdapterStatus::rejected);
        Gauge.builder(
                        "vigie.connections",
                        latest,
                        all -> current(
                                all, status.name(), some -> some.connections().size()))
                .tags("listener", status.name())
                .description("open connections")
                .register(registry);
        Gauge.builder("vigie.listener.open", latest, all -> current(all, status.name(), some -> some.open() ? 1 : 0))
                .tags("listener", status.name())
                .description("1 while the port is open")
                .register(registry);
    }

    private void words(
            String name,
            String label,
            AdapterStatus status,
            Map<String, Long> now,
            Function<AdapterStatus, Map<String, Long>> of) {
        for (String word : now.keySet()) {
            FunctionCounter.builder(
                            name,
                            latest,
                            all -> current(
                                    all, status.name(), some -> of.apply(some).getOrDefault(word, 0L)))
                    .tags("listener", status.name(), label, word.toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private static double current(Map<String, AdapterStatus> all, String name, ToDoubleFunction<AdapterStatus> number) {
        AdapterStatus status = all.get(name);
        return status == null ? Double.NaN : number.applyAsDouble(status);
    }

    private void gauge(String name, Tags tags, String text, Supplier<? extends Number> value) {
        Gauge.builder(name, value, some -> some.get().doubleValue())
                .tags(tags)
                .description(text)
                .strongReference(true)
                .register(registry);
    }

    private void counter(String name, String text, Supplier<? extends Number> value) {
        kept.add(value);
        FunctionCounter.builder(name, value, some -> some.get().doubleValue())
                .description(text)
                .register(registry);
    }
}
