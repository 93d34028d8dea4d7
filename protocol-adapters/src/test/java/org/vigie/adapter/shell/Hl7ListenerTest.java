package org.vigie.adapter.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vigie.adapter.testing.Golden.bytes;
import static org.vigie.adapter.testing.Golden.framed;
import static org.vigie.adapter.testing.Golden.join;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.adapter.hl7.codec.AckMode;
import org.vigie.adapter.hl7.codec.MessageSplitter;
import org.vigie.adapter.hl7.session.Hl7Session;
import org.vigie.adapter.hl7.session.ProfileMatch;
import org.vigie.adapter.hl7.session.SourceRules;
import org.vigie.adapter.spi.AdapterClock;
import org.vigie.adapter.spi.AdapterStatus;
import org.vigie.adapter.spi.Arrival;
import org.vigie.adapter.spi.Arrival.Kind;
import org.vigie.adapter.spi.Stored;
import org.vigie.adapter.testing.Golden;
import org.vigie.adapter.testing.RawClient;
import org.vigie.adapter.testing.RecordingSink;
import org.vigie.adapter.testing.TestClock;
import org.vigie.adapter.transport.EventLoop;
import org.vigie.model.limits.Limits;
import org.vigie.model.testing.SharedData;

/** The listener over real sockets of this machine. */
final class Hl7ListenerTest {
    private static final byte[] VALUES = Golden.message("pcd01-twenty-values");
    private static final byte[] ALARM = Golden.message("pcd04-low-spo2-start");
    private static final SourceRules FAST = new SourceRules(SourceRules.AUTO, AckMode.AUTO, true, 1_000);

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final RecordingSink sink = new RecordingSink();
    private final TestClock virtual = new TestClock();
    private final List<Hl7Listener> started = new ArrayList<>();

    @AfterEach
    void close() {
        started.forEach(
                listener -> listener.stop().orTimeout(10, TimeUnit.SECONDS).join());
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private Hl7Listener start(SourceRules unlisted, AdapterClock clock, Map<String, SourceRules> listed) {
        Hl7Listener listener = new Hl7Listener(
                loop,
                new Hl7ListenerConfig("hl7", "127.0.0.1", 0, listed, unlisted, ProfileMatch.NONE, Limits.DEFAULT.hl7()),
                sink,
                clock);
        listener.start().orTimeout(10, TimeUnit.SECONDS).join();
        started.add(listener);
        return listener;
    }

    private Hl7Listener start() {
        return start(FAST, TestClock.running(), Map.of());
    }

    private static long count(Hl7Listener listener, String word) {
        return listener.status().counts().getOrDefault(word, 0L);
    }

    private static byte[] message(String id) {
        return framed(bytes("MSH|^~\\&|A|B|C|D|20260301101500||ORU^R01|" + id + "|P|2.6\rOBX|1|NM|1||1|\r"));
    }

    @Test
    void storesAndAnswers() throws IOException {
        Hl7Listener listener = start();
        try (RawClient client = new RawClient(listener.port())) {
            client.send(framed(VALUES));
            assertEquals(List.of("CA|PCD01-1"), client.acks(1));
            client.send(framed(ALARM));
            assertEquals(List.of("CA|PCD04-1"), client.acks(1));
        }
        List<Arrival> arrivals = sink.await(all -> all.size() == 2);
        assertArrayEquals(VALUES, arrivals.get(0).bytes());
        assertEquals("hl7/127.0.0.1", arrivals.get(0).source().value());
        assertEquals(Kind.ALARM_MESSAGE, arrivals.get(1).kind());
        assertEquals(
                List.of("open hl7/127.0.0.1 none", "closed hl7/127.0.0.1 closed-by-peer"),
                sink.awaitLinks(all -> all.size() == 2));
        AdapterStatus status = listener.status();
        assertEquals(Map.of("CA", 2L), status.answers());
        assertEquals(2L, status.counts().get("frames"));
        assertEquals((long) VALUES.length + ALARM.length + 6, status.counts().get("bytes-in"));
    }

    @Test
    void answersThirteenMessagesOfOneWriteInOrder() throws IOException {
        try (RawClient client = new RawClient(start().port())) {
            byte[] burst = {};
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 13; i++) {
                burst = join(burst, message("b" + i));
                expected.add("AA|b" + i);
            }
            client.send(burst);
            assertEquals(expected, client.acks(13));
        }
    }

    @Test
    void answersInOneWrite() throws IOException {
        try (RawClient client = new RawClient(start().port())) {
            for (int i = 0; i < 50; i++) {
                client.send(message("w" + i));
                byte[] read = client.read();
                assertEquals(0x0B, read[0]);
                assertEquals('\r', read[read.length - 1]);
                assertEquals(0x1C, read[read.length - 2]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "empty-frame.mllp, 0",
        "fs-and-cr-in-two-packets.chunks, 2",
        "junk-after-frame.mllp, 1",
        "leading-white-space.mllp, 1",
        "lf-after-fs.mllp, 1",
        "missing-leading-vt.mllp, 1",
        "one-byte-chunks.chunks, 1",
        "two-frames-one-read.mllp, 2"
    })
    void readsEveryCapturedStreamHoweverItIsWritten(String file, int messages) throws IOException {
        byte[] content = Files.readAllBytes(SharedData.shared("hl7/frames/" + file));
        List<byte[]> chunks = MessageSplitter.chunks(content);
        List<byte[]> writes = chunks.isEmpty() ? List.of(content) : chunks;
        Hl7Listener listener = start(FAST, virtual, Map.of());
        for (int way = 0; way < 3; way++) {
            try (RawClient client = new RawClient(listener.port())) {
                for (byte[] write : writes) {
                    if (way == 1) {
                        client.sendOneByOne(write);
                    } else {
                        int half = way == 2 && write.length > 20 ? write.length / 2 : 0;
                        long before = count(listener, "bytes-in");
                        client.send(Arrays.copyOf(write, half));
                        if (half > 0) { // a pause in the middle of the message
                            RecordingSink.eventually(() -> count(listener, "bytes-in") >= before + half);
                            virtual.pass(Duration.ofSeconds(59));
                        }
                        client.send(Arrays.copyOfRange(write, half, write.length));
                    }
                }
                for (int i = 1; i <= messages; i++) {
                    assertTrue(client.acks(1).getFirst().startsWith("AA|MSG0000"), file);
                }
                client.send(message("after-" + way));
                assertEquals(List.of("AA|after-" + way), client.acks(1));
            }
            virtual.pass(Duration.ofMinutes(2)); // else the second time is a repetition
        }
    }

    @Test
    void readsAWholeMessageAfterAnAbandonedHalf() throws IOException {
        try (RawClient client = new RawClient(start().port())) {
            client.send(Arrays.copyOf(framed(VALUES), 700));
            client.send(framed(ALARM));
            assertEquals(List.of("CA|PCD04-1"), client.acks(1));
        }
        List<Arrival> arrivals = sink.await(all -> all.size() == 2);
        assertEquals(Kind.UNREADABLE, arrivals.get(0).kind());
        assertArrayEquals(ALARM, arrivals.get(1).bytes());
    }

    @Test
    void waitsForASlowSenderAndDiscardsWhatStops() throws IOException {
        Hl7Listener listener = start(FAST, virtual, Map.of());
        try (RawClient client = new RawClient(listener.port())) {
            client.send(Arrays.copyOf(framed(VALUES), 700));
            RecordingSink.eventually(() -> count(listener, "bytes-in") == 700);
            virtual.pass(Duration.ofSeconds(59));
            client.send(Arrays.copyOfRange(framed(VALUES), 700, VALUES.length + 3));
            assertEquals(List.of("CA|PCD01-1"), client.acks(1));
            client.send(Arrays.copyOf(framed(ALARM), 700));
            RecordingSink.eventually(() -> count(listener, "bytes-in") == VALUES.length + 703);
            virtual.pass(Duration.ofMinutes(1));
            RecordingSink.eventually(() -> listener.status().rejected().containsKey("idle-in-frame"));
            client.send(framed(ALARM));
            assertEquals(List.of("CA|PCD04-1"), client.acks(1));
        }
    }

    @Test
    void answersLateWhenTheSinkAnswersLate() throws IOException {
        Hl7Listener listener = start();
        sink.hold();
        try (RawClient client = new RawClient(listener.port())) {
            for (int i = 0; i < 100; i++) {
                client.send(message("l" + i));
            }
            RecordingSink.eventually(() -> count(listener, "paused-journal") > 0);
            assertTrue(client.isQuiet(50));
            loop.run(() -> sink.takeHeld().forEach(done -> done.accept(Stored.DURABLE)));
            List<String> acks = client.acks(100);
            for (int i = 0; i < 100; i++) {
                assertEquals("AA|l" + i, acks.get(i));
            }
        }
        assertTrue(sink.await(all -> all.size() == 100).size() > Hl7Session.WAITING);
    }

    @Test
    void asksForEverythingAgainWhileTheJournalCannotBeWritten() throws IOException {
        Hl7Listener listener = start();
        sink.answer(Stored.NOT_WRITABLE);
        try (RawClient client = new RawClient(listener.port())) {
            client.send(join(framed(VALUES), message("2")));
            assertEquals(List.of("CE|PCD01-1", "AE|2"), client.acks(2));
            sink.answer(Stored.DURABLE);
            client.send(join(framed(VALUES), message("2")));
            assertEquals(List.of("CA|PCD01-1", "AA|2"), client.acks(2));
        }
    }

    @Test
    void rejectsOversizedFramesAndClosesAfterThree() throws IOException {
        Hl7Listener listener = start();
        byte[] big = new byte[(1 << 20) + 1_000];
        Arrays.fill(big, (byte) 'x');
        byte[] oversized = framed(join(bytes("MSH|^~\\&|A|B|C|D|t||ORU^R01|big|P|2.6\rNTE|"), big));
        try (RawClient client = new RawClient(listener.port())) {
            client.send(oversized);
            assertEquals(List.of("AR|big"), client.acks(1));
            client.send(join(message("good"), oversized));
            assertEquals(List.of("AA|good", "AR|big"), client.acks(2));
            client.send(oversized);
            assertEquals(List.of("AR|big"), client.acks(1));
            assertTrue(client.isEnded());
        }
        assertEquals(
                "closed hl7/127.0.0.1 closed-by-gateway",
                sink.awaitLinks(all -> all.size() == 2).get(1));
    }

    @Test
    void survivesBombsAndBinaryAndReadsTheNext() throws IOException {
        Hl7Listener listener = start();
        byte[] binary = new byte[5_000];
        for (int i = 0; i < binary.length; i++) {
            binary[i] = (byte) (i * 31 + (i >> 3));
        }
        String header = "MSH|^~\\&|A|B|C|D|t||ORU^R01|bomb|P|2.6\r";
        try (RawClient client = new RawClient(listener.port())) {
            client.send(framed(bytes(header + "OBX|1|ST|x||" + "1^".repeat(100_000))));
            client.send(framed(bytes(header + "OBX|1|NA|x||" + "1^".repeat(100_000))));
            client.send(framed(bytes(header + "OBX|1|ST|x||" + "1&".repeat(100_000))));
            client.send(framed(bytes(header + "OBX|1|ST|x||" + "1~".repeat(100_000))));
            client.send(framed(bytes(header + "OBX|1\r".repeat(50_000))));
            client.send(framed(bytes(header + "|".repeat(100_000))));
            assertEquals(List.of("AR|bomb", "AR|bomb", "AR|bomb", "AR|bomb", "AR|bomb", "AR|bomb"), client.acks(6));
            client.send(binary);
            client.send(framed(ALARM));
            String ack = client.acks(1).getFirst();
            while (ack.startsWith("AR|")) { // frames that the binary happens to contain
                ack = client.acks(1).getFirst();
            }
            assertEquals("CA|PCD04-1", ack);
        }
    }

    @Test
    void keepsConnectionsApart() throws IOException {
        Hl7Listener listener = start();
        try (RawClient one = new RawClient(listener.port());
                RawClient two = new RawClient(listener.port())) {
            byte[] first = message("one");
            byte[] second = message("two");
            for (int i = 0; i < first.length; i++) {
                one.send(new byte[] {first[i]});
                two.send(new byte[] {second[i]});
            }
            assertEquals(List.of("AA|one"), one.acks(1));
            assertEquals(List.of("AA|two"), two.acks(1));
        }
    }

    @Test
    void boundsTheConnectionsOfASender() throws IOException {
        Hl7Listener listener = start(SourceRules.unknown(), TestClock.running(), Map.of());
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RawClient client = new RawClient(listener.port());
            clients.add(client);
            client.send(message("c" + i));
            assertEquals(List.of("AA|c" + i), client.acks(1));
        }
        try (RawClient fifth = new RawClient(listener.port())) {
            assertTrue(fifth.isEnded());
        }
        assertEquals(1, count(listener, "connections-refused"));
        clients.getFirst().close();
        sink.awaitLinks(all -> all.stream().anyMatch(event -> event.startsWith("closed")));
        try (RawClient again = new RawClient(listener.port())) {
            again.send(message("again"));
            assertEquals(List.of("AA|again"), again.acks(1));
        }
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void keepsAPlaceForEachListedSender() throws IOException {
        Limits.Hl7 two = connections(2);
        Hl7Listener listener = new Hl7Listener(
                loop,
                new Hl7ListenerConfig("hl7", "127.0.0.1", 0, Map.of("192.0.2.1", FAST), FAST, ProfileMatch.NONE, two),
                sink,
                TestClock.running());
        listener.start().join();
        started.add(listener);
        try (RawClient one = new RawClient(listener.port());
                RawClient other = new RawClient(listener.port())) {
            one.send(message("1"));
            assertEquals(List.of("AA|1"), one.acks(1));
            assertTrue(other.isEnded());
        }
    }

    private static Limits.Hl7 connections(int connections) {
        Limits.Hl7 d = Limits.DEFAULT.hl7();
        return new Limits.Hl7(
                d.frameBytes(),
                d.idleInFrame(),
                d.wholeFrame(),
                d.endOfBlockSilence(),
                d.oversizedBeforeClose(),
                d.unreadableBeforeAlarm(),
                d.window(),
                connections,
                d.connectionsPerUnlistedSource(),
                d.connectionsBeyondBeds(),
                d.messagesPerSecondPerBed(),
                d.segments(),
                d.fields(),
                d.repetitions(),
                d.components(),
                d.samples(),
                d.duplicateWindow(),
                d.duplicatesRemembered(),
                d.quarantineMessages(),
                d.quarantineBytes(),
                d.textCharacters(),
                d.rememberedTexts());
    }

    @Test
    void survivesManyConnectionsInTurn() throws IOException {
        Hl7Listener listener = start(SourceRules.unknown(), TestClock.running(), Map.of());
        for (int i = 0; i < 300; i++) {
            new RawClient(listener.port()).close();
        }
        // The kernel has taken connections that the listener has not met yet; they may still fill this sender's places.
        RecordingSink.eventually(() -> isAcknowledged(listener.port()));
        RecordingSink.eventually(() -> listener.status().connections().isEmpty());
    }

    private static boolean isAcknowledged(int port) {
        try (RawClient client = new RawClient(port)) {
            client.send(framed(VALUES));
            return client.acks(1).equals(List.of("CA|PCD01-1"));
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void slowsASenderThatIsOverItsRateAndLosesNothing() throws IOException {
        Hl7Listener listener = start(SourceRules.unknown(), virtual, Map.of());
        try (RawClient client = new RawClient(listener.port())) {
            for (int i = 0; i < 1_000; i++) {
                client.send(message("r" + i));
            }
            RecordingSink.eventually(() -> count(listener, "paused-rate") > 0);
            List<String> acks = new ArrayList<>(client.acks(200));
            virtual.pass(Duration.ofMinutes(1));
            RecordingSink.eventually(() -> {
                virtual.pass(Duration.ofSeconds(1)); // the allowance comes back
                return count(listener, "messages") == 1_000;
            });
            acks.addAll(client.acks(800));
            assertEquals("AA|r999", acks.getLast());
        }
    }

    @Test
    void finishesWhatItHasReadWhenItStops() throws IOException {
        Hl7Listener listener = start();
        sink.hold();
        try (RawClient client = new RawClient(listener.port())) {
            client.send(framed(VALUES));
            sink.await(all -> all.size() == 1);
            var stopped = listener.stop();
            loop.run(() -> sink.takeHeld().forEach(done -> done.accept(Stored.DURABLE)));
            assertEquals(List.of("CA|PCD01-1"), client.acks(1));
            stopped.orTimeout(10, TimeUnit.SECONDS).join();
            assertTrue(client.isEnded());
        }
        assertFalse(listener.status().open()); // who else may have the port by now cannot be told by connecting to it
    }

    @Test
    void failsToStartOnAPortThatIsTaken() {
        Hl7Listener first = start();
        Hl7Listener second = new Hl7Listener(
                loop,
                new Hl7ListenerConfig(
                        "hl7", "127.0.0.1", first.port(), Map.of(), FAST, ProfileMatch.NONE, Limits.DEFAULT.hl7()),
                sink,
                TestClock.running());
        assertThrows(CompletionException.class, () -> second.start().join());
    }
}
