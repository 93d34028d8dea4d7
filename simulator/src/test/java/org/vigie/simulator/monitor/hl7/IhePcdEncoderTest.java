package org.vigie.simulator.monitor.hl7;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vigie.simulator.monitor.hl7.Views.assertFields;
import static org.vigie.simulator.monitor.hl7.Views.obx;
import static org.vigie.simulator.monitor.hl7.Views.segment;
import static org.vigie.simulator.monitor.hl7.Views.segments;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.model.testing.SharedData;
import org.vigie.simulator.bedside.ActiveAlarm;
import org.vigie.simulator.bedside.AlarmNotice;
import org.vigie.simulator.bedside.AlarmNotice.Phase;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.patient.Reading;
import org.vigie.simulator.patient.Vital;
import org.vigie.simulator.wave.SynthesizedWaves;

final class IhePcdEncoderTest {
    private final IhePcdEncoder encoder = new IhePcdEncoder("R07");

    private Outgoing state() {
        return encoder.state(Views.of()).getFirst();
    }

    private Outgoing alert(ActiveAlarm alarm, Phase phase) {
        return encoder.notices(Views.of(alarm), List.of(new AlarmNotice(alarm, phase)))
                .getFirst();
    }

    @Test
    void theHeaderIsThatOfPcd01() {
        String[] msh = segment(state(), "MSH");
        assertEquals("^~\\&", msh[1]);
        assertTrue(msh[2].matches("VIGIE_SIM\\^02[0-9A-F]{14}\\^EUI-64"), msh[2]);
        assertFields(
                msh,
                Map.of(
                        6,
                        "20261121213000.250+0000",
                        8,
                        "ORU^R01^ORU_R01",
                        9,
                        "R07-00000001",
                        10,
                        "P",
                        11,
                        "2.6",
                        14,
                        "AL",
                        15,
                        "NE",
                        17,
                        "UNICODE UTF-8",
                        20,
                        "IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO"));
    }

    @Test
    void patientAndBedStandWhereTheProfileLooks() {
        String[] pid = segment(state(), "PID");
        assertFields(pid, Map.of(3, "2600007^^^VIGIE^PI", 5, "Lefèvre^Anne\\F\\Marie^^^^^L", 7, "19540312", 8, "F"));
        assertEquals("REA-A^^R07", segment(state(), "PV1")[3]);
        assertEquals("I", segment(state(), "PV1")[2]);
    }

    @Test
    void anEmptyBedHasAnIdentifierlessPid() {
        Outgoing message =
                encoder.state(Views.with(Views.values(), null, Language.EN)).getFirst();
        assertEquals("^^^VIGIE^PI", segment(message, "PID")[3]);
    }

    @Test
    void aMetricHasCodeUnitLimitsAndStatus() {
        String[] heart = obx(state(), "147842^");
        assertFields(
                heart,
                Map.of(
                        2,
                        "NM",
                        3,
                        "147842^MDC_ECG_HEART_RATE^MDC",
                        4,
                        "1.1.1.1",
                        5,
                        "78",
                        6,
                        "264864^MDC_DIM_BEAT_PER_MIN^MDC",
                        7,
                        "50-120",
                        11,
                        "R"));
        assertEquals("37.1", obx(state(), "150344^")[5]);
        assertEquals("268192^MDC_DIM_DEGC^MDC", obx(state(), "150344^")[6]);
    }

    @Test
    void onlyTheCuffHasATimeOfItsOwn() {
        assertEquals("20261121212830.250+0000", obx(state(), "150021^")[14]);
        assertTrue(obx(state(), "150033^").length <= 14 || obx(state(), "150033^")[14].isEmpty());
    }

    @Test
    void theTreeIsCompleteInOrderAndWithoutRepeats() {
        Set<String> paths = new HashSet<>();
        List<int[]> order = new ArrayList<>();
        int setId = 0;
        for (String[] row : segments(state())) {
            if (row[0].equals("OBX")) {
                setId++;
                assertEquals(Integer.toString(setId), row[1]);
                assertTrue(paths.add(row[4]), "twice " + row[4]);
                String[] parts = row[4].split("\\.", -1);
                assertEquals(4, parts.length);
                order.add(
                        new int[] {Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3])});
            }
        }
        for (int i = 1; i < order.size(); i++) {
            assertTrue(Arrays.compare(order.get(i - 1), order.get(i)) < 0, "dictionary order at row " + i);
        }
        assertTrue(paths.contains("1.0.0.0") && paths.contains("1.1.0.0") && paths.contains("1.1.1.0"));
    }

    @Test
    void aMissingValueIsEmptyWithStatusXAndItsReason() {
        Map<Vital, Reading> values = Views.values();
        values.put(Vital.SPO2, new Reading.Missing(Reading.Cause.SENSOR_OFF));
        values.put(Vital.NIBP_SYS, new Reading.Missing(Reading.Cause.FAILED));
        values.put(Vital.ETCO2, new Reading.Missing(Reading.Cause.NOT_CONNECTED));
        values.put(Vital.HEART_RATE, new Reading.Measured(new BigDecimal("91"), true, null));
        Outgoing message =
                encoder.state(Views.with(values, Views.WHO, Language.EN)).getFirst();
        assertEquals("", obx(message, "150456^")[5]);
        assertEquals("OFF", obx(message, "150456^")[8]);
        assertEquals("X", obx(message, "150456^")[11]);
        assertEquals("INV", obx(message, "150021^")[8]);
        assertEquals("QUES", obx(message, "147842^")[8]);
        assertTrue(message.text().lines().noneMatch(line -> line.contains("MDC_AWAY_CO2_ET")));
    }

    @Test
    void segmentsComeInTheOrderOfIheSamples() throws IOException {
        for (String sample : List.of("pcd01/ihe-tf-e11-physio-monitor.hl7", "pcd01/ihe-tf-e12-episodic-nibp.hl7")) {
            assertEquals(names(Files.readString(SharedData.shared("hl7/" + sample))), names(state().text()), sample);
        }
        String alarm = Files.readString(SharedData.shared("hl7/pcd04/ihe-tf-e31-mindray-low-spo2-start.hl7"));
        assertEquals(
                names(alarm), names(alert(Views.lowSaturation(), Phase.START).text()));
    }

    /** Segment names, repeats folded. */
    private static List<String> names(String message) {
        List<String> names = new ArrayList<>();
        for (String line : message.split("[\r\n]+", -1)) {
            String name = line.split("\\|", 2)[0];
            if (!name.isEmpty() && (names.isEmpty() || !names.getLast().equals(name))) {
                names.add(name);
            }
        }
        return names;
    }

    @Test
    void aLimitAlarmHasAllSevenFacets() {
        Outgoing message = alert(Views.lowSaturation(), Phase.START);
        assertEquals("ORU^R40^ORU_R40", segment(message, "MSH")[8]);
        String[] obr = segment(message, "OBR");
        assertEquals("196616^MDC_EVT_ALARM^MDC", obr[4]);
        assertTrue(obr[29].startsWith("^R07-12&VIGIE_SIM&02"), obr[29]);
        assertTrue(obr[29].endsWith("&EUI-64"), obr[29]);
        assertTrue(obr[3].startsWith("R07-12^VIGIE_SIM^02"), "the first message's own number is the key: " + obr[3]);
        String[] event = segment(message, "OBX|1|");
        assertFields(event, Map.of(3, "196670^MDC_EVT_LO^MDC", 4, "1.2.1.1.1", 5, "SpO2 LOW", 8, "L~PM~SP"));
        String[] source = segment(message, "OBX|2|");
        assertFields(source, Map.of(3, "150456^MDC_PULS_OXIM_SAT_O2^MDC", 5, "88", 7, "90-100"));
        assertEquals("start", segment(message, "OBX|3|")[5]);
        assertEquals("active", segment(message, "OBX|4|")[5]);
        assertEquals("enabled", segment(message, "OBX|5|")[5]);
        assertEquals("PM", segment(message, "OBX|6|")[5]);
        assertEquals("SP", segment(message, "OBX|7|")[5]);
        assertEquals("68485^MDC_ATTR_ALERT_TYPE^MDC", segment(message, "OBX|7|")[3]);
    }

    @Test
    void laterMessagesOfAnAlarmPointToTheFirst() {
        Outgoing start = alert(Views.lowSaturation(), Phase.START);
        Outgoing end = alert(Views.lowSaturation(), Phase.END);
        assertEquals(segment(start, "OBR")[29], segment(end, "OBR")[29]);
        assertNotEquals(segment(start, "OBR")[3], segment(end, "OBR")[3]);
        assertEquals("end", segment(end, "OBX|3|")[5]);
        assertEquals("inactive", segment(end, "OBX|4|")[5]);
        assertNotEquals(start.awaitedControlId(), end.awaitedControlId());
    }

    @Test
    void latchedSilencedAndResetAreSaidAsTheProfileSays() {
        ActiveAlarm alarm = Views.asystole();
        ActiveAlarm latched =
                new ActiveAlarm(alarm.occurrence(), alarm.condition(), alarm.value(), null, alarm.since(), true, false);
        ActiveAlarm silenced =
                new ActiveAlarm(alarm.occurrence(), alarm.condition(), alarm.value(), null, alarm.since(), false, true);
        assertEquals("update", segment(alert(latched, Phase.LATCHED), "OBX|3|")[5]);
        assertEquals("latched", segment(alert(latched, Phase.LATCHED), "OBX|4|")[5]);
        assertEquals("reset", segment(alert(latched, Phase.END), "OBX|3|")[5]);
        assertEquals("inactivate", segment(alert(silenced, Phase.SILENCED), "OBX|3|")[5]);
        assertEquals("active", segment(alert(silenced, Phase.SILENCED), "OBX|4|")[5]);
        assertEquals("audio-paused", segment(alert(silenced, Phase.SILENCED), "OBX|5|")[5]);
        assertEquals("PH", segment(alert(silenced, Phase.SILENCED), "OBX|6|")[5]);
    }

    @Test
    void aTechnicalAlarmNamesItsEventInTheValue() {
        Outgoing message = alert(Views.leadsOff(), Phase.START);
        String[] event = segment(message, "OBX|1|");
        assertFields(
                event,
                Map.of(
                        2,
                        "CWE",
                        3,
                        "196616^MDC_EVT_ALARM^MDC",
                        5,
                        "196680^MDC_EVT_LEAD_OFF^MDC^^^^^^ECG LEADS OFF",
                        8,
                        "PL~ST"));
        assertEquals("68480^MDC_ATTR_ALERT_SOURCE^MDC", segment(message, "OBX|2|")[3]);
        assertEquals("ST", segment(message, "OBX|7|")[5]);
    }

    @Test
    void aFrenchMonitorSpeaksFrench() {
        ActiveAlarm alarm = Views.leadsOff();
        Outgoing message = encoder.notices(
                        Views.with(Views.values(), Views.WHO, Language.FR, alarm),
                        List.of(new AlarmNotice(alarm, Phase.START)))
                .getFirst();
        assertTrue(segment(message, "OBX|1|")[5].endsWith("ECG ÉLECTRODES DÉBRANCHÉES"));
    }

    @Test
    void wavesOfAPeriodFollowTheValuesInAMessageOfTheirOwn() {
        IhePcdWaveEncoder encoder =
                new IhePcdWaveEncoder(new IhePcdEncoder("R07"), new SynthesizedWaves(1), Duration.ofSeconds(1));
        List<Outgoing> messages = encoder.state(Views.of());
        assertEquals(2, messages.size());
        Outgoing waves = messages.get(1);
        assertEquals(Outgoing.Kind.WAVES, waves.kind());
        String[] order = Views.segment(waves, "OBR");
        assertEquals("69121^MDC_OBS_WAVE_CTS^MDC", order[4]);
        assertEquals("20261121212959.250+0000", order[7]);
        assertEquals("20261121213000.250+0000", order[8]);
        String[] ecg = Views.obx(waves, "131330");
        assertEquals("NA", ecg[2]);
        assertEquals(250, ecg[5].split("\\^", -1).length);
        String[] rate = Views.obx(waves, "0^MDC_ATTR_SAMP_RATE");
        assertEquals("250", rate[5]);
        assertEquals(ecg[4] + ".1", rate[4]);
        assertEquals("0.005", Views.obx(waves, "2327")[5]);
        assertEquals(125, Views.obx(waves, "150452")[5].split("\\^", -1).length);
    }

    @Test
    void anElectrodeThatIsOffGivesTheNumberThatMeansNoSample() {
        Map<Vital, Reading> values = Views.values();
        values.put(Vital.HEART_RATE, new Reading.Missing(Reading.Cause.SENSOR_OFF));
        IhePcdWaveEncoder encoder =
                new IhePcdWaveEncoder(new IhePcdEncoder("R07"), new SynthesizedWaves(1), Duration.ofSeconds(1));
        Outgoing waves = encoder.state(Views.with(values, null, Language.EN)).get(1);
        for (String number : Views.obx(waves, "131330")[5].split("\\^", -1)) {
            assertEquals("32767", number);
        }
        assertEquals("32767", Views.obx(waves, "196660")[5]);
    }
}
