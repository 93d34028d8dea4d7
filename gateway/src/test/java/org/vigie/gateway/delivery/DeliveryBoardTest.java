package org.vigie.gateway.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.model.BedId;
import org.vigie.model.DeviceId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.ward.Action;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEvent;
import org.vigie.model.ward.WardPolicy;

/** Who has to have shown and sounded what, and by when. */
final class DeliveryBoardTest {
    private static final Instant START = Instant.parse("2026-01-05T03:00:00Z");
    private static final BedId R01 = new BedId("R01");

    private final DeliveryBoard board = new DeliveryBoard();
    private Ward ward = Ward.start(new Site("s", "u", List.of(BedPlace.named("R01")), WardPolicy.DEFAULT), START);
    private Instant now = START;

    @Test
    void aHighAlarmThatNoDisplayShowsIsMissedAfterTwoSeconds() {
        String alarm = raise(Priority.HIGH);
        assertTrue(check().isEmpty());
        seconds(1.9);
        assertTrue(check().isEmpty());
        seconds(0.1);
        assertEquals(Optional.of(new DeliveryBoard.Missing(alarm, Priority.HIGH, 1)), check());
    }

    @Test
    void aMediumOneHasTenSecondsAndALowOneForEver() {
        raise(Priority.MEDIUM);
        seconds(9.9);
        assertTrue(check().isEmpty());
        seconds(0.1);
        assertTrue(check().isPresent());
        apply(new WardEvent.Commanded("c", Action.CLOSE, R01, null, "AB"));
        raise(Priority.LOW);
        seconds(600);
        assertTrue(check().isEmpty());
    }

    @Test
    void shownIsNotEnoughItHasToBeHeardWhereSomebodyIs() {
        String alarm = raise(Priority.HIGH);
        seconds(2);
        assertTrue(check(sign(1, true, Set.of(alarm), Set.of())).isPresent(), "silent");
        assertTrue(check(sign(1, true, Set.of(), Set.of(alarm))).isPresent(), "not on the screen");
        assertTrue(check(sign(1, false, Set.of(alarm), Set.of(alarm))).isPresent(), "nobody watches there");
        assertTrue(check(sign(1, true, Set.of(alarm), Set.of(alarm))).isEmpty());
    }

    @Test
    void aDisplayThatFallsSilentLaterIsMissedAgain() {
        String alarm = raise(Priority.HIGH);
        assertTrue(check(sign(1, true, Set.of(alarm), Set.of(alarm))).isEmpty());
        seconds(1.9);
        assertTrue(check().isEmpty());
        seconds(0.2);
        assertTrue(check().isPresent());
    }

    @Test
    void aFrozenScreenHasUsedUpItsTwoSecondsWhenItIsNoticed() {
        String alarm = raise(Priority.HIGH);
        DeliveryBoard.Sign drawn = sign(1, true, Set.of(alarm), Set.of(alarm));
        seconds(1);
        assertTrue(check(drawn).isEmpty());
        seconds(1);
        // The page's link still tells what stood on the screen when it froze.
        assertTrue(check(new DeliveryBoard.Sign(1, false, Set.of(alarm), Set.of(alarm), drawn.drew()))
                .isPresent());
    }

    @Test
    void whatNeedNotBeHeardIsNotMissed() {
        raise(Priority.HIGH);
        apply(new WardEvent.Commanded("c", Action.ACKNOWLEDGE, R01, null, "AB"));
        seconds(60);
        assertTrue(check().isEmpty());
    }

    @Test
    void theAlarmAboutSilentDisplaysIsNotItselfMissed() {
        apply(new WardEvent.DisplaysAnswer(false, "test"));
        assertEquals(OwnAlarm.NO_DISPLAY, ward.unit().alarms().get(0).key().condition());
        seconds(60);
        assertTrue(check().isEmpty());
        apply(new WardEvent.DisplaysAnswer(true, "test"));
        assertTrue(ward.unit().alarms().isEmpty());
    }

    @Test
    void everyStepIsWrittenDownOnceWithItsTime() {
        String alarm = raise(Priority.HIGH);
        seconds(0.1);
        assertEquals(Map.of(alarm, 100L), board.sent(4, now));
        assertEquals(Map.of(), board.sent(4, now));
        seconds(0.4);
        DeliveryBoard.News news = board.sign(sign(4, true, Set.of(alarm, "unknown"), Set.of()), now);
        assertEquals(Map.of(alarm, 500L), news.painted());
        assertEquals(Map.of(), news.sounded());
        seconds(1);
        news = board.sign(sign(4, true, Set.of(alarm), Set.of(alarm)), now);
        assertEquals(Map.of(), news.painted());
        assertEquals(Map.of(alarm, 1500L), news.sounded());
        assertEquals(List.of(new DeliveryBoard.Line(alarm, 4, 100L, 500L, 1500L)), board.of("R01"));
        apply(new WardEvent.Commanded("c", Action.CLOSE, R01, null, "AB"));
        assertEquals(List.of(), board.of("R01"), "an ended alarm is forgotten");
        assertFalse(board.sent(4, now).containsKey(alarm));
    }

    private String raise(Priority priority) {
        apply(new WardEvent.Heard(
                new SourceId("hl7/R01"),
                "c",
                List.of(new AlarmReport(
                        "R01",
                        new DeviceId("m"),
                        null,
                        "MDC_EVT_" + priority,
                        null,
                        null,
                        priority,
                        AlarmKind.PHYSIOLOGICAL,
                        AlarmPhase.START,
                        "words",
                        null,
                        Set.of(),
                        false,
                        Quality.VALID,
                        null))));
        return ward.alarms(R01).get(0).id();
    }

    private void apply(WardEvent event) {
        ward = ward.apply(event, now).ward();
        board.ward(ward, now);
    }

    private void seconds(double seconds) {
        now = now.plusMillis(Math.round(seconds * 1000));
    }

    private Optional<DeliveryBoard.Missing> check(DeliveryBoard.Sign... signs) {
        return board.check(List.of(signs), now);
    }

    private DeliveryBoard.Sign sign(int display, boolean counts, Set<String> painted, Set<String> sounded) {
        return new DeliveryBoard.Sign(display, counts, painted, sounded, now);
    }
}
