package org.vigie.simulator.monitor.hl7;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.bedside.ActiveAlarm;
import org.vigie.simulator.bedside.BedsideAlarm;
import org.vigie.simulator.bedside.BedsideLimits;
import org.vigie.simulator.bedside.LimitRange;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.PatientIdentity;
import org.vigie.simulator.patient.Reading;
import org.vigie.simulator.patient.Readings;
import org.vigie.simulator.patient.Rhythm;
import org.vigie.simulator.patient.Vital;

/** Fixed bedsides for encoder tests. */
final class Views {
    static final Instant NOW = Instant.parse("2026-11-21T21:30:00.250Z");
    static final PatientIdentity WHO =
            new PatientIdentity("2600007", "Lefèvre", "Anne|Marie", LocalDate.of(1954, 3, 12), "F");

    private Views() {}

    static BedsideView of(ActiveAlarm... alarms) {
        return with(values(), WHO, Language.EN, alarms);
    }

    static BedsideView with(
            Map<Vital, Reading> values, @Nullable PatientIdentity who, Language language, ActiveAlarm... alarms) {
        return new BedsideView(
                "R07",
                "REA-A",
                who,
                NOW,
                ZoneOffset.ofHours(1),
                language,
                new Readings(values, Rhythm.SINUS),
                NOW.minusSeconds(90),
                BedsideLimits.DEFAULT,
                List.of(alarms));
    }

    static Map<Vital, Reading> values() {
        Map<Vital, Reading> values = new EnumMap<>(Vital.class);
        values.put(Vital.HEART_RATE, measured("78"));
        values.put(Vital.SPO2, measured("97"));
        values.put(Vital.PULSE_RATE, measured("78"));
        values.put(Vital.ART_SYS, measured("122"));
        values.put(Vital.ART_DIA, measured("66"));
        values.put(Vital.ART_MEAN, measured("85"));
        values.put(Vital.NIBP_SYS, measured("118"));
        values.put(Vital.NIBP_DIA, measured("64"));
        values.put(Vital.NIBP_MEAN, measured("82"));
        values.put(Vital.RESP_RATE, measured("16"));
        values.put(Vital.TEMPERATURE, measured("37.1"));
        values.put(Vital.ETCO2, measured("38"));
        return values;
    }

    static Reading measured(String value) {
        return new Reading.Measured(new BigDecimal(value), false, null);
    }

    static ActiveAlarm lowSaturation() {
        return new ActiveAlarm(
                12,
                BedsideAlarm.SPO2_LOW,
                new BigDecimal("88"),
                LimitRange.of("90", "100"),
                Duration.ofSeconds(30),
                false,
                false);
    }

    static ActiveAlarm asystole() {
        return new ActiveAlarm(3, BedsideAlarm.ASYSTOLE, BigDecimal.ZERO, null, Duration.ofSeconds(4), false, false);
    }

    static ActiveAlarm leadsOff() {
        return new ActiveAlarm(4, BedsideAlarm.LEADS_OFF, null, null, Duration.ofSeconds(4), false, false);
    }

    /** All segments, each split into fields; field 0 is the name (so for all but MSH the index is HL7's). */
    static List<String[]> segments(Outgoing message) {
        return Arrays.stream(message.text().split("\r", -1))
                .filter(line -> !line.isEmpty())
                .map(line -> line.split("\\|", -1))
                .toList();
    }

    /** The fields of a segment, each by its number. */
    static void assertFields(String[] segment, Map<Integer, String> expected) {
        expected.forEach((number, text) -> assertEquals(text, segment[number], segment[0] + "-" + number));
    }

    static String[] segment(Outgoing message, String start) {
        return segments(message).stream()
                .filter(fields -> String.join("|", fields).startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        start + " is not in " + message.text().replace('\r', '\n')));
    }

    /** The OBX whose OBX-3 begins with this. */
    static String[] obx(Outgoing message, String code) {
        return segments(message).stream()
                .filter(fields -> fields[0].equals("OBX") && fields[3].startsWith(code))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(code + " is not in " + message.text().replace('\r', '\n')));
    }
}
