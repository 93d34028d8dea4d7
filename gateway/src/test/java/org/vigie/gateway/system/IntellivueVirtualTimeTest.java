package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vigie.adapter.intellivue.IntellivueDecoder;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.adapter.intellivue.session.SessionPlan;
import org.vigie.adapter.intellivue.session.WaveChoice;
import org.vigie.model.limits.Limits;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.ModeReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;
import org.vigie.profiles.ProfileCatalog;
import org.vigie.simulator.monitor.intellivue.IntellivueSetup;
import org.vigie.simulator.patient.Readings;
import org.vigie.simulator.wave.SynthesizedWaves;
import org.vigie.simulator.wave.WaveBlock;
import org.vigie.simulator.wave.WaveKind;
import org.vigie.simulator.wave.WaveSource;

/** Our session against the virtual monitor of the simulator, on a virtual clock. */
class IntellivueVirtualTimeTest {
    private static final int CYCLE = 8_192;
    private static final int BLOCK = 2_048;
    private static final int MARKS = 400;
    private static final Duration SHORT = Duration.ofMillis(32);

    /** Ticks of the results of each class, in order. */
    private final Map<Integer, List<Long>> ticks = new HashMap<>();

    private final List<Report> reports = new ArrayList<>();
    private final IntellivueDecoder decoder = new IntellivueDecoder(
            ProfileCatalog.load().find("philips-intellivue").orElseThrow());

    /** Waves whose arterial pressure says in each block which block it is. */
    private static final class MarkedWaves implements WaveSource {
        private final WaveSource source = new SynthesizedWaves(5);
        private int blocks;

        @Override
        public WaveBlock next(int millis, Readings readings) {
            WaveBlock block = source.next(millis, readings);
            Arrays.fill(block.of(WaveKind.ARTERIAL).orElseThrow().samples(), blocks % MARKS);
            blocks++;
            return block;
        }

        @Override
        public void skip(int millis, Readings readings) {
            source.skip(millis, readings);
        }
    }

    /** A source of which nobody wants anything. */
    private static final class NoWaves implements WaveSource {
        @Override
        public WaveBlock next(int millis, Readings readings) {
            throw new AssertionError("no waves were asked for");
        }

        @Override
        public void skip(int millis, Readings readings) {}
    }

    private void note(AssembledResult cycle) {
        ticks.computeIfAbsent(cycle.objectClass(), unused -> new ArrayList<>()).add(cycle.ticks());
    }

    private List<Long> of(int objectClass) {
        return ticks.getOrDefault(objectClass, List.of());
    }

    private static void assertEven(List<Long> ticks, int step) {
        for (int i = 1; i < ticks.size(); i++) {
            assertEquals(step, ticks.get(i) - ticks.get(i - 1), "result " + i + " of " + ticks.size());
        }
    }

    @Test
    void anAssociationSurvives24HoursAndNoSecondIsLostOrDoubled() {
        SimulatedTalk talk = new SimulatedTalk(
                IntellivueSetup.Link.LAN,
                SessionPlan.network(List.of(), Limits.INTELLIVUE),
                new NoWaves(),
                Duration.ofMillis(128),
                this::note);
        talk.up();
        talk.pass(Duration.ofHours(24));
        assertEquals(List.of("open none"), talk.links);
        assertEquals(1, talk.count("associations"));
        assertEquals(0, talk.count("aborts"));
        int seconds = (int) (Duration.ofHours(24).toMillis() / 1_024);
        for (int objectClass : new int[] {ObjectClass.NUMERIC, ObjectClass.ALERT}) {
            assertEven(of(objectClass), CYCLE);
            int count = of(objectClass).size();
            assertTrue(count > seconds - 8 && count <= seconds, objectClass + ": " + count + " of " + seconds);
        }
        for (String fault : List.of(
                "missing-cycles",
                "incomplete-cycles",
                "missing-numerics",
                "missing-alerts",
                "late-cycles",
                "overfull")) {
            assertEquals(0, talk.count(fault), fault);
        }
    }

    @ParameterizedTest
    @EnumSource(IntellivueSetup.Link.class)
    void renewingThePollOfTheWavesLosesAndDoublesNothing(IntellivueSetup.Link link) {
        MarkedWaves waves = new MarkedWaves();
        List<WaveChoice> choice = List.of(WaveChoice.ECG, WaveChoice.PLETH, WaveChoice.ABP);
        SessionPlan plan = link == IntellivueSetup.Link.LAN
                ? SessionPlan.network(choice, Limits.INTELLIVUE)
                : SessionPlan.serial(115_200, choice, Limits.INTELLIVUE);
        List<Integer> marks = new ArrayList<>();
        SimulatedTalk talk = new SimulatedTalk(link, plan, waves, SHORT, cycle -> {
            if (cycle.objectClass() != ObjectClass.WAVE) {
                note(cycle);
                return;
            }
            assertEquals(0, cycle.gap());
            for (Report report : decoder.decode(cycle.encode())) {
                if (report instanceof Observed(var bed, var device, Waveform wave)
                        && "mm[Hg]".equals(wave.unit().ucum())) {
                    note(cycle);
                    marks.add((int) Math.round(wave.sample(0)));
                    assertEquals(wave.sample(0), wave.sample(wave.length() - 1), 0.1);
                }
            }
        });
        talk.up();
        talk.pass(Duration.ofMinutes(21)); // four renewals
        assertEquals(List.of("open none"), talk.links);
        assertTrue(talk.count("polls") > 0);
        int first = marks.get(0);
        assertTrue(first < 8, "the first blocks come before their scale: " + first);
        for (int i = 0; i < marks.size(); i++) {
            assertEquals((first + i) % MARKS, marks.get(i), "block " + i);
        }
        assertTrue(waves.blocks - first - marks.size() <= 5, marks.size() + " of " + waves.blocks + " blocks came");
        assertTrue(waves.blocks > 21 * 60 * 1_000 / 256 - 40);
        assertEven(of(ObjectClass.WAVE), BLOCK);
        assertEven(of(ObjectClass.NUMERIC), CYCLE);
        assertEven(of(ObjectClass.ALERT), CYCLE);
        for (String fault : List.of("missing-wave-blocks", "missing-cycles", "missing-waves", "late-cycles")) {
            assertEquals(0, talk.count(fault), fault);
        }
    }

    @Test
    void standbyIsToldWithinSecondsBothWaysAndEndsNoAssociation() {
        SimulatedTalk talk = new SimulatedTalk(
                IntellivueSetup.Link.LAN,
                SessionPlan.network(List.of(WaveChoice.PLETH), Limits.INTELLIVUE),
                new SynthesizedWaves(5),
                SHORT,
                cycle -> reports.addAll(decoder.decode(cycle.encode())));
        talk.up();
        talk.pass(Duration.ofSeconds(75));
        reports.clear();
        talk.monitor.configure(talk.monitor.setup().in(IntellivueSetup.Mode.STANDBY));
        talk.pass(Duration.ofSeconds(4));
        assertEquals("standby", lastMode());
        talk.pass(Duration.ofMinutes(10));
        reports.clear();
        talk.monitor.configure(talk.monitor.setup().in(IntellivueSetup.Mode.MONITORING));
        talk.pass(Duration.ofSeconds(4));
        assertEquals("monitoring", lastMode());
        assertEquals(List.of("open none"), talk.links);
        for (String fault : List.of("missing-wave-blocks", "missing-cycles", "alarm-list-lost", "silent")) {
            assertEquals(0, talk.count(fault), fault);
        }
    }

    private String lastMode() {
        List<ModeReport> modes = reports.stream()
                .filter(report -> report instanceof ModeReport)
                .map(report -> (ModeReport) report)
                .toList();
        assertFalse(modes.isEmpty());
        return modes.getLast().mode().word();
    }
}
