package org.vigie.gateway.journal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.model.limits.Limits;
import picocli.CommandLine;

final class JournalCommandTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:15:00Z");

    @TempDir
    Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (Journal journal = JournalDirectory.open(data, Limits.DEFAULT.journal(), AT)) {
                append(journal, RecordClass.LIFE, RecordKind.STARTED, "started");
                append(journal, RecordClass.DATA, RecordKind.RAW_MESSAGE, "PID|1||4711||DUPONT^JEANNE");
                append(journal, RecordClass.LIFE, RecordKind.STOPPED, "stopped");
            }
        }
    }

    private static void append(Journal journal, RecordClass cls, RecordKind kind, String text) throws Exception {
        journal.append(cls, kind, "hl7/10.0.0.1", AT, AT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void listsTheEpochs() {
        assertEquals(0, run("ls"));
        List<String> lines = out.toString().lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.get(2).contains("2026-03-01T10:15:00Z"), lines.get(2));
        assertTrue(lines.get(2).contains("complete"), lines.get(2));
    }

    @Test
    void printsOneJsonObjectALineWithoutPatients() throws Exception {
        assertEquals(0, run("cat"));
        List<String> lines = out.toString().lines().toList();
        assertEquals(6, lines.size());
        assertFalse(out.toString().contains("DUPONT"));
        JsonNode message = new ObjectMapper().readTree(lines.get(1));
        assertEquals("raw_message", message.path("kind").asText());
        assertEquals("data", message.path("class").asText());
        assertEquals(2, message.path("seq").asLong());
        assertEquals(26, message.path("bytes").asLong());
        assertTrue(message.path("text").isMissingNode());
        assertEquals(
                "started",
                new ObjectMapper().readTree(lines.get(0)).path("text").asText());
    }

    @Test
    void printsPatientDataOnlyWhenAsked() {
        assertEquals(0, run("cat", "--with-patient-data", "--epoch", "2", "--kind", "RAW_MESSAGE"));
        assertEquals(1, out.toString().lines().count());
        assertTrue(out.toString().contains("DUPONT"));
    }

    @Test
    void goesOnAfterANumberAndStopsAtTheLimit() {
        assertEquals(0, run("cat", "--epoch", "1", "--after", "1", "--limit", "2"));
        List<String> lines = out.toString().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).contains("\"seq\":2"), lines.get(0));
    }

    @Test
    void verifiesAnIntactJournal() {
        assertEquals(0, run("verify"));
        assertTrue(
                out.toString().contains("epoch 2: 3 records (life 2, data 1, waves 0), 0 lost, intact"),
                out.toString());
    }

    @Test
    void findsAFlippedBitAndExitsWithOne() throws Exception {
        Path folder = data.resolve("journal/epoch-0000000001/data");
        try (Stream<Path> list = Files.list(folder)) {
            Path file = list.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("DUPONT");
            try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
                damaged.seek(at);
                damaged.write('D' ^ 1);
            }
        }
        assertEquals(1, run("verify"));
        assertTrue(out.toString().contains("1 lost in DATA: record 2 has a wrong checksum"), out.toString());
        assertTrue(out.toString().endsWith("damaged, chain broken in 1 place\n"), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("cat", "--epoch", "1"));
        assertTrue(out.toString().contains("\"damage\":\"record 2 has a wrong checksum"), out.toString());
    }

    @Test
    void printsTheNewestSealAndFindsItAgain() {
        assertEquals(0, run("seal"));
        String line = out.toString().strip();
        assertTrue(
                line.matches("journal [0-9a-f-]{36} epoch 2 record 3 at 2026-03-01T10:15:00Z seal [0-9a-f]{64}"), line);
        String seal = line.substring(line.length() - 64);
        out.getBuffer().setLength(0);
        assertEquals(0, run("verify", "--seal", seal.substring(0, 16)));
        assertTrue(out.toString().contains("intact, chain verified from 1/1 to 2/3 in 2 epochs"), out.toString());
        assertTrue(out.toString().contains(" is in the chain"), out.toString());
        assertEquals(1, run("verify", "--seal", "0".repeat(64)));
        assertTrue(out.toString().contains("is NOT in the chain"), out.toString());
    }

    @Test
    void saysWhenThereIsNoJournal() throws Exception {
        CommandLine line = line();
        line.setExecutionExceptionHandler((e, command, result) -> {
            command.getErr().println(e.getMessage());
            return 1;
        });
        assertEquals(1, line.execute("ls", "--data", data.resolve("nowhere").toString()));
        assertTrue(err.toString().contains("There is no journal in"), err.toString());
        // The folder above: where nothing is read, nothing is intact.
        Files.createDirectories(data.resolve("above/journal/journal"));
        assertEquals(1, line.execute("verify", "--data", data.resolve("above").toString()));
        assertTrue(err.toString().contains("above. Name the data folder"), err.toString());
        assertFalse(out.toString().contains("intact"), out.toString());
    }

    private int run(String command, String... options) {
        return line().execute(Stream.concat(Stream.of(command, "--data", data.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private CommandLine line() {
        return new CommandLine(new JournalCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true));
    }
}
