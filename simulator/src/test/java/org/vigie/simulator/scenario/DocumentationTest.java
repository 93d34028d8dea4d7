package org.vigie.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.vigie.model.testing.SharedData;
import org.vigie.simulator.fault.LinkFault;
import org.vigie.simulator.patient.ClinicalEvent;

final class DocumentationTest {
    @Test
    void theManualNamesEveryWordAndItsExampleLoads() throws IOException, ScenarioException {
        String manual = Files.readString(SharedData.repository().resolve("docs/simulator.md"));
        for (ClinicalEvent event : ClinicalEvent.values()) {
            assertTrue(manual.contains(event.word()), event.word());
        }
        for (LinkFault fault : LinkFault.values()) {
            assertTrue(manual.contains(fault.word()), fault.word());
        }
        for (MonitorKind kind : MonitorKind.values()) {
            assertTrue(manual.contains(kind.word()), kind.word());
        }
        String example = manual.substring(manual.indexOf("```yaml") + 7);
        Scenario scenario = ScenarioLoader.parse("manual", example.substring(0, example.indexOf("```")));
        assertEquals(2, scenario.timeline().size());
    }
}
