package org.vigie.gateway.annunciator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.testing.Await;
import org.vigie.model.BedId;
import org.vigie.model.alarm.Escalation;
import org.vigie.model.alarm.Priority;
import org.vigie.model.ward.Action;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.StorageLevel;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEvent;
import org.vigie.model.ward.WardPolicy;

/** When the box itself is heard, and with what. */
final class BoxVoiceTest {
    private static final Instant START = Instant.parse("2026-01-05T03:00:00Z");
    private static final Ward QUIET =
            Ward.start(new Site("s", "u", List.of(BedPlace.named("R01")), WardPolicy.DEFAULT), START);
    private static final Ward UNANSWERED =
            QUIET.apply(new WardEvent.DisplaysAnswer(false, "test"), START).ward();

    @Test
    void soundsWhileNoDisplayAnswersUntilSomebodyAcknowledges() {
        assertFalse(BoxVoice.isNeeded(QUIET, List.of(), Duration.ZERO));
        assertTrue(BoxVoice.isNeeded(UNANSWERED, List.of(), Duration.ZERO));
        WardEvent acknowledge = new WardEvent.Commanded("c", Action.ACKNOWLEDGE, BedId.UNIT, null, null);
        assertFalse(BoxVoice.isNeeded(UNANSWERED.apply(acknowledge, START).ward(), List.of(), Duration.ZERO));
        WardEvent back = new WardEvent.DisplaysAnswer(true, "back");
        assertFalse(BoxVoice.isNeeded(UNANSWERED.apply(back, START).ward(), List.of(), Duration.ZERO));
    }

    @Test
    void joinsInWhenAHighAlarmIsNotAnsweredForThirtySeconds() {
        Ward full = QUIET.apply(new WardEvent.StorageChanged(StorageLevel.FAILED), START)
                .ward();
        assertFalse(BoxVoice.isNeeded(full.advance(START.plusSeconds(29)).ward(), List.of(), Duration.ZERO));
        assertTrue(BoxVoice.isNeeded(full.advance(START.plusSeconds(30)).ward(), List.of(), Duration.ZERO));
    }

    @Test
    void joinsInForAMediumAlarmOnlyWhereTheUnitWantsIt() {
        WardEvent less = new WardEvent.StorageChanged(StorageLevel.DATA_SHED);
        Ward usual = QUIET.apply(less, START).ward();
        assertFalse(BoxVoice.isNeeded(usual.advance(START.plusSeconds(61)).ward(), List.of(), Duration.ZERO));
        Escalation both = new Escalation(Escalation.DEFAULT.high(), Escalation.DEFAULT.medium(), Priority.MEDIUM);
        WardPolicy policy = new WardPolicy(false, Duration.ZERO, false, both, ZoneOffset.UTC);
        Ward wanted = Ward.start(new Site("s", "u", List.of(BedPlace.named("R01")), policy), START)
                .apply(less, START)
                .ward();
        assertFalse(BoxVoice.isNeeded(wanted.advance(START.plusSeconds(59)).ward(), List.of(), Duration.ZERO));
        assertTrue(BoxVoice.isNeeded(wanted.advance(START.plusSeconds(60)).ward(), List.of(), Duration.ZERO));
    }

    /** As a hub tells it: "Box box-1 silent". */
    private static WardView.Alarm silent(String priority, boolean sounding, int escalation) {
        return new WardView.Alarm(
                "link:box-1:1",
                "VIGIE_EDGE_LOST",
                "box-1",
                null,
                null,
                null,
                null,
                null,
                priority,
                "technical",
                "active-unack",
                sounding,
                "2026-01-05T03:00:00Z",
                null,
                null,
                false,
                false,
                List.of("R01"),
                escalation);
    }

    @Test
    void joinsInForASilentBoxAsForEveryOtherAlarm() {
        assertFalse(BoxVoice.isNeeded(QUIET, List.of(silent("high", true, 0)), Duration.ZERO));
        assertTrue(BoxVoice.isNeeded(QUIET, List.of(silent("high", true, 1)), Duration.ZERO));
        assertFalse(BoxVoice.isNeeded(QUIET, List.of(silent("high", false, 1)), Duration.ZERO), "seen, or paused");
        assertFalse(BoxVoice.isNeeded(QUIET, List.of(silent("medium", true, 2)), Duration.ZERO), "box: high");
        Escalation both = new Escalation(Escalation.DEFAULT.high(), Escalation.DEFAULT.medium(), Priority.MEDIUM);
        WardPolicy policy = new WardPolicy(false, Duration.ZERO, false, both, ZoneOffset.UTC);
        Ward wanted = Ward.start(new Site("s", "u", List.of(BedPlace.named("R01")), policy), START);
        assertTrue(BoxVoice.isNeeded(wanted, List.of(silent("medium", true, 1)), Duration.ZERO));
    }

    @Test
    void soundsWhenWhatWouldNoticeStandsStill() {
        assertTrue(BoxVoice.isNeeded(QUIET, List.of(), Duration.ofSeconds(6)));
    }

    @Test
    void followsTheWardByItself() {
        AtomicReference<Ward> ward = new AtomicReference<>(UNANSWERED);
        List<String> heard = new CopyOnWriteArrayList<>();
        Annunciator recorder = new Annunciator() {
            @Override
            public void sound() {
                heard.add("sound");
            }

            @Override
            public void quiet() {
                heard.add("quiet");
            }

            @Override
            public Optional<String> problem() {
                return Optional.empty();
            }

            @Override
            public void close() {
                heard.add("closed");
            }
        };
        try (BoxVoice voice = new BoxVoice(recorder, ward::get, List::of, () -> Duration.ZERO).start()) {
            Await.until("sound", () -> heard.contains("sound"));
            ward.set(QUIET);
            Await.until("quiet", () -> heard.contains("quiet"));
            assertTrue(voice.problem().isEmpty());
        }
        assertEquals("closed", heard.get(heard.size() - 1));
    }

    @Test
    void theBurstIsTheOneOfTheDisplays() {
        short[] samples = Burst.samples(1.0);
        assertEquals((int) Math.round(7.8 * Burst.RATE), samples.length);
        assertEquals(10, pulses(samples), "3 + 2, 3 + 2");
        int peak = 0;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        assertTrue(peak > Short.MAX_VALUE / 3, "peak " + peak);
        double tone = power(samples, 440);
        for (int harmonic = 2; harmonic <= 5; harmonic++) {
            double below = 10 * Math.log10(tone / power(samples, 440 * harmonic));
            assertTrue(below > 0 && below < 15, harmonic + ": " + below + " dB below the fundamental");
        }
    }

    @Test
    void aBoxWithoutLoudspeakerSaysSo() {
        try (Annunciator speaker = new LoudspeakerAnnunciator(0)) {
            speaker.sound();
            speaker.quiet();
            assertTrue(Annunciator.NONE.problem().isPresent());
        }
    }

    private static int pulses(short[] samples) {
        int count = 0;
        int quiet = Burst.RATE;
        for (short sample : samples) {
            if (Math.abs(sample) > 200) {
                count += quiet > Burst.RATE / 20 ? 1 : 0;
                quiet = 0;
            } else {
                quiet++;
            }
        }
        return count;
    }

    /** Goertzel over the first pulse. */
    private static double power(short[] samples, double hz) {
        double k = 2 * Math.cos(2 * Math.PI * hz / Burst.RATE);
        double one = 0;
        double two = 0;
        for (int i = 0; i < Burst.RATE / 10; i++) {
            double now = samples[i + 1000] + k * one - two;
            two = one;
            one = now;
        }
        return one * one + two * two - k * one * two;
    }
}
