package org.vigie.simulator.drill;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.vigie.model.program.DrillActors;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.scenario.Player;
import org.vigie.simulator.scenario.Scenario;
import org.vigie.simulator.scenario.ScenarioBed;
import org.vigie.simulator.scenario.ScenarioException;
import org.vigie.simulator.scenario.ScenarioLoader;
import org.vigie.simulator.scenario.Step;
import org.vigie.simulator.transport.Loopbacks;
import org.vigie.simulator.transport.SimulationRun;

/** A scenario played for the beds of a real unit, over HL7 on loopback, once and at its own speed. */
public final class VirtualUnit implements DrillActors {
    /** For the service loader. */
    public VirtualUnit() {}

    @Override
    public Cast prepare(String scenario, String unit, List<String> beds, boolean french) throws IOException {
        if (beds.isEmpty() || beds.size() > Scenario.MOST_BEDS) {
            throw new IllegalArgumentException(
                    "a drill has 1 to " + Scenario.MOST_BEDS + " beds, this unit has " + beds.size());
        }
        try {
            Scenario script = ScenarioLoader.load(scenario).inUnit(unit, beds);
            return new Play(script, french ? Language.FR : Language.EN);
        } catch (ScenarioException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    /** One performance. */
    private static final class Play implements Cast {
        private final Scenario script;
        private final Language language;
        private final SimulationRun run;

        Play(Scenario script, Language language) {
            this.script = script;
            this.language = language;
            this.run = new SimulationRun(script);
        }

        @Override
        public List<Cue> cues() {
            List<Cue> cues = new ArrayList<>();
            for (Step step : script.timeline()) {
                for (String bed : step.beds()) {
                    cues.add(new Cue(
                            step.at(), bed, step.deed().word(), step.deed().length(), step.answerWithin()));
                }
            }
            cues.sort(Comparator.comparing(Cue::at));
            return cues;
        }

        @Override
        public List<Duration> periods() {
            return script.beds().stream().map(ScenarioBed::period).toList();
        }

        @Override
        public void play(int port) throws IOException {
            run.play(
                    new Player.Terms(1, Instant.now(), ZoneId.systemDefault(), language),
                    new SimulationRun.Target("127.0.0.1", port, Loopbacks.areAvailable()));
        }

        @Override
        public void close() {
            run.close();
        }
    }
}
