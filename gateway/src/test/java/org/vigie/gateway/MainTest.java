package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import picocli.CommandLine;

class MainTest {
    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void everyCommandHasHelp() {
        assertHelp(Main.commandLine(), new String[0]);
    }

    private void assertHelp(CommandLine line, String[] path) {
        String[] asked = Arrays.copyOf(path, path.length + 1);
        asked[path.length] = "--help";
        if (!line.getCommandName().equals("help")) {
            assertEquals(0, run(asked), String.join(" ", asked));
            assertTrue(out.toString().contains("Usage: "), out.toString());
        }
        line.getSubcommands().forEach((name, below) -> {
            String[] next = Arrays.copyOf(path, path.length + 1);
            next[path.length] = name;
            assertHelp(below, next);
        });
    }

    @Test
    void wrongUseIsTwoAndSaysWhatIsKnown() {
        assertEquals(2, run());
        assertEquals(2, run("nonsense"));
        assertEquals(2, run("run", "--for", "soon"));
        assertTrue(err.toString().contains("is no time"), err.toString());
    }

    @Test
    void initWritesAFileThatCheckAccepts() throws IOException {
        Path file = folder.resolve("site.yaml");
        assertEquals(0, run("init", file.toString()));
        assertEquals(0, run("check", "--config", file.toString()));
        assertTrue(out.toString().contains("4 beds"), out.toString());
        assertEquals(1, run("init", file.toString()));
        Files.writeString(file, "colour: blue\nbeds: [ { bed: R01, period: x } ]\n");
        assertEquals(1, run("check", "--config", file.toString()));
        assertTrue(err.toString().contains("site.yaml:1: "), err.toString());
        assertTrue(err.toString().contains("site.yaml:2: "), err.toString());
        assertEquals(1, run("run", "--config", file.toString()));
        assertTrue(err.toString().contains("site.yaml:1: "), err.toString());
        assertEquals(1, run("run", "--config", folder.resolve("none.yaml").toString()));
        assertTrue(err.toString().contains("vigie init"), err.toString());
    }

    @Test
    void checkKnowsBuiltInProfiles() {
        assertEquals(0, run("check", "ihe-pcd"));
        assertEquals(1, run("check", "no-such-profile"));
        assertTrue(err.toString().contains("mindray-pds"), err.toString());
    }

    @Test
    void runPrintsOneLineAndEndsAfterItsTime() throws IOException {
        Path file = folder.resolve("site.yaml");
        Files.writeString(file, TestSite.text(TestSite.beds(1)));
        assertEquals(0, run("run", "--config", file.toString(), "--port", "0", "--for", "1s"));
        assertTrue(out.toString().matches("Vigie ready: http://127\\.0\\.0\\.1:\\d+/\\R"), out.toString());
    }

    @Test
    void theBundleFindsTheGatewayWhereverItIsServed() throws Exception {
        Path zip = folder.resolve("bundle.zip");
        Path file = folder.resolve("site.yaml");
        try (TestSite site = TestSite.start(folder, TestSite.beds(1))) {
            assertEquals(0, run("diagnose", "--config", file.toString(), "--out", zip.toString()));
            String metrics = entry(zip, "metrics.txt");
            assertTrue(metrics.startsWith("# " + site.gateway().address()), metrics);
            assertTrue(metrics.contains("vigie_beds"), metrics);
        }
        assertEquals(0, run("diagnose", "--config", file.toString(), "--out", zip.toString()));
        assertTrue(entry(zip, "metrics.txt").contains("no gateway"), entry(zip, "metrics.txt"));
    }

    private static String entry(Path zip, String name) throws IOException {
        try (ZipFile bundle = new ZipFile(zip.toFile())) {
            return new String(bundle.getInputStream(bundle.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theBundleHoldsNothingOfAPatientAndTheJournalExplainsItsAlarm() throws Exception {
        String alarm;
        try (TestSite site = TestSite.start(folder, TestSite.beds(1));
                Mllp monitor = site.monitor()) {
            monitor.ask(Messages.values("R01", 72, 84));
            monitor.ask(Messages.lowSpo2("R01", "start"));
            Await.until("alarm", () -> site.bed("R01").get("alarms").size() == 1);
            alarm = site.bed("R01").get("alarms").get(0).get("id").asText();
            monitor.ask(Messages.lowSpo2("R01", "end"));
            Await.until("ended", () -> site.bed("R01").get("alarms").toString().contains("latched-unack"));
        }
        Path zip = folder.resolve("bundle.zip");
        Path file = folder.resolve("site.yaml");
        assertEquals(0, run("diagnose", "--config", file.toString(), "--out", zip.toString()));
        try (ZipFile bundle = new ZipFile(zip.toFile())) {
            StringBuilder all = new StringBuilder();
            for (Enumeration<? extends ZipEntry> entries = bundle.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                all.append(entry.getName()).append('\n');
                all.append(new String(bundle.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
            String text = all.toString();
            assertTrue(text.contains("RAW_MESSAGE 3"), text);
            assertTrue(text.contains("site: masked"), text);
            for (String secret : new String[] {"Essai", "Jeanne", "J.E."}) {
                assertTrue(!text.contains(secret), secret);
            }
        }
        assertEquals(
                0, run("journal", "explain", "--data", folder.resolve("data").toString(), alarm), err.toString());
        assertTrue(out.toString().contains("inactive -> active-unack"), out.toString());
        assertTrue(out.toString().contains("active-unack -> latched-unack"), out.toString());
        assertTrue(out.toString().contains("2 of 2 recorded steps come out the same"), out.toString());
        assertEquals(
                1, run("journal", "explain", "--data", folder.resolve("data").toString(), "nothing"));
    }
}
