package org.vigie.adapter.intellivue.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.intellivue.IntellivueDecoder;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.AssociationFacts;
import org.vigie.adapter.intellivue.codec.HexLines;
import org.vigie.adapter.intellivue.codec.IntellivuePdu;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.adapter.intellivue.codec.Parsed;
import org.vigie.adapter.intellivue.codec.PduReader;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.Inactivation;
import org.vigie.model.report.Problem;
import org.vigie.model.report.Report;
import org.vigie.model.report.SnapshotDifference;
import org.vigie.model.testing.SharedData;
import org.vigie.profiles.ProfileCatalog;

/** Alert lists by intellivue-protocol.md section 11. */
class AlarmsOfMonitorsTest {
    /** Source, code, type, state, object 6/1/82b3, general form, instance 0, text id, priority, flags. */
    private static String list(String... entries) {
        String all = String.join("", entries).replace(" ", "");
        return String.format("%04x%04x%s", entries.length, all.length() / 2, all);
    }

    private static String entry(String source, String code, String type, String state) {
        return source + code + type + state + "0006000182b3 0201 000a 0000 00000000 0000 0000";
    }

    private static AlarmReport only(String attribute, String entry) {
        List<Report> reports = new Cycle(ObjectClass.ALERT)
                .object(attribute + " " + list(entry))
                .reports();
        AlarmSnapshot snapshot = assertInstanceOf(AlarmSnapshot.class, reports.getLast());
        assertEquals(1, snapshot.alarms().size());
        return snapshot.alarms().get(0);
    }

    @Test
    void theSyntheticStoryIsRaiseSilenceSecondAndThirdAlarmLatchSuspendClear() {
        List<String> told = new ArrayList<>();
        Map<String, List<AlarmReport>> open = new HashMap<>();
        int step = 0;
        for (byte[] line : HexLines.read(SharedData.testdata("intellivue/alarm_story_synthetic.hex"))) {
            if (step == 7) {
                break; // the same as step 4, on a serial line
            }
            for (AlarmSnapshot list : lists(line)) {
                List<AlarmReport> before = open.getOrDefault(list.scope(), List.of());
                List<AlarmReport> now = new ArrayList<>(list.complete() ? List.of() : before);
                for (AlarmReport change : SnapshotDifference.between(before, list)) {
                    if (change.phase() != AlarmPhase.CONTINUE) {
                        told.add(step + " " + change.phase() + " " + change.priority() + " " + change.condition());
                    }
                    if (change.phase() != AlarmPhase.END) {
                        now.removeIf(other -> SnapshotDifference.same(other, change));
                        now.add(change);
                    }
                }
                open.put(list.scope(), now);
            }
            step++;
        }
        assertEquals(
                List.of(
                        "1 START MEDIUM MDC_EVT_HI@MDC_ECG_HEART_RATE#1",
                        "3 START HIGH MDC_EVT_ECG_ASYSTOLE@MDC_ECG_HEART_RATE#2",
                        "3 START LOW MDC_EVT_LEADS_OFF@MDC_DEV_ECG_VMD#4",
                        "4 LATCHED HIGH MDC_EVT_ECG_ASYSTOLE@MDC_ECG_HEART_RATE#2",
                        "4 SILENCED MEDIUM MDC_EVT_HI@MDC_ECG_HEART_RATE#1",
                        "4 START HIGH MDC_EVT_DESAT@MDC_PULS_OXIM_SAT_O2#3",
                        "5 START LOW MDC_EVT_STAT_AL_OFF@",
                        "6 END HIGH MDC_EVT_ECG_ASYSTOLE@MDC_ECG_HEART_RATE#2",
                        "6 END MEDIUM MDC_EVT_HI@MDC_ECG_HEART_RATE#1",
                        "6 END HIGH MDC_EVT_DESAT@MDC_PULS_OXIM_SAT_O2#3",
                        "6 END LOW MDC_EVT_LEADS_OFF@MDC_DEV_ECG_VMD#4",
                        "6 END LOW MDC_EVT_STAT_AL_OFF@"),
                told.stream()
                        .sorted(Comparator.comparingInt(text -> text.charAt(0)))
                        .toList());
    }

    private static List<AlarmSnapshot> lists(byte[] payload) {
        var result = (IntellivuePdu.PollResult)
                assertInstanceOf(Parsed.Read.class, PduReader.read(payload)).pdu();
        AssembledResult cycle = new AssembledResult(
                AssociationFacts.UNKNOWN, result.objectClass(), result.group(), 0, 0, 0, result.objects());
        return new IntellivueDecoder(
                        ProfileCatalog.load().find("philips-intellivue").orElseThrow())
                .decode(cycle.encode()).stream()
                        .filter(AlarmSnapshot.class::isInstance)
                        .map(AlarmSnapshot.class::cast)
                        .toList();
    }

    @Test
    void theStateIsAMask() {
        AlarmReport alarm = only("0902", entry("4182", "0028", "0200", "1100"));
        assertEquals(AlarmPhase.SILENCED, alarm.phase());
        assertEquals(Quality.DEMO, alarm.quality());
        assertEquals(Set.of(Inactivation.ACKNOWLEDGED), alarm.inactivation());
        AlarmReport all = only("0902", entry("4182", "0028", "0200", "f008"));
        assertEquals(AlarmPhase.LATCHED, all.phase());
        assertEquals(
                Set.of(Inactivation.ACKNOWLEDGED, Inactivation.ALARM_OFF, Inactivation.ALARM_PAUSED),
                all.inactivation());
    }

    @Test
    void priorityIsTheHighestThatIsSaidAndAtLeastMediumWhenNothingIs() {
        assertEquals(
                Priority.HIGH,
                only("0902", entry("4182", "0c04", "0400", "0000")).priority());
        assertEquals(
                Priority.LOW,
                only("0902", entry("4182", "0028", "0100", "0000")).priority());
        assertEquals(
                Priority.HIGH,
                only("0904", entry("10a6", "0113", "0004", "0000")).priority());
        assertEquals(
                Priority.MEDIUM,
                only("0904", entry("10a6", "0113", "0002", "0000")).priority());
        assertEquals(
                Priority.LOW,
                only("0904", entry("10a6", "0113", "0001", "0000")).priority());
        assertEquals(
                Priority.MEDIUM,
                only("0902", entry("4182", "0028", "0000", "0000")).priority());
    }

    @Test
    void theExactCodeIsLookedUpBeforeTheOneWithoutItsLowBit() {
        AlarmReport yellow = only("0904", entry("10a6", "f189", "0002", "0000"));
        assertEquals("0003-f189^NOM_EVT_LEAD_DISCONN_YELLOW", yellow.vendorCode());
        AlarmReport leads = only("0904", entry("10a6", "0113", "0001", "0000"));
        assertEquals("MDC_EVT_LEADS_OFF", leads.code());
        assertEquals("MDC_DEV_ECG_VMD", leads.channel());
        assertEquals(AlarmKind.TECHNICAL, leads.kind());
    }

    @Test
    void anAlarmOfAnUnknownCodeAndFormIsStillAnAlarm() {
        AlarmReport unknown = only("0902", "ffff fffe 0400 0000 0006000182b3 0999 0002 beef");
        assertEquals("0003-fffe", unknown.vendorCode());
        assertEquals(Priority.HIGH, unknown.priority());
    }

    @Test
    void twoAlarmsOfOneKindStayTwo() {
        String first = entry("4b48", "0028", "0200", "0000");
        String second = first.replace("0006000182b3", "0006000182b4");
        AlarmSnapshot list = (AlarmSnapshot) new Cycle(ObjectClass.ALERT)
                .object("0902 " + list(second, first))
                .reports()
                .get(0);
        assertEquals(
                List.of("MDC_EVT_HI@MDC_TEMP", "MDC_EVT_HI@MDC_TEMP@6.1.82b4"),
                list.alarms().stream().map(AlarmReport::condition).toList());
    }

    @Test
    void aListThatCannotBeReadIsNotAnEmptyOne() {
        List<Report> reports = new Cycle(ObjectClass.ALERT)
                .object("0902 00020018 4182002802000000", "0904 00000000")
                .reports();
        assertEquals(
                "bad-alarm-list",
                assertInstanceOf(Problem.class, reports.get(0)).reason());
        assertEquals(
                "technical",
                assertInstanceOf(AlarmSnapshot.class, reports.get(1)).scope());
        assertEquals(2, reports.size());
    }

    @Test
    void aListThatIsNotThereIsNotAnEmptyOne() {
        assertEquals(List.of(), new Cycle(ObjectClass.ALERT).object("0921 8401").reports());
    }

    @Test
    void whileAlarmsArePausedTheEmptyListEndsNothing() {
        List<Report> reports = new Cycle(ObjectClass.ALERT)
                .object("0916 40000010000000000000", "0902 00000000", "0904 00000000")
                .reports();
        AlarmSnapshot physiological = assertInstanceOf(AlarmSnapshot.class, reports.get(1));
        AlarmSnapshot technical = assertInstanceOf(AlarmSnapshot.class, reports.get(2));
        assertTrue(!physiological.complete() && !technical.complete());
        assertEquals(
                Set.of(Inactivation.ALARM_PAUSED), technical.alarms().get(0).inactivation());
    }
}
