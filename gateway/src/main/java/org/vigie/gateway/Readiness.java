package org.vigie.gateway;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.vigie.gateway.adapters.AdapterSet;
import org.vigie.gateway.ops.Health;
import org.vigie.gateway.pipeline.Pipeline;

/** What a gateway answers for when it is asked whether it is well. */
final class Readiness {
    private static final Duration ENGINE_STANDS = Duration.ofSeconds(3);

    private Readiness() {}

    static Health of(Pipeline pipeline, AdapterSet adapters) {
        Supplier<Optional<String>> engine = () -> pipeline.sinceLastTurn().compareTo(ENGINE_STANDS) < 0
                ? Optional.empty()
                : Optional.of("stands still since " + pipeline.sinceLastTurn().toSeconds() + " s");
        Map<String, Supplier<Optional<String>>> readiness = new LinkedHashMap<>();
        readiness.put("engine", engine);
        readiness.put("listeners", adapters::problem);
        readiness.put(
                "journal", () -> Optional.ofNullable(pipeline.status().journal().problem()));
        readiness.put("ward", () -> pipeline.status().applied() > 0 ? Optional.empty() : Optional.of("not recovered"));
        Health health = new Health(engine, readiness);
        health.note("checkpoint", () -> {
            int bytes = pipeline.status().checkpointBytes();
            return bytes == 0
                    ? Optional.empty()
                    : Optional.of("too large for a record (" + bytes + " bytes): a restart takes longer");
        });
        return health;
    }
}
