package org.vigie.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.simulator.fault.LinkFault;
import org.vigie.simulator.patient.ClinicalEvent;

final class ScenarioLoaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"night", "calm", "storm", "group-loss", "intellivue", "replay-wfdb", "replay"})
    void theBuiltInScenariosHaveNoProblems(String name) throws ScenarioException {
        Scenario scenario = ScenarioLoader.load(name);
        assertTrue(!scenario.beds().isEmpty());
        assertEquals(8, scenario.withBeds(8).beds().size());
        assertEquals(64, scenario.withBeds(64).beds().size());
    }

    @Test
    void readsEveryKey() throws ScenarioException {
        Scenario scenario = ScenarioLoader.parse("x.yaml", """
                scenario: x
                unit: "Réanimation A"
                seed: 9
                repeat: 5m
                beds:
                  - { bed: R01, monitor: philips-mdil, nurse: 30s, period: 500ms, patient: { hr: 90, temp: 38.2, nibp-every: 0 } }
                  - { bed: R02, record: /tmp/x.hea, who: { id: "7", family: Nom, given: Prénom, born: 1950-01-02, sex: F } }
                  - { bed: R03 }
                timeline:
                  - { at: 90s, beds: half, fault: late, by: 3s, for: 10s }
                  - { at: 30s, bed: R01, event: desaturation, for: 60s }
                  - { at: 2m, beds: [R01, R03], action: silence }
                  - { at: 3m, bed: R02, action: transfer, to: R03 }
                """);
        assertEquals(9, scenario.seed());
        assertEquals(Duration.ofMinutes(5), scenario.repeatEvery());
        assertEquals(MonitorKind.PHILIPS_MDIL, scenario.beds().get(0).monitor());
        assertEquals(Duration.ofMillis(500), scenario.beds().get(0).period());
        assertEquals(
                new ScenarioBed.Source.Recorded("/tmp/x.hea"),
                scenario.beds().get(1).source());
        assertEquals(
                List.of(
                        new Step(
                                Duration.ofSeconds(30),
                                List.of("R01"),
                                new Step.Deed.Clinical(ClinicalEvent.DESATURATION, Duration.ofSeconds(60))),
                        new Step(
                                Duration.ofSeconds(90),
                                List.of("R01", "R02"),
                                new Step.Deed.Fault(LinkFault.LATE, Duration.ofSeconds(10), Duration.ofSeconds(3)))),
                scenario.timeline().subList(0, 2),
                "in the order of time; half of three is two");
    }

    @Test
    void allProblemsAreToldAtOnceWithFileAndLine() {
        ScenarioException wrong = assertThrows(ScenarioException.class, () -> ScenarioLoader.parse("bad.yaml", """
                scenario: bad
                seed: many
                colour: red
                beds:
                  - { bed: R01, monitor: fax }
                  - { bed: R01 }
                  - { bed: "R 2" }
                  - bed: R03
                    patient: { hr: 900 }
                  - { bed: R04, record: x, patient: { hr: 80 } }
                timeline:
                  - { at: 3, bed: R01, event: desaturation }
                  - { at: 3s, bed: R99, event: desaturation }
                  - { at: 3s, bed: R01, event: sneezing }
                  - { at: 3s, bed: R01, event: apnoea, fault: silence }
                  - { at: 3s, event: apnoea }
                """));
        String all = String.join("\n", wrong.problems());
        for (String expected : List.of(
                "bad.yaml:2: a number is expected, got 'many'",
                "bad.yaml:3: unknown key 'colour'",
                "bad.yaml:5: monitor: ihe-pcd",
                "bad.yaml:6: bed R01 twice",
                "bad.yaml:7: bed: a name",
                "bad.yaml:9: patient: hr: 30.0 to 180.0 expected, got 900.0",
                "bad.yaml:10: bed R04: patient and record exclude each other",
                "bad.yaml:12: a duration such as",
                "bad.yaml:13: bed 'R99' is not in the list",
                "bad.yaml:14: unknown event; known: desaturation",
                "bad.yaml:15: exactly one of event, fault and action",
                "bad.yaml:16: bed or beds: where is missing")) {
            assertTrue(all.contains(expected), expected + " in\n" + all);
        }
    }

    @Test
    void brokenYamlIsAProblemWithItsLine() {
        ScenarioException wrong =
                assertThrows(ScenarioException.class, () -> ScenarioLoader.parse("bad.yaml", "scenario: x\nbeds: [\n"));
        assertTrue(
                wrong.problems().getFirst().startsWith("bad.yaml:"),
                wrong.problems().toString());
        assertThrows(ScenarioException.class, () -> ScenarioLoader.parse("bad.yaml", ""));
        assertThrows(ScenarioException.class, () -> ScenarioLoader.parse("bad.yaml", "- a\n- b\n"));
        assertThrows(ScenarioException.class, () -> ScenarioLoader.load("/does/not/exist.yaml"));
    }

    @Test
    void fewerBedsDropTheStepsOfTheOthers() throws ScenarioException {
        Scenario night = ScenarioLoader.load("night").withBeds(8);
        assertTrue(night.timeline().stream()
                .allMatch(step -> step.beds().stream()
                        .allMatch(name ->
                                night.beds().stream().anyMatch(bed -> bed.bed().equals(name)))));
        assertTrue(night.timeline().size() >= 4);
    }
}
