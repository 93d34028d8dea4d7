package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;

/** Monitors that stop saying what alarms are on while their values go on. */
final class AlarmListsTest {
    private static final String LOST = OwnAlarm.ALARM_FEED_LOST;
    private static final String CODE = "MDC_EVT_DESAT";

    private static AlarmSnapshot list(AlarmReport... alarms) {
        return new AlarmSnapshot("R01", Rig.DEVICE, "physiological", List.of(alarms));
    }

    private static AlarmReport desaturation(AlarmPhase phase) {
        return Rig.words("R01", CODE).priority(Priority.MEDIUM).phase(phase).done();
    }

    /** Values and, in a message of its own, the list, once a second. */
    private static Rig listing(int seconds, AlarmReport... alarms) {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < seconds; i++) {
            rig.beats(1, "R01").say("R01", list(alarms));
        }
        return rig;
    }

    @Test
    void aListThatStopsWhileValuesGoOnIsAnAlarmAndWhatItHeldIsUnknown() {
        Rig rig = listing(8, desaturation(AlarmPhase.CONTINUE));
        String before = rig.alarm("R01", CODE).id();
        rig.beats(3, "R01");
        assertFalse(rig.has("R01", LOST));
        rig.beats(1, "R01");
        assertTrue(rig.sounds("R01", LOST));
        assertEquals(Priority.MEDIUM, rig.alarm("R01", LOST).priority());
        assertEquals(AlarmState.UNKNOWN_UNACK, rig.alarm("R01", CODE).state());
        rig.beats(60, "R01").say("R01", list(desaturation(AlarmPhase.CONTINUE)));
        assertFalse(rig.has("R01", LOST));
        assertEquals(AlarmState.ACTIVE_UNACK, rig.alarm("R01", CODE).state());
        assertEquals(before, rig.alarm("R01", CODE).id());
    }

    @Test
    void anEmptyListThatStopsIsNeverTakenForNoAlarm() {
        Rig rig = listing(8).beats(4, "R01");
        assertTrue(rig.sounds("R01", LOST));
        rig.say("R01", list());
        assertTrue(rig.alarms("R01").isEmpty());
    }

    @Test
    void whatIsMissingFromTheNextListEndedDuringTheOutage() {
        Rig rig = listing(8, desaturation(AlarmPhase.CONTINUE)).beats(5, "R01").say("R01", list());
        assertEquals(AlarmState.LATCHED_UNACK, rig.alarm("R01", CODE).state());
    }

    @Test
    void theAlarmIsHighWhenTheListHeldAHighOne() {
        Rig rig = listing(8, Rig.words("R01", CODE).phase(AlarmPhase.CONTINUE).done())
                .beats(4, "R01");
        assertEquals(Priority.HIGH, rig.alarm("R01", LOST).priority());
    }

    @Test
    void theSilenceOfTheWholeFeedIsNotAnAlarmOfItsLists() {
        Rig rig = listing(8).afterSeconds(30);
        assertFalse(rig.has("R01", LOST));
        rig.beats(3, "R01");
        assertFalse(rig.has("R01", LOST));
        rig.beats(2, "R01");
        assertTrue(rig.has("R01", LOST), "it counts from the return of the feed");
    }

    @Test
    void aMonitorThatListsOnlyWhatChangesIsNotExpectedToListByTheClock() {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < 8; i++) {
            rig.beats(1, "R01").say("R01", i % 2 == 0 ? list(desaturation(AlarmPhase.CONTINUE)) : list());
        }
        rig.beats(60, "R01");
        assertFalse(rig.has("R01", LOST));
    }

    @Test
    void listsThatAlsoComeWhenSomethingChangesDoNotTeachImpatience() {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < 8; i++) {
            rig.beats(5, "R01").say("R01", list());
        }
        for (int i = 0; i < 30; i++) {
            rig.beats(1, "R01").say("R01", list(desaturation(AlarmPhase.CONTINUE)));
        }
        rig.beats(5, "R01").say("R01", list());
        assertFalse(rig.has("R01", LOST));
        rig.beats(20, "R01");
        assertTrue(rig.has("R01", LOST));
    }

    @Test
    void aListThatBecomesSlowerIsLearntAndNotAnAlarmForEver() {
        Rig rig = listing(8);
        int raised = 0;
        for (int i = 0; i < 20; i++) {
            rig.beats(59, "R01");
            raised += rig.has("R01", LOST) ? 1 : 0;
            rig.beats(1, "R01").say("R01", list());
        }
        assertTrue(raised > 0 && raised < 8, "raised " + raised);
    }

    @Test
    void aListOnceAMinuteIsGivenTwoAndAHalf() {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < 8; i++) {
            rig.beats(60, "R01").say("R01", list());
        }
        rig.beats(150, "R01");
        assertFalse(rig.has("R01", LOST));
        rig.beats(1, "R01");
        assertTrue(rig.has("R01", LOST));
    }

    @Test
    void twoListsOfOneMonitorAreOneAlarmUntilBothAreBack() {
        Rig rig = Rig.of("R01");
        AlarmSnapshot technical = new AlarmSnapshot("R01", Rig.DEVICE, "technical", List.of());
        for (int i = 0; i < 8; i++) {
            rig.beats(1, "R01").say("R01", list()).say("R01", technical);
        }
        rig.beats(5, "R01");
        assertEquals(1, rig.alarms("R01").size());
        rig.say("R01", technical);
        assertTrue(rig.has("R01", LOST));
        rig.say("R01", list());
        assertFalse(rig.has("R01", LOST));
    }

    @Test
    void aRestartKeepsIt() {
        Rig rig = listing(8).beats(4, "R01");
        rig.ward = Ward.restore(rig.ward.site(), rig.ward.checkpoint(), rig.now);
        rig.apply(new WardEvent.Restarted());
        assertEquals(AlarmState.UNKNOWN_UNACK, rig.alarm("R01", LOST).state());
        rig.beats(5, "R01");
        assertEquals(AlarmState.ACTIVE_UNACK, rig.alarm("R01", LOST).state());
    }

    @Test
    void onStandbyNoListIsMissed() {
        Rig rig = listing(8);
        rig.command(Action.STANDBY, "R01", null).beats(60, "R01");
        assertTrue(rig.alarms("R01").isEmpty());
        rig.command(Action.END_STANDBY, "R01", null).beats(60, "R01");
        assertFalse(rig.has("R01", LOST));
    }

    @Test
    void anAlarmThatItsMonitorNoLongerRepeatsIsStaleAndStaysOn() {
        Rig rig = Rig.of("R01").beats(1, "R01").say("R01", desaturation(AlarmPhase.START));
        for (int i = 0; i < 3; i++) {
            rig.beats(10, "R01").say("R01", desaturation(AlarmPhase.CONTINUE));
        }
        rig.beats(25, "R01");
        assertTrue(rig.alarm("R01", CODE).stale());
        assertEquals(AlarmState.ACTIVE_UNACK, rig.alarm("R01", CODE).state());
        rig.say("R01", desaturation(AlarmPhase.CONTINUE));
        assertFalse(rig.alarm("R01", CODE).stale());
        rig.beats(24, "R01");
        assertFalse(rig.alarm("R01", CODE).stale());
    }

    @Test
    void anAlarmThatIsNeverRepeatedIsNotStale() {
        Rig rig = Rig.of("R01").beats(1, "R01").say("R01", desaturation(AlarmPhase.START));
        rig.say("R01", desaturation(AlarmPhase.CONTINUE)).beats(600, "R01");
        assertFalse(rig.alarm("R01", CODE).stale());
    }
}
