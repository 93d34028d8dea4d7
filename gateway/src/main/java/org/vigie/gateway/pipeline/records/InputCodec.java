package org.vigie.gateway.pipeline.records;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.link.LinkReason;
import org.vigie.model.ward.PowerState;
import org.vigie.model.ward.StorageLevel;

/**
 * Inputs as payloads of the journal. Layout: version (1 byte, 1), then the fields of the record in order; a text is
 * {@code u2 length + UTF-8}, with 0xFFFF for null; the bytes of a message are the rest. Enumerations are written by
 * name, so that reordering them harms no old journal.
 */
public final class InputCodec {
    private static final int VERSION = 1;
    private static final int NULL_TEXT = 0xFFFF;

    private InputCodec() {}

    /**
     * An input ready to be appended.
     *
     * @param cls queue of the journal
     * @param kind of the record
     * @param source of the record, empty for the gateway's own
     * @param payload the fields
     */
    @SuppressWarnings("ArrayRecordComponent") // handed to the journal, never written to
    public record Encoded(RecordClass cls, RecordKind kind, String source, byte[] payload) {}

    private interface Fields {
        void write(DataOutputStream out) throws IOException;
    }

    /** The record for an input. */
    public static Encoded encode(Input input) {
        String source = input.from().map(SourceId::value).orElse("");
        return switch (input) {
            case Input.Message m ->
                new Encoded(
                        classOf(m.content()),
                        m.content() == Input.Content.WAVES ? RecordKind.WAVE : RecordKind.RAW_MESSAGE,
                        source,
                        payload(m.bytes().length, out -> {
                            text(out, m.connection());
                            text(out, m.profile());
                            out.writeByte(m.content().number());
                            out.write(m.bytes());
                        }));
            case Input.Sign s ->
                new Encoded(
                        RecordClass.DATA,
                        s.duplicate() ? RecordKind.DUPLICATE : RecordKind.ALIVE,
                        source,
                        payload(0, out -> text(out, s.connection())));
            case Input.Unreadable u ->
                new Encoded(RecordClass.DATA, RecordKind.UNREADABLE, source, payload(u.bytes().length, out -> {
                    text(out, u.connection());
                    text(out, u.reason());
                    out.write(u.bytes());
                }));
            case Input.Link l ->
                life(RecordKind.LINK, source, out -> {
                    text(out, l.connection());
                    out.writeBoolean(l.open());
                    text(out, l.reason().name());
                });
            case Input.Command c ->
                life(RecordKind.COMMAND, source, out -> {
                    text(out, c.id());
                    text(out, c.action());
                    text(out, c.bed());
                    text(out, c.alarm());
                    text(out, c.user());
                });
            case Input.Ordered o ->
                life(RecordKind.ORDER, source, out -> {
                    text(out, o.id());
                    text(out, o.user());
                    out.writeInt(o.display());
                    OrderCodec.write(out, o.order());
                });
            case Input.Displays d ->
                life(RecordKind.DISPLAYS, source, out -> {
                    out.writeBoolean(d.answering());
                    text(out, d.text());
                });
            case Input.Seen s ->
                life(RecordKind.SEEN, source, out -> {
                    text(out, s.hidden());
                    out.writeShort(s.nowhere().size());
                    for (BedId bed : s.nowhere()) {
                        text(out, bed.value());
                    }
                });
            case Input.Slept s ->
                life(
                        RecordKind.SUSPENDED,
                        source,
                        out -> out.writeLong(s.slept().toNanos()));
            case Input.Storage s ->
                life(RecordKind.STORAGE, source, out -> {
                    text(out, s.level().name());
                    out.writeLong(s.shedData());
                    out.writeLong(s.shedWaves());
                });
            case Input.Power p ->
                life(RecordKind.POWER, source, out -> {
                    text(out, p.state().name());
                    text(out, p.text());
                });
            case Input.Box b ->
                life(RecordKind.BOX, source, out -> {
                    text(out, b.condition());
                    text(out, b.problem());
                });
            case Input.Site s ->
                life(RecordKind.SITE, source, out -> out.write(s.text().getBytes(StandardCharsets.UTF_8)));
            case Input.Started s ->
                life(RecordKind.STARTED, source, out -> {
                    text(out, s.version());
                    text(out, s.journal());
                });
        };
    }

    /**
     * The input of a record; empty for records that are no inputs (audit, checkpoints).
     *
     * @throws IllegalArgumentException when the payload is of a newer version or not of its kind
     */
    public static Optional<Input> decode(JournalRecord record) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record.payload()))) {
            return switch (record.kind()) {
                case RAW_MESSAGE, WAVE -> Optional.of(message(record, in));
                case DUPLICATE, ALIVE -> {
                    version(in);
                    yield Optional.of(
                            new Input.Sign(source(record), required(in), record.kind() == RecordKind.DUPLICATE));
                }
                case UNREADABLE -> {
                    version(in);
                    yield Optional.of(
                            new Input.Unreadable(source(record), required(in), required(in), in.readAllBytes()));
                }
                case LINK -> {
                    version(in);
                    yield Optional.of(new Input.Link(
                            source(record), required(in), in.readBoolean(), LinkReason.valueOf(required(in))));
                }
                case COMMAND -> {
                    version(in);
                    yield Optional.of(new Input.Command(required(in), required(in), text(in), text(in), text(in)));
                }
                case ORDER -> {
                    version(in);
                    String id = required(in);
                    String user = text(in);
                    int display = in.readInt();
                    yield Optional.of(new Input.Ordered(id, OrderCodec.read(in), user, display));
                }
                case DISPLAYS -> {
                    version(in);
                    yield Optional.of(new Input.Displays(in.readBoolean(), required(in)));
                }
                case SEEN -> {
                    version(in);
                    String hidden = required(in);
                    List<BedId> nowhere = new ArrayList<>();
                    for (int left = in.readUnsignedShort(); left > 0; left--) {
                        nowhere.add(new BedId(required(in)));
                    }
                    yield Optional.of(new Input.Seen(hidden, nowhere));
                }
                case SUSPENDED -> {
                    version(in);
                    yield Optional.of(new Input.Slept(Duration.ofNanos(in.readLong())));
                }
                case STORAGE -> {
                    version(in);
                    yield Optional.of(
                            new Input.Storage(StorageLevel.valueOf(required(in)), in.readLong(), in.readLong()));
                }
                case POWER -> {
                    version(in);
                    yield Optional.of(new Input.Power(PowerState.valueOf(required(in)), required(in)));
                }
                case PAPER -> {
                    version(in);
                    yield Optional.of(new Input.Box(OwnAlarm.PAPER, required(in)));
                }
                case BOX -> {
                    version(in);
                    yield Optional.of(new Input.Box(required(in), required(in)));
                }
                case SITE -> {
                    version(in);
                    yield Optional.of(new Input.Site(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                }
                case STARTED -> started(record, in);
                case CLOCK_STEP, TRANSITION, PROBLEM, CHECKPOINT, STOPPED, DELIVERY, GAP -> Optional.empty();
                case REMOTE, REMOTE_LOST, REMOTE_MINUTES -> Optional.empty(); // of a hub's store, not of a journal
            };
        } catch (IOException truncated) {
            throw new IllegalArgumentException(record + ": payload ends early", truncated);
        }
    }

    private static Input message(JournalRecord record, DataInputStream in) throws IOException {
        version(in);
        return new Input.Message(source(record), required(in), required(in), content(in), in.readAllBytes());
    }

    private static Input.Content content(DataInputStream in) throws IOException {
        int number = in.readUnsignedByte();
        return Arrays.stream(Input.Content.values())
                .filter(content -> content.number() == number)
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("content " + number + " is of a newer version"));
    }

    private static RecordClass classOf(Input.Content content) {
        return switch (content) {
            case ALARM -> RecordClass.LIFE;
            case DATA -> RecordClass.DATA;
            case WAVES -> RecordClass.WAVES;
        };
    }

    /** The journal itself may begin an epoch with a STARTED of its own; only ours has a payload. */
    private static Optional<Input> started(JournalRecord record, DataInputStream in) throws IOException {
        if (record.payload().length == 0) {
            return Optional.empty();
        }
        version(in);
        String program = required(in);
        return Optional.of(new Input.Started(program, in.available() > 0 ? required(in) : ""));
    }

    /** Payload of a CLOCK_STEP: by how much the wall clock was set. */
    public static byte[] clockStep(Duration stepped) {
        return payload(0, out -> out.writeLong(stepped.toNanos()));
    }

    private static Encoded life(RecordKind kind, String source, Fields fields) {
        return new Encoded(RecordClass.LIFE, kind, source, payload(0, fields));
    }

    private static byte[] payload(int rest, Fields fields) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(rest + 96);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            fields.write(out);
            return bytes.toByteArray();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static void version(DataInputStream in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IllegalArgumentException("payload of version " + version + "; this program reads " + VERSION);
        }
    }

    private static SourceId source(JournalRecord record) {
        return new SourceId(record.source());
    }

    static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeShort(NULL_TEXT);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, NULL_TEXT - 1);
        out.writeShort(length);
        out.write(bytes, 0, length);
    }

    static @Nullable String text(DataInputStream in) throws IOException {
        int length = in.readUnsignedShort();
        if (length == NULL_TEXT) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static String required(DataInputStream in) throws IOException {
        String text = text(in);
        if (text == null) {
            throw new IllegalArgumentException("text missing in payload");
        }
        return text;
    }
}
