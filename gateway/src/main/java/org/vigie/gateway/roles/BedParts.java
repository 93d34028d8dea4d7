package org.vigie.gateway.roles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WardView;

/**
 * A bed as it travels, in two halves: what must come at once, without anything that changes by itself, and the values.
 * JSON with the names of the displays' contract.
 */
final class BedParts {
    /** A box of a newer version may say more. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private BedParts() {}

    /**
     * The half that may be a second late.
     *
     * @param numerics as in WardView
     * @param silentMs as in WardView
     * @param periodMs as in WardView
     * @param news2 as in WardView
     */
    record Values(List<WardView.Numeric> numerics, long silentMs, long periodMs, WardView.@Nullable News2 news2) {}

    static byte[] life(WardView.Bed bed) {
        return json(whole(bed, new Values(List.of(), bed.silentMs() < 0 ? -1 : 0, 0, null), bed.link()));
    }

    /**
     * Values as they travel: what they are apart from what they show, so that of several beds the long half is alike
     * and costs next to nothing.
     *
     * @param ages each but the first as its difference to the one before: values of one message are of one age
     */
    private record Apart(
            List<WardView.Numeric> what,
            List<@Nullable BigDecimal> values,
            List<Long> ages,
            List<@Nullable String> measuredAt,
            long silentMs,
            long periodMs,
            WardView.@Nullable News2 news2) {}

    static byte[] values(WardView.Bed bed) {
        List<WardView.Numeric> what = new ArrayList<>();
        List<@Nullable BigDecimal> values = new ArrayList<>();
        List<Long> ages = new ArrayList<>();
        List<@Nullable String> measuredAt = new ArrayList<>();
        long before = 0;
        for (WardView.Numeric numeric : bed.numerics()) {
            what.add(with(numeric, null, 0, null));
            values.add(numeric.value());
            ages.add(numeric.ageMs() - before);
            before = numeric.ageMs();
            measuredAt.add(numeric.measuredAt());
        }
        return json(new Apart(what, values, ages, measuredAt, bed.silentMs(), bed.periodMs(), bed.news2()));
    }

    private static WardView.Numeric with(
            WardView.Numeric what, @Nullable BigDecimal value, long ageMs, @Nullable String measuredAt) {
        return new WardView.Numeric(
                what.code(),
                what.channel(),
                what.label(),
                value,
                what.unit(),
                what.quality(),
                what.state(),
                what.reason(),
                ageMs,
                measuredAt,
                what.limits());
    }

    static Optional<WardView.Bed> readLife(byte[] payload) {
        return read(payload, WardView.Bed.class).filter(BedParts::isWhole);
    }

    static Optional<Values> readValues(byte[] payload) {
        return read(payload, Apart.class)
                .filter(BedParts::isWhole)
                .map(BedParts::together)
                .filter(BedParts::isWhole);
    }

    @SuppressWarnings("ConstantValue") // as below
    private static boolean isWhole(Apart apart) {
        return apart.what() != null
                && apart.values() != null
                && apart.ages() != null
                && apart.measuredAt() != null
                && apart.values().size() == apart.what().size()
                && apart.ages().size() == apart.what().size()
                && apart.measuredAt().size() == apart.what().size()
                && apart.what().stream().allMatch(numeric -> numeric != null)
                && apart.ages().stream().allMatch(age -> age != null);
    }

    private static Values together(Apart apart) {
        List<WardView.Numeric> numerics = new ArrayList<>();
        long age = 0;
        for (int i = 0; i < apart.what().size(); i++) {
            age = Math.max(0, age + apart.ages().get(i));
            numerics.add(with(
                    apart.what().get(i),
                    apart.values().get(i),
                    age,
                    apart.measuredAt().get(i)));
        }
        return new Values(numerics, apart.silentMs(), apart.periodMs(), apart.news2());
    }

    @SuppressWarnings("ConstantValue") // Jackson leaves a missing member null, whatever the record says
    private static boolean isWhole(WardView.Bed bed) {
        return bed.link() != null
                && bed.linkReason() != null
                && bed.marks() != null
                && bed.care() != null
                && bed.alarms() != null
                && bed.alarms().stream()
                        .allMatch(alarm -> alarm != null
                                && alarm.id() != null
                                && alarm.text() != null
                                && alarm.priority() != null
                                && alarm.kind() != null
                                && alarm.state() != null
                                && alarm.since() != null
                                && alarm.beds() != null);
    }

    @SuppressWarnings("ConstantValue") // as above
    private static boolean isWhole(Values values) {
        WardView.News2 score = values.news2();
        return (score == null || (score.points() != null && score.missing() != null))
                && values.numerics() != null
                && values.numerics().stream()
                        .allMatch(numeric -> numeric != null
                                && numeric.label() != null
                                && numeric.unit() != null
                                && numeric.quality() != null
                                && numeric.state() != null);
    }

    /** A bed of which nothing can be read: it is there all the same. */
    static WardView.Bed unknown(String bed) {
        return new WardView.Bed(
                bed,
                null,
                null,
                false,
                "stale",
                "link",
                -1,
                0,
                null,
                0,
                List.of(),
                null,
                List.of(),
                List.of(),
                new WardView.Care(null, null, false, "none"));
    }

    /** Both halves, with another word for the link. */
    static WardView.Bed whole(WardView.Bed life, Values values, String link) {
        return new WardView.Bed(
                life.bed(),
                life.label(),
                life.patientId(),
                life.identityVerified(),
                link,
                life.linkReason(),
                values.silentMs(),
                values.periodMs(),
                life.priority(),
                life.soundPausedMs(),
                life.marks(),
                life.clockOffsetMs(),
                values.numerics(),
                life.alarms(),
                life.care(),
                values.news2());
    }

    /** Whether nothing has happened at a bed but that alarms are no longer there. */
    static boolean onlyEnded(WardView.Bed before, WardView.Bed now) {
        if (now.alarms().size() >= before.alarms().size() || !before.alarms().containsAll(now.alarms())) {
            return false;
        }
        WardView.Bed without = new WardView.Bed(
                before.bed(),
                before.label(),
                before.patientId(),
                before.identityVerified(),
                before.link(),
                before.linkReason(),
                now.silentMs(),
                now.periodMs(),
                now.priority(),
                before.soundPausedMs(),
                before.marks(),
                now.clockOffsetMs(),
                now.numerics(),
                now.alarms(),
                before.care(),
                now.news2());
        return without.equals(now);
    }

    private static <T> Optional<T> read(byte[] payload, Class<T> type) {
        try {
            return Optional.of(MAPPER.readValue(payload, type));
        } catch (IOException bad) {
            return Optional.empty();
        }
    }

    private static byte[] json(Object view) {
        try {
            return MAPPER.writeValueAsBytes(view);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("cannot write " + view.getClass().getSimpleName(), bug);
        }
    }
}
