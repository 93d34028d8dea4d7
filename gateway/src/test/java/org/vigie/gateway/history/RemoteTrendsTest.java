package org.vigie.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.TrendsView;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.testing.RemoteBeds;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.limits.Limits;

/** The past of beds of another box, made at a hub. */
class RemoteTrendsTest {
    private static final BedId R01 = new BedId("R01");
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

    private final RemoteTrends trends = new RemoteTrends(Limits.History.DEFAULT, 4);

    /** Ten minutes: heard, not heard from the fourth to the sixth, heard again. */
    private void tenMinutes() {
        for (int second = 0; second < 600; second++) {
            Instant at = BEGIN.plusSeconds(second);
            boolean heard = second < 240 || second >= 420;
            trends.link(R01, heard ? RemoteBeds.bed("R01", "live", "none") : RemoteBeds.bed("R01", "lost", "link"), at);
            if (heard) {
                WardView.Numeric rate = RemoteBeds.numeric("MDC_ECG_HEART_RATE", null, 60 + second / 60, 400);
                WardView.Numeric cuff = RemoteBeds.numeric("MDC_PRESS_CUFF_SYS", "08:00", 120, second * 1_000L + 300);
                trends.values(R01, List.of(rate, cuff), at);
                trends.values(R01, List.of(rate, cuff), at);
            }
        }
    }

    private static TrendsView view(TrendStore store) {
        Clock clock = new Clock(BEGIN.plusSeconds(600), Duration.ZERO, ZoneOffset.UTC);
        return TrendViews.view(store, R01, 1, Set.of(), clock);
    }

    @Test
    void timeInWhichTheBoxWasNotHeardIsAGapOfTheLinkAndAValueThatIsSaidTwiceIsCountedOnce() {
        tenMinutes();
        TrendsView view = view(trends.store());
        TrendsView.Gap gap = view.gaps().getLast();
        assertEquals("link", gap.cause());
        assertEquals("2026-03-01T08:04:00Z", gap.from());
        assertEquals("2026-03-01T08:07:00Z", gap.to());
        TrendsView.Series rate = view.series().getFirst();
        int minute = rate.last().size() - 11;
        assertEquals(61.0, rate.min().get(minute + 1));
        assertEquals(62.0, rate.last().get(minute + 1), "measured 400 ms before it came");
        assertEquals(60, rate.samples().get(minute + 1));
        TrendsView.Series cuff = view.series().getLast();
        assertTrue(cuff.episodic());
        assertEquals(1, cuff.samples().stream().mapToInt(n -> n).sum());
    }

    @Test
    void whatIsWrittenDownMinuteByMinuteGivesTheSameTrendsAgain() {
        tenMinutes();
        RemoteTrends again = new RemoteTrends(Limits.History.DEFAULT, 4);
        int minutes = 0;
        for (Optional<byte[]> minute = trends.takeMinute(Instant.MAX);
                minute.isPresent();
                minute = trends.takeMinute(Instant.MAX)) {
            assertTrue(again.restore(minute.get()));
            minutes++;
        }
        assertEquals(11, minutes, "the first cuff pressure was of the minute before");
        assertEquals(view(trends.store()), view(again.store()));
        assertFalse(again.restore("{".getBytes(StandardCharsets.UTF_8)));
        assertFalse(again.restore("{\"what\":\"else\"}".getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] transition(AlarmState from, AlarmEvent event, AlarmState to, Instant at) {
        return RemoteBeds.lowSpo2("R01", "Low SpO2", at, from, event, to);
    }

    private static AlarmStep row(byte[] payload) {
        return RemoteSteps.read(
                        payload,
                        at -> at.plusSeconds(7),
                        alarm -> new AlarmStep.Facts(
                                AlarmKind.PHYSIOLOGICAL, "MDC_PULS_OXIM_SAT_O2", BigDecimal.TEN, null, "%"))
                .row()
                .orElseThrow();
    }

    @Test
    void aRecordOfAnotherBoxIsARowOfTheLogInItsPlaceHoweverLateItComes() {
        AlarmStep raised = row(transition(AlarmState.INACTIVE, AlarmEvent.COND_TRUE, AlarmState.ACTIVE_UNACK, BEGIN));
        AlarmStep ended = row(
                transition(AlarmState.ACTIVE_UNACK, AlarmEvent.COND_FALSE, AlarmState.INACTIVE, BEGIN.plusSeconds(30)));
        assertEquals(AlarmStep.Step.RAISED, raised.step());
        assertEquals(BEGIN.plusSeconds(7), raised.at());
        assertEquals("Low SpO2", raised.text());
        assertEquals(BigDecimal.TEN, raised.value());
        RemoteLog log = new RemoteLog(2, (box, bed) -> bed + " (" + box + ")");
        log.add(new RemoteLog.Place(ended.at(), "box-1", 3, 9), ended);
        log.add(new RemoteLog.Place(raised.at(), "box-1", 3, 4), raised);
        log.add(new RemoteLog.Place(raised.at(), "box-1", 3, 4), raised);
        AlarmLog.Page page = log.find(row -> row.bed().equals("R01 (box-1)"), 0, 10);
        assertEquals(2, page.matching());
        assertEquals(ended.step(), page.rows().getFirst().step());
        assertEquals(0, page.forgotten());
        log.add(new RemoteLog.Place(raised.at(), "box-2", 1, 1), raised);
        assertEquals(1, log.find(row -> true, 0, 10).forgotten());
        assertEquals(
                List.of(ended.step(), raised.step()),
                log
                        .with((fits, offset, most) -> new AlarmLog.Page(List.of(), 0, 0, false))
                        .find(row -> true, 0, 10)
                        .rows()
                        .stream()
                        .map(AlarmStep::step)
                        .toList());
        assertEquals(1, log.find(row -> true, 1, 10).rows().size());
        for (String damaged : List.of("{}", "{", "{\"what\":\"transition\",\"priority\":\"urgent\"}")) {
            assertEquals(
                    RemoteSteps.Read.UNREADABLE,
                    RemoteSteps.read(damaged.getBytes(StandardCharsets.UTF_8), at -> at, alarm -> null));
        }
        assertTrue(RemoteSteps.read("{\"what\":\"storage\"}".getBytes(StandardCharsets.UTF_8), at -> at, alarm -> null)
                .readable());
    }
}
