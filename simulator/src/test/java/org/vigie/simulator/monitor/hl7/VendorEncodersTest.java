package org.vigie.simulator.monitor.hl7;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vigie.simulator.monitor.hl7.Views.assertFields;
import static org.vigie.simulator.monitor.hl7.Views.obx;
import static org.vigie.simulator.monitor.hl7.Views.segment;
import static org.vigie.simulator.monitor.hl7.Views.segments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vigie.model.testing.SharedData;
import org.vigie.simulator.bedside.AlarmNotice;
import org.vigie.simulator.bedside.AlarmNotice.Phase;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.patient.Reading;
import org.vigie.simulator.patient.Vital;

final class VendorEncodersTest {
    /** Number of fields of each kind of segment in a sample, by its first row of that kind. */
    private static int fields(String sample, String segment) throws IOException {
        String text = Files.readString(SharedData.shared("hl7/private/" + sample), StandardCharsets.ISO_8859_1);
        return Arrays.stream(text.split("[\r\n]+", -1))
                .filter(line -> line.startsWith(segment + "|"))
                .findFirst()
                .orElseThrow()
                .split("\\|", -1)
                .length;
    }

    @Test
    void mdilUsesItsOwnCodesAndUnitsAndNoNames() {
        Outgoing message = new PhilipsMdilEncoder().state(Views.of()).getFirst();
        String[] msh = segment(message, "MSH");
        assertEquals("", msh[2]);
        assertEquals("ORU^R01", msh[8]);
        assertTrue(msh[9].matches("HP\\d{11}"), msh[9]);
        assertEquals("2.2", msh[11]);
        assertEquals("8859/1", msh[17]);
        assertEquals("^^R07&5&1", segment(message, "PV1")[3]);
        assertEquals("20261121223000", segment(message, "OBR")[7]);
        String[] heart = obx(message, "0002-4182^");
        assertFields(heart, Map.of(2, "NM", 3, "0002-4182^HR^MDIL", 5, "78", 6, "0004-0aa0^bpm^MDIL", 11, "F"));
        assertEquals("122", obx(message, "0002-4a15^")[5]);
        assertEquals("66", obx(message, "0002-4a16^")[5]);
    }

    @Test
    void mdilHasTheShapeOfTheDocumentedSample() throws IOException {
        Outgoing message = new PhilipsMdilEncoder().state(Views.of()).getFirst();
        String sample = "philips/piic-mdil-doc-sample.hl7";
        assertEquals(fields(sample, "MSH"), segment(message, "MSH").length);
        assertEquals(fields(sample, "OBR"), segment(message, "OBR").length);
        assertEquals(fields(sample, "OBX"), segment(message, "OBX").length);
        assertEquals(fields(sample, "PV1"), segment(message, "PV1").length);
    }

    @Test
    void mdilListsAllAlertsInEachMessage() {
        PhilipsMdilEncoder encoder = new PhilipsMdilEncoder();
        Outgoing message = encoder.state(Views.of(Views.asystole(), Views.lowSaturation(), Views.leadsOff()))
                .getFirst();
        assertEquals("***ASYSTOLE", obx(message, "1^red^MDIL-ALERT")[5]);
        assertEquals("**SpO2 LOW", obx(message, "2^yellow^MDIL-ALERT")[5]);
        assertEquals("ECG LEADS OFF", obx(message, "6^soft inop^MDIL-ALERT")[5]);
        Outgoing urgent = encoder.notices(
                        Views.of(Views.asystole()), List.of(new AlarmNotice(Views.asystole(), Phase.START)))
                .getFirst();
        assertEquals(Outgoing.Kind.ALARM, urgent.kind());
        assertEquals("***ASYSTOLE", obx(urgent, "1^red^MDIL-ALERT")[5]);
        assertTrue(encoder.notices(Views.of(), List.of()).isEmpty());
    }

    @Test
    void mdilSaysLatinOneAndSendsIt() {
        byte[] wire = new PhilipsMdilEncoder().state(Views.of()).getFirst().wire();
        assertTrue(new String(wire, StandardCharsets.ISO_8859_1).contains("Lefèvre"));
    }

    @Test
    void aMissingMdilValueIsARowWithoutValue() {
        Map<Vital, Reading> values = Views.values();
        values.put(Vital.SPO2, new Reading.Missing(Reading.Cause.SENSOR_OFF));
        Outgoing message = new PhilipsMdilEncoder()
                .state(Views.with(values, Views.WHO, Language.EN))
                .getFirst();
        assertEquals("", obx(message, "0002-4bb8^")[5]);
        assertEquals("X", obx(message, "0002-4bb8^")[11]);
    }

    @Test
    void nihonKohdenHasTwoGroupsEachWithItsTime() {
        Outgoing message =
                new NihonKohdenEncoder("127.0.0.1:1").state(Views.of()).getFirst();
        String[] msh = segment(message, "MSH");
        assertFields(
                msh,
                Map.of(2, "NIHON KOHDEN", 6, "20261121223000", 9, "20261121000001", 11, "2.4", 14, "NE", 15, "AL"));
        assertEquals("^^R07^127.0.0.1:1", segment(message, "PV1")[3]);
        assertEquals("Lef?vre^Anne\\F\\Marie^^^^^L^A", segment(message, "PID")[5]);
        assertEquals("VITAL", segment(message, "OBR|1|")[4]);
        assertEquals("NIBP", segment(message, "OBR|2|")[4]);
        assertEquals("20261121222830", segment(message, "OBR|2|")[7]);
        assertEquals("001000^VITAL HR", obx(message, "001000")[3]);
        assertEquals("78", obx(message, "001000")[5]);
        assertEquals("/min", obx(message, "001000")[6]);
        assertEquals("118", obx(message, "009000")[5]);
        assertEquals("1", obx(message, "009000")[1], "OBX-1 begins again in each group");
    }

    @Test
    void nihonKohdenHasTheShapeOfTheCapture() throws IOException {
        Outgoing message =
                new NihonKohdenEncoder("127.0.0.1:1").state(Views.of()).getFirst();
        String sample = "nihonkohden/pvm2701-spo2-nibp.hl7";
        for (String name : List.of("MSH", "PID", "PV1", "ORC", "OBR", "OBX")) {
            assertEquals(fields(sample, name), segment(message, name).length, name);
        }
    }

    @Test
    void pdsSendsPeriodicAndCuffValuesByKind() {
        MindrayPdsEncoder encoder = new MindrayPdsEncoder();
        List<Outgoing> messages = encoder.state(Views.of());
        assertEquals("204", segment(messages.get(0), "MSH")[9]);
        assertNull(messages.get(0).awaitedControlId());
        String[] heart = obx(messages.get(0), "101^");
        assertFields(heart, Map.of(3, "101^HR", 4, "2101", 5, "78", 6, ""));
        assertEquals("122", obx(messages.get(0), "500^")[5]);
        assertEquals("85", obx(messages.get(0), "501^")[5]);
        assertEquals("66", obx(messages.get(0), "502^")[5]);
        assertEquals("503", segment(messages.get(1), "MSH")[9]);
        assertEquals("118", obx(messages.get(1), "170^")[5]);
        assertEquals("64", obx(messages.get(1), "171^")[5]);
        assertEquals("82", obx(messages.get(1), "172^")[5]);
        assertEquals("APERIODIC", obx(messages.get(1), "170^")[13]);
        assertEquals("20261121222830", obx(messages.get(1), "170^")[14]);
        assertEquals(1, encoder.state(Views.of()).size(), "the cuff is told once");
    }

    @Test
    void pdsHasTheShapeOfTheCaptures() throws IOException {
        MindrayPdsEncoder encoder = new MindrayPdsEncoder();
        List<Outgoing> messages = encoder.state(Views.of());
        assertEquals(fields("mindray/pds-204-periodic.hl7", "MSH"), segment(messages.get(0), "MSH").length);
        assertEquals(fields("mindray/pds-204-periodic.hl7", "OBX"), segment(messages.get(0), "OBX").length);
        assertEquals(fields("mindray/pds-503-nibp-aperiodic.hl7", "OBX"), segment(messages.get(1), "OBX").length);
        List<Outgoing> lists = encoder.notices(
                Views.of(Views.lowSaturation(), Views.leadsOff()),
                List.of(new AlarmNotice(Views.leadsOff(), Phase.START)));
        assertEquals(fields("mindray/pds-54-physiological-alarms.hl7", "OBX"), segment(lists.get(0), "OBX").length);
        assertEquals(fields("mindray/pds-56-technical-alarms.hl7", "OBX"), segment(lists.get(1), "OBX").length);
        assertEquals(
                Files.readString(SharedData.shared("hl7/private/mindray/pds-echo-106.hl7"))
                        .strip(),
                MindrayPdsEncoder.echo().text().strip());
    }

    @Test
    void pdsListsWhatIsOnAndAnEmptyListIsTheAllClear() {
        MindrayPdsEncoder encoder = new MindrayPdsEncoder();
        List<Outgoing> lists = encoder.notices(
                Views.of(Views.asystole(), Views.lowSaturation(), Views.leadsOff()),
                List.of(new AlarmNotice(Views.asystole(), Phase.START)));
        assertEquals("54", segment(lists.get(0), "MSH")[9]);
        assertEquals("10201^***ASYSTOLE", segments(lists.get(0)).get(1)[5]);
        assertEquals("10034^**SpO2 TOO LOW", segments(lists.get(0)).get(2)[5]);
        assertEquals("56", segment(lists.get(1), "MSH")[9]);
        assertEquals("5^ECG Lead Off", segments(lists.get(1)).get(1)[5]);
        List<Outgoing> clear = encoder.notices(Views.of(), List.of(new AlarmNotice(Views.asystole(), Phase.END)));
        assertEquals(1, segments(clear.get(0)).size());
        assertEquals(1, segments(clear.get(1)).size());
    }

    @Test
    void pdsGreetsWithThePatientAndBothLists() {
        List<Outgoing> greeting = new MindrayPdsEncoder().greeting(Views.of());
        assertEquals("103", segment(greeting.get(0), "MSH")[9]);
        assertEquals("^^REA-A&R07&2130706433&4601&&1", segment(greeting.get(0), "PV1")[3]);
        assertEquals("R07", obx(greeting.get(0), "2308^")[5]);
        assertEquals(3, greeting.size());
    }

    @Test
    void aMissingPdsValueIsTheSentinel() {
        Map<Vital, Reading> values = Views.values();
        values.put(Vital.SPO2, new Reading.Missing(Reading.Cause.SENSOR_OFF));
        Outgoing message = new MindrayPdsEncoder()
                .state(Views.with(values, Views.WHO, Language.EN))
                .getFirst();
        assertEquals("-100", obx(message, "160^")[5]);
    }

    @Test
    void admissionsMoveABedAndNameThePatient() {
        AdtEncoder encoder = new AdtEncoder();
        Outgoing admit = encoder.encode(
                new AdtEncoder.Admission(AdtEncoder.Event.ADMIT, Views.WHO, "REA-A", "R07", null), Views.NOW);
        assertEquals("ADT^A01^ADT_A01", segment(admit, "MSH")[8]);
        assertEquals("A01", segment(admit, "EVN")[1]);
        assertEquals("REA-A^^R07", segment(admit, "PV1")[3]);
        assertEquals("V2600007", segment(admit, "PV1")[19]);
        Outgoing transfer = encoder.encode(
                new AdtEncoder.Admission(AdtEncoder.Event.TRANSFER, Views.WHO, "REA-A", "R09", "R07"), Views.NOW);
        assertEquals("ADT^A02^ADT_A02", segment(transfer, "MSH")[8]);
        assertEquals("REA-A^^R09", segment(transfer, "PV1")[3]);
        assertEquals("REA-A^^R07", segment(transfer, "PV1")[6]);
        Outgoing discharge = encoder.encode(
                new AdtEncoder.Admission(AdtEncoder.Event.DISCHARGE, Views.WHO, "REA-A", "R09", null), Views.NOW);
        assertEquals("ADT^A03^ADT_A03", segment(discharge, "MSH")[8]);
        Outgoing update = encoder.encode(
                new AdtEncoder.Admission(AdtEncoder.Event.UPDATE, Views.WHO, "REA-A", "R09", null), Views.NOW);
        assertEquals("ADT^A08^ADT_A01", segment(update, "MSH")[8]);
    }
}
