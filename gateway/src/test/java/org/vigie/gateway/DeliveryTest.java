package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.gateway.testing.Replica;
import org.vigie.model.alarm.OwnAlarm;

/** From the monitor to the eye and the ear, and back into the journal. */
class DeliveryTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void anAlarmThatNoDisplayConfirmsIsAnAlarmOfItsOwnUntilOneDoes() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1));
                Mllp monitor = site.monitor();
                Replica display = site.display()) {
            monitor.ask(Messages.values("R01", 72, 84));
            monitor.ask(Messages.lowSpo2("R01", "start"));
            Await.until("alarm", () -> display.hasAlarm("R01"));
            String alarm = site.bed("R01").get("alarms").get(0).get("id").asText();
            Await.until(
                    "nobody answers",
                    () -> display.state().get("alarms").toString().contains(OwnAlarm.NO_DISPLAY));
            assertEquals(
                    "high", display.state().get("alarms").get(0).get("priority").asText());

            display.send("{\"type\":\"alive\",\"display\":1,\"visible\":true,\"audio\":\"running\",\"watching\":true,"
                    + "\"frames\":9,\"seq\":1,\"paintedSeq\":1,\"painted\":[\"" + alarm + "\"],\"sounded\":[\"" + alarm
                    + "\"]}");
            Await.until("answered", () -> display.state().get("alarms").isEmpty());

            display.send("{\"type\":\"ask-delivery\",\"id\":\"d1\",\"bed\":\"R01\"}");
            Await.until("delivery", () -> !display.frames("delivery").isEmpty());
            JsonNode line = display.frames("delivery").get(0).get("alarms").get(0);
            assertEquals(alarm, line.get("alarm").asText());
            assertTrue(line.get("sentMs").asLong() <= line.get("paintedMs").asLong(), line.toString());
            assertTrue(line.get("soundedMs").asLong() >= 2_000, line.toString());
        }
        List<String> steps = new ArrayList<>();
        try (JournalEntries entries = JournalReader.open(folder.resolve("data")).all()) {
            while (entries.hasNext()) {
                if (entries.next() instanceof Entry.Intact intact
                        && intact.entry().kind() == RecordKind.DELIVERY) {
                    steps.add(new String(intact.entry().payload(), StandardCharsets.UTF_8));
                }
            }
        }
        for (String step : List.of("sent", "painted", "sounded")) {
            assertTrue(steps.stream().anyMatch(text -> text.contains("\"step\":\"" + step + "\"")), steps.toString());
        }
    }
}
