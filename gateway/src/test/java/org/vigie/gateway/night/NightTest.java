package org.vigie.gateway.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.ShiftReportView;
import org.vigie.gateway.history.AlarmStory;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.history.ShiftReport;
import org.vigie.gateway.history.UnitPast;
import org.vigie.model.BedId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.ward.Order;
import org.vigie.simulator.bedside.AlarmNotice;
import org.vigie.simulator.bedside.BedsideAlarm;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.MonitorLink;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.intellivue.IntellivueLink;
import org.vigie.simulator.scenario.LinkFactory;
import org.vigie.simulator.scenario.NightPlan;
import org.vigie.simulator.scenario.Player;
import org.vigie.simulator.scenario.ScenarioBed;

/**
 * Issue 4, last line: a night of twelve hours with 64 beds on the virtual clock. Every alarm of the virtual monitors is
 * in the log once, with its confirmations, and the morning report counts what the monitors did.
 */
final class NightTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant START =
            ZonedDateTime.of(2026, 3, 1, 19, 0, 0, 0, PARIS).toInstant();
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long SEED = 20_260_301;

    private final NightUnit unit = new NightUnit(START, PARIS);
    private final List<Raise> raises = new ArrayList<>();
    private final Set<String> latched = new HashSet<>();
    private final Map<String, Integer> gone = new HashMap<>();
    private Instant now = START;

    /** What a monitor really alarmed about. */
    private record Raise(String bed, BedsideAlarm condition, Instant at) {}

    /** The wire, without one: a message is applied at the moment at which it is sent. */
    private final class Wire implements LinkFactory {
        @Override
        public MonitorLink open(ScenarioBed bed, int index, Supplier<List<Outgoing>> greeting) {
            MonitorLink link = new Line(bed.bed(), index);
            greeting.get().forEach(link::offer);
            return link;
        }

        @Override
        public IntellivueLink openIntellivue(ScenarioBed bed, int index) {
            throw new IllegalStateException("no IntelliVue in this night");
        }

        @Override
        public MonitorLink openAdmissions() {
            throw new IllegalStateException("no admissions in this night");
        }
    }

    private final class Line implements MonitorLink {
        private final String bed;
        private int states;

        Line(String bed, int index) {
            this.bed = bed;
            this.states = index;
        }

        @Override
        public void offer(Outgoing message) {
            boolean alarm = message.kind() == Outgoing.Kind.ALARM;
            if (alarm || ++states % 3 == 0) {
                byte[] wire = message.wire();
                unit.message(bed, alarm, Arrays.copyOfRange(wire, 1, wire.length - 2), now);
            }
        }

        @Override
        public void cut(boolean away) {
            throw new IllegalStateException("no connection in this night");
        }

        @Override
        public void freeze(boolean frozen) {
            throw new IllegalStateException("no connection in this night");
        }

        @Override
        public void close() {
            states = 0;
        }
    }

    private void diary(String bed, Duration at, AlarmNotice notice) {
        String key = bed + notice.alarm().occurrence();
        switch (notice.phase()) {
            case START -> raises.add(new Raise(bed, notice.alarm().condition(), START.plus(at)));
            case LATCHED -> latched.add(key);
            case CONTINUE -> {
                if (latched.remove(key)) {
                    raises.add(new Raise(bed, notice.alarm().condition(), START.plus(at)));
                }
            }
            case UPDATE, SILENCED -> {}
            case END -> latched.remove(key);
        }
    }

    private void play() throws IOException {
        Player player = new Player(NightPlan.scenario(SEED), new Player.Terms(1, START, PARIS, Language.EN), new Wire())
                .noteIn(this::diary);
        List<BedId> all = new ArrayList<>();
        for (int i = 0; i < NightPlan.BEDS; i++) {
            all.add(new BedId(NightPlan.bed(i)));
        }
        unit.order(new Order.SignOn("AB", "Anne", null), "AB", START);
        unit.order(new Order.SignOn("CD", "Carl", null), "CD", START);
        unit.order(new Order.TakeWatch(all), "AB", START);
        player.start();
        Duration end = NightPlan.LENGTH.plusMinutes(5);
        for (Duration second = Duration.ZERO; second.compareTo(end) <= 0; second = second.plus(SECOND)) {
            for (Duration due = player.nextDue(); due.compareTo(second) <= 0; due = player.nextDue()) {
                now = START.plus(due);
                player.advanceTo(due);
            }
            now = START.plus(second);
            if (second.equals(NightPlan.HAND_OVER)) {
                unit.order(new Order.LeaveWatch(all.subList(0, 8)), "AB", now);
            } else if (second.equals(NightPlan.HAND_OVER.plus(NightPlan.HAND_OVER_FOR))) {
                unit.order(new Order.TakeWatch(all.subList(0, 8)), "CD", now);
            }
            unit.freeze(second.compareTo(NightPlan.FROZEN) >= 0
                    && second.compareTo(NightPlan.FROZEN.plus(NightPlan.FROZEN_FOR)) < 0);
            unit.second(now);
        }
        player.close();
    }

    @Test
    void everyAlarmOfTheNightIsInTheLogOnceAndTheMorningReportCountsThem() throws IOException {
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        play();
        long ms = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun)
                .toMillis();
        Instant end = START.plus(NightPlan.LENGTH);
        List<AlarmStory> stories = AlarmStory.between(unit.history(), START, end);
        List<AlarmStory> own = new ArrayList<>();
        List<AlarmStory> theirs = new ArrayList<>();
        for (AlarmStory story : stories) {
            boolean isOwn = story.code() != null && story.code().startsWith("VIGIE_");
            (isOwn ? own : theirs).add(story);
        }
        System.getLogger("night")
                .log(
                        System.Logger.Level.INFO,
                        "12 h, {0} beds: {1} inputs, {2} alarms of monitors, {3} of Vigie, {4} rows, {5} ms of processor time",
                        NightPlan.BEDS,
                        unit.inputs(),
                        theirs.size(),
                        own.size(),
                        unit.history().alarms().size(),
                        ms);
        everyRaiseIsOneStory(theirs);
        ownAlarmsAreThoseOfThePlan(own);
        everyStoryIsConfirmed(stories);
        theReportCountsWhatHappened(stories);
        assertTrue(ms < 60_000, ms + " ms of processor time");
    }

    private void everyRaiseIsOneStory(List<AlarmStory> stories) {
        assertTrue(raises.size() > 500, "a night with " + raises.size() + " alarms is too quiet");
        List<AlarmStory> left = new ArrayList<>(stories);
        Map<BedsideAlarm, String> words = new EnumMap<>(BedsideAlarm.class);
        List<Raise> missed = new ArrayList<>();
        for (Raise raise : raises) {
            boolean found = false;
            for (Iterator<AlarmStory> some = left.iterator(); some.hasNext() && !found; ) {
                AlarmStory story = some.next();
                if (isOf(raise, story, words)) {
                    words.put(raise.condition(), story.text());
                    some.remove();
                    found = true;
                }
            }
            if (!found) {
                missed.add(raise);
            }
        }
        assertEquals(List.of(), missed, "alarms of monitors that are not in the log");
        assertEquals(List.of(), left, "alarms in the log that no monitor had");
    }

    private static boolean isOf(Raise raise, AlarmStory story, Map<BedsideAlarm, String> words) {
        Duration late = Duration.between(raise.at(), story.raised());
        return story.bed().equals(raise.bed())
                && story.priority() == raise.condition().priority()
                && story.kind() == raise.condition().kind()
                && words.getOrDefault(raise.condition(), story.text()).equals(story.text())
                && !late.isNegative()
                && late.compareTo(NightPlan.PACE.plus(SECOND)) <= 0;
    }

    private void ownAlarmsAreThoseOfThePlan(List<AlarmStory> own) {
        Map<String, Integer> counts = new HashMap<>();
        for (AlarmStory story : own) {
            if (OwnAlarm.VALUE_LOST.equals(story.code())) {
                // A heart that does not beat has no pulse oximetry, and the monitor does not say why.
                assertTrue(isDuringAnEvent(story), story.toString());
                gone.merge(story.bed(), 1, Integer::sum);
            } else {
                counts.merge(String.valueOf(story.code()), 1, Integer::sum);
            }
        }
        int losses = (NightPlan.BEDS - NightPlan.FIRST_LOSSY) * NightPlan.LOSSES.size();
        assertEquals(
                Map.of(OwnAlarm.NO_DATA, losses + NightPlan.BEDS, OwnAlarm.GROUP_LOSS, 1, OwnAlarm.NO_DISPLAY, 1),
                counts);
    }

    private static boolean isDuringAnEvent(AlarmStory story) {
        Duration at = Duration.between(START, story.raised());
        return NightPlan.scenario(SEED).timeline().stream()
                .anyMatch(step -> step.beds().contains(story.bed())
                        && step.at().compareTo(at) <= 0
                        && at.compareTo(step.at().plus(step.deed().length()).plusSeconds(120)) <= 0);
    }

    private static void everyStoryIsConfirmed(List<AlarmStory> stories) {
        for (AlarmStory story : stories) {
            boolean momentary = story.ended() != null
                    && story.ended().isBefore(story.raised().plusSeconds(2));
            assertTrue(story.seen() != null || momentary, "never shown: " + story);
            if (story.priority() == Priority.HIGH && !OwnAlarm.NO_DISPLAY.equals(story.code())) {
                assertNotNull(story.acknowledged(), "never acknowledged: " + story);
                assertEquals("AB", story.by());
            }
        }
    }

    private void theReportCountsWhatHappened(List<AlarmStory> stories) {
        Instant later = START.plus(NightPlan.LENGTH).plusSeconds(300);
        Clock clock = new Clock(later, Duration.ZERO, PARIS);
        ShiftReportView report =
                ShiftReport.view(UnitPast.own(unit.history(), unit.ward().beds().keySet()), 1, clock);
        assertEquals("2026-03-01T19:00:00+01:00", report.from());
        assertEquals("2026-03-02T07:00:00+01:00", report.to());
        assertFalse(report.loading());
        assertEquals(0, report.forgotten());
        Map<String, Integer> monitors = new HashMap<>();
        raises.forEach(raise -> monitors.merge(raise.bed() + raise.condition().priority(), 1, Integer::sum));
        int unwatched = 0;
        for (ShiftReportView.OfBed bed : report.beds()) {
            if (bed.bed() == null) {
                assertEquals(2, bed.high() + bed.medium(), "group loss and display");
                continue;
            }
            int index = Integer.parseInt(bed.bed().substring(1)) - 1;
            int losses = index < NightPlan.FIRST_LOSSY ? 1 : 1 + NightPlan.LOSSES.size();
            assertEquals(losses, bed.losses(), bed.toString());
            assertEquals(
                    monitors.getOrDefault(bed.bed() + Priority.HIGH, 0)
                            + monitors.getOrDefault(bed.bed() + Priority.MEDIUM, 0)
                            + gone.getOrDefault(bed.bed(), 0)
                            + losses,
                    bed.high() + bed.medium(),
                    bed.toString());
            assertEquals(monitors.getOrDefault(bed.bed() + Priority.LOW, 0), bed.low(), bed.toString());
            assertEquals(index < 8 ? 600 : 0, bed.unwatchedSeconds(), bed.toString());
            unwatched += (int) bed.unwatchedSeconds();
        }
        assertEquals(4_800, unwatched);
        assertEquals(
                stories.size(),
                report.priorities().stream()
                        .mapToInt(ShiftReportView.OfPriority::raised)
                        .sum());
        ShiftReportView.OfPriority high = report.priorities().get(0);
        assertEquals(high.raised() - 1, high.acknowledged(), "all but the alarm about the display itself");
        assertTrue(high.seenMedianMs() != null && high.seenMedianMs() <= 2_000, high.toString());
        assertEquals(1, report.failures().times());
        assertTrue(report.failures().seconds() > 20, report.failures().toString());
        assertEquals(10, report.top().size());
    }
}
