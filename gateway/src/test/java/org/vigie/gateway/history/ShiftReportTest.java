package org.vigie.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.ShiftReportView;
import org.vigie.gateway.pipeline.records.DeliveryNote;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmAction;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;
import org.vigie.model.ward.WardPolicy;

class ShiftReportTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant NIGHT =
            ZonedDateTime.of(2026, 3, 1, 23, 0, 0, 0, PARIS).toInstant();
    private static final BedId R01 = new BedId("R01");

    private final History history = new History(Limits.History.DEFAULT);
    private final Ward ward = Ward.start(new Site("", "", List.of(BedPlace.named("R01")), WardPolicy.DEFAULT), NIGHT);

    private void step(Instant at, String id, Priority priority, AlarmEvent event, AlarmState to) {
        step(at, id, priority, event, to, "MDC_EVT_LO", null);
    }

    private void step(
            Instant at,
            String id,
            Priority priority,
            AlarmEvent event,
            AlarmState to,
            String code,
            @Nullable String user) {
        boolean begins = event == AlarmEvent.COND_TRUE && to == AlarmState.ACTIVE_UNACK;
        history.effects(
                ward,
                List.of(new WardEffect.Transition(
                        at,
                        id,
                        new AlarmKey(R01, AlarmKey.VIGIE, null, "c" + id),
                        priority,
                        code,
                        "Low",
                        begins ? AlarmState.INACTIVE : AlarmState.ACTIVE_UNACK,
                        event,
                        to,
                        List.of(begins ? AlarmAction.RAISED : AlarmAction.UPDATE),
                        "because",
                        user)));
    }

    private ShiftReportView report() {
        return ShiftReport.view(
                UnitPast.own(history, Set.of(R01)), 0, new Clock(NIGHT.plusSeconds(600), Duration.ZERO, PARIS));
    }

    @Test
    void countsByPriorityWithTheTimesUntilSeenAndAcknowledged() {
        for (int i = 0; i < 10; i++) {
            String id = "h" + i;
            Instant at = NIGHT.plusSeconds(i);
            step(at, id, Priority.HIGH, AlarmEvent.COND_TRUE, AlarmState.ACTIVE_UNACK);
            history.delivered(new DeliveryNote(
                    at.plusMillis(100L * (i + 1)), 1, DeliveryNote.Step.SEEN, Map.of(id, 100L * (i + 1))));
            if (i < 4) {
                step(at.plusSeconds(10), id, Priority.HIGH, AlarmEvent.ACK, AlarmState.ACTIVE_ACK, "MDC_EVT_LO", "AB");
            }
        }
        step(NIGHT.minus(Duration.ofHours(5)), "old", Priority.HIGH, AlarmEvent.COND_TRUE, AlarmState.ACTIVE_UNACK);
        ShiftReportView.OfPriority high = report().priorities().get(0);
        assertEquals(new ShiftReportView.OfPriority("high", 10, 10, 500L, 900L, 4, 10_000L, 10_000L), high);
        ShiftReportView.OfPriority low = report().priorities().get(2);
        assertEquals(0, low.raised());
        assertNull(low.seenMedianMs());
    }

    @Test
    void anAlarmCountsWithTheHighestPriorityThatItReached() {
        step(NIGHT, "a", Priority.MEDIUM, AlarmEvent.COND_TRUE, AlarmState.ACTIVE_UNACK, OwnAlarm.NO_DATA, null);
        step(
                NIGHT.plusSeconds(50),
                "a",
                Priority.HIGH,
                AlarmEvent.REMIND,
                AlarmState.ACTIVE_UNACK,
                OwnAlarm.NO_DATA,
                null);
        step(
                NIGHT.plusSeconds(90),
                "a",
                Priority.HIGH,
                AlarmEvent.COND_FALSE,
                AlarmState.INACTIVE,
                OwnAlarm.NO_DATA,
                null);
        history.unwatched().add(R01, NIGHT.minus(Duration.ofHours(9)), NIGHT);
        assertEquals(
                new ShiftReportView.OfBed("R01", 1, 0, 0, 1, 90, 4 * 3600),
                report().beds().get(0));
        assertEquals(1, report().failures().unseen());
    }

    @Test
    void anAlarmThatNoDisplayAnsweredIsAFailureForAsLongAsItWasOn() {
        step(NIGHT, "a", Priority.HIGH, AlarmEvent.COND_TRUE, AlarmState.ACTIVE_UNACK, OwnAlarm.NO_DISPLAY, null);
        assertEquals(new ShiftReportView.Failures(1, 600, 0), report().failures());
    }

    @Test
    void intervalsWithoutAWatchThatTouchAreOneAndAreCutAtTheShift() {
        Unwatched unwatched = new Unwatched();
        unwatched.add(R01, NIGHT, NIGHT.plusSeconds(10));
        unwatched.add(R01, NIGHT.plusSeconds(20), NIGHT.plusSeconds(30));
        unwatched.add(R01, NIGHT.plusSeconds(10), NIGHT.plusSeconds(20));
        unwatched.add(R01, NIGHT.plusSeconds(5), NIGHT.plusSeconds(6));
        assertEquals(Duration.ofSeconds(30), unwatched.of(R01, NIGHT, NIGHT.plusSeconds(100)));
        assertEquals(Duration.ofSeconds(7), unwatched.of(R01, NIGHT.plusSeconds(8), NIGHT.plusSeconds(15)));
        for (int i = 0; i < Unwatched.MOST + 5; i++) {
            unwatched.add(R01, NIGHT.plusSeconds(100 + 10 * i), NIGHT.plusSeconds(101 + 10 * i));
        }
        assertEquals(
                Duration.ofSeconds(Unwatched.MOST),
                unwatched.of(R01, Instant.EPOCH, NIGHT.plus(Duration.ofDays(1))),
                "the oldest went");
    }

    @Test
    void aNoteOfADisplayComesBackFromTheJournalAsItWas() {
        DeliveryNote note = new DeliveryNote(NIGHT, 3, DeliveryNote.Step.SEEN, Map.of("a1", 120L));
        assertEquals(Optional.of(note), DeliveryNote.parse(note.text()));
        assertEquals(Optional.empty(), DeliveryNote.parse("{\"what\":\"delivery\"}"));
        assertEquals(Optional.empty(), DeliveryNote.parse("{{"));
        assertEquals(Optional.empty(), DeliveryNote.parse(note.text().replace("seen", "felt")));
    }

    @Test
    void theFirstDisplayCountsAndAtTheBoundTheOldestAlarmIsForgotten() {
        Deliveries deliveries = new Deliveries(2);
        deliveries.take(new DeliveryNote(NIGHT.plusSeconds(2), 1, DeliveryNote.Step.PAINTED, Map.of("a", 1L)));
        deliveries.take(new DeliveryNote(NIGHT.plusSeconds(1), 2, DeliveryNote.Step.PAINTED, Map.of("a", 1L)));
        assertEquals(NIGHT.plusSeconds(1), deliveries.of("a").orElseThrow().painted());
        deliveries.take(new DeliveryNote(NIGHT, 1, DeliveryNote.Step.SENT, Map.of("b", 1L)));
        deliveries.take(new DeliveryNote(NIGHT, 1, DeliveryNote.Step.SENT, Map.of("c", 1L)));
        assertEquals(Optional.empty(), deliveries.of("a"));
    }
}
