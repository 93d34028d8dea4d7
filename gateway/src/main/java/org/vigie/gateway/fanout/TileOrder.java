package org.vigie.gateway.fanout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.ward.Stream;
import org.vigie.model.ward.ValueState;

/**
 * The numbers of a bed in the order of a tile: heart rate, SpO2, arterial and cuff pressure, respiration, temperature,
 * CO2, central venous pressure, then the rest as first heard. Set values (a pacing rate) are no measurements and are
 * left out.
 */
final class TileOrder {
    /** Prefixes of reference identifiers (IEEE 11073-10101), in order. */
    private static final List<String> ORDER = List.of(
            "MDC_ECG_HEART_RATE",
            "MDC_ECG_CARD_BEAT_RATE",
            "MDC_PULS_OXIM_SAT_O2",
            "MDC_PULS_OXIM_PULS_RATE",
            "MDC_PLETH_PULS_RATE",
            "MDC_PULS_RATE",
            "MDC_PRESS_BLD_ART",
            "MDC_PRESS_BLD_AORT",
            "MDC_PRESS_BLD_NONINV",
            "MDC_PRESS_CUFF",
            "MDC_TTHOR_RESP_RATE",
            "MDC_RESP",
            "MDC_CO2_RESP_RATE",
            "MDC_AWAY_RESP_RATE",
            "MDC_TEMP",
            "MDC_CONC_AWAY_CO2_ET",
            "MDC_AWAY_CO2_ET",
            "MDC_PRESS_BLD_VEN_CENT");

    /** Systolic, diastolic, mean of one pressure stay together in this order. */
    private static final List<String> PARTS = List.of("_SYS", "_DIA", "_MEAN");

    private TileOrder() {}

    /**
     * A value with the channel under which the page knows it.
     *
     * @param stream the value
     * @param channel its own, or one that tells it from another of the same code and channel
     */
    record Placed(Stream stream, @Nullable String channel) {}

    static List<Placed> of(List<Stream> streams) {
        Map<String, List<Stream>> byKey = new LinkedHashMap<>();
        for (Stream stream : streams) {
            if (isMeasuredNumber(stream.observation())) {
                byKey.computeIfAbsent(stream.observation().parameter().key(), key -> new ArrayList<>())
                        .add(stream);
            }
        }
        List<Placed> placed = new ArrayList<>();
        byKey.values().forEach(same -> place(same, placed));
        placed.sort(Comparator.comparingInt((Placed one) -> rank(one.stream()))
                .thenComparingInt(one -> part(one.stream())));
        return placed;
    }

    /** Two devices that measure the same: the best and newest keeps the name, others stay while they are current. */
    private static void place(List<Stream> same, List<Placed> placed) {
        List<Stream> best = new ArrayList<>(same);
        best.sort(Comparator.comparing(Stream::state).thenComparing(Stream::received, Comparator.reverseOrder()));
        @Nullable String channel = best.get(0).observation().parameter().channel();
        placed.add(new Placed(best.get(0), channel));
        for (int i = 1; i < best.size(); i++) {
            if (best.get(i).state().compareTo(ValueState.LATE) <= 0) {
                placed.add(new Placed(best.get(i), (channel == null ? "" : channel) + "#" + (i + 1)));
            }
        }
    }

    private static boolean isMeasuredNumber(Observation observation) {
        return observation instanceof Absent || (observation instanceof Numeric numeric && !numeric.setting());
    }

    private static int rank(Stream stream) {
        @Nullable String code = stream.observation().parameter().code();
        if (code != null) {
            for (int i = 0; i < ORDER.size(); i++) {
                if (code.startsWith(ORDER.get(i))) {
                    return i;
                }
            }
        }
        return ORDER.size();
    }

    private static int part(Stream stream) {
        @Nullable String code = stream.observation().parameter().code();
        if (code == null || rank(stream) == ORDER.size()) {
            return 0;
        }
        for (int i = 0; i < PARTS.size(); i++) {
            if (code.endsWith(PARTS.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }
}
