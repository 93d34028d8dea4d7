package org.vigie.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.annunciator.Annunciator;
import org.vigie.gateway.annunciator.Both;
import org.vigie.gateway.annunciator.BoxVoice;
import org.vigie.gateway.annunciator.LoudspeakerAnnunciator;
import org.vigie.gateway.annunciator.RelayAnnunciator;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.fanout.RemoteFeed;
import org.vigie.gateway.pipeline.Pipeline;

/** What the box itself sounds with. */
final class Voices {
    private Voices() {}

    /** The box's own voice over its ward and, at a hub, over the links to other boxes; it listens from now on. */
    static BoxVoice start(Annunciator annunciator, Pipeline pipeline, RemoteFeed remote, Supplier<Duration> looked) {
        return new BoxVoice(
                        annunciator,
                        () -> pipeline.now().ward(),
                        () -> remote.now().alarms(),
                        looked)
                .start();
    }

    /** What the site's file asks for; nothing in a demonstration unless it is named. */
    static Annunciator of(GatewayConfig config) {
        boolean silent = config.alarms().annunciator() == GatewayConfig.Annunciator.NONE
                || (config.alarms().annunciator() == GatewayConfig.Annunciator.AUTO
                        && config.mode() == GatewayConfig.Mode.DEMO);
        @Nullable Path relay = config.mode() == GatewayConfig.Mode.DEMO
                ? null
                : config.alarms().relay();
        if (silent) {
            return relay == null ? Annunciator.NONE : new RelayAnnunciator(relay);
        }
        Annunciator loudspeaker = new LoudspeakerAnnunciator(1.0);
        return relay == null ? loudspeaker : new Both(loudspeaker, new RelayAnnunciator(relay));
    }
}
