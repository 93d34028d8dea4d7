package org.vigie.adapter.hl7.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.report.Inactivation;
import org.vigie.model.report.Report;

/** Alarm facets as in reference hl7-profiles 4, IHE PCD TF-2 B.8.5. */
class AlarmsTest {
    private static final String EVENT = "OBX|1|ST|196670^MDC_EVT_LO^MDC|1.3.1.150456.1|Low SpO2||||||F";
    private static final String VALUE =
            "OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456.2|82|262688^MDC_DIM_PERCENT^MDC|90-100||||F";

    private static String facet(int n, String code, String value) {
        return "OBX|" + n + "|ST|" + code + "|1.3.1.150456." + n + "|" + value + "||||||F";
    }

    private static AlarmReport alarm(String... rows) {
        List<AlarmReport> alarms = Feed.alarms(Feed.alarm("^A1&GATE&0012210000000009&EUI-64", rows));
        assertEquals(1, alarms.size(), () -> alarms.toString());
        return alarms.getFirst();
    }

    private static AlarmReport facets(String phase, String state, String inactivation, String priority, String type) {
        return alarm(
                EVENT,
                VALUE,
                facet(3, "68481^MDC_ATTR_EVENT_PHASE^MDC", phase),
                facet(4, "68482^MDC_ATTR_ALARM_STATE^MDC", state),
                facet(5, "68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC", inactivation),
                facet(6, "68484^MDC_ATTR_ALARM_PRIORITY^MDC", priority),
                facet(7, "68485^MDC_ATTR_ALERT_TYPE^MDC", type));
    }

    @Test
    void readsAllSevenFacets() {
        AlarmReport alarm = facets("start", "active", "enabled", "PH", "SP");
        assertEquals("R07", alarm.bed());
        assertEquals("MDC_EVT_LO", alarm.code());
        assertEquals("Low SpO2", alarm.text());
        assertEquals("MDC_PULS_OXIM_SAT_O2", alarm.channel());
        assertEquals(Priority.HIGH, alarm.priority());
        assertEquals(AlarmKind.PHYSIOLOGICAL, alarm.kind());
        assertEquals(AlarmPhase.START, alarm.phase());
        assertEquals("A1&GATE&0012210000000009", alarm.alarmId());
        assertNotNull(alarm.evidence());
        assertEquals(new BigDecimal("82"), alarm.evidence().value());
        assertNotNull(alarm.deviceTime());
    }

    @ParameterizedTest
    @CsvSource({
        "start,active,START",
        "start_only,active,START",
        "present,active,START",
        "tpoint,inactive,START",
        "continue,active,CONTINUE",
        "update,active,UPDATE",
        "escalate,active,UPDATE",
        "deescalate,active,UPDATE",
        "inactivate,active,SILENCED",
        "acknowledged,active,SILENCED",
        "end,inactive,END",
        "reset,inactive,END",
        "stop,inactive,END",
        "end,latched,LATCHED",
        "update,latched,LATCHED",
        "continue,inactive,END",
        "end,active,CONTINUE",
        "end,'',END",
        "START,ACTIVE,START",
        "'',active,CONTINUE",
        "'','',CONTINUE",
        "nonsense,active,CONTINUE"
    })
    void derivesThePhaseFromPhaseAndState(String phase, String state, AlarmPhase expected) {
        assertEquals(expected, facets(phase, state, "enabled", "PM", "SP").phase());
    }

    @ParameterizedTest
    @CsvSource({"start_only,true", "tpoint,true", "start,false"})
    void knowsAnAlarmThatWillNotEnd(String phase, boolean momentary) {
        assertEquals(momentary, facets(phase, "active", "enabled", "PM", "SP").momentary());
    }

    @ParameterizedTest
    @CsvSource({"PH,HIGH", "PM,MEDIUM", "PL,LOW", "PN,LOW", "20,MEDIUM", "'',MEDIUM", "PU,MEDIUM", "ph,HIGH"})
    void showsAnUnknownPriorityAsMedium(String sent, Priority expected) {
        assertEquals(expected, facets("start", "active", "enabled", sent, "SP").priority());
    }

    @ParameterizedTest
    @CsvSource({"L~PH~SP,HIGH,PHYSIOLOGICAL", "ST,MEDIUM,TECHNICAL", "A~PL~ST,LOW,TECHNICAL", "'',MEDIUM,PHYSIOLOGICAL"
    })
    void readsPriorityAndTypeFromTheMarksOfTheEvent(String marks, Priority priority, AlarmKind kind) {
        AlarmReport alarm = alarm("OBX|1|ST|196670^MDC_EVT_LO^MDC|1.3.1.150456.1|Low SpO2|||" + marks + "|||F", VALUE);
        assertEquals(priority, alarm.priority());
        assertEquals(kind, alarm.kind());
    }

    @Test
    void letsTheRowWinOverTheMarks() {
        AlarmReport alarm = alarm(
                "OBX|1|ST|196670^MDC_EVT_LO^MDC|1.3.1.150456.1|Low SpO2|||L~PL~SP|||F",
                facet(6, "68484^MDC_ATTR_ALARM_PRIORITY^MDC", "PH"));
        assertEquals(Priority.HIGH, alarm.priority());
    }

    @Test
    void readsWhatIsInactivated() {
        assertEquals(
                Set.of(Inactivation.AUDIO_PAUSED, Inactivation.ACKNOWLEDGED),
                facets("continue", "active", "audio-paused~alert-acknowledged", "PM", "SP")
                        .inactivation());
    }

    @Test
    void readsOldNumbersAndBlanksAndOtherSpellings() {
        AlarmReport alarm = alarm(
                EVENT,
                facet(2, "68164^ MDC_ATTR_ALERT_SOURCE^MDC", "X"),
                facet(3, "68165^MDC_ATTR_EVENT_PHASE ^MDC", "end"),
                facet(4, "68166^mdc_attr_alert_state^MDC", "inactive"),
                facet(6, "0^MDCX_ATTR_ALARM_PRIORITY^MDC", "PH"));
        assertEquals(AlarmPhase.END, alarm.phase());
        assertEquals(Priority.HIGH, alarm.priority());
    }

    @Test
    void readsFacetsByNumberWithoutNames() {
        AlarmReport alarm =
                alarm(EVENT, facet(3, "68481", "end"), facet(4, "68482", "inactive"), facet(6, "68484", "PH"));
        assertEquals(AlarmPhase.END, alarm.phase());
        assertEquals(Priority.HIGH, alarm.priority());
    }

    @Test
    void readsFacetsByTheirPlaceAsALastResort() {
        AlarmReport alarm = alarm(
                "OBX|1|ST|1^WARN^99X|1.3.1.5.1|Pump stopped||||||F",
                "OBX|2|ST|2^B^99X|1.3.1.5.3|start||||||F",
                "OBX|3|ST|3^C^99X|1.3.1.5.4|active||||||F",
                "OBX|4|ST|4^D^99X|1.3.1.5.6|PH||||||F");
        assertEquals("Pump stopped", alarm.text());
        assertEquals(AlarmPhase.START, alarm.phase());
        assertEquals(Priority.HIGH, alarm.priority());
    }

    @Test
    void takesTheEventFromTheValueOfATechnicalAlarm() {
        AlarmReport alarm = alarm(
                "OBX|1|CWE|196616^MDC_EVT_ALARM^MDC|1.0.0.0.1|196940^MDC_EVT_FLUID_LINE_OCCL^MDC^^^^^^Occlusion||||||F",
                "OBX|2|CWE|68480^MDC_ATTR_ALERT_SOURCE^MDC|1.0.0.0.2|69985^MDC_DEV_PUMP_INFUS_MDS^MDC||||||F");
        assertEquals("MDC_EVT_FLUID_LINE_OCCL", alarm.code());
        assertEquals("Occlusion", alarm.text());
        assertEquals("MDC_DEV_PUMP_INFUS_MDS", alarm.channel());
        assertEquals(AlarmKind.TECHNICAL, alarm.kind());
    }

    @Test
    void keepsAVendorsEventCode() {
        AlarmReport alarm = alarm("OBX|1|CWE|196616^MDC_EVT_ALARM^MDC|1.0.0.0.1|E77^Door open^99ACME||||||F");
        assertEquals(null, alarm.code());
        assertEquals("E77^Door open^99ACME", alarm.vendorCode());
        assertEquals("Door open", alarm.text());
    }

    @Test
    void showsAnAlarmInWhichNothingIsKnown() {
        AlarmReport alarm = alarm("OBX|1|ST|||something is wrong||||||F");
        assertEquals("something is wrong", alarm.text());
        assertEquals(Priority.MEDIUM, alarm.priority());
        assertFalse(alarm.phase() == AlarmPhase.END);
    }

    @Test
    void showsAnAlarmMessageWithoutAnyObservation() {
        assertEquals(1, Feed.alarms(Feed.alarm("^A1")).size());
    }

    @ParameterizedTest
    @CsvSource({"^A1&GATE&00122&EUI-64,A1&GATE&00122", "B7,B7", "B7^A1,A1", "'',F2&GATE"})
    void findsTheIdOfTheAlarm(String obr29, String expected) {
        assertEquals(expected, Feed.alarms(Feed.alarm(obr29, EVENT)).getFirst().alarmId());
    }

    @Test
    void readsSeveralEventsOfOneGroupAsSeveralAlarms() {
        List<AlarmReport> alarms = Feed.alarms(Feed.alarm(
                "^A1",
                "OBX|1|ST|196670^MDC_EVT_LO^MDC|1.3.1.1.1|Low SpO2||||||F",
                "OBX|2|ST|68484^MDC_ATTR_ALARM_PRIORITY^MDC|1.3.1.1.6|PH||||||F",
                "OBX|3|ST|196648^MDC_EVT_HI^MDC|1.3.1.2.1|High HR||||||F",
                "OBX|4|ST|68484^MDC_ATTR_ALARM_PRIORITY^MDC|1.3.1.2.6|PL||||||F"));
        assertEquals(
                List.of("Low SpO2", "High HR"),
                alarms.stream().map(AlarmReport::text).toList());
        assertEquals(
                List.of(Priority.HIGH, Priority.LOW),
                alarms.stream().map(AlarmReport::priority).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"196614", "258047"})
    void takesAWatchdogAsAFactAboutTheDevice(String number) {
        List<Report> reports = Feed.decode(
                "ihe-pcd",
                Feed.alarm(
                        "^0&w",
                        "OBX|1|ST|" + number + "^MDC_EVT_ACTIVE^MDC|1.0.0.0.1|alive||||||F",
                        "OBX|2|ST|68484^MDC_ATTR_ALARM_PRIORITY^MDC|1.0.0.0.6|PN||||||F",
                        "OBX|3|NM|67860^MDC_ATTR_CONFIRM_TIMEOUT^MDC|1.0.0.0.8|5|264320^MDC_DIM_SEC^MDC|||||F"));
        assertTrue(reports.stream().noneMatch(AlarmReport.class::isInstance));
        assertTrue(reports.stream()
                .anyMatch(r -> r instanceof DeviceReport d && d.text().contains("5 s")));
    }

    @Test
    void readsEvidenceGroupsOfAnAlarmMessageAsValues() {
        byte[] message = Feed.alarm(
                "^A1",
                EVENT,
                "OBR|2|||182777000^monitoring^SCT|||20260102030400",
                "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|80|/min|||||R");
        assertEquals(1, Feed.alarms(message).size());
        assertEquals(1, Feed.observations(message).size());
    }

    @Test
    void readsAnAlarmInAResultMessage() {
        byte[] message = Feed.message(
                "MSH|^~\\&|G||||20260101||ORU^R01|1|P|2.6",
                "OBR|1||9|196616^MDC_EVT_ALARM^MDC",
                EVENT,
                facet(3, "68481^MDC_ATTR_EVENT_PHASE^MDC", "start"));
        assertEquals(1, Feed.alarms(message).size());
    }

    @Test
    void readsPhilipsAlertsAsOneList() {
        byte[] message = Feed.message(
                "MSH|^~\\&|||||||ORU^R01|HP1|P|2.3||||||8859/1",
                "PV1||I|^^Doc1&5&1",
                "OBR|||||||20260101000000",
                "OBX||NM|0002-4182^HR^MDIL|0|160|0004-0aa0^bpm^MDIL|||||F",
                "OBX||TX|1^Red Alarm^MDIL-ALERT||***TACHY 160 > 140||||||F",
                "OBX||TX|6^Soft Inop^MDIL-ALERT||ECG LEADS OFF||||||F");
        List<Report> reports = Feed.decode("philips-mdil", message);
        AlarmSnapshot list = reports.stream()
                .filter(AlarmSnapshot.class::isInstance)
                .map(AlarmSnapshot.class::cast)
                .findFirst()
                .orElseThrow();
        assertEquals("Doc1", list.bed());
        assertEquals(
                List.of("TACHY 160 > 140", "ECG LEADS OFF"),
                list.alarms().stream().map(AlarmReport::text).toList());
        assertEquals(
                List.of(Priority.HIGH, Priority.LOW),
                list.alarms().stream().map(AlarmReport::priority).toList());
        assertEquals(1, Feed.observations("philips-mdil", message).size());
    }

    @Test
    void readsMindrayListsWithTheirStars() {
        byte[] message = Feed.message(
                "MSH|^~\\&|||||||ORU^R01|54|P|2.3.1|",
                "OBX||CE|2|1|10033^***SpO2 TOO LOW||||||F|||20260101000000|",
                "OBX||CE|2|1|77777^*Something new||||||F|||20260101000000|",
                "OBX||CE|2|1|88888^||||||F|||20260101000000|");
        AlarmSnapshot list = (AlarmSnapshot) Feed.decode("mindray-pds", message).getFirst();
        assertEquals("physiological", list.scope());
        assertEquals(
                List.of(Priority.HIGH, Priority.LOW, Priority.MEDIUM),
                list.alarms().stream().map(AlarmReport::priority).toList());
        assertEquals("Something new", list.alarms().get(1).text());
    }

    @Test
    void takesAnEmptyMindrayListAsAllClear() {
        AlarmSnapshot list =
                (AlarmSnapshot) Feed.decode("mindray-pds", Feed.message("MSH|^~\\&|||||||ORU^R01|56|P|2.3.1|"))
                        .getFirst();
        assertEquals("technical", list.scope());
        assertTrue(list.alarms().isEmpty());
    }
}
