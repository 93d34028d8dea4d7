package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.config.SiteMapping;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.pipeline.ProfileDecoding;
import org.vigie.gateway.pipeline.Recovery;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HandClocks;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.model.BedId;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.Ward;
import org.vigie.profiles.ProfileCatalog;

class RestartTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void replayGivesTheLiveStateCharacterByCharacter() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(3));
                Mllp monitor = site.monitor()) {
            for (int i = 0; i < 30; i++) {
                monitor.ask(Messages.values(TestSite.bed(1 + i % 3), 60 + i, 99 - i % 5));
            }
            monitor.ask(Messages.lowSpo2("R01", "start"));
            monitor.ask(Messages.lowSpo2("R02", "start"));
            monitor.ask(Messages.lowSpo2("R02", "end"));
            Await.until(
                    "applied",
                    () -> site.gateway().pipeline().now().ward().alarms(new BedId("R02")).stream()
                            .anyMatch(alarm -> alarm.state().word().equals("latched-unack")));
            site.gateway().abandon();
            Ward live = site.gateway().pipeline().now().ward();
            Recovery.Recovered found = Recovery.recover(
                    folder.resolve("data"),
                    SiteMapping.site(GatewayProgram.read(site.file())),
                    new ProfileDecoding(ProfileCatalog.load()));
            assertEquals(List.of(), found.damage());
            assertTrue(found.replayed() >= 33, "replayed " + found.replayed());
            Ward again = found.ward().orElseThrow().advance(live.now()).ward();
            assertEquals(live.checkpoint(), again.checkpoint());
            assertEquals(live.changes(), again.changes());
        }
    }

    @Test
    void everyRestartIsANewEpochAndNothingThatWasOnIsForgotten() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1))) {
            try (Mllp monitor = site.monitor()) {
                monitor.ask(Messages.values("R01", 72, 84));
                monitor.ask(Messages.lowSpo2("R01", "start"));
                Await.until("on", () -> site.bed("R01").get("alarms").size() == 1);
            }
            for (int epoch = 2; epoch <= 4; epoch++) {
                site.powerCut();
                assertEquals(epoch, site.ward().get("epoch").asInt());
                Await.until(
                        "still there",
                        () -> site.bed("R01").get("alarms").toString().contains("unknown-unack"));
                assertTrue(site.bed("R01").get("alarms").get(0).get("sounding").asBoolean());
            }
            try (Mllp monitor = site.monitor()) {
                monitor.ask(Messages.lowSpo2("R01", "continue"));
                Await.until(
                        "confirmed",
                        () -> site.bed("R01").get("alarms").toString().contains("active-unack"));
            }
        }
    }

    @Test
    void afterASleepNoValueLooksLive() throws Exception {
        HandClocks clocks = new HandClocks(Instant.parse("2026-01-01T12:00:00Z"));
        Surroundings around = new Surroundings(Limits.DEFAULT, clocks, JournalDirectory::open);
        try (TestSite site = TestSite.start(folder, TestSite.beds(2), around);
                Mllp monitor = site.monitor()) {
            clocks.pass(Duration.ofSeconds(1));
            monitor.ask(Messages.values("R01", 72, 97));
            Await.until("live", () -> site.bed("R01").get("link").asText().equals("live"));
            clocks.sleep(Duration.ofMinutes(10));
            Await.until("stale", () -> {
                clocks.pass(Duration.ofMillis(20));
                return !site.bed("R01").get("link").asText().equals("live");
            });
            JsonNode bed = site.bed("R01");
            assertEquals("suspended", bed.get("linkReason").asText());
            for (JsonNode numeric : bed.get("numerics")) {
                assertFalse(numeric.get("state").asText().equals("live"), numeric.toString());
            }
            monitor.ask(Messages.values("R01", 73, 97));
            Await.until("live again", () -> {
                clocks.pass(Duration.ofMillis(20));
                return site.bed("R01").get("link").asText().equals("live");
            });
        }
    }

    @Test
    void aSilentBedIsSaidToBeSilent() throws Exception {
        HandClocks clocks = new HandClocks(Instant.parse("2026-01-01T12:00:00Z"));
        Surroundings around = new Surroundings(Limits.DEFAULT, clocks, JournalDirectory::open);
        try (TestSite site = TestSite.start(folder, TestSite.beds(1).replace("}", ", period: 1s }"), around);
                Mllp monitor = site.monitor()) {
            monitor.ask(Messages.values("R01", 72, 97));
            Await.until("live", () -> site.bed("R01").get("link").asText().equals("live"));
            Await.until("stale", () -> {
                clocks.pass(Duration.ofMillis(50));
                return site.bed("R01").get("link").asText().equals("stale");
            });
            assertFalse(
                    site.bed("R01").get("numerics").get(0).get("state").asText().equals("live"));
            Await.until("lost", () -> {
                clocks.pass(Duration.ofMillis(50));
                return site.bed("R01").get("alarms").toString().contains("VIGIE_NO_DATA");
            });
            assertEquals(0, site.ward().get("bedsReporting").asInt());
            assertEquals("lost", site.bed("R01").get("link").asText());
        }
    }
}
