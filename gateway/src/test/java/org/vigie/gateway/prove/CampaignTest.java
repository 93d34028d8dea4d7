package org.vigie.gateway.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
    void theJournalTouchesNothingBesideItsFolder() throws Exception {
        Path notes = folder.resolve("notes");
        // The notes folder is the child's home and working directory.
        try (WriterProcess writer = WriterProcess.start(folder.resolve("data"), notes, 1, "mixed")) {
            assertTrue(writer.await(so -> so.ackedTo() > 1_000, 30_000));
        }
        try (Stream<Path> list = Files.list(notes)) {
            List<String> strangers = list.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("writer-"))
                    .toList();
            assertEquals(List.of(), strangers);
        }
        try (Stream<Path> home = Files.list(Path.of(System.getProperty("user.home")))) {
            assertTrue(home.noneMatch(path -> path.getFileName().toString().startsWith(".chronicle")));
        }
    }

    @Test
    void theCommandFindsAllCampaigns() {
        StringWriter out = new StringWriter();
        int code =
                new CommandLine(new ProveCommand()).setOut(new PrintWriter(out)).execute();
        assertEquals(0, code);
        for (String name : List.of("kill9", "powercut", "diskfull", "journal-speed")) {
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
