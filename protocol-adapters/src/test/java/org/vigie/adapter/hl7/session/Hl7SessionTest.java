package org.vigie.adapter.hl7.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vigie.adapter.testing.Golden.bytes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.adapter.hl7.codec.AckMode;
import org.vigie.adapter.hl7.codec.Framed;
import org.vigie.adapter.hl7.codec.Framed.Damage;
import org.vigie.adapter.spi.Arrival;
import org.vigie.adapter.spi.Arrival.Kind;
import org.vigie.adapter.spi.Stored;
import org.vigie.adapter.testing.Golden;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;

final class Hl7SessionTest {
    private static final Limits.Hl7 LIMITS = Limits.DEFAULT.hl7();
    private static final SourceId SOURCE = new SourceId("hl7/192.168.10.21");
    private static final Instant WALL = Instant.parse("2026-03-01T09:15:02Z");
    private static final byte[] VALUES = Golden.message("pcd01-twenty-values");
    private static final byte[] ALARM = Golden.message("pcd04-low-spo2-start");

    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Long> tickets = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final List<String> steering = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private SourceRules rules = SourceRules.unknown();
    private SenderMemory memory = new SenderMemory(rules, LIMITS);
    private Hl7Session session = connect();

    private void use(SourceRules other) {
        rules = other;
        memory = new SenderMemory(rules, LIMITS);
        session = connect();
    }

    private Hl7Session connect() {
        return new Hl7Session(
                SOURCE,
                "192.168.10.21:40312",
                new Hl7Session.Setting(rules, ProfileMatch.NONE, memory, new ControlIds(WALL), LIMITS));
    }

    private void take(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Send send -> sent.add(new String(send.bytes(), StandardCharsets.ISO_8859_1));
                case Effect.Deliver deliver -> {
                    arrivals.add(deliver.arrival());
                    tickets.add(deliver.ticket());
                }
                case Effect.PauseReading pause -> steering.add("pause " + pause.reason());
                case Effect.ResumeReading resume -> steering.add("resume");
                case Effect.Close close -> steering.add("close " + close.reason());
                case Effect.Count count -> counted.add(count.word());
                case Effect.CountRejected rejected -> counted.add("rejected " + rejected.word());
            }
        }
    }

    private void comes(byte[] message) {
        take(session.found(new Framed.Whole(message), now));
    }

    private void comes(String message) {
        comes(bytes(message));
    }

    private void breaks(Damage damage, byte[] message) {
        take(session.found(new Framed.Broken(message, message.length, damage), now));
    }

    private void stored(int arrival, Stored how) {
        take(session.stored(tickets.get(arrival), how, now, WALL));
    }

    private void storeLast() {
        stored(arrivals.size() - 1, Stored.DURABLE);
    }

    private static String message(String type, String id, String time) {
        return "MSH|^~\\&|A|B|C|D|" + time + "||" + type + "|" + id + "|P|2.6\rOBX|1|NM|1||1|\r";
    }

    /** MSA-1 and MSA-2 of each answer. */
    private List<String> answers() {
        return sent.stream()
                .map(ack -> ack.substring(ack.indexOf("\rMSA|") + 5))
                .map(rest -> rest.substring(0, rest.indexOf('\r')))
                .toList();
    }

    @Test
    void answersOnlyWhenTheMessageIsStored() {
        comes(VALUES);
        assertEquals(List.of(), sent);
        assertEquals(Kind.MESSAGE, arrivals.getFirst().kind());
        assertArrayEquals(VALUES, arrivals.getFirst().bytes());
        storeLast();
        assertEquals(List.of("CA|PCD01-1"), answers());
    }

    @Test
    void deliversAMessageThatCarriesAnAlarmAsSuch() {
        comes(ALARM);
        comes(Golden.message("pds-54-all-clear"));
        assertEquals(Kind.ALARM_MESSAGE, arrivals.get(0).kind());
        assertEquals(Kind.ALARM_MESSAGE, arrivals.get(1).kind());
    }

    @Test
    void asksForTheMessageAgainWhenTheJournalCannotBeWritten() {
        comes(VALUES);
        stored(0, Stored.NOT_WRITABLE);
        comes(message("ORU^R01", "2", "t"));
        stored(1, Stored.NOT_WRITABLE);
        assertEquals(List.of("CE|PCD01-1", "AE|2"), answers());
    }

    @Test
    void answersInTheOrderOfArrivalWhateverTheOrderOfTheJournal() {
        for (int i = 0; i < 13; i++) {
            comes(message("ORU^R01", "b" + i, "t"));
        }
        for (int i = 12; i > 0; i--) {
            stored(i, Stored.DURABLE);
        }
        assertEquals(List.of(), sent);
        stored(0, Stored.DURABLE);
        assertEquals(13, sent.size());
        for (int i = 0; i < 13; i++) {
            assertEquals("AA|b" + i, answers().get(i));
        }
    }

    @Test
    void quarantinesWhatCannotBeReadAndNeverAsksForItAgain() {
        comes("MSH|^~\\&|A|B|C|D|t||ORU^R01|77|P|2.6\rgarbage");
        assertEquals(Kind.UNREADABLE, arrivals.getFirst().kind());
        assertTrue(
                arrivals.getFirst().toString().contains("bad-segment-id: no segment begins here at byte 37"),
                arrivals.getFirst()::toString);
        storeLast();
        comes("PID|1");
        stored(1, Stored.NOT_WRITABLE);
        assertEquals(List.of("AR|77", "AR|"), answers());
        assertTrue(sent.getFirst().contains("ERR|||100^Segment sequence error^HL70357|E||||no segment begins here"));
        assertTrue(counted.contains("rejected bad-segment-id"));
    }

    @Test
    void answersUnreadableMessagesInEnhancedModeWithCr() {
        comes("MSH|^~\\&|A|B|C|D|t||ORU^R01|77|P|2.6|||AL|NE\rgarbage");
        storeLast();
        assertEquals(List.of("CR|77"), answers());
    }

    @Test
    void acknowledgesARepetitionAgainAndAppliesItOnce() {
        comes(VALUES);
        storeLast();
        now = now.plusSeconds(59);
        comes(VALUES);
        assertEquals(Kind.DUPLICATE, arrivals.get(1).kind());
        assertEquals(0, arrivals.get(1).bytes().length);
        storeLast();
        assertEquals(List.of("CA|PCD01-1", "CA|PCD01-1"), answers());
    }

    @Test
    void knowsARepetitionAfterAReconnect() {
        comes(VALUES);
        session.closed();
        storeLast();
        assertEquals(List.of(), sent);
        session = connect();
        comes(VALUES);
        assertEquals(Kind.DUPLICATE, arrivals.get(1).kind());
        storeLast();
        assertEquals(List.of("CA|PCD01-1"), answers());
    }

    @Test
    void appliesTheSameMessageAgainAfterAMinute() {
        comes(VALUES);
        storeLast();
        now = now.plusSeconds(60);
        comes(VALUES);
        assertEquals(Kind.MESSAGE, arrivals.get(1).kind());
    }

    @Test
    void appliesAnotherMessageOfTheSameIdAndCountsIt() {
        comes(message("ORU^R01", "1", "20260301101500"));
        comes(message("ORU^R01", "1", "20260301101501"));
        assertEquals(Kind.MESSAGE, arrivals.get(1).kind());
        assertTrue(counted.contains("control-ids-reused"));
    }

    @Test
    void takesNoMessageWithoutTimeForARepetition() {
        comes(Golden.message("pds-204-values"));
        comes(Golden.message("pds-204-values"));
        assertEquals(Kind.MESSAGE, arrivals.get(1).kind());
    }

    @Test
    void takesNoMessageForARepetitionWhereTheProfileSaysSo() {
        use(new SourceRules("ge-b1x5", AckMode.AUTO, false, 1));
        comes(VALUES);
        comes(VALUES);
        assertEquals(Kind.MESSAGE, arrivals.get(1).kind());
        assertEquals("ge-b1x5", arrivals.get(1).profile());
    }

    @Test
    void asksForARepetitionAgainWhenTheFirstWasNotStored() {
        comes(VALUES);
        comes(VALUES);
        stored(0, Stored.NOT_WRITABLE);
        stored(1, Stored.DURABLE); // only a sign of life
        comes(VALUES);
        assertEquals(Kind.MESSAGE, arrivals.get(2).kind());
        stored(2, Stored.DURABLE);
        assertEquals(List.of("CE|PCD01-1", "CE|PCD01-1", "CA|PCD01-1"), answers());
    }

    @Test
    void remembersABoundedNumberOfMessages() {
        for (int i = 0; i <= LIMITS.duplicatesRemembered(); i++) {
            comes(message("ORU^R01", "m" + i, "t"));
            storeLast();
        }
        comes(message("ORU^R01", "m0", "t"));
        assertEquals(Kind.MESSAGE, arrivals.getLast().kind());
        comes(message("ORU^R01", "m" + LIMITS.duplicatesRemembered(), "t"));
        assertEquals(Kind.DUPLICATE, arrivals.getLast().kind());
    }

    @Test
    void neverAnswersAnAcknowledgement() {
        comes("MSH|^~\\&|A|B|C|D|t||ACK^R01^ACK|9|P|2.6|||AL|AL\rMSA|AA|1\r");
        assertEquals(Kind.ALIVE, arrivals.getFirst().kind());
        storeLast();
        comes("MSH|^~\\&|A|B|C|D|t||ACK|9|P|2.6\rdamaged");
        storeLast();
        assertEquals(List.of(), sent);
    }

    @Test
    void takesAMessageWithMsaForAMessage() {
        comes(Golden.message("pcd05-ora-r41-with-msa"));
        assertEquals(Kind.ALARM_MESSAGE, arrivals.getFirst().kind());
        storeLast();
        assertEquals(List.of("CA|PCD05-1"), answers());
    }

    @ParameterizedTest
    @CsvSource({"rgv-o15-order, CR|RGV-1", "qry-a19-patient, AR|QRY-1"})
    void keepsWhatIsNotOursAndSaysSoOnce(String name, String answer) {
        comes(Golden.message(name));
        assertEquals(Kind.MESSAGE, arrivals.getFirst().kind());
        assertTrue(arrivals.getFirst().toString().contains("unsupported-type"));
        storeLast();
        assertEquals(List.of(answer), answers());
        assertTrue(sent.getFirst().contains("ERR|||200^Unsupported message type^HL70357|E"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ORU^R01", "ORU", "ORU^R42^ORU_R01", "ORA^R41", "ADT^A08", "NMD^N02", ""})
    void acceptsWhatIsOurs(String type) {
        comes(message(type, "1", "t"));
        storeLast();
        assertEquals(List.of("AA|1"), answers());
    }

    @Test
    void takesTheEchoOfMindrayForASignOfLife() {
        comes(Golden.message("pds-echo-106"));
        assertEquals(Kind.ALIVE, arrivals.getFirst().kind());
        storeLast();
        assertEquals(List.of(), sent);
    }

    @Test
    void takesAnEmptyFrameForASignOfLife() {
        take(session.found(new Framed.KeepAlive(), now));
        storeLast();
        assertEquals(Kind.ALIVE, arrivals.getFirst().kind());
        assertEquals(List.of(), sent);
    }

    @Test
    void answersOversizedFramesAndClosesAfterThree() {
        for (int i = 0; i < 3; i++) {
            assertFalse(steering.contains("close CLOSED_BY_GATEWAY"));
            breaks(Damage.OVERSIZE, VALUES);
            storeLast();
            now = now.plusSeconds(10);
        }
        assertEquals(List.of("CR|PCD01-1", "CR|PCD01-1", "CR|PCD01-1"), answers());
        assertTrue(sent.getFirst().contains("ERR|||207^"));
        assertEquals(List.of("pause closing", "close CLOSED_BY_GATEWAY"), steering);
    }

    @Test
    void toleratesOversizedFramesThatAreRare() {
        for (int i = 0; i < 10; i++) {
            breaks(Damage.OVERSIZE, VALUES);
            storeLast();
            now = now.plusSeconds(31);
        }
        assertEquals(List.of(), steering);
    }

    @ParameterizedTest
    @CsvSource({"RESTARTED", "IDLE_IN_FRAME", "FRAME_TOO_SLOW", "CUT_OFF"})
    void keepsAPieceOfAMessageWithoutAnsweringIt(Damage damage) {
        breaks(damage, VALUES);
        assertEquals(Kind.UNREADABLE, arrivals.getFirst().kind());
        storeLast();
        assertEquals(List.of(), sent);
    }

    @Test
    void stopsReadingWhileTheJournalIsBehind() {
        for (int i = 0; i <= Hl7Session.WAITING; i++) {
            comes(message("ORU^R01", "w" + i, "t" + i));
        }
        assertEquals(List.of("pause journal"), steering);
        stored(0, Stored.DURABLE);
        assertEquals(List.of("pause journal", "resume"), steering);
    }

    @Test
    void stopsReadingASenderThatIsOverItsRateAndDropsNothing() {
        for (int i = 0; i <= 200; i++) { // four seconds' worth, and one
            comes(message("ORU^R01", "r" + i, "t"));
            storeLast();
        }
        assertEquals(List.of("pause rate"), steering);
        assertEquals(201, sent.size());
        now = now.plus(Duration.ofMillis(19));
        take(session.tick(now));
        assertEquals(List.of("pause rate"), steering);
        now = now.plus(Duration.ofMillis(2));
        take(session.tick(now));
        assertEquals(List.of("pause rate", "resume"), steering);
    }

    @Test
    void allowsASenderOfManyBedsMore() {
        use(new SourceRules(SourceRules.AUTO, AckMode.AUTO, true, 40));
        for (int i = 0; i < 2_000; i++) {
            comes(message("ORU^R01", "r" + i, "t"));
            storeLast();
        }
        assertEquals(List.of(), steering);
    }

    @Test
    void obeysTheSiteInHowItAnswers() {
        use(new SourceRules(SourceRules.AUTO, AckMode.NONE, true, 1));
        comes(VALUES);
        storeLast();
        assertEquals(List.of(), sent);
        use(new SourceRules(SourceRules.AUTO, AckMode.ORIGINAL, true, 1));
        comes(VALUES);
        storeLast();
        assertEquals(List.of("AA|PCD01-1"), answers());
    }
}
