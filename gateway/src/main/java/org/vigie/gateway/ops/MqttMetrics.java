package org.vigie.gateway.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.vigie.gateway.mqtt.LaneStatus;

/** The connections to brokers as metrics; there are a few per broker, their names are ours. Thread-safe. */
final class MqttMetrics {
    private final MeterRegistry registry;
    private final Supplier<List<LaneStatus>> lanes;
    private final Map<String, LaneStatus> latest = new ConcurrentHashMap<>();

    MqttMetrics(MeterRegistry registry, Supplier<List<LaneStatus>> lanes) {
        this.registry = registry;
        this.lanes = lanes;
    }

    /** Takes the present numbers; before every scrape. */
    void register() {
        for (LaneStatus lane : lanes.get()) {
            latest.put(lane.name(), lane);
            gauge("vigie.mqtt.up", lane, some -> some.up() ? 1 : 0);
            gauge("vigie.mqtt.unanswered", lane, LaneStatus::unanswered);
            counter("vigie.mqtt.connects", lane, "", "", LaneStatus::connects);
            counter("vigie.mqtt.sent", lane, "", "", LaneStatus::sent);
            counter("vigie.mqtt.answered", lane, "", "", LaneStatus::answered);
            counter("vigie.mqtt.forbidden", lane, "", "", LaneStatus::forbidden);
            counter("vigie.mqtt.arrived", lane, "", "", LaneStatus::arrived);
            counter("vigie.mqtt.arrived.too.long", lane, "", "", LaneStatus::arrivedTooLong);
            for (String reason : lane.ends().keySet()) {
                counter(
                        "vigie.mqtt.ends",
                        lane,
                        "reason",
                        reason,
                        some -> some.ends().getOrDefault(reason, 0L));
            }
            for (String reason : lane.notTaken().keySet()) {
                counter(
                        "vigie.mqtt.not.taken",
                        lane,
                        "reason",
                        reason,
                        some -> some.notTaken().getOrDefault(reason, 0L));
            }
        }
    }

    private double number(String lane, ToDoubleFunction<LaneStatus> of) {
        LaneStatus status = latest.get(lane);
        return status == null ? Double.NaN : of.applyAsDouble(status);
    }

    private void gauge(String name, LaneStatus lane, ToDoubleFunction<LaneStatus> of) {
        Gauge.builder(name, this, all -> all.number(lane.name(), of))
                .tags("connection", lane.name())
                .register(registry);
    }

    private void counter(String name, LaneStatus lane, String label, String word, ToDoubleFunction<LaneStatus> of) {
        FunctionCounter.Builder<MqttMetrics> counter = FunctionCounter.builder(
                        name, this, all -> all.number(lane.name(), of))
                .tags("connection", lane.name());
        (label.isEmpty() ? counter : counter.tags(label, word)).register(registry);
    }
}
