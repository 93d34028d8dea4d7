package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;

/** The loss rules at their exact boundaries. */
final class LinkSupervisionTest {
    private static Rig oneHertz() {
        return Rig.of("R01").beats(10, "R01");
    }

    @Test
    void aFeedOfOneHertzIsNotLiveFromThreeSecondsOn() {
        Rig rig = oneHertz().afterSeconds(2.999);
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
        rig.afterSeconds(0.001);
        assertEquals(LinkState.STALE, rig.bed("R01").link());
        assertEquals(LinkReason.SILENT, rig.bed("R01").linkReason());
        assertEquals(ValueState.STALE, rig.stream("R01", Rig.HR).state());
    }

    @Test
    void aFeedOfOneHertzIsLostAtTenSecondsWithMediumPriority() {
        Rig rig = oneHertz().afterSeconds(9.999);
        assertFalse(rig.has("R01", OwnAlarm.NO_DATA));
        rig.afterSeconds(0.001);
        assertEquals(LinkState.LOST, rig.bed("R01").link());
        assertEquals(Priority.MEDIUM, rig.alarm("R01", OwnAlarm.NO_DATA).priority());
        assertTrue(rig.sounds("R01", OwnAlarm.NO_DATA));
    }

    @Test
    void aLossBecomesHighAtSixtySeconds() {
        Rig rig = oneHertz().afterSeconds(59.999);
        assertEquals(Priority.MEDIUM, rig.alarm("R01", OwnAlarm.NO_DATA).priority());
        rig.afterSeconds(0.001);
        assertEquals(Priority.HIGH, rig.alarm("R01", OwnAlarm.NO_DATA).priority());
    }

    @Test
    void aLossIsHighAtOnceWhenTheBedWasInAHighAlarm() {
        Rig rig = oneHertz();
        rig.say("R01", Rig.words("R01", "MDC_EVT_ASYSTOLE").done()).afterSeconds(10);
        assertEquals(Priority.HIGH, rig.alarm("R01", OwnAlarm.NO_DATA).priority());
        assertEquals(
                AlarmState.UNKNOWN_UNACK, rig.alarm("R01", "MDC_EVT_ASYSTOLE").state());
    }

    @Test
    void twoPeriodsAndTwoAndAHalfCountForASlowFeed() {
        Rig rig = Rig.of("R01");
        rig.beat("R01").afterSeconds(60).beat("R01").afterSeconds(60).beat("R01");
        assertEquals(Optional.of(Duration.ofSeconds(60)), rig.bed("R01").period());
        rig.acknowledge(rig.alarm("R01", OwnAlarm.NO_DATA)); // P was not known before the second message
        rig.afterSeconds(119.999);
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
        rig.afterSeconds(0.001);
        assertEquals(LinkState.STALE, rig.bed("R01").link());
        rig.afterSeconds(29.999);
        assertFalse(rig.has("R01", OwnAlarm.NO_DATA));
        rig.afterSeconds(0.001);
        assertTrue(rig.sounds("R01", OwnAlarm.NO_DATA));
    }

    @Test
    void aConfiguredPeriodNeedsNoLearning() {
        BedPlace place = new BedPlace(new BedId("R01"), List.of(), Duration.ofSeconds(30), false, false);
        Rig rig = new Rig(new Site("s", "u", List.of(place), WardPolicy.DEFAULT));
        rig.beat("R01").afterSeconds(59.999);
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
        rig.afterSeconds(15.001);
        assertEquals(LinkState.LOST, rig.bed("R01").link());
    }

    @Test
    void aFlappingLinkDoesNotTeachPatience() {
        Rig rig = oneHertz();
        for (int i = 0; i < 20; i++) {
            rig.afterSeconds(20 + 7 * (i % 3)).beat("R01");
        }
        assertEquals(Optional.of(Duration.ofSeconds(1)), rig.bed("R01").period());
    }

    @Test
    void aRegularSlowerRhythmIsBelievedAfterThreeIntervals() {
        Rig rig = oneHertz();
        for (int i = 0; i < 3; i++) {
            rig.afterSeconds(60).beat("R01");
        }
        assertEquals(Optional.of(Duration.ofSeconds(60)), rig.bed("R01").period());
    }

    @Test
    void messagesOfOneBeatCountAsOne() {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < 8; i++) {
            rig.beat("R01")
                    .afterSeconds(0.1)
                    .beat("R01")
                    .afterSeconds(0.1)
                    .beat("R01")
                    .afterSeconds(4.8);
        }
        assertEquals(Optional.of(Duration.ofSeconds(5)), rig.bed("R01").period());
    }

    @Test
    void aLossLatchesUntilDataAreBackAndItWasAcknowledged() {
        Rig rig = oneHertz().afterSeconds(10).beat("R01");
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
        assertEquals(
                AlarmState.LATCHED_UNACK, rig.alarm("R01", OwnAlarm.NO_DATA).state());
        rig.acknowledge(rig.alarm("R01", OwnAlarm.NO_DATA));
        assertFalse(rig.has("R01", OwnAlarm.NO_DATA));

        rig.beats(3, "R01").afterSeconds(10);
        rig.acknowledge(rig.alarm("R01", OwnAlarm.NO_DATA));
        assertEquals(AlarmState.ACTIVE_ACK, rig.alarm("R01", OwnAlarm.NO_DATA).state());
        rig.beat("R01");
        assertFalse(rig.has("R01", OwnAlarm.NO_DATA));
    }

    @Test
    void aClosedConnectionCountsAfterFiveSecondsOnlyWhereItIsMeantToStayOpen() {
        Rig plain = oneHertz().disconnect("R01").afterSeconds(5);
        assertEquals(LinkState.STALE, plain.bed("R01").link());
        assertEquals(LinkReason.CLOSED_BY_PEER, plain.bed("R01").linkReason());

        BedPlace place = new BedPlace(new BedId("R01"), List.of(), Duration.ofSeconds(60), true, false);
        Rig rig = new Rig(new Site("s", "u", List.of(place), WardPolicy.DEFAULT));
        rig.beats(3, "R01").disconnect("R01").afterSeconds(4.999);
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
        rig.afterSeconds(0.001);
        assertEquals(LinkState.LOST, rig.bed("R01").link());
        assertEquals(LinkReason.CLOSED_BY_PEER, rig.bed("R01").linkReason());
    }

    @Test
    void aConnectionThatComesBackInTimeIsNoLoss() {
        BedPlace place = new BedPlace(new BedId("R01"), List.of(), Duration.ofSeconds(60), true, false);
        Rig rig = new Rig(new Site("s", "u", List.of(place), WardPolicy.DEFAULT));
        rig.beats(3, "R01").disconnect("R01").afterSeconds(4);
        rig.apply(new WardEvent.Connected(Rig.source("R01"), "c/2")).afterSeconds(30);
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
    }

    @Test
    void aBedThatIsNeverHeardIsAnAlarmAfterSixtySeconds() {
        Rig rig = Rig.of("R01").afterSeconds(59.999);
        assertEquals(LinkState.CONNECTING, rig.bed("R01").link());
        assertTrue(rig.alarms("R01").isEmpty());
        rig.afterSeconds(0.001);
        assertEquals(Priority.MEDIUM, rig.alarm("R01", OwnAlarm.NO_DATA).priority());
        assertEquals("never heard", rig.alarm("R01", OwnAlarm.NO_DATA).text());
        rig.beat("R01");
        assertEquals(
                AlarmState.LATCHED_UNACK, rig.alarm("R01", OwnAlarm.NO_DATA).state());
    }

    @Test
    void aDuplicateIsASignOfLife() {
        Rig rig = oneHertz();
        for (int i = 0; i < 30; i++) {
            rig.afterSeconds(1).apply(new WardEvent.Alive(Rig.source("R01"), "c/R01"));
        }
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
        assertEquals(ValueState.STALE, rig.stream("R01", Rig.HR).state());
    }

    @Test
    void unreadableBytesAreNoSignOfLifeAndNameTheReason() {
        Rig rig = oneHertz();
        for (int i = 0; i < 11; i++) {
            rig.afterSeconds(1).apply(new WardEvent.Unreadable(Rig.source("R01"), "c/R01", "bad-segment-id"));
        }
        assertEquals(LinkState.LOST, rig.bed("R01").link());
        assertEquals(LinkReason.UNREADABLE, rig.bed("R01").linkReason());
        assertTrue(rig.has("R01", OwnAlarm.CANNOT_READ));
    }

    @Test
    void afterASleepEveryBedIsStaleUntilItsNextMessage() {
        Rig rig = Rig.of("R01", "R02").beats(5, "R01", "R02");
        rig.now = rig.now.plusSeconds(3600);
        rig.apply(new WardEvent.Suspended(Duration.ofSeconds(3599)));
        assertEquals(LinkState.STALE, rig.bed("R01").link());
        assertEquals(LinkReason.SUSPENDED, rig.bed("R01").linkReason());
        assertEquals(ValueState.STALE, rig.stream("R01", Rig.HR).state());
        assertTrue(rig.alarms("R01").isEmpty());
        rig.say("R01", Rig.value("R01", Rig.SPO2, 97));
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.SPO2).state());
        assertEquals(ValueState.STALE, rig.stream("R01", Rig.HR).state());
        rig.afterSeconds(10);
        assertTrue(rig.has("R02", OwnAlarm.NO_DATA) || rig.has("*", OwnAlarm.GROUP_LOSS));
    }

    @Test
    void tellsEveryChangeOfALinkOnce() {
        Rig rig = oneHertz().afterSeconds(120);
        long changes = rig.effects.stream()
                .filter(WardEffect.LinkChanged.class::isInstance)
                .count();
        assertEquals(2, changes);
    }
}
