package org.vigie.adapter.hl7.mapping;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.Hl7Message;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Problem;
import org.vigie.model.report.Report;
import org.vigie.model.unit.Unit;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.Nomenclature;
import org.vigie.profiles.ValueRule;

/**
 * A row with a value becomes a number, a word, or the absence of a value; never a number that is not one. Source: IHE
 * PCD TF-2 section B.8 as in the reference, 3.4.
 */
final class ValueMapper {
    private static final Set<String> NO_VALUE = Set.of("NAV", "NA", "NI", "NAN", "MSK", "OTH", "BUSY");
    private static final Set<String> DOUBTFUL = Set.of("QUES", "CAL", "TEST", "DEMO", "EARLY");
    private static final Set<String> ENCAPSULATED = Set.of("ED", "RP", "MA");
    private static final Set<String> NUMBERS_IN_TEXT = Set.of("ST", "TX", "FT", "IS", "ID", "CF");
    private static final int LONGEST_SPREAD = 1_000;

    private ValueMapper() {}

    /** The reports of one row that is neither a device row nor an attribute: at least one. */
    static List<Accounted> map(GroupContext group, Row row) {
        MessageContext context = group.context();
        Coded code = row.code();
        Parameter parameter = context.parameter(row, code);
        if (parameter == null) {
            return withoutCode(group, row);
        }
        if (ENCAPSULATED.contains(row.type())) {
            return List.of(Accounted.of(
                    row,
                    problem(group, row, "value-type-not-read", "OBX-2 is " + row.type() + ": " + parameter.key())));
        }
        Facts facts = new Facts(group, row, code, parameter, context.rule(code, row.subId()));
        AbsenceReason absence = absence(context.profile(), row);
        if (absence != null) {
            return List.of(facts.account(new Absent(parameter, absence, group.time(row))));
        }
        return values(facts);
    }

    /** A value of nobody knows what: a problem on the live path; the value itself for whoever reads the file. */
    private static List<Accounted> withoutCode(GroupContext group, Row row) {
        String text = row.hasValue() ? "a value without a code (OBX-3 is empty)" : "an OBX without code and value";
        Accounted problem = Accounted.of(row, problem(group, row, "no-code", text));
        if (!row.hasValue() || DeviceText.clean(words(row)).isEmpty()) {
            return List.of(problem);
        }
        String subId = DeviceText.clean(row.subId());
        Parameter nameless = new Parameter(null, "", subId.isEmpty() ? null : subId, "");
        Observation value =
                new Enumerated(nameless, DeviceText.clean(words(row)), Quality.QUESTIONABLE, group.time(row));
        return List.of(problem, Accounted.folded(row, new Observed(group.bed(), group.device(row), value)));
    }

    /** What is known of a row before its value is read. */
    private record Facts(
            GroupContext group,
            Row row,
            Coded code,
            Parameter parameter,
            @Nullable ValueRule rule) {
        Accounted account(Observation observation) {
            Report report = new Observed(group.bed(), group.device(row), observation);
            return Accounted.of(row, report);
        }
    }

    private static Problem problem(GroupContext group, Row row, String reason, String text) {
        return new Problem(group.bed(), group.device(row), row.obx().offset(), reason, DeviceText.clean(text, 200));
    }

    private static @Nullable AbsenceReason absence(DeviceProfile profile, Row row) {
        List<String> marks = row.marks();
        if (marks.contains("OFF")) {
            return AbsenceReason.SENSOR_OFF;
        }
        String status = row.status();
        boolean withdrawn = status.equals("D") || status.equals("W");
        boolean refused = status.equals("X") && profile.statusX() == DeviceProfile.StatusX.ABSENT;
        if (withdrawn || refused || holdsAny(marks, NO_VALUE)) {
            return AbsenceReason.MARKED_INVALID;
        }
        String text = row.valueText();
        if (text.isBlank() || text.equals("\"\"")) {
            return AbsenceReason.NOT_MEASURED;
        }
        return null;
    }

    private static boolean holdsAny(List<String> marks, Set<String> words) {
        for (String mark : marks) {
            if (words.contains(mark)) {
                return true;
            }
        }
        return false;
    }

    private static List<Accounted> values(Facts facts) {
        Row row = facts.row();
        int repetitions = row.obx().repetitions(5);
        boolean numeric = isNumeric(facts);
        if (!numeric) {
            return List.of(facts.account(word(facts)));
        }
        List<Accounted> values = new ArrayList<>();
        for (int repetition = 1; repetition <= Math.min(repetitions, LONGEST_SPREAD); repetition++) {
            values.add(facts.account(number(facts, repetition, repetitions)));
        }
        return values;
    }

    /** Whether the value is to be read as a number: NM and SN are; other types when it is one and the code says so. */
    private static boolean isNumeric(Facts facts) {
        String type = facts.row().type();
        if (type.equals("NM")) {
            return !Numbers.isBound(facts.row().value());
        }
        BigDecimal plain = numberText(facts.row(), 1);
        if (type.equals("SN")) {
            return plain != null;
        }
        if (plain == null || !(NUMBERS_IN_TEXT.contains(type) || !isKnown(type))) {
            return false;
        }
        boolean measured = facts.rule() != null
                || (facts.code().term().isPresent() && facts.code().mayBeMetric());
        return measured || facts.group().context().unit(facts.row().obx()) != null;
    }

    private static boolean isKnown(String type) {
        return Set.of(
                        "CE", "CWE", "CNE", "DT", "TM", "TS", "DTM", "CX", "EI", "PN", "XPN", "XCN", "XAD", "XTN", "NR",
                        "AD")
                .contains(type);
    }

    /** The text of a number: OBX-5.1, or OBX-5.2 of a structured number without a comparator. */
    private static @Nullable BigDecimal numberText(Row row, int repetition) {
        Hl7Message.Segment obx = row.obx();
        String first = obx.value(5, repetition, 1, 1);
        if (!first.isBlank() && !first.strip().equals("=")) {
            boolean alone = obx.components(5, repetition) <= 1
                    || obx.value(5, repetition, 2, 1).isBlank();
            return alone ? Numbers.parse(first) : null;
        }
        boolean alone = obx.value(5, repetition, 3, 1).isBlank()
                && obx.value(5, repetition, 4, 1).isBlank();
        return alone ? Numbers.parse(obx.value(5, repetition, 2, 1)) : null;
    }

    private static Observation number(Facts facts, int repetition, int repetitions) {
        GroupContext group = facts.group();
        Row row = facts.row();
        DeviceTime time = spread(group, row, repetition, repetitions);
        BigDecimal value = numberText(row, repetition);
        if (value == null) {
            return new Absent(facts.parameter(), AbsenceReason.NOT_A_NUMBER, time);
        }
        if (group.context().rules().isSentinel(value)) {
            return new Absent(facts.parameter(), AbsenceReason.SENTINEL, time);
        }
        Unit unit = unit(facts);
        return new Numeric(
                facts.parameter(),
                value,
                unit,
                quality(facts, value, unit),
                group.context().rules().readings().limits(row.obx().value(7)),
                row.isSetting(),
                time);
    }

    private static Unit unit(Facts facts) {
        Unit sent = facts.group().context().unit(facts.row().obx());
        if (sent != null) {
            return sent;
        }
        ValueRule rule = facts.rule();
        if (rule != null && !facts.code().onWire()) {
            return rule.unit(); // the dialect sends no units: its profile says which they are
        }
        Set<String> dimensions =
                facts.code().term().map(Nomenclature.Term::dimensions).orElse(Set.of());
        if (dimensions.equals(Set.of("frequency"))) {
            return Unit.PER_MINUTE;
        }
        return dimensions.equals(Set.of("fraction")) ? Unit.PERCENT : Unit.NONE; // pressures have no unit of their own
    }

    private static Quality quality(Facts facts, BigDecimal value, Unit unit) {
        List<String> marks = facts.row().marks();
        ValueRule rule = facts.rule();
        boolean implausible = rule != null
                && rule.plausible() != null
                && rule.unit().equals(unit)
                && !rule.plausible().holds(value);
        if (marks.contains("INV") || implausible) {
            return Quality.INVALID;
        }
        Quality basis = facts.group().context().basis();
        if (basis != Quality.VALID) {
            return basis;
        }
        if (marks.contains("DEMO")) {
            return Quality.DEMO;
        }
        if (marks.contains("TEST")) {
            return Quality.TEST;
        }
        boolean doubtful = facts.row().status().equals("X") || holdsAny(marks, DOUBTFUL);
        boolean wrongUnit =
                facts.parameter().code() != null && !fits(facts.parameter().code(), unit);
        return doubtful || wrongUnit ? Quality.QUESTIONABLE : Quality.VALID;
    }

    /** False when the code is known to be a quantity that this unit does not measure: a wrong pair was sent. */
    private static boolean fits(String refId, Unit unit) {
        Nomenclature known = Nomenclature.standard();
        if (unit.equals(Unit.NONE) || known.dimension(unit).isEmpty()) {
            return true;
        }
        Optional<Nomenclature.Term> term = known.term(refId);
        return term.isEmpty() || known.fits(term.get(), unit);
    }

    private static Observation word(Facts facts) {
        Row row = facts.row();
        Quality basis = facts.group().context().basis();
        List<String> marks = row.marks();
        Quality quality = marks.contains("INV")
                ? Quality.INVALID
                : basis != Quality.VALID
                        ? basis
                        : row.status().equals("X") || holdsAny(marks, DOUBTFUL) ? Quality.QUESTIONABLE : Quality.VALID;
        String word = DeviceText.clean(words(row));
        DeviceTime time = facts.group().time(row);
        return word.isEmpty()
                ? new Absent(facts.parameter(), AbsenceReason.NOT_MEASURED, time)
                : new Enumerated(facts.parameter(), word, quality, time);
    }

    /** A coded value is its reference identifier, else its text, else its code; anything else is as sent. */
    static String words(Row row) {
        if (row.type().equals("CWE") || row.type().equals("CE") || row.type().equals("CNE")) {
            Coded coded = Coded.read(row.obx(), 5, 1);
            return coded.refId() != null ? coded.refId() : coded.text().isEmpty() ? coded.local() : coded.text();
        }
        return row.type().equals("SN") ? row.valueText().replace("^", "") : row.valueText(); // ">^500" is >500
    }

    /** Several values in one OBX are spread evenly over [OBR-7, OBR-8). */
    private static @Nullable DeviceTime spread(GroupContext group, Row row, int repetition, int repetitions) {
        DeviceTime start = group.time(row);
        Hl7Message.Segment order = group.group().order();
        if (repetitions < 2
                || start == null
                || order == null
                || !row.obx().value(14).isBlank()) {
            return start;
        }
        DeviceTime end = Hl7Time.parse(order.value(8));
        if (end == null) {
            return start;
        }
        Duration whole = Duration.between(start.local(), end.local());
        if (whole.isNegative()
                || whole.compareTo(Duration.ofDays(1)) > 0
                || !Objects.equals(start.offset(), end.offset())) {
            return start;
        }
        return new DeviceTime(
                start.local().plus(whole.multipliedBy(repetition - 1L).dividedBy(repetitions)), start.offset());
    }
}
