package org.vigie.model.ward;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.PulseRate;
import org.vigie.model.score.News2;
import org.vigie.model.unit.Unit;

/**
 * NEWS2 of a bed from its newest values. Pure. Never an alarm. SOURCE: reference/alarms.md 5.1; codes of ISO/IEEE
 * 11073-10101.
 *
 * <p>Of several values for one parameter the first in the order below that still counts is taken, an arterial pressure
 * before a cuff, a core temperature before one of an unknown place; never a skin temperature. A value in another unit,
 * or one that the monitor calls questionable or invalid, is missing.
 */
public final class BedScore {
    /** SOURCE: RCP 2017: not to be used under 16 years. */
    private static final int ADULT_YEARS = 16;

    private static final List<String> RESPIRATION = List.of(
            "MDC_TTHOR_RESP_RATE", "MDC_RESP_RATE", "MDC_CO2_RESP_RATE", "MDC_AWAY_RESP_RATE", "MDC_VENT_RESP_RATE");
    private static final List<String> SPO2 = List.of("MDC_PULS_OXIM_SAT_O2", "MDC_SAT_O2");
    private static final List<String> SYSTOLIC = List.of(
            "MDC_PRESS_BLD_ART_ABP_SYS",
            "MDC_PRESS_BLD_ART_SYS",
            "MDC_PRESS_BLD_AORT_SYS",
            "MDC_PRESS_BLD_NONINV_SYS",
            "MDC_PRESS_CUFF_SYS",
            "MDC_PRESS_BLD_SYS");
    private static final List<String> TEMPERATURE = List.of(
            "MDC_TEMP_TYMP",
            "MDC_TEMP_CORE",
            "MDC_TEMP_ESOPH",
            "MDC_TEMP_RECT",
            "MDC_TEMP_BLD",
            "MDC_TEMP_NASOPH",
            "MDC_TEMP_BODY",
            "MDC_TEMP");

    private BedScore() {}

    /**
     * A score and how long it may be shown.
     *
     * @param result null when the patient is a child, for whom there is none
     * @param inputs what it was made of
     * @param counts time for which all that it was made of stays young enough; after that it is incomplete
     */
    public record Scored(News2.@Nullable Result result, News2.Inputs inputs, Duration counts) {}

    /** The score at a moment; empty where the unit does not want one, or nobody lies there. */
    public static Optional<Scored> news2(Bed bed, Instant now) {
        boolean wanted =
                bed.place().news2() && !bed.facts().empty() && bed.facts().standbySince() == null;
        if (!wanted) {
            return Optional.empty();
        }
        Seen seen = bed.seen().orElse(Seen.NOTHING);
        News2.Inputs inputs = new News2.Inputs(
                reading(bed, RESPIRATION, "/min", News2.CONTINUOUS_COUNTS, now),
                reading(bed, SPO2, "%", News2.CONTINUOUS_COUNTS, now),
                seen.scale(),
                seen.oxygen(),
                reading(bed, SYSTOLIC, Unit.MM_HG.ucum(), News2.OTHERS_COUNT, now),
                reading(bed, PulseRate.CODES, "/min", News2.CONTINUOUS_COUNTS, now),
                seen.consciousness(),
                reading(bed, TEMPERATURE, Unit.CELSIUS.ucum(), News2.OTHERS_COUNT, now));
        News2.Result result = isChild(bed, now) ? null : News2.score(inputs, now);
        return Optional.of(new Scored(result, inputs, News2.counts(inputs, now)));
    }

    private static boolean isChild(Bed bed, Instant now) {
        return bed.patient()
                .map(Patient::birthDate)
                .map(birth -> Period.between(birth, now.atZone(ZoneOffset.UTC).toLocalDate())
                                .getYears()
                        < ADULT_YEARS)
                .orElse(false);
    }

    private static News2.@Nullable Reading reading(
            Bed bed, List<String> codes, String unit, Duration counts, Instant now) {
        for (String code : codes) {
            for (Stream stream : bed.streams()) {
                BigDecimal value = code.equals(stream.observation().parameter().code()) ? value(stream, unit) : null;
                boolean young = Duration.between(stream.measured(), now).compareTo(counts) <= 0;
                if (value != null && young) {
                    return new News2.Reading(value, stream.measured());
                }
            }
        }
        return null;
    }

    /** Null when it cannot be scored. */
    private static @Nullable BigDecimal value(Stream stream, String unit) {
        if (!(stream.observation() instanceof Numeric numeric)
                || numeric.setting()
                || stream.state() == ValueState.ABSENT
                || stream.state() == ValueState.INVALID
                || !numeric.unit().ucum().endsWith(unit)) {
            return null;
        }
        boolean believed = switch (numeric.quality()) {
            case VALID, DEMO, TEST -> true;
            case QUESTIONABLE, INVALID -> false;
        };
        return believed ? numeric.value() : null;
    }
}
