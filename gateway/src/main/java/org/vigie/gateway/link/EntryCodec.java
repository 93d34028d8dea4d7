package org.vigie.gateway.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigie.model.limits.LinkLimits;

/**
 * What a hub's store holds: records of an edge with their place, ranges of records that nobody has any more, and where
 * the hub stands. The first byte is the version, so that a newer program reads old stores.
 */
public final class EntryCodec {
    private static final int VERSION = 2;

    /** Without the number among all records. */
    private static final int OLDER = 1;

    private static final int LONGEST_SOURCE = 1_024;
    private static final int MOST_MARKS = 1_024;

    private EntryCodec() {}

    /** A record with its place; what is long is made smaller. */
    public static byte[] entry(Entry entry) {
        Wire.Out out = begin();
        out.number(entry.epoch());
        out.u8(PacketCodec.number(entry.lane()));
        out.number(entry.seq());
        out.number(entry.others());
        out.number(entry.kind());
        out.text(entry.source());
        out.fixed(entry.atNanos());
        out.fixed(entry.wallNanos());
        out.squeezed(entry.payload(), WireWords.STORE);
        return out.bytes();
    }

    /** The record; empty when these bytes are none, or of a newer version. */
    public static Optional<Entry> readEntry(byte[] bytes) {
        try {
            Wire.In in = begin(bytes);
            long epoch = in.number();
            Lane lane = PacketCodec.lane(in);
            long seq = in.number();
            return Optional.of(new Entry(
                    epoch,
                    lane,
                    seq,
                    bytes[0] == OLDER ? 0 : Entry.number(seq, in.number()),
                    in.count(Integer.MAX_VALUE),
                    in.text(LONGEST_SOURCE),
                    in.fixed(),
                    in.fixed(),
                    in.squeezed(LinkLimits.DEFAULT.packetBytes() * 4, WireWords.STORE)));
        } catch (Wire.Malformed bad) {
            return Optional.empty();
        }
    }

    /** Records that are lost for good. */
    public static byte[] lost(HubEffect.Lost lost) {
        Wire.Out out = begin();
        out.number(lost.epoch());
        out.u8(PacketCodec.number(lost.lane()));
        out.number(lost.from());
        out.number(lost.to());
        out.u8(PacketCodec.number(lost.cause()));
        return out.bytes();
    }

    /** The lost records; empty when these bytes are none, or of a newer version. */
    public static Optional<HubEffect.Lost> readLost(byte[] bytes) {
        try {
            Wire.In in = begin(bytes);
            return Optional.of(new HubEffect.Lost(
                    in.number(), PacketCodec.lane(in), in.number(), in.number(), PacketCodec.cause(in.u8())));
        } catch (Wire.Malformed bad) {
            return Optional.empty();
        }
    }

    /** Where a hub stands with one edge. */
    public static byte[] marks(List<Intake.Mark> marks) {
        Wire.Out out = begin();
        out.number(marks.size());
        for (Intake.Mark mark : marks) {
            out.number(mark.epoch());
            out.u8(PacketCodec.number(mark.lane()));
            out.number(mark.next());
            out.number(mark.above().size());
            for (Intake.Span span : mark.above()) {
                out.number(span.from());
                out.number(span.to());
            }
        }
        return out.bytes();
    }

    /** Where it stood; empty when these bytes do not tell, or are of a newer version. */
    public static Optional<List<Intake.Mark>> readMarks(byte[] bytes) {
        try {
            Wire.In in = begin(bytes);
            List<Intake.Mark> marks = new ArrayList<>();
            for (int left = in.count(MOST_MARKS); left > 0; left--) {
                long epoch = in.number();
                Lane lane = PacketCodec.lane(in);
                long next = in.number();
                List<Intake.Span> above = new ArrayList<>();
                for (int spans = in.count(bytes.length); spans > 0; spans--) {
                    above.add(new Intake.Span(in.number(), in.number()));
                }
                marks.add(new Intake.Mark(epoch, lane, next, above));
            }
            return Optional.of(marks);
        } catch (Wire.Malformed bad) {
            return Optional.empty();
        }
    }

    private static Wire.Out begin() {
        Wire.Out out = new Wire.Out();
        out.u8(VERSION);
        return out;
    }

    private static Wire.In begin(byte[] bytes) throws Wire.Malformed {
        Wire.In in = new Wire.In(bytes, bytes.length);
        int version = in.u8();
        if (version != VERSION && version != OLDER) {
            throw new Wire.Malformed("version");
        }
        return in;
    }
}
