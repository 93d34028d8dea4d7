package org.vigie.gateway.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.model.limits.Limits;
import picocli.CommandLine;

@Tag("campaign")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class CampaignTest {
    private final StringWriter text = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void everyAcknowledgedRecordSurvivesTenKills() throws Exception {
        run(new KillCampaign(), 10);
    }

    @Test
    void everyAcknowledgedRecordSurvivesThreePowerCuts() throws Exception {
        assumeLoopDisks();
        run(new PowerCutCampaign(), 3);
    }

    @Test
    void aFullDiskShedsByClassAndKeepsAlarms() throws Exception {
        assumeLoopDisks();
        run(new DiskFullCampaign(), 1);
    }

    @Test
    void anAssociationIsHeldForTwelveSecondsOverUdpAndAPty() throws Exception {
        StringWriter text = new StringWriter();
        Campaign.Setup setup = new Campaign.Setup(0, 20_260_714, folder, new PrintWriter(text, true));
        assertEquals(
                Campaign.Verdict.PROVEN, AssociateCampaign.run(setup, Duration.ofSeconds(12)), () -> text.toString());
    }

    @Test
    void theJournalTouchesNothingBesideItsFolder() throws Exception {
        Path notes = folder.resolve("notes");
        // The notes folder is the child's home and working directory.
        try (WriterProcess writer = WriterProcess.start(folder.resolve("data"), notes, 1, "mixed")) {
            assertTrue(writer.await(so -> so.ackedTo() > 1_000, 30_000));
        }
        try (Stream<Path> list = Files.list(notes)) {
            List<String> strangers = list.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("writer-"))
                    // JNA unpacks itself there: it is on the class path of tests (Testcontainers), not of the program.
                    .filter(name -> !name.equals(".cache"))
                    .toList();
            assertEquals(List.of(), strangers);
        }
        try (Stream<Path> home = Files.list(Path.of(System.getProperty("user.home")))) {
            assertTrue(home.noneMatch(path -> path.getFileName().toString().startsWith(".chronicle")));
        }
    }

    @Test
    void aSecondProcessOnTheSameFolderIsRefusedAndTheFirstCanBeReadMeanwhile() throws Exception {
        Path data = folder.resolve("data");
        try (WriterProcess writer = WriterProcess.start(data, folder.resolve("notes"), 1, "mixed")) {
            IOException refused = assertThrows(
                    IOException.class, () -> JournalDirectory.open(data, Limits.DEFAULT.journal(), Instant.now()));
            assertTrue(String.valueOf(refused.getMessage()).contains("in use by another Vigie (process "));
            assertTrue(writer.await(so -> so.ackedTo() > 500, 30_000));
            Readback live = Readback.of(data, writer.notes(), false);
            assertEquals(0, live.missing(), live.toString());
            assertEquals(List.of(), live.damages());
        }
    }

    @Test
    void theCommandFindsAllCampaigns() {
        StringWriter out = new StringWriter();
        int code =
                new CommandLine(new ProveCommand()).setOut(new PrintWriter(out)).execute();
        assertEquals(0, code);
        for (String name : List.of(
                "kill9",
                "powercut",
                "diskfull",
                "journal-speed",
                "associate",
                "night",
                "soak",
                "thinlink",
                "topology",
                "virtualaddress")) {
            assertTrue(out.toString().contains(name), out.toString());
        }
        assertEquals(
                2,
                new CommandLine(new ProveCommand()).setErr(new PrintWriter(out)).execute("nonsense"));
    }

    private static void assumeLoopDisks() throws InterruptedException {
        Optional<String> obstacle = LoopDisk.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle.orElse(""));
    }

    private void run(Campaign campaign, int rounds) throws IOException, InterruptedException {
        PrintWriter out = new PrintWriter(text, true);
        Campaign.Verdict verdict = campaign.run(new Campaign.Setup(rounds, 20_260_714, folder, out));
        assertEquals(Campaign.Verdict.PROVEN, verdict, text.toString());
    }
}
