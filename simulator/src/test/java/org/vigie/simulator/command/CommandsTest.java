package org.vigie.simulator.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.model.program.FreePort;
import org.vigie.model.program.Subcommand;
import org.vigie.simulator.transport.MllpTestServer;
import picocli.CommandLine;

@Timeout(120)
final class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Subcommand command, String... arguments) {
        CommandLine line = new CommandLine(command);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void bothCommandsAreFoundByTheServiceLoader() {
        List<String> names = ServiceLoader.load(Subcommand.class).stream()
                .map(provider -> provider.type().getSimpleName())
                .toList();
        assertTrue(names.containsAll(List.of("DemoCommand", "SimulateCommand")), names.toString());
    }

    @Test
    void simulateSendsCountsAndEndsWithZero() throws Exception {
        try (MllpTestServer server = new MllpTestServer()) {
            int code = run(
                    new SimulateCommand(),
                    "--scenario",
                    "night",
                    "--to",
                    "127.0.0.1:" + server.port(),
                    "--for",
                    "3s",
                    "--beds",
                    "4",
                    "--speed",
                    "10");
            assertEquals(0, code, err.toString());
            assertTrue(server.next().contains("|R0"));
            String[] lines = out.toString().strip().split("\n", -1);
            assertEquals(1, lines.length, out.toString());
            assertTrue(lines[0].matches("sent=\\d+ acked=\\d+ refused=0 .*latency-p50=.*latency-p99=.*"), lines[0]);
        }
    }

    @Test
    void simulateFailsWhenNothingListens() throws IOException {
        int free = FreePort.next();
        assertEquals(
                1,
                run(
                        new SimulateCommand(),
                        "--scenario",
                        "calm",
                        "--to",
                        "127.0.0.1:" + free,
                        "--for",
                        "1s",
                        "--beds",
                        "1"));
        assertTrue(err.toString().contains("is the gateway running there?"), err.toString());
    }

    @Test
    void wrongUseEndsWithTwoAndSaysWhy(@TempDir Path folder) throws IOException {
        Path bad = folder.resolve("bad.yaml");
        Files.writeString(bad, "scenario: bad\nbeds:\n  - { bed: R01, monitor: fax }\n");
        assertEquals(2, run(new SimulateCommand(), "--scenario", bad.toString(), "--to", "127.0.0.1:1"));
        assertTrue(err.toString().contains("bad.yaml:3: monitor"), err.toString());
        assertEquals(2, run(new SimulateCommand(), "--scenario", "night", "--to", "nowhere"));
        assertEquals(2, run(new SimulateCommand(), "--scenario", "night", "--to", "127.0.0.1:1", "--speed", "0"));
        assertEquals(2, run(new SimulateCommand(), "--scenario", "night", "--to", "127.0.0.1:1", "--for", "soon"));
        assertEquals(2, run(new SimulateCommand(), "--to", "127.0.0.1:1"));
        assertEquals(2, run(new DemoCommand(), "--lang", "de"));
        assertEquals(2, run(new DemoCommand(), "--beds", "1000"));
        assertEquals(0, run(new DemoCommand(), "--help"));
        assertEquals(0, run(new SimulateCommand(), "--help"));
    }

    @Test
    void demoPrintsOneLineWritesItsSiteAndRemovesIt() throws Exception {
        int code = run(new DemoCommand(), "--for", "2s", "--port", "0", "--lang", "fr", "--beds", "6");
        assertEquals(0, code, err.toString());
        assertEquals("Vigie ready: http://127.0.0.1:8080/", out.toString().strip());
        String site = FakeGateway.last().site();
        assertTrue(site.contains("mode: demo\n"), site);
        assertTrue(site.contains("language: fr\n"), site);
        assertTrue(site.contains("http: { host: 127.0.0.1, port: 0 }"), site);
        assertTrue(site.contains("  - { bed: \"R06\", period: 1000ms, connection: persistent }"), site);
        assertTrue(
                site.matches(
                        "(?s).*name: pds-r05, protocol: mindray-pds, address: \"127\\.0\\.0\\.1:\\d+\", bed: \"R05\".*"),
                site);
        assertTrue(FakeGateway.last().server().next().startsWith("MSH|"));
        assertFalse(Files.exists(FakeGateway.last().folder()), "the folder of a demo without --data is removed");
    }

    @Test
    void demoKeepsTheFolderItWasGivenAndSparesAForeignSite(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("data");
        assertEquals(0, run(new DemoCommand(), "--for", "1s", "--beds", "1", "--data", data.toString()));
        assertEquals(
                0, run(new DemoCommand(), "--for", "1s", "--beds", "1", "--data", data.toString()), err.toString());
        assertTrue(Files.exists(data.resolve("site.yaml")));
        Files.writeString(data.resolve("site.yaml"), "site: Mine\n");
        assertEquals(1, run(new DemoCommand(), "--for", "1s", "--data", data.toString()));
        assertTrue(err.toString().contains("was not written by `vigie demo`"), err.toString());
        assertEquals("site: Mine\n", Files.readString(data.resolve("site.yaml")));
    }
}
