package org.vigie.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.records.Checkpoint;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.link.LinkReason;
import org.vigie.model.score.News2;
import org.vigie.model.ward.Order;
import org.vigie.model.ward.Patient;
import org.vigie.model.ward.PowerState;
import org.vigie.model.ward.StorageLevel;

class InputCodecTest {
    private static final SourceId SOURCE = new SourceId("hl7/10.0.0.1");
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00.123456789Z");

    private static final BedId R01 = new BedId("R01");
    private static final BedId R02 = new BedId("R02");

    private static Input ordered(Order order) {
        return new Input.Ordered("id", order, "AB", 12);
    }

    private static JournalRecord record(InputCodec.Encoded encoded) {
        return new JournalRecord(7, 3, encoded.cls(), encoded.kind(), encoded.source(), AT, AT, encoded.payload());
    }

    @Test
    void everyInputComesBackAsItWas() {
        List<Input> inputs = List.of(
                new Input.Sign(SOURCE, "c", true),
                new Input.Sign(SOURCE, "c", false),
                new Input.Link(SOURCE, "c", true, LinkReason.NONE),
                new Input.Link(SOURCE, "c", false, LinkReason.CONNECTION_ERROR),
                new Input.Command("id", "pause", null, null, null),
                new Input.Command("id", "acknowledge", "R01", "é-1", "A.B"),
                new Input.Slept(Duration.ofSeconds(601, 5)),
                new Input.Seen("Poste 2", List.of(R01, R02)),
                new Input.Seen("", List.of()),
                new Input.Storage(StorageLevel.DATA_SHED, 12, 13),
                new Input.Site("site: Hôpital\nbeds: []\n"),
                ordered(new Order.SignOn("AB", "Anne Bérger", "$argon2id$x")),
                ordered(new Order.SignOn("AB", null, null)),
                ordered(new Order.SignOff("AB")),
                ordered(new Order.TellClock(Duration.ofMinutes(-7))),
                ordered(new Order.TakeWatch(List.of(R01, R02))),
                ordered(new Order.LeaveWatch(List.of(R02))),
                ordered(new Order.Admit(
                        R01, new Patient("7", "Petit", "Paul", LocalDate.of(1950, 2, 3), "M", false, false))),
                ordered(new Order.Admit(R01, new Patient(null, "Petit", null, null, null, false, false))),
                ordered(new Order.ConfirmIdentity(R01)),
                ordered(new Order.Observe(R01, News2.Consciousness.NEW_CONFUSION, null, News2.Scale.TWO)),
                ordered(new Order.Observe(R01, null, true, News2.Scale.ONE)),
                ordered(new Order.Discharge(R01, true)),
                ordered(new Order.Transfer(R01, R02, false)),
                new Input.Ordered("id", new Order.SignOff("AB"), null, 0),
                new Input.Power(PowerState.LOW, "on battery, 12 %"),
                new Input.Box("VIGIE_PAPER", "not printed: R01: no paper"),
                new Input.Box("VIGIE_OTHER_NETWORK", ""),
                new Input.Started("0.1.0"));
        for (Input input : inputs) {
            assertEquals(Optional.of(input), InputCodec.decode(record(InputCodec.encode(input))));
        }
    }

    @Test
    void bytesOfMessagesComeBackAsTheyWere() {
        byte[] bytes = {0, 1, (byte) 0xFF, 13, 10};
        Input.Message message = (Input.Message) InputCodec.decode(
                        record(InputCodec.encode(new Input.Message(SOURCE, "c", "auto", Input.Content.ALARM, bytes))))
                .orElseThrow();
        assertArrayEquals(bytes, message.bytes());
        assertEquals("auto", message.profile());
        Input.Unreadable unreadable = (Input.Unreadable)
                InputCodec.decode(record(InputCodec.encode(new Input.Unreadable(SOURCE, "c", "bad: why", bytes))))
                        .orElseThrow();
        assertArrayEquals(bytes, unreadable.bytes());
        assertEquals("bad: why", unreadable.reason());
    }

    @Test
    void aRecordOfPaperOfAnEarlierVersionIsReadAsOneOfTheBox() {
        InputCodec.Encoded sheet = InputCodec.encode(new Input.Started("no paper")); // a text behind the version
        JournalRecord record = new JournalRecord(7, 3, sheet.cls(), RecordKind.PAPER, "", AT, AT, sheet.payload());
        assertEquals(Optional.of(new Input.Box(OwnAlarm.PAPER, "no paper")), InputCodec.decode(record));
    }

    @Test
    void alarmsAreForcedInLife() {
        assertEquals(
                RecordClass.LIFE,
                InputCodec.encode(new Input.Message(SOURCE, "c", "auto", Input.Content.ALARM, new byte[0]))
                        .cls());
        assertEquals(
                RecordClass.DATA,
                InputCodec.encode(new Input.Message(SOURCE, "c", "auto", Input.Content.DATA, new byte[0]))
                        .cls());
    }

    @Test
    void aTruncatedOrNewerPayloadIsRefusedInWords() {
        InputCodec.Encoded whole = InputCodec.encode(new Input.Command("id", "pause", "R01", null, "AB"));
        for (int length = 0; length < whole.payload().length - 1; length++) {
            byte[] cut = Arrays.copyOf(whole.payload(), length);
            JournalRecord record = new JournalRecord(1, 1, whole.cls(), whole.kind(), "", AT, AT, cut);
            assertThrows(IllegalArgumentException.class, () -> InputCodec.decode(record), "length " + length);
        }
        byte[] newer = whole.payload().clone();
        newer[0] = 9;
        JournalRecord record = new JournalRecord(1, 1, whole.cls(), whole.kind(), "", AT, AT, newer);
        assertThrows(IllegalArgumentException.class, () -> InputCodec.decode(record));
    }

    @Test
    void auditIsNoInput() {
        for (RecordKind kind : List.of(RecordKind.TRANSITION, RecordKind.CHECKPOINT, RecordKind.STOPPED)) {
            assertEquals(
                    Optional.empty(),
                    InputCodec.decode(new JournalRecord(1, 1, RecordClass.LIFE, kind, "", AT, AT, new byte[0])));
        }
    }

    @Test
    void aCheckpointComesBackAsItWas() {
        Checkpoint checkpoint = new Checkpoint(3, 17, AT, "vigie 1\nbed é");
        assertEquals(
                checkpoint,
                Checkpoint.decode(new JournalRecord(
                        3, 18, RecordClass.LIFE, RecordKind.CHECKPOINT, "", AT, AT, checkpoint.encode())));
    }
}
