package org.vigie.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.TopTalkersView;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmAction;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;
import org.vigie.model.ward.WardPolicy;

class TopTalkersTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant NIGHT =
            ZonedDateTime.of(2026, 3, 1, 23, 0, 0, 0, PARIS).toInstant();

    private final AlarmLog log = new AlarmLog(1_000);
    private final Ward ward = Ward.start(new Site("", "", List.of(BedPlace.named("R01")), WardPolicy.DEFAULT), NIGHT);
    private int number;

    private void alarm(String bed, Instant at, int seconds) {
        String id = "o" + ++number;
        step(bed, id, at, AlarmState.INACTIVE, AlarmEvent.COND_TRUE, AlarmState.ACTIVE_UNACK, AlarmAction.RAISED);
        step(
                bed,
                id,
                at.plusSeconds(seconds),
                AlarmState.ACTIVE_UNACK,
                AlarmEvent.COND_FALSE,
                AlarmState.INACTIVE,
                AlarmAction.CONDITION_ENDED);
    }

    private void step(
            String bed, String id, Instant at, AlarmState from, AlarmEvent event, AlarmState to, AlarmAction action) {
        log.live(
                ward,
                List.of(new WardEffect.Transition(
                        at,
                        id,
                        new AlarmKey(new BedId(bed), AlarmKey.VIGIE, null, "c"),
                        Priority.MEDIUM,
                        "MDC_EVT_LO",
                        "Low",
                        from,
                        event,
                        to,
                        List.of(action),
                        "because",
                        null)));
    }

    @Test
    void countsByShiftWithTheMedianTimeThatTheyLasted() {
        for (int i = 0; i < 5; i++) {
            alarm("R07", NIGHT.minusSeconds(600 - i * 60), 9);
        }
        alarm("R02", NIGHT.minusSeconds(60), 30);
        alarm("R02", NIGHT.minus(Duration.ofHours(6)), 30);
        TopTalkersView view = TopTalkers.view(log, List.of(), 2, new Clock(NIGHT, Duration.ZERO, PARIS));
        assertEquals("2026-03-01T19:00:00+01:00", view.shifts().get(0).from());
        assertEquals(6, view.shifts().get(0).raised());
        assertEquals("R07", view.shifts().get(0).top().get(0).bed());
        assertEquals(5, view.shifts().get(0).top().get(0).count());
        assertEquals(9L, view.shifts().get(0).top().get(0).medianSeconds());
        assertEquals("2026-03-01T07:00:00+01:00", view.shifts().get(1).from());
        assertEquals(1, view.shifts().get(1).raised());
    }

    @Test
    void theNightAfterMidnightBelongsToTheShiftOfTheEvening() {
        ZonedDateTime early = ZonedDateTime.of(2026, 3, 2, 3, 0, 0, 0, PARIS);
        assertEquals(
                "2026-03-01T19:00+01:00[Europe/Paris]", TopTalkers.begin(early).toString());
    }

    @Test
    void atItsBoundTheOldestRowsGoAndAreCounted() {
        AlarmLog small = new AlarmLog(3);
        for (int i = 0; i < 5; i++) {
            String id = "x" + i;
            small.live(
                    ward,
                    List.of(new WardEffect.Transition(
                            NIGHT,
                            id,
                            new AlarmKey(new BedId("R01"), AlarmKey.VIGIE, null, "c"),
                            Priority.LOW,
                            null,
                            "t",
                            AlarmState.INACTIVE,
                            AlarmEvent.COND_TRUE,
                            AlarmState.ACTIVE_UNACK,
                            List.of(AlarmAction.RAISED),
                            "r",
                            null)));
        }
        AlarmLog.Page page = small.find(row -> true, 0, 10);
        assertEquals(2, page.forgotten());
        assertEquals(
                List.of("x4", "x3", "x2"),
                page.rows().stream().map(AlarmStep::alarm).toList());
    }
}
