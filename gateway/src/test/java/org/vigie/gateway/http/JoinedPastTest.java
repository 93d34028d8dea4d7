package org.vigie.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.ShiftReportView;
import org.vigie.gateway.fanout.RemoteFeed;
import org.vigie.gateway.history.AlarmRows;
import org.vigie.gateway.history.AlarmStep;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.history.Elsewhere;
import org.vigie.gateway.history.History;
import org.vigie.gateway.history.HistoryFilling;
import org.vigie.gateway.history.RemoteLog;
import org.vigie.gateway.history.RemoteShift;
import org.vigie.gateway.history.ShiftReport;
import org.vigie.gateway.history.TrendStore;
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

/** The report of a shift at a hub, with alarms of beds of another box that are not shown now. */
class JoinedPastTest {
    private static final Instant NIGHT = Instant.parse("2026-03-01T23:00:00Z");
    private static final String LONG_NAME = "Salle de surveillance 12 fenêtre";
    private static final BedId OWN = new BedId("R01");

    private final History history = new History(Limits.History.DEFAULT);
    private final RemoteLog log =
            new RemoteLog(100, (box, bed) -> bed.equals(BedId.UNIT.value()) ? box : bed + " (" + box + ")");
    private final RemoteShift shift = new RemoteShift();
    private long seq;

    private final Elsewhere elsewhere = new Elsewhere() {
        @Override
        public Optional<TrendStore> trends(String box) {
            return Optional.empty();
        }

        @Override
        public AlarmRows alarms() {
            return log;
        }

        @Override
        public List<String> incomplete() {
            return List.of();
        }

        @Override
        public Optional<RemoteShift> shift(String box) {
            return box.equals("box-1") ? Optional.of(shift) : Optional.empty();
        }
    };

    private static void raised(History where, BedId bed, String condition) {
        Ward ward = Ward.start(new Site("", "", List.of(BedPlace.named("R01")), WardPolicy.DEFAULT), NIGHT);
        new HistoryFilling(where, NIGHT)
                .took(
                        ward,
                        List.of(new WardEffect.Transition(
                                NIGHT,
                                bed.value() + condition,
                                new AlarmKey(bed, AlarmKey.VIGIE, null, condition),
                                Priority.HIGH,
                                condition,
                                "Low",
                                AlarmState.INACTIVE,
                                AlarmEvent.COND_TRUE,
                                AlarmState.ACTIVE_UNACK,
                                List.of(AlarmAction.RAISED),
                                "because",
                                null)));
    }

    private void raisedAtTheBox(BedId bed, String condition) {
        History there = new History(Limits.History.DEFAULT);
        raised(there, bed, condition);
        for (AlarmStep row : there.alarms().find(any -> true, 0, 10).rows()) {
            log.add(new RemoteLog.Place(row.at(), "box-1", 1, ++seq), row);
        }
    }

    private ShiftReportView report() {
        return ShiftReport.view(
                new JoinedPast(history, elsewhere, RemoteFeed.NONE).of(Set.of(OWN)),
                0,
                new Clock(NIGHT.plusSeconds(600), Duration.ZERO, ZoneOffset.UTC));
    }

    @Test
    void alarmsOfBedsOfAnotherBoxThatAreNotShownNowAreNotThisBoxsFailures() {
        raised(history, OWN, "MDC_EVT_LO");
        raisedAtTheBox(new BedId("R09"), "MDC_EVT_LO");
        raisedAtTheBox(BedId.UNIT, OwnAlarm.NO_DISPLAY);
        ShiftReportView report = report();
        assertEquals(new ShiftReportView.Failures(0, 0, 1), report.failures());
        assertEquals(3, report.priorities().getFirst().raised(), "counted all the same");
    }

    @Test
    void aBedWithALongNameThatIsNotShownNowIsARowWithWhatItsBoxKnows() {
        BedId there = new BedId(LONG_NAME);
        raisedAtTheBox(there, "MDC_EVT_LO");
        HistoryFilling.unwatched(shift, there, NIGHT, NIGHT.plusSeconds(30));
        Map<String, Long> unwatched = new LinkedHashMap<>();
        report().beds().forEach(row -> unwatched.put(row.bed(), row.unwatchedSeconds()));
        assertEquals(Map.of("R01", 0L, LONG_NAME + " (box-1)", 30L), unwatched);
    }
}
