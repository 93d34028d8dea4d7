package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkState;

/** Many beds lost at once are one alarm with a list. */
final class GroupLossTest {
    private static final String[] FOUR = {"R01", "R02", "R03", "R04"};

    private static Rig four() {
        return Rig.of(FOUR).beats(10, FOUR);
    }

    @Test
    void halfOfTheReportingBedsSilentAtOnceAreOneAlarm() {
        Rig rig = four().beats(10, "R01", "R02");
        assertEquals(1, rig.sounding());
        AlarmCondition group = rig.alarm("*", OwnAlarm.GROUP_LOSS);
        assertEquals(List.of(new BedId("R03"), new BedId("R04")), group.beds());
        assertEquals(LinkState.LOST, rig.bed("R03").link());
        assertTrue(rig.has("R03", OwnAlarm.NO_DATA));
        assertFalse(rig.sounds("R03", OwnAlarm.NO_DATA));
    }

    @Test
    void lessThanHalfAreSingleAlarms() {
        Rig rig = Rig.of("R01", "R02", "R03", "R04", "R05");
        rig.beats(10, "R01", "R02", "R03", "R04", "R05").beats(10, "R01", "R02", "R03");
        assertTrue(rig.alarms("*").isEmpty());
        assertEquals(2, rig.sounding());
    }

    @Test
    void oneBedIsNoGroup() {
        Rig rig = Rig.of("R01").beats(5, "R01").afterSeconds(10);
        assertTrue(rig.alarms("*").isEmpty());
    }

    @Test
    void bedsThatFallSilentFarApartAreNoGroup() {
        Rig rig = Rig.of("R01", "R02").beats(10, "R01", "R02").beats(6, "R02").afterSeconds(30);
        assertTrue(rig.alarms("*").isEmpty());
        assertEquals(2, rig.sounding());
    }

    @Test
    void shrinksAsBedsReturnAndLatchesWhenAllAreBack() {
        Rig rig = four().afterSeconds(12);
        assertEquals(4, rig.alarm("*", OwnAlarm.GROUP_LOSS).beds().size());
        rig.beat("R02");
        assertEquals(3, rig.alarm("*", OwnAlarm.GROUP_LOSS).beds().size());
        rig.beat("R01").beat("R03").beat("R04");
        assertEquals(
                AlarmState.LATCHED_UNACK, rig.alarm("*", OwnAlarm.GROUP_LOSS).state());
        rig.acknowledge(rig.alarm("*", OwnAlarm.GROUP_LOSS));
        assertTrue(rig.alarms("*").isEmpty());
        for (String bed : FOUR) {
            assertTrue(rig.alarms(bed).isEmpty(), bed);
        }
    }

    @Test
    void whoeverAcknowledgesTheGroupHasSeenItsBeds() {
        Rig rig = four().afterSeconds(12);
        rig.acknowledge(rig.alarm("*", OwnAlarm.GROUP_LOSS));
        assertEquals(0, rig.sounding());
        assertEquals(AlarmState.ACTIVE_ACK, rig.alarm("R03", OwnAlarm.NO_DATA).state());
        for (String bed : FOUR) {
            rig.beat(bed);
        }
        for (String bed : FOUR) {
            assertTrue(rig.alarms(bed).isEmpty(), bed);
        }
        assertTrue(rig.alarms("*").isEmpty());
    }

    @Test
    void becomesHighAtSixtySecondsOfSilenceAsItsBedsDo() {
        Rig rig = four().afterSeconds(59);
        assertEquals(Priority.MEDIUM, rig.alarm("*", OwnAlarm.GROUP_LOSS).priority());
        rig.afterSeconds(1);
        assertEquals(Priority.HIGH, rig.alarm("*", OwnAlarm.GROUP_LOSS).priority());
        assertEquals(1, rig.sounding());
    }

    @Test
    void isHighWhenOneOfItsBedsWasInAHighAlarm() {
        Rig rig = four();
        rig.say("R04", Rig.words("R04", "MDC_EVT_ASYSTOLE").done()).afterSeconds(11);
        assertEquals(Priority.HIGH, rig.alarm("*", OwnAlarm.GROUP_LOSS).priority());
    }

    @Test
    void aSlowFeedJoinsTheGroupWhenItIsLostMuchLater() {
        Rig rig = Rig.of("R01", "R02", "R03");
        for (int minute = 0; minute < 4; minute++) {
            rig.beat("R03").beats(60, "R01", "R02");
        }
        rig.acknowledge(rig.alarm("R03", OwnAlarm.NO_DATA));
        rig.beat("R03").beats(20, "R01", "R02").afterSeconds(11);
        assertEquals(2, rig.alarm("*", OwnAlarm.GROUP_LOSS).beds().size());
        rig.afterSeconds(150);
        assertEquals(3, rig.alarm("*", OwnAlarm.GROUP_LOSS).beds().size());
        assertFalse(rig.sounds("R03", OwnAlarm.NO_DATA));
    }

    @Test
    void aBedThatIsLostAfterTheGroupWasAcknowledgedSpeaksForItself() {
        Rig rig = Rig.of("R01", "R02", "R03", "R04").beats(10, FOUR).beats(12, "R03", "R04");
        rig.acknowledge(rig.alarm("*", OwnAlarm.GROUP_LOSS));
        rig.beats(30, "R04");
        assertTrue(rig.sounds("R03", OwnAlarm.NO_DATA));
    }

    @Test
    void aGroupThatIsClosedLetsItsBedsSpeakAgain() {
        Rig rig = four().afterSeconds(12);
        rig.command(Action.CLOSE, null, rig.alarm("*", OwnAlarm.GROUP_LOSS).id());
        assertEquals(4, rig.sounding());
    }

    @Test
    void bedsThatWereNeverHeardAreOneAlarm() {
        Rig rig = four();
        Rig fresh = Rig.of(FOUR).afterSeconds(61);
        assertEquals(1, fresh.sounding());
        assertEquals(4, fresh.alarm("*", OwnAlarm.GROUP_LOSS).beds().size());
        assertTrue(rig.alarms("*").isEmpty());
    }

    @Test
    void bedsOnStandbyAreNotCounted() {
        Rig rig = four().command(Action.STANDBY, "R03", null).command(Action.STANDBY, "R04", null);
        rig.beats(11, "R01");
        assertEquals(List.of(new BedId("R02")), lost(rig));
        assertFalse(rig.has("*", OwnAlarm.GROUP_LOSS));
    }

    private static List<BedId> lost(Rig rig) {
        return rig.ward.beds().values().stream()
                .filter(bed -> bed.link() == LinkState.LOST)
                .map(Bed::id)
                .toList();
    }
}
