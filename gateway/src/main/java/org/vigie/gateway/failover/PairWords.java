package org.vigie.gateway.failover;

import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vigie.gateway.config.FailoverConfig;
import org.vigie.gateway.ops.Health;
import org.vigie.gateway.ops.Metrics;

/** How a pair stands, for health pages and metrics. */
public final class PairWords {
    private PairWords() {}

    /** Adds it to the health pages; {@code /health/holder} is good at the box that polls. */
    public static void health(Failover pair, Health health) {
        health.note("failover", pair::problem);
        health.pair(() -> pair.now().polls(), () -> words(pair));
    }

    private static Map<String, String> words(Failover pair) {
        Lease.Status status = pair.status();
        Map<String, String> words = new LinkedHashMap<>();
        words.put("pair", pair.config().pair());
        words.put("role", pair.hasEnded() ? "ended" : status.role().word());
        words.put("epoch", Long.toString(status.epoch()));
        words.put("sees", Boolean.toString(status.sees()));
        words.put(
                "partner",
                pair.config().partner() + ", "
                        + (status.partner() == null
                                ? "never heard"
                                : status.partner().role().word() + ", heard " + silent(status.partnerSilentMs())
                                        + " ago"));
        status.pathSilentMs().forEach((path, ms) -> words.put(path, "heard " + silent(ms) + " ago"));
        LeaseEffect.Why why = status.stopped();
        words.put("gave-up", why == null ? "no" : why.word());
        return words;
    }

    private static String silent(long ms) {
        return ms / 1_000 + "." + ms % 1_000 / 100 + " s";
    }

    /** Adds it to the metrics. */
    public static void metrics(Failover pair, Metrics metrics) {
        metrics.pair(
                "holder",
                Tags.empty(),
                "1 while this box polls the monitors",
                false,
                () -> pair.now().polls() ? 1 : 0);
        metrics.pair(
                "epoch",
                Tags.empty(),
                "highest epoch of the pair known here",
                false,
                () -> pair.status().epoch());
        metrics.pair(
                "takeovers",
                Tags.empty(),
                "times this box took over",
                true,
                () -> pair.status().takeovers());
        metrics.pair("beats.refused", Tags.empty(), "beats with a wrong signature", true, pair::refused);
        metrics.pair(
                "beats.repeated",
                Tags.empty(),
                "beats that were played again",
                true,
                () -> pair.status().repeated());
        metrics.pair(
                "beats.dropped",
                Tags.empty(),
                "dropped: too many at once, too long, or not from the partner",
                true,
                pair::dropped);
        for (FailoverConfig.Path path : pair.config().paths()) {
            metrics.pair(
                    "silent.seconds",
                    Tags.of("path", path.name()),
                    "since the partner was heard on a path; -1 for never",
                    false,
                    () -> pair.status().pathSilentMs().getOrDefault(path.name(), -1_000L) / 1_000.0);
        }
    }
}
