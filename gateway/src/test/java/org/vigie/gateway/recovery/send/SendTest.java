package org.vigie.gateway.recovery.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ca.uhn.hl7v2.model.Message;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.recovery.Hl7Reading;
import org.vigie.gateway.recovery.Item;
import org.vigie.gateway.recovery.PastHour;
import org.vigie.gateway.recovery.SaidByMonitors;
import org.vigie.gateway.recovery.Sampling;
import org.vigie.gateway.recovery.cli.SendCommand;
import org.vigie.gateway.recovery.hl7.PcdEncoder;
import picocli.CommandLine;

/** Issue: an export of an hour of journal is accepted by an independent receiver, message for message, none twice. */
class SendTest {
    private static final UUID JOURNAL = UUID.fromString("6f9c1b0e-5d1b-4a57-9d0e-0a1b2c3d4e5f");
    private static final Sender.Terms TERMS = new Sender.Terms(10, false, false, 20);

    @TempDir
    private static Path hour = Path.of("unset");

    @TempDir
    private Path folder = Path.of("unset");

    private static List<Item> items = List.of();

    private final VirtualPace pace = new VirtualPace();
    private final List<String> refusals = new ArrayList<>();

    @BeforeAll
    static void anHour() throws Exception {
        PastHour.write(hour);
        items = PastHour.items(hour, Sampling.DEFAULT, true);
    }

    private static PcdEncoder encoder() {
        return new PcdEncoder(new PcdEncoder.Header(
                JOURNAL, "CHU", "REA-A", GatewayConfig.Mode.LIVE, new PcdEncoder.Receiver("EHR", "CHU"), "CHU-IPP"));
    }

    /** One run of the command: the log is opened, everything is told, the log is closed. */
    private Sender.Result run(RecordLine line, Sender.Terms terms) throws IOException, InterruptedException {
        try (SentLog log = SentLog.open(folder.resolve("sent/ehr.log"), "test")) {
            Sender sender = new Sender(
                    new Sender.Wiring(encoder(), line, log, pace, new SplittableRandom(1), new Quiet()), terms);
            for (Item item : items) {
                sender.send(item);
            }
            return sender.result();
        }
    }

    private final class Quiet implements Sender.Observer {
        @Override
        public void answered(long sent, long refused) {}

        @Override
        public void waits(Duration time, String reason) {}

        @Override
        public void refused(String id, String reason) {
            refusals.add(id + " " + reason);
        }
    }

    private static Set<String> bound() {
        Set<String> ids = new HashSet<>();
        for (Item item : items) {
            if (PcdEncoder.hasMessage(item) && item.whose().identifier().isPresent()) {
                ids.add(encoder().id(item));
            }
        }
        return ids;
    }

    @Test
    void anIndependentReceiverTakesAnHourAndASecondRunSendsNothing() throws Exception {
        try (HapiReceiver receiver = new HapiReceiver()) {
            try (MllpLine line = new MllpLine(receiver.address(), Duration.ofSeconds(30))) {
                Sender.Result first = run(line, TERMS);
                assertEquals(0, first.refused());
                assertEquals(bound().size(), first.sent());
                assertTrue(first.leftOut() > 60, "R02 and the end of R03: " + first);
            }
            List<Message> messages = receiver.messages();
            Set<String> ids = new HashSet<>();
            SaidByMonitors said = SaidByMonitors.read(hour);
            int values = 0;
            for (Message message : messages) {
                assertTrue(ids.add(Hl7Reading.id(message)), "twice");
                values += Hl7Reading.compare(message, said);
            }
            assertEquals(bound(), ids);
            assertTrue(values > 900, "values compared: " + values);
            try (MllpLine line = new MllpLine(receiver.address(), Duration.ofSeconds(30))) {
                Sender.Result second = run(line, TERMS);
                assertEquals(0, second.sent());
                assertEquals(messages.size(), second.before());
                Sender.Result unbound = run(line, new Sender.Terms(10, true, false, 20));
                assertEquals(second.leftOut(), unbound.sent());
                assertEquals(messages.size(), unbound.before());
            }
            assertEquals(
                    messages.size()
                            + (int) items.stream()
                                    .filter(PcdEncoder::hasMessage)
                                    .count()
                            - ids.size(),
                    receiver.messages().size());
            // 10 a second, in virtual time.
            Duration took = pace.waits().stream().reduce(Duration.ZERO, Duration::plus);
            assertTrue(took.compareTo(Duration.ofMillis(90L * messages.size())) > 0, took.toString());
        }
    }

    /** The process dies: nothing after this runs. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void killedAtAnyMessageNothingIsLostAndOnlyALostAnswerDoubles() throws Exception {
        List<String> received = new ArrayList<>();
        int killed = 0;
        Function<String, Answer> good = id -> {
            received.add(id);
            return new Answer.Accepted();
        };
        for (int after : new int[] {0, 1, 7, 40}) {
            Scripted line = new Scripted(good);
            line.dieAfter = after;
            assertThrows(Killed.class, () -> run(line, TERMS));
            killed++;
        }
        Files.writeString(
                folder.resolve("sent/ehr.log"), received.getLast() + "\tA", StandardOpenOption.APPEND); // torn line
        run(new Scripted(good), TERMS);
        assertEquals(bound(), new HashSet<>(received));
        assertEquals(bound().size() + killed, received.size(), "one doubled for each answer that was lost");
        assertEquals(0, run(new Scripted(good), TERMS).sent());
    }

    /** A receiver as the test says. */
    private static final class Scripted implements RecordLine {
        private final Function<String, Answer> answers;
        private int dieAfter = Integer.MAX_VALUE;
        private int count;

        Scripted(Function<String, Answer> answers) {
            this.answers = answers;
        }

        @Override
        public Answer send(String id, String text) {
            Answer answer = answers.apply(id);
            if (count++ == dieAfter) {
                throw new Killed();
            }
            return answer;
        }

        @Override
        public void close() {}
    }

    @Test
    void whatIsRefusedIsWrittenDownAndTheNextOneIsSent() throws Exception {
        int[] count = {0};
        Sender.Result result = run(
                new Scripted(id ->
                        ++count[0] % 10 == 0 ? new Answer.Refused("AR 204, unknown patient") : new Answer.Accepted()),
                TERMS);
        assertEquals(bound().size() / 10, result.refused());
        assertEquals(bound().size(), result.sent() + result.refused());
        assertTrue(refusals.get(0).endsWith("AR 204, unknown patient"));
        assertEquals(0, run(new Scripted(id -> new Answer.Accepted()), TERMS).sent());
        Sender.Result again = run(new Scripted(id -> new Answer.Accepted()), new Sender.Terms(10, false, true, 20));
        assertEquals(result.refused(), again.sent());
    }

    @Test
    void whoRefusesEverythingIsNotAskedForEver() {
        Scripted never = new Scripted(id -> new Answer.Refused("AE 207"));
        assertThrows(Sender.RefusesEverything.class, () -> run(never, TERMS));
        assertEquals(20, never.count);
    }

    @Test
    void withoutAnAnswerTheSameMessageIsSentAgainAfterFiveToSixtySeconds() throws Exception {
        List<String> tried = new ArrayList<>();
        run(
                new Scripted(id -> {
                    tried.add(id);
                    return tried.size() <= 12 ? new Answer.Unanswered("connection refused") : new Answer.Accepted();
                }),
                TERMS);
        assertEquals(1, Set.copyOf(tried.subList(0, 13)).size());
        List<Duration> long5 = pace.waits().stream()
                .filter(wait -> wait.compareTo(Duration.ofSeconds(1)) > 0)
                .toList();
        assertEquals(12, long5.size());
        for (Duration wait : long5) {
            assertTrue(wait.toSeconds() >= 5 && wait.toSeconds() <= 60, wait.toString());
        }
        assertTrue(Set.copyOf(long5).size() > 3, "jitter: " + long5);
    }

    @Test
    void aLogOfAnotherJournalOrInUseIsNotTouched() throws Exception {
        Path file = folder.resolve("sent/ehr.log");
        try (SentLog log = SentLog.open(file, "one")) {
            log.accepted("A");
            IOException inUse = assertThrows(IOException.class, () -> SentLog.open(file, "one"));
            assertTrue(inUse.toString().contains("Another `vigie journal send`"), inUse.toString());
        }
        IOException other = assertThrows(IOException.class, () -> SentLog.open(file, "two"));
        assertTrue(other.toString().contains("--cursor"), other.toString());
        try (SentLog log = SentLog.open(file, "one")) {
            assertTrue(log.isAccepted("A"));
        }
    }

    private int command(StringWriter out, String... arguments) {
        return new CommandLine(new SendCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    @Test
    void theCommandReportsFirstAndThenSends() throws Exception {
        StringWriter out = new StringWriter();
        try (HapiReceiver receiver = new HapiReceiver()) {
            String to = "mllp://127.0.0.1:" + receiver.address().getPort();
            String cursor = folder.resolve("cursor.log").toString();
            List<String> line = List.of(
                    "--to",
                    to,
                    "--data",
                    hour.toString(),
                    "--cursor",
                    cursor,
                    "--rate",
                    "1000",
                    "--bed",
                    "R03",
                    "--until",
                    "2026-11-22T09:42:00Z");
            List<String> dry = new ArrayList<>(line);
            dry.add("--dry-run");
            assertEquals(0, command(out, dry.toArray(String[]::new)), out.toString());
            assertTrue(out.toString().contains(", 1 gaps, 0 beds without patient id"), out.toString());
            assertTrue(out.toString().contains("nothing was sent"), out.toString());
            assertEquals(0, receiver.messages().size());
            assertEquals(0, command(out, line.toArray(String[]::new)), out.toString());
            int sent = receiver.messages().size();
            assertTrue(sent > 20, out.toString());
            assertTrue(out.toString().startsWith(sent + " messages, "), out.toString());
            assertTrue(out.toString().contains("sent " + sent + ", refused 0, answered before 0"), out.toString());
            assertEquals(0, command(out, line.toArray(String[]::new)), out.toString());
            assertEquals(sent, receiver.messages().size());
        }
        assertEquals(1, command(out, "--to", "http://x", "--data", hour.toString()));
        assertTrue(out.toString().contains("Write for example --to mllp://"), out.toString());
    }

    @Test
    void aPortWithoutAListenerIsNoAnswer() {
        try (MllpLine line = new MllpLine(InetSocketAddress.createUnresolved("127.0.0.1", 1), Duration.ofSeconds(1))) {
            assertTrue(line.send("1", "MSH|^~\\&|\r") instanceof Answer.Unanswered);
        } catch (UncheckedIOException never) {
            throw new AssertionError(never);
        }
    }
}
