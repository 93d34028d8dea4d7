package org.vigie.model.score;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * National Early Warning Score 2. Pure. SOURCE: Royal College of Physicians, National Early Warning Score (NEWS) 2,
 * London 2017, chart 1 and chart 2.
 *
 * <p>For adults only: not under 16 years, not in pregnancy. Most patients of an intensive-care unit are sedated,
 * ventilated and on pressors, where the score says nothing: nothing shows it unless a unit asks for it. <b>What is
 * missing is never scored as 0</b>: without all seven there is no total. Values are rounded to the chart's resolution
 * (half up) before they are looked up, so that no value falls between two bands.
 */
public final class News2 {
    /** Age above which a value that a monitor measures all the time no longer counts. */
    public static final Duration CONTINUOUS_COUNTS = Duration.ofMinutes(5);

    /** Age above which any other value, and what a person entered, no longer counts. */
    public static final Duration OTHERS_COUNT = Duration.ofHours(1);

    private News2() {}

    /** The seven parameters. */
    public enum Item {
        RESPIRATION,
        SPO2,
        OXYGEN,
        SYSTOLIC,
        PULSE,
        CONSCIOUSNESS,
        TEMPERATURE
    }

    /** Which of the two SpO2 scales; the second only by a clinician's decision (target 88 to 92 %). */
    public enum Scale {
        ONE,
        TWO
    }

    /** ACVPU. */
    public enum Consciousness {
        ALERT,
        NEW_CONFUSION,
        VOICE,
        PAIN,
        UNRESPONSIVE
    }

    /** What the chart asks for. */
    public enum Response {
        /** Total 0. */
        ROUTINE,
        /** Total 1 to 4. */
        LOW,
        /** A single parameter of 3 in a total below 5: urgent review by the ward. */
        SINGLE_RED,
        /** Total 5 or 6: urgent, observations at least every hour. */
        URGENT,
        /** Total 7 or more: emergency, continuous monitoring. */
        EMERGENCY
    }

    /**
     * A measured value.
     *
     * @param value in the unit of the chart
     * @param at when it was measured
     */
    public record Reading(BigDecimal value, Instant at) {}

    /**
     * What a person saw.
     *
     * @param what it was
     * @param at when it was entered
     * @param by initials
     */
    public record Entry<T>(T what, Instant at, String by) {}

    /**
     * What is known; null is unknown.
     *
     * @param respiration breaths per minute
     * @param spo2 percent
     * @param scale of SpO2
     * @param oxygen true with supplemental oxygen, false on air
     * @param systolic mmHg
     * @param pulse beats per minute
     * @param consciousness ACVPU
     * @param temperature degrees Celsius
     */
    public record Inputs(
            @Nullable Reading respiration,
            @Nullable Reading spo2,
            Scale scale,
            @Nullable Entry<Boolean> oxygen,
            @Nullable Reading systolic,
            @Nullable Reading pulse,
            @Nullable Entry<Consciousness> consciousness,
            @Nullable Reading temperature) {}

    /** A score, or the knowledge that there is none. */
    public sealed interface Result {
        /** Points of the parameters that are known. */
        Map<Item, Integer> points();
    }

    /**
     * All seven are known.
     *
     * @param total 0 to 20
     * @param points of each
     * @param response that the chart asks for
     */
    public record Complete(int total, Map<Item, Integer> points, Response response) implements Result {
        public Complete {
            points = Map.copyOf(points);
        }
    }

    /**
     * Something is missing or too old: no total.
     *
     * @param points of what is known
     * @param missing the others
     */
    public record Incomplete(Map<Item, Integer> points, Set<Item> missing) implements Result {
        public Incomplete {
            points = Map.copyOf(points);
            missing = Collections.unmodifiableSet(new TreeSet<>(missing));
        }

        /** As it is shown: {@code incomplete (6/7)} says how many are known. */
        public int known() {
            return points.size();
        }
    }

    /** The score at a moment. */
    public static Result score(Inputs inputs, Instant now) {
        Map<Item, Integer> points = new EnumMap<>(Item.class);
        Integer respiration = whole(inputs.respiration(), CONTINUOUS_COUNTS, now);
        Integer spo2 = whole(inputs.spo2(), CONTINUOUS_COUNTS, now);
        Integer systolic = whole(inputs.systolic(), OTHERS_COUNT, now);
        Integer pulse = whole(inputs.pulse(), CONTINUOUS_COUNTS, now);
        Integer tenths = tenths(inputs.temperature(), now);
        Boolean oxygen = entered(inputs.oxygen(), now);
        Consciousness consciousness = entered(inputs.consciousness(), now);
        if (respiration != null) {
            points.put(Item.RESPIRATION, respiration(respiration));
        }
        if (spo2 != null && inputs.scale() == Scale.ONE) {
            points.put(Item.SPO2, spo2ScaleOne(spo2));
        } else if (spo2 != null && (oxygen != null || spo2 <= 92)) {
            // Above 92 % the second scale cannot be read without knowing whether oxygen is given.
            points.put(Item.SPO2, spo2ScaleTwo(spo2, oxygen != null && oxygen));
        }
        if (oxygen != null) {
            points.put(Item.OXYGEN, oxygen ? 2 : 0);
        }
        if (systolic != null) {
            points.put(Item.SYSTOLIC, systolic(systolic));
        }
        if (pulse != null) {
            points.put(Item.PULSE, pulse(pulse));
        }
        if (consciousness != null) {
            points.put(Item.CONSCIOUSNESS, consciousness == Consciousness.ALERT ? 0 : 3);
        }
        if (tenths != null) {
            points.put(Item.TEMPERATURE, temperature(tenths));
        }
        return result(points);
    }

    /** Time for which everything that counts now goes on counting; zero when nothing counts. */
    public static Duration counts(Inputs inputs, Instant now) {
        Duration left = OTHERS_COUNT;
        boolean any = false;
        for (@Nullable Reading reading : Arrays.<@Nullable Reading>asList(inputs.respiration(), inputs.spo2(), inputs.pulse())) {
            left = shorter(left, reading == null ? null : reading.at(), CONTINUOUS_COUNTS, now);
            any |= reading != null;
        }
        for (@Nullable Reading reading : Arrays.<@Nullable Reading>asList(inputs.systolic(), inputs.temperature())) {
            left = shorter(left, reading == null ? null : reading.at(), OTHERS_COUNT, now);
            any |= reading != null;
        }
        for (@Nullable Entry<?> entry : Arrays.<@Nullable Entry<?>>asList(inputs.oxygen(), inputs.consciousness())) {
            left = shorter(left, entry == null ? null : entry.at(), OTHERS_COUNT, now);
            any |= entry != null;
        }
        return any ? left : Duration.ZERO;
    }

    private static Duration shorter(Duration left, @Nullable Instant at, Duration counts, Instant now) {
        if (at == null || isOld(at, counts, now)) {
            return left;
        }
        Duration still = counts.minus(Duration.between(at, now));
        return still.compareTo(left) < 0 ? still : left;
    }

    private static Result result(Map<Item, Integer> points) {
        Set<Item> missing = new TreeSet<>(Set.of(Item.values()));
        missing.removeAll(points.keySet());
        if (!missing.isEmpty()) {
            return new Incomplete(points, missing);
        }
        int total = points.values().stream().mapToInt(Integer::intValue).sum();
        return new Complete(total, points, response(total, points.containsValue(3)));
    }

    private static Response response(int total, boolean single) {
        if (total >= 7) {
            return Response.EMERGENCY;
        }
        if (total >= 5) {
            return Response.URGENT;
        }
        if (single) {
            return Response.SINGLE_RED;
        }
        return total == 0 ? Response.ROUTINE : Response.LOW;
    }

    private static int respiration(int rate) {
        if (rate <= 8 || rate >= 25) {
            return 3;
        }
        if (rate >= 21) {
            return 2;
        }
        return rate <= 11 ? 1 : 0;
    }

    private static int spo2ScaleOne(int percent) {
        if (percent <= 91) {
            return 3;
        }
        if (percent <= 93) {
            return 2;
        }
        return percent <= 95 ? 1 : 0;
    }

    private static int spo2ScaleTwo(int percent, boolean oxygen) {
        if (percent <= 83) {
            return 3;
        }
        if (percent <= 85) {
            return 2;
        }
        if (percent <= 87) {
            return 1;
        }
        if (percent <= 92 || !oxygen) {
            return 0;
        }
        if (percent <= 94) {
            return 1;
        }
        return percent <= 96 ? 2 : 3;
    }

    private static int systolic(int pressure) {
        if (pressure <= 90 || pressure >= 220) {
            return 3;
        }
        if (pressure <= 100) {
            return 2;
        }
        return pressure <= 110 ? 1 : 0;
    }

    private static int pulse(int rate) {
        if (rate <= 40 || rate >= 131) {
            return 3;
        }
        if (rate >= 111) {
            return 2;
        }
        return rate <= 50 || rate >= 91 ? 1 : 0;
    }

    private static int temperature(int tenths) {
        if (tenths <= 350) {
            return 3;
        }
        if (tenths >= 391) {
            return 2;
        }
        return tenths <= 360 || tenths >= 381 ? 1 : 0;
    }

    private static @Nullable Integer whole(@Nullable Reading reading, Duration counts, Instant now) {
        return reading == null || isOld(reading.at(), counts, now) ? null : rounded(reading.value());
    }

    private static @Nullable Integer tenths(@Nullable Reading reading, Instant now) {
        return reading == null || isOld(reading.at(), OTHERS_COUNT, now)
                ? null
                : rounded(reading.value().movePointRight(1));
    }

    private static <T> @Nullable T entered(@Nullable Entry<T> entry, Instant now) {
        return entry == null || isOld(entry.at(), OTHERS_COUNT, now) ? null : entry.what();
    }

    private static boolean isOld(Instant at, Duration counts, Instant now) {
        return Duration.between(at, now).compareTo(counts) > 0;
    }

    private static int rounded(BigDecimal value) {
        return value.setScale(0, RoundingMode.HALF_UP).intValue();
    }
}
