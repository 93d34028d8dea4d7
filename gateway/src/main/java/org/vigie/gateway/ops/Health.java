package org.vigie.gateway.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether the gateway lives (its engine turns) and whether it is ready (listeners bound, journal open, ward recovered,
 * engine turning). Each check gives the reason why not. Asked on any thread; checks return at once.
 */
public final class Health {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Supplier<Optional<String>> alive;
    private final Map<String, Supplier<Optional<String>>> readiness;
    private volatile BooleanSupplier holds = () -> true;
    private volatile Supplier<Map<String, String>> pair = () -> Map.of("pair", "none");
    private final Map<String, Supplier<Optional<String>>> notes = new ConcurrentHashMap<>();

    /**
     * An answer of a health page.
     *
     * @param good whether the status is 200
     * @param json body
     */
    public record Answer(boolean good, String json) {}

    /**
     * Checks by name; each is empty when all is well.
     *
     * @param alive of the engine
     * @param readiness what has to hold before the gateway counts as ready
     */
    public Health(Supplier<Optional<String>> alive, Map<String, Supplier<Optional<String>>> readiness) {
        this.alive = alive;
        this.readiness = new LinkedHashMap<>(readiness);
    }

    /** Adds something an engineer should see although the gateway is ready. */
    public void note(String name, Supplier<Optional<String>> check) {
        notes.put(name, check);
    }

    /** What {@link #holder} tells of a box of a pair; without it the box is by itself. */
    public void pair(BooleanSupplier holds, Supplier<Map<String, String>> words) {
        this.holds = holds;
        this.pair = words;
    }

    /** For {@code /health/holder}: good when this box polls the monitors, which one by itself always does. */
    public Answer holder() {
        return answer(holds.getAsBoolean(), pair.get());
    }

    /** For {@code /health/live}. */
    public Answer live() {
        Optional<String> why = alive.get();
        return answer(why.isEmpty(), Map.of("engine", why.orElse("ok")));
    }

    /** For {@code /health/ready}. */
    public Answer ready() {
        Map<String, String> words = new LinkedHashMap<>();
        boolean good = true;
        for (Map.Entry<String, Supplier<Optional<String>>> check : readiness.entrySet()) {
            Optional<String> why = check.getValue().get();
            good &= why.isEmpty();
            words.put(check.getKey(), why.orElse("ok"));
        }
        notes.forEach((name, check) -> words.put(name, check.get().orElse("ok")));
        return answer(good, words);
    }

    private static Answer answer(boolean good, Map<String, String> words) {
        try {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("status", good ? "ok" : "not-ok");
            body.put("checks", words);
            return new Answer(good, MAPPER.writeValueAsString(body) + "\n");
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("health", bug);
        }
    }
}
