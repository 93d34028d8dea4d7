package org.vigie.adapter.intellivue.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.IntellivuePdu;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.adapter.intellivue.codec.Parsed;
import org.vigie.adapter.intellivue.codec.PduReader;

/**
 * A small monitor that a test can order about: it answers on its 1.024 s tick, aborts 10 s after the last request, and
 * repeats an unanswered create event three times. It writes its bytes by itself.
 */
public final class ScriptedMonitor {
    private static final Duration TICK = Duration.ofMillis(1_024);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CREATE_AGAIN = Duration.ofMillis(3_100);
    private static final long OPTIONS = 0x8C00_0000L;

    /** What goes wrong, if anything. */
    public enum Mood {
        WELL,
        /** Somebody else is associated. */
        REFUSES,
        /** Answers nothing. */
        SILENT,
        /** Sends values, but no alarm list. */
        WITHOUT_ALARMS,
        /** The poll profile extension is not granted. */
        OLD
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
    private record Later(Instant at, byte[] bytes) {}

    private static final class Running {
        final IntellivuePdu.PollRequest request;
        Instant until;
        int sequence;

        Running(IntellivuePdu.PollRequest request, Instant until) {
            this.request = request;
            this.until = until;
        }
    }

    private final List<Later> outgoing = new ArrayList<>();
    private final Map<Integer, Running> polls = new LinkedHashMap<>();
    private final List<String> heard = new ArrayList<>();
    private Mood mood = Mood.WELL;
    private Instant booted;
    private Instant nextTick;
    private @Nullable Instant lastRequest;
    private @Nullable Instant createDue;
    private int creates;
    private List<byte[]> patientAlarms = List.of();
    private List<Long> available = List.of(0x0002_0102L, 0x0002_4BB4L, 0x0002_4A14L);
    private List<Long> waveList = List.of();
    private String bedLabel = "R12";
    private int number = 3;
    private int cycle;
    private int aborts;
    private int associations;

    /** A monitor that is switched on now. */
    public ScriptedMonitor(Instant now) {
        booted = now;
        nextTick = now.plus(TICK);
    }

    /** What goes wrong from now on. */
    public void mood(Mood next) {
        mood = next;
    }

    /** The label set on it. */
    public void bedLabel(String label) {
        bedLabel = label;
    }

    /** Last byte of its MAC address. */
    public void number(int next) {
        number = next;
    }

    /** The alarms that are on, as entries of the list of patient alarms. */
    public void alarms(List<byte[]> entries) {
        patientAlarms = entries;
    }

    /** The labels it has; others are dropped from its list without a word. */
    public void has(List<Long> labels) {
        available = labels;
    }

    /** The list of waves as set. */
    public List<Long> waveList() {
        return waveList;
    }

    /** The words of what it was sent, in order. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** Associations lost because nobody asked for anything, or the create event was not confirmed. */
    public int aborts() {
        return aborts;
    }

    /** Associations accepted. */
    public int associations() {
        return associations;
    }

    /** Whether it is associated. */
    public boolean isAssociated() {
        return lastRequest != null;
    }

    /** Switched off and on: forgets everything, its time begins anew. */
    public void reboot(Instant now) {
        forget();
        booted = now;
    }

    /** Ends the association with an abort. */
    public void abort(Instant now) {
        say(
                now,
                hex("192E110103C129A080A080308002010106025101000000006180308002010"
                        + "1A0806480800101000000000000000000000000"));
        aborts++;
        forget();
    }

    /** Its connect indication with what is needed of it. */
    public byte[] indication() {
        byte[] label = new byte[34];
        byte[] text = bedLabel.getBytes(StandardCharsets.UTF_16BE);
        System.arraycopy(text, 0, label, 0, text.length);
        byte[] attributes = attributes(
                attribute(
                        0x0928,
                        join(
                                sized("Philips".getBytes(StandardCharsets.US_ASCII)),
                                sized("M8000".getBytes(StandardCharsets.US_ASCII)))),
                attribute(0xF135, label),
                attribute(0xF100, hex("0009FB0102%02X0A002A07FFFF000000".formatted(number))));
        byte[] event = join(hex("0023000000000000D7000D17"), sized(attributes));
        byte[] body = join(hex("00000000"), sized(event));
        return join(hex("00000100"), hex("0001"), sized(body));
    }

    /** Takes one message of the client. */
    public void receive(byte[] payload, Instant now) {
        if (mood == Mood.SILENT || !(PduReader.read(payload) instanceof Parsed.Read read)) {
            return;
        }
        IntellivuePdu pdu = read.pdu();
        heard.add(
                pdu instanceof IntellivuePdu.PollRequest poll
                        ? "PollRequest %04x/%04x".formatted(poll.objectClass(), poll.group())
                        : pdu.getClass().getSimpleName());
        switch (pdu) {
            case IntellivuePdu.AssociationRequest request -> associate(now);
            case IntellivuePdu.ReleaseRequest release -> {
                if (isAssociated()) {
                    say(now.plusMillis(80), hex("0A18C11661803080020101A08063808001000000000000000000"));
                    forget();
                }
            }
            case IntellivuePdu.ReleaseResponse released -> forget();
            case IntellivuePdu.MdsCreateResult confirmed -> createDue = null;
            case IntellivuePdu.PollRequest poll -> poll(poll, now);
            case IntellivuePdu.PriorityListSet set -> {
                lastRequest = now;
                waveList = set.labels().stream().filter(available::contains).toList();
                say(now, priority(set.invokeId(), 5));
            }
            case IntellivuePdu.PriorityListGet get -> {
                lastRequest = now;
                say(now, priority(get.invokeId(), 3));
            }
            default -> throw new AssertionError("no client sends " + pdu);
        }
    }

    private void associate(Instant now) {
        if (mood == Mood.REFUSES) {
            say(now, hex("0C03320100"));
        } else if (!isAssociated()) {
            associations++;
            lastRequest = now.plusMillis(1_100);
            say(now.plusMillis(1_100), accept(mood == Mood.OLD ? 0 : OPTIONS));
            say(now.plusMillis(1_101), create(now));
            createDue = now.plusMillis(1_101).plus(CREATE_AGAIN);
            creates = 1;
        }
    }

    private void poll(IntellivuePdu.PollRequest poll, Instant now) {
        if (!isAssociated()) {
            return;
        }
        lastRequest = now;
        if (poll.extended()) {
            long ticks = poll.parameters().stream()
                    .filter(attribute -> attribute.id() == AttributeId.ACTIVE_PERIOD)
                    .mapToLong(attribute -> attribute.value().u32(0))
                    .findFirst()
                    .orElse(0);
            polls.put(poll.invokeId(), new Running(poll, now.plusMillis(ticks / 8)));
        } else {
            say(nextTick, result(poll, 0, nextTick));
        }
    }

    /** When something is due of it. */
    public Instant due() {
        Instant next = nextTick;
        for (Later later : outgoing) {
            next = later.at.isBefore(next) ? later.at : next;
        }
        return next;
    }

    /** What leaves it now. */
    public List<byte[]> tick(Instant now) {
        while (!nextTick.isAfter(now)) {
            Instant at = nextTick;
            nextTick = nextTick.plus(TICK);
            beat(at);
        }
        List<byte[]> due = new ArrayList<>();
        outgoing.removeIf(later -> {
            boolean is = !later.at.isAfter(now);
            if (is && mood != Mood.SILENT) {
                due.add(later.bytes);
            }
            return is;
        });
        return due;
    }

    private void beat(Instant at) {
        Instant last = lastRequest;
        if (last == null) {
            return;
        }
        if (createDue != null && !at.isBefore(createDue)) {
            if (creates++ == 3) {
                abort(at);
                return;
            }
            say(at, create(at));
            createDue = at.plus(CREATE_AGAIN);
        }
        if (!at.isBefore(last.plus(TIMEOUT))) {
            abort(at);
            return;
        }
        cycle++;
        polls.values().removeIf(poll -> at.isAfter(poll.until));
        polls.values().forEach(poll -> send(poll, at));
    }

    private void send(Running poll, Instant at) {
        int objectClass = poll.request.objectClass();
        if (objectClass == ObjectClass.ALERT && mood == Mood.WITHOUT_ALARMS) {
            return;
        }
        if (objectClass == ObjectClass.WAVE) {
            for (int block = 0; block < 4; block++) {
                say(at, result(poll.request, poll.sequence++, at.minusMillis(1_024 - 256L * block)));
            }
        } else if (objectClass == ObjectClass.NUMERIC) {
            int sequence = poll.sequence++;
            say(at, linked(1, 1, poll.request, sequence, at, numeric(1, 0x4182, cycle, sequence == 0)));
            say(at, linked(3, 2, poll.request, sequence, at, numeric(2, 0x4BB8, cycle, sequence == 0)));
            say(at, full(poll.request, sequence, at, new byte[0], 0));
        } else {
            say(at, result(poll.request, poll.sequence++, at));
        }
    }

    private void say(Instant at, byte[] bytes) {
        outgoing.add(new Later(at, bytes));
    }

    private void forget() {
        lastRequest = null;
        createDue = null;
        polls.clear();
        outgoing.removeIf(later -> later.bytes[0] != 0x0A && later.bytes[0] != 0x19);
    }

    private static byte[] accept(long options) {
        byte[] extension = options == 0
                ? hex("00000000")
                : join(hex("0001"), sized(attribute(0xF001, join(u32(options), hex("00000000")))));
        byte[] profile = join(hex("80000000"), u32(20_000), u32(1_456), u32(1_456), hex("FFFFFFFF60000000"), extension);
        byte[] user = join(
                hex("80000000400000000000000000800000" + "80000000" + "00000000"),
                hex("0001"),
                sized(attribute(0x0001, profile)));
        byte[] body = join(
                hex("A203020100A305A103020100BE80288002010281"), new byte[] {(byte) user.length}, user, new byte[16]);
        return join(new byte[] {0x0E, (byte) body.length}, body);
    }

    private byte[] create(Instant now) {
        byte[] attributes = attributes(
                attribute(0x0984, hex("00060009FB0102%02X".formatted(number))),
                attribute(
                        0x0928,
                        join(
                                sized("Philips".getBytes(StandardCharsets.US_ASCII)),
                                sized("M8000".getBytes(StandardCharsets.US_ASCII)))),
                attribute(0x0946, hex("4000")),
                attribute(0x091E, sized((bedLabel + "\0").getBytes(StandardCharsets.UTF_16BE))));
        byte[] event = join(hex("002100000000"), u32(ticks(now)), hex("0D06"), sized(attributes));
        return data(hex("0001"), join(hex("00010001"), sized(event)));
    }

    private byte[] priority(int invokeId, int command) {
        ByteBuffer labels = ByteBuffer.allocate(waveList.size() * 4);
        waveList.forEach(label -> labels.putInt(label.intValue()));
        byte[] list = join(u16(waveList.size()), sized(labels.array()));
        byte[] body = join(hex("002100000000"), attributes(attribute(AttributeId.WAVE_PRIORITY, list)));
        return data(hex("0002"), join(u16(invokeId), u16(command), sized(body)));
    }

    private byte[] result(IntellivuePdu.PollRequest poll, int sequence, Instant at) {
        byte[] objects = switch (poll.objectClass()) {
            case ObjectClass.ALERT -> poll.group() == 0x0801 ? alerts() : object(0x8401, new byte[0], 0);
            case ObjectClass.MDS -> object(0, attribute(0x0946, hex("4000")), 1);
            case ObjectClass.WAVE -> waveList.isEmpty() ? new byte[0] : wave();
            case ObjectClass.PATIENT -> object(1, attribute(0x0957, hex("0002")), 1);
            case ObjectClass.NUMERIC -> numeric(1, 0x4182, cycle, true);
            default -> new byte[0];
        };
        return full(poll, sequence, at, objects, objects.length == 0 ? 0 : 1);
    }

    private byte[] alerts() {
        byte[] list = new byte[0];
        for (byte[] entry : patientAlarms) {
            list = join(list, entry);
        }
        byte[] three = join(
                attribute(0x0916, hex("00000000000000000000")),
                attribute(0x0902, join(u16(patientAlarms.size()), sized(list))),
                attribute(0x0904, hex("00000000")));
        return object(0x8401, three, 3);
    }

    /** An entry of an alarm list without text. */
    public static byte[] alarm(int source, int code, int type, int instance) {
        return join(
                u16(source),
                u16(code),
                u16(type),
                u16(0),
                hex("000600000001"),
                hex("0201"),
                sized(join(u16(instance), u32(0), u16(0), u16(0x4000))));
    }

    private byte[] wave() {
        byte[] samples = new byte[64];
        return object(9, attribute(AttributeId.SAMPLES, join(u16(0x4BB4), u16(0), sized(samples))), 1);
    }

    private static byte[] numeric(int handle, int code, int value, boolean described) {
        byte[] number = attribute(AttributeId.NUMERIC, join(u16(code), u16(0), u16(0x0AA0), u32(value & 0x7FFFFF)));
        byte[] label = attribute(AttributeId.LABEL, u32(0x0002_0000L | code));
        return described ? object(handle, join(label, number), 2) : object(handle, number, 1);
    }

    private byte[] full(IntellivuePdu.PollRequest poll, int sequence, Instant at, byte[] objects, int count) {
        return data(hex("0002"), join(u16(poll.invokeId()), u16(7), sized(body(poll, sequence, at, objects, count))));
    }

    private byte[] linked(
            int state, int number, IntellivuePdu.PollRequest poll, int sequence, Instant at, byte[] object) {
        byte[] head = new byte[] {(byte) state, (byte) number};
        return data(hex("0005"), join(head, u16(poll.invokeId()), u16(7), sized(body(poll, sequence, at, object, 1))));
    }

    private byte[] body(IntellivuePdu.PollRequest poll, int sequence, Instant at, byte[] objects, int count) {
        byte[] context = count == 0 ? new byte[0] : join(u16(0), u16(count), sized(objects));
        byte[] inside = join(
                u16(poll.pollNumber()),
                poll.extended() ? u16(sequence) : new byte[0],
                u32(ticks(at)),
                hex("FFFFFFFFFFFFFFFF0001"),
                u16(poll.objectClass()),
                u16(poll.group()),
                join(u16(count == 0 ? 0 : 1), sized(context)));
        return join(hex("002100000000"), poll.extended() ? hex("F13B") : hex("0C16"), sized(inside));
    }

    private long ticks(Instant at) {
        return Duration.between(booted, at).toMillis() * 8 & 0xFFFF_FFFFL;
    }

    private static byte[] object(int handle, byte[] attributes, int count) {
        return join(u16(handle), u16(count), sized(attributes));
    }

    private static byte[] data(byte[] type, byte[] rest) {
        return join(hex("E1000002"), type, sized(rest));
    }

    private static byte[] attributes(byte[]... all) {
        return join(u16(all.length), sized(join(all)));
    }

    private static byte[] attribute(int id, byte[] value) {
        return join(u16(id), sized(value));
    }

    private static byte[] sized(byte[] bytes) {
        return join(u16(bytes.length), bytes);
    }

    private static byte[] u16(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    private static byte[] u32(long value) {
        return join(u16((int) (value >> 16)), u16((int) value));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
