package org.vigie.gateway;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.fanout.WardViews.Moment;
import org.vigie.gateway.fanout.mqtt.MqttPublisher;
import org.vigie.gateway.fanout.mqtt.PublicTopics;
import org.vigie.gateway.mqtt.LaneOptions;
import org.vigie.gateway.ops.Health;
import org.vigie.gateway.ops.Metrics;
import org.vigie.gateway.pipeline.EngineClock;
import org.vigie.gateway.pipeline.Pipeline;
import org.vigie.gateway.pki.ClientTls;
import org.vigie.model.limits.Limits;

/**
 * What leaves the box for others, when it is configured to; by default nothing does. Made before the pipeline starts.
 */
final class Outlet implements AutoCloseable {
    private final Optional<MqttPublisher> publisher;
    private volatile Supplier<String> mode;

    Outlet(GatewayConfig config, Pipeline pipeline, EngineClock clock, long epoch) {
        mode = () -> config.mode().word();
        Supplier<Moment> moment = () ->
                new Moment(epoch, mode.get(), clock.now(), clock.wall(), clock.wallOffset(), ZoneId.systemDefault());
        publisher = Optional.ofNullable(config.mqtt())
                .map(mqtt -> new MqttPublisher(
                        target(config.site(), mqtt), () -> pipeline.now().ward(), moment));
        publisher.ifPresent(made -> pipeline.onEffects(made::effects));
    }

    private static MqttPublisher.Target target(String site, GatewayConfig.Mqtt mqtt) {
        @Nullable Path identity = mqtt.identity();
        LaneOptions.@Nullable TlsSource tls = identity == null ? null : () -> ClientTls.context(identity);
        return new MqttPublisher.Target(
                mqtt.brokers(), new PublicTopics(site, mqtt.name()), tls, Limits.MQTT, Limits.PUBLICATION);
    }

    /** Begins to publish. */
    void start(Health health, Metrics metrics, Supplier<String> modeNow) {
        mode = modeNow;
        publisher.ifPresent(some -> {
            health.note("mqtt", some::problem);
            metrics.mqtt(() -> List.of(some.status()), some::alarmsWaiting, some::alarmsDropped);
            some.start();
        });
    }

    @Override
    public void close() {
        publisher.ifPresent(MqttPublisher::close);
    }
}
