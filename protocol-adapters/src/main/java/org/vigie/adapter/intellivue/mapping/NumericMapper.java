package org.vigie.adapter.intellivue.mapping;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.MetricValues;
import org.vigie.adapter.intellivue.codec.MonitorTime;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;
import org.vigie.model.unit.Unit;
import org.vigie.profiles.Nomenclature;
import org.vigie.profiles.PhilipsNomenclature;
import org.vigie.profiles.ValueRule;

/**
 * Numbers and words. A number is usable only when no bit of the high byte of its state is set; one that is not there is
 * an absence with its reason, never 0. SOURCE: intellivue-protocol.md sections 8.4, 10.1, 10.3.
 */
final class NumericMapper {
    private static final int SETTINGS_PARTITION = 0x0402;
    private static final int METRICS = 2;
    private static final int CATEGORY_OFFSET = 4;
    private static final int FIRST_SETTING = 3;
    private static final int LAST_SETTING = 4;

    private final Names names;
    private final PhilipsNomenclature codes = PhilipsNomenclature.standard();

    NumericMapper(Names names) {
        this.names = names;
    }

    /** What is common to the values of one object. */
    private record Place(
            Speaker speaker, boolean setting, @Nullable DeviceTime time) {}

    /** An object of the numeric class. */
    void numerics(Speaker speaker, PolledObject object, Consumer<Report> out) {
        Names.Label label = Names.Label.of(object);
        Place place = new Place(speaker, isSetting(object, label), measuredAt(object));
        Octets one = object.value(AttributeId.NUMERIC);
        Octets many = object.value(AttributeId.COMPOUND_NUMERIC);
        if (one != null) {
            Optional<MetricValues.Measured> number = MetricValues.number(one);
            if (number.isEmpty()) {
                out.accept(speaker.problem("bad-value", "numeric " + where(object, label)));
            }
            number.ifPresent(value -> tell(place, value, names.single(value.physio(), label), out));
        }
        if (many != null) {
            Optional<List<MetricValues.Measured>> numbers = MetricValues.numbers(many);
            if (numbers.isEmpty()) {
                out.accept(speaker.problem("bad-value", "compound numeric " + where(object, label)));
            }
            for (MetricValues.Measured value : numbers.orElse(List.of())) {
                tell(place, value, names.inGroup(value.physio(), label), out);
            }
        }
        if (one == null && many == null) {
            notMeasured(place, label, out);
        }
    }

    /** An object of the enumeration class. */
    void words(Speaker speaker, PolledObject object, Consumer<Report> out) {
        Names.Label label = Names.Label.of(object);
        Octets value = object.value(AttributeId.ENUMERATION);
        if (value == null) {
            notMeasured(new Place(speaker, false, null), label, out);
            return;
        }
        Optional<MetricValues.Word> read = MetricValues.word(value);
        if (read.isEmpty()) {
            out.accept(speaker.problem("bad-value", "enumeration " + where(object, label)));
            return;
        }
        MetricValues.Word word = read.get();
        Parameter parameter = names.single(word.physio(), label);
        boolean none = speaker.isStandby() || Speaker.has(word.state(), MetricValues.UNAVAILABLE);
        PhilipsNomenclature.Code code = codes.physio(word.word());
        String text = code.refId() == null ? code.vendorCode() : code.refId();
        Observation observation = none
                ? new Absent(parameter, AbsenceReason.NOT_MEASURED, null)
                : new Enumerated(parameter, text, speaker.quality(word.state()), measuredAt(object));
        out.accept(new Observed(speaker.bed(), speaker.device(), observation));
    }

    private void tell(Place place, MetricValues.Measured number, Parameter parameter, Consumer<Report> out) {
        Speaker speaker = place.speaker;
        AbsenceReason absence = absence(speaker, number);
        Observation observation;
        if (absence != null) {
            observation = new Absent(parameter, absence, place.time);
        } else {
            BigDecimal value = number.decimal();
            Unit unit = codes.unit(number.unit());
            observation = new Numeric(
                    parameter, value, unit, quality(speaker, number, value, unit), null, place.setting, place.time);
        }
        out.accept(new Observed(speaker.bed(), speaker.device(), observation));
    }

    private Quality quality(Speaker speaker, MetricValues.Measured number, BigDecimal value, Unit unit) {
        Quality quality = speaker.quality(number.state());
        ValueRule rule = names.rule(number.physio());
        boolean implausible = quality.compareTo(Quality.INVALID) < 0
                && rule != null
                && rule.plausible() != null
                && rule.unit().equals(unit)
                && !rule.plausible().holds(value);
        return implausible ? Quality.INVALID : quality;
    }

    /** Why there is no number; null when there is one, which may still be marked as wrong. */
    private static @Nullable AbsenceReason absence(Speaker speaker, MetricValues.Measured number) {
        int state = number.state();
        if (speaker.isStandby() || Speaker.has(state, MetricValues.UNAVAILABLE)) {
            return AbsenceReason.NOT_MEASURED;
        }
        boolean invalid = Speaker.has(state, MetricValues.INVALID);
        if (!Double.isFinite(number.value())) {
            return invalid ? AbsenceReason.MARKED_INVALID : AbsenceReason.NOT_A_NUMBER;
        }
        boolean notOfAPatient = speaker.quality(state).compareTo(Quality.INVALID) > 0;
        return invalid && notOfAPatient ? AbsenceReason.MARKED_INVALID : null;
    }

    /** An object without any value: its label says what is not measured. */
    private void notMeasured(Place place, Names.Label label, Consumer<Report> out) {
        int physio = label.physio();
        if (label.textId() < 0 || physio < 0) {
            return; // nothing says what it would be
        }
        Nomenclature known = Nomenclature.standard();
        boolean isGroup = true;
        for (int i = 0; i < PARTS.size(); i++) {
            String part = PARTS.get(i);
            isGroup &= known.term(Nomenclature.number(METRICS, physio + i + 1))
                    .filter(term -> term.refId().endsWith(part))
                    .isPresent();
        }
        if (!isGroup) {
            absent(place, names.single(physio, label), out);
            return;
        }
        for (int i = 1; i <= PARTS.size(); i++) {
            absent(place, names.inGroup(physio + i, label), out);
        }
    }

    /** A pressure is sent as these three; their codes follow that of the pressure. */
    private static final List<String> PARTS = List.of("_SYS", "_DIA", "_MEAN");

    private static void absent(Place place, Parameter parameter, Consumer<Report> out) {
        Absent absent = new Absent(parameter, AbsenceReason.NOT_MEASURED, place.time);
        out.accept(new Observed(place.speaker.bed(), place.speaker.device(), absent));
    }

    private static boolean isSetting(PolledObject object, Names.Label label) {
        Octets spec = object.value(AttributeId.METRIC_SPEC);
        int category = spec == null || spec.length() < CATEGORY_OFFSET + 2 ? 0 : spec.u16(CATEGORY_OFFSET);
        return label.textId() >> 16 == SETTINGS_PARTITION || (category >= FIRST_SETTING && category <= LAST_SETTING);
    }

    private static @Nullable DeviceTime measuredAt(PolledObject object) {
        Octets time = object.value(AttributeId.MEASURED_AT);
        LocalDateTime local = time == null ? null : MonitorTime.absolute(time);
        return local == null ? null : new DeviceTime(local, null);
    }

    static String where(PolledObject object, Names.Label label) {
        return String.format(
                "%s of object %d/%04x cannot be read",
                label.textId() < 0
                        ? "without label"
                        : PhilipsNomenclature.standard().label(label.textId()),
                object.context(),
                object.handle());
    }
}
