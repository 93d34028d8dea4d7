package org.vigie.gateway.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.Packet.Ask;
import org.vigie.gateway.link.Packet.Part;
import org.vigie.model.limits.LinkLimits;

/**
 * Packets as bytes: {@code version, type, edge, epoch, boot, body, CRC32C} (big-endian, of everything before it).
 * Numbers have a variable length (7 bits a byte, lowest first), texts are UTF-8 behind their length. What is no packet
 * is empty: a hub counts it and goes on.
 */
public final class PacketCodec {
    private static final int VERSION = 5;
    private static final int CRC_BYTES = 4;
    private static final int NAME = 255;
    private static final int FILL_ENTRIES = 4_096;
    private static final int SEVERAL = 8;
    private static final int MOST_TOGETHER = 8;

    /** Beside the part of a state: what follows is a difference. */
    private static final int DIFFERENCE = 2;

    private PacketCodec() {}

    /**
     * A packet with the names around it.
     *
     * @param edge id of the edge that it comes from or goes to
     * @param epoch of that edge, as far as the sender knows
     * @param boot drawn by chance at each start of the edge: two boxes with the same id and epoch are told apart by it
     * @param packet what is said
     */
    public record Sealed(String edge, long epoch, long boot, Packet packet) {}

    /** The bytes of a packet. */
    public static byte[] encode(Sealed sealed) {
        Wire.Out out = new Wire.Out();
        out.u8(VERSION);
        out.u8(type(sealed.packet()));
        out.text(sealed.edge());
        out.number(sealed.epoch());
        out.fixed(sealed.boot());
        body(out, sealed.packet());
        out.crc(crc(out.array(), out.length()));
        return out.bytes();
    }

    /** The packet of these bytes; empty for anything else. */
    public static Optional<Sealed> decode(byte[] bytes) {
        if (bytes.length < CRC_BYTES + 2 || bytes.length > LinkLimits.DEFAULT.packetBytes() || bytes[0] != VERSION) {
            return Optional.empty();
        }
        int body = bytes.length - CRC_BYTES;
        Wire.In in = new Wire.In(bytes, body);
        if (in.crc() != crc(bytes, body)) {
            return Optional.empty();
        }
        try {
            in.u8();
            int type = in.u8();
            Sealed head = new Sealed(in.text(NAME), in.number(), in.fixed(), new Packet.Credit(0));
            Packet packet = packet(type, in);
            return packet == null || !in.atEnd()
                    ? Optional.empty()
                    : Optional.of(new Sealed(head.edge(), head.epoch(), head.boot(), packet));
        } catch (Wire.Malformed bad) {
            return Optional.empty();
        }
    }

    /** The version of these bytes when they are a packet of another one; both boxes need the same. */
    public static OptionalInt otherVersion(byte[] bytes) {
        int body = bytes.length - CRC_BYTES;
        return body >= 2 && bytes[0] != VERSION && new Wire.In(bytes, body).crc() == crc(bytes, body)
                ? OptionalInt.of(bytes[0] & 0xFF)
                : OptionalInt.empty();
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static int type(Packet packet) {
        return switch (packet) {
            case Packet.Beat p -> 1;
            case Packet.Live p -> 2;
            case Packet.State p -> 3;
            case Packet.Fill p -> 4;
            case Packet.Answer p -> 5;
            case Packet.Waves p -> 6;
            case Packet.States p -> 7;
            case Packet.Several p -> SEVERAL;
            case Packet.HubBeat p -> 33;
            case Ask p -> 34;
            case Packet.Compare p -> 35;
            case Packet.Command p -> 36;
            case Packet.Credit p -> 37;
        };
    }

    private static void body(Wire.Out out, Packet packet) {
        switch (packet) {
            case Packet.Beat p -> beat(out, p);
            case Packet.Live p -> out.squeezed(entries(p.entries()));
            case Packet.State p -> {
                head(out, p, 0, 0);
                out.squeezed(p.payload());
            }
            case Packet.States p -> states(out, p.states());
            case Packet.Several p -> {
                out.number(p.packets().size());
                for (Packet.Up one : p.packets()) {
                    out.u8(type(one));
                    body(out, one);
                }
            }
            case Packet.Fill p -> fill(out, p);
            case Packet.Answer p -> {
                out.text(p.id());
                out.u8(p.accepted() ? 1 : 0);
                out.text(p.reason() == null ? "" : p.reason());
            }
            case Packet.Waves p -> {
                out.number(p.total());
                out.block(p.samples());
            }
            case Packet.HubBeat p -> {
                out.number(p.hubMs());
                out.number(p.lifeNext());
                out.number(p.dataNext());
                out.u8(p.wantsWaves() ? 1 : 0);
                out.number(p.beds().size());
                p.beds().forEach(out::text);
            }
            case Ask p -> {
                out.number(p.request());
                out.number(p.epoch());
                out.u8(number(p.lane()));
                out.number(p.from());
                out.number(p.to());
                out.number(p.bytes());
            }
            case Packet.Compare p -> {
                out.u8(number(p.part()));
                out.number(p.keys().size());
                for (Packet.Held held : p.keys()) {
                    out.text(held.key());
                    out.fixed(held.hash());
                }
            }
            case Packet.Command p -> {
                out.text(p.id());
                out.number(p.seenEdgeMs());
                out.squeezed(p.payload());
            }
            case Packet.Credit p -> out.number(p.total());
        }
    }

    /** Versions and times are counted from the lowest one. */
    private static void states(Wire.Out out, List<Packet.State> states) {
        long version = states.stream().mapToLong(Packet.State::version).min().orElse(0);
        long edgeMs = states.stream().mapToLong(Packet.State::edgeMs).min().orElse(0);
        Wire.Out inner = new Wire.Out();
        inner.number(states.size());
        inner.number(version);
        inner.number(edgeMs);
        for (Packet.State state : states) {
            head(inner, state, version, edgeMs);
            inner.block(state.payload());
        }
        out.squeezed(inner.bytes());
    }

    private static void head(Wire.Out out, Packet.State state, long version, long edgeMs) {
        out.u8(number(state.part()) | (state.base() == 0 ? 0 : DIFFERENCE));
        out.text(state.key());
        out.number(state.version() - version);
        out.number(state.edgeMs() - edgeMs);
        if (state.base() != 0) {
            out.number(state.version() - state.base());
        }
    }

    /** @param most bytes of the state when it was made smaller; 0 when it was not */
    private static Packet.State state(Wire.In in, long lowest, long sinceMs, int most) throws Wire.Malformed {
        int flags = in.u8();
        Part part = part(flags & ~DIFFERENCE);
        String key = in.text(NAME);
        long version = plus(lowest, in.number());
        long edgeMs = plus(sinceMs, in.number());
        long base = 0;
        if ((flags & DIFFERENCE) != 0) {
            base = version - in.number();
            if (base <= 0 || base == version) {
                throw new Wire.Malformed("base");
            }
        }
        return new Packet.State(part, key, version, edgeMs, base, most == 0 ? in.block() : in.squeezed(most));
    }

    private static long plus(long from, long more) throws Wire.Malformed {
        if (from + more < 0) {
            throw new Wire.Malformed("number");
        }
        return from + more;
    }

    private static Packet.Several several(Wire.In in) throws Wire.Malformed {
        int count = in.count(MOST_TOGETHER);
        List<Packet.Up> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int type = in.u8();
            if (type == SEVERAL || !(packet(type, in) instanceof Packet.Up one)) {
                throw new Wire.Malformed("packet in a packet");
            }
            packets.add(one);
        }
        return new Packet.Several(packets);
    }

    private static Packet.States states(Wire.In in) throws Wire.Malformed {
        byte[] whole = in.squeezed(LinkLimits.DEFAULT.packetBytes());
        Wire.In inner = new Wire.In(whole, whole.length);
        int count = inner.count(LinkLimits.DEFAULT.keys());
        List<Packet.State> states = new ArrayList<>();
        long version = inner.number();
        long edgeMs = inner.number();
        for (int i = 0; i < count; i++) {
            states.add(state(inner, version, edgeMs, 0));
        }
        if (!inner.atEnd()) {
            throw new Wire.Malformed("more than its states");
        }
        return new Packet.States(states);
    }

    private static void beat(Wire.Out out, Packet.Beat p) {
        out.u8(number(p.lane()));
        out.number(p.no());
        out.number(p.last());
        out.number(p.pushed());
        out.fixed(p.digest());
        out.number(p.waiting());
        out.number(p.edgeMs());
        out.number(p.wallMs());
        out.number(p.echoHubMs() + 1);
        out.number(p.heldMs());
        out.u8(p.wavesOff() ? 1 : 0);
    }

    private static void entry(Wire.Out out, Entry entry) {
        out.number(entry.epoch());
        out.u8(number(entry.lane()));
        out.number(entry.seq());
        out.number(entry.others());
        out.number(entry.kind());
        out.text(entry.source());
        out.fixed(entry.atNanos());
        out.fixed(entry.wallNanos());
        out.block(entry.payload());
    }

    private static void fill(Wire.Out out, Packet.Fill p) {
        out.number(p.request());
        out.number(p.epoch());
        out.u8(number(p.lane()));
        out.number(p.from());
        out.number(p.to() - p.from() + 1);
        out.number(p.end() + 1);
        out.u8(number(p.cause()));
        out.squeezed(entries(p.entries()));
    }

    /** Together, so that what is alike in them is said once. */
    private static byte[] entries(List<Entry> entries) {
        Wire.Out out = new Wire.Out();
        out.number(entries.size());
        entries.forEach(entry -> entry(out, entry));
        return out.bytes();
    }

    private static @Nullable Packet packet(int type, Wire.In in) throws Wire.Malformed {
        return switch (type) {
            case 1 ->
                new Packet.Beat(
                        lane(in),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.fixed(),
                        in.count(Integer.MAX_VALUE),
                        in.number(),
                        in.number(),
                        in.number() - 1,
                        in.number(),
                        in.u8() != 0);
            case 2 -> new Packet.Live(entries(in));
            case 3 -> state(in, 0, 0, LinkLimits.DEFAULT.stateBytes());
            case 4 -> fill(in);
            case 5 -> {
                String id = in.text(NAME);
                boolean accepted = in.u8() != 0;
                String reason = in.text(NAME);
                yield new Packet.Answer(id, accepted, reason.isEmpty() ? null : reason);
            }
            case 6 -> new Packet.Waves(in.number(), in.block());
            case 7 -> states(in);
            case SEVERAL -> several(in);
            case 33 -> new Packet.HubBeat(in.number(), in.number(), in.number(), in.u8() != 0, beds(in));
            case 34 ->
                new Ask(
                        in.number(),
                        in.number(),
                        lane(in),
                        in.number(),
                        in.number(),
                        in.count(LinkLimits.DEFAULT.packetBytes()));
            case 35 -> compare(in);
            case 36 -> new Packet.Command(in.text(NAME), in.number(), in.squeezed(LinkLimits.DEFAULT.stateBytes()));
            case 37 -> new Packet.Credit(in.number());
            default -> null;
        };
    }

    private static List<String> beds(Wire.In in) throws Wire.Malformed {
        int count = in.count(LinkLimits.DEFAULT.keys());
        List<String> beds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            beds.add(in.text(NAME));
        }
        return beds;
    }

    private static Packet.Compare compare(Wire.In in) throws Wire.Malformed {
        Part part = part(in);
        int count = in.count(LinkLimits.DEFAULT.keys());
        List<Packet.Held> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(new Packet.Held(in.text(NAME), in.fixed()));
        }
        return new Packet.Compare(part, keys);
    }

    private static Packet.Fill fill(Wire.In in) throws Wire.Malformed {
        long request = in.number();
        long epoch = in.number();
        Lane lane = lane(in);
        long from = in.number();
        long to = from + in.number() - 1;
        long end = in.number() - 1;
        Packet.Loss cause = cause(in.u8());
        return new Packet.Fill(request, epoch, lane, from, to, entries(in), end, cause);
    }

    private static List<Entry> entries(Wire.In in) throws Wire.Malformed {
        byte[] whole = in.squeezed(Integer.MAX_VALUE);
        Wire.In inner = new Wire.In(whole, whole.length);
        int count = inner.count(FILL_ENTRIES);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(inner));
        }
        if (!inner.atEnd()) {
            throw new Wire.Malformed("more than its records");
        }
        return entries;
    }

    private static Entry entry(Wire.In in) throws Wire.Malformed {
        long epoch = in.number();
        Lane lane = lane(in);
        long seq = in.number();
        return new Entry(
                epoch,
                lane,
                seq,
                Entry.number(seq, in.number()),
                in.count(Short.MAX_VALUE),
                in.text(NAME),
                in.fixed(),
                in.fixed(),
                in.block());
    }

    static Lane lane(Wire.In in) throws Wire.Malformed {
        return switch (in.u8()) {
            case 0 -> Lane.LIFE;
            case 1 -> Lane.DATA;
            case 2 -> Lane.WAVES;
            default -> throw new Wire.Malformed("lane");
        };
    }

    static int number(Lane lane) {
        return switch (lane) {
            case LIFE -> 0;
            case DATA -> 1;
            case WAVES -> 2;
        };
    }

    private static Part part(Wire.In in) throws Wire.Malformed {
        return part(in.u8());
    }

    private static Part part(int number) throws Wire.Malformed {
        return switch (number) {
            case 0 -> Part.LIFE;
            case 1 -> Part.DATA;
            default -> throw new Wire.Malformed("part");
        };
    }

    private static int number(Part part) {
        return switch (part) {
            case LIFE -> 0;
            case DATA -> 1;
        };
    }

    static Packet.Loss cause(int number) throws Wire.Malformed {
        return switch (number) {
            case 0 -> Packet.Loss.NONE;
            case 1 -> Packet.Loss.RETENTION;
            case 2 -> Packet.Loss.DAMAGED;
            case 3 -> Packet.Loss.TOO_LONG;
            case 4 -> Packet.Loss.SET_ASIDE;
            default -> throw new Wire.Malformed("cause");
        };
    }

    static int number(Packet.Loss cause) {
        return switch (cause) {
            case NONE -> 0;
            case RETENTION -> 1;
            case DAMAGED -> 2;
            case TOO_LONG -> 3;
            case SET_ASIDE -> 4;
        };
    }
}
