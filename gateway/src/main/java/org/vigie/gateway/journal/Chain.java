package org.vigie.gateway.journal;

import java.io.ByteArrayOutputStream;
import java.security.DigestException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.vigie.model.limits.ChainLimits;

/**
 * Makes the lines of the chain: takes the records of one epoch as they are written and seals them together. A line
 * counts once {@link #written} was called with it, so one that the disk refused is made again. No I/O, no clock. One
 * thread.
 */
public final class Chain {
    private final long epoch;
    private final Map<RecordClass, Segment> segments = new EnumMap<>(RecordClass.class);
    private final MessageDigest record = ChainLine.sha256();
    private final byte[] hash = new byte[record.getDigestLength()];
    private String prev;
    private long from;
    private long to;
    private int records;

    /** What is not sealed yet of one class. */
    private static final class Segment {
        private MessageDigest digest = ChainLine.sha256();
        private final ByteArrayOutputStream marks = new ByteArrayOutputStream();
        private long from;
        private long to;

        void add(long ordinal, byte[] hash) {
            if (marks.size() == 0) {
                from = ordinal;
            }
            to = ordinal;
            digest.update(hash);
            marks.write(hash, 0, ChainLine.MARK_BYTES);
        }

        void clear() {
            digest = ChainLine.sha256();
            marks.reset();
        }

        /** Of a copy of the digest: the line may be refused, and more records come under the next. */
        String text() {
            try {
                MessageDigest copy = (MessageDigest) digest.clone();
                HexFormat hex = HexFormat.of();
                return from + "-" + to + ":" + hex.formatHex(copy.digest()) + ":" + hex.formatHex(marks.toByteArray());
            } catch (CloneNotSupportedException everyJdkCan) {
                throw new IllegalStateException(everyJdkCan);
            }
        }
    }

    /**
     * A chain that goes on.
     *
     * @param epoch of the records
     * @param prev hash of the last line there is, or of none ({@link #unlinked})
     */
    public Chain(long epoch, String prev) {
        this.epoch = epoch;
        this.prev = prev;
        for (RecordClass cls : RecordClass.values()) {
            segments.put(cls, new Segment());
        }
    }

    /** What stands for the hash of the line before the first one. */
    public static String unlinked() {
        return ChainLine.NONE;
    }

    /**
     * A record was written; its numbers follow those before it.
     *
     * @param seq over all classes
     * @param ordinal within the class
     * @param frame holds the record as it is on the disk, from its first byte
     * @param length of the record, bytes
     */
    public void add(RecordClass cls, long seq, long ordinal, byte[] frame, int length) {
        if (records >= ChainLimits.DEFAULT.records()) {
            drop();
        }
        record.update(frame, 0, length);
        try {
            record.digest(hash, 0, hash.length);
        } catch (DigestException tooShort) {
            throw new IllegalStateException(tooShort);
        }
        segment(cls).add(ordinal, hash);
        from = records == 0 ? seq : Math.min(from, seq);
        to = records == 0 ? seq : Math.max(to, seq);
        records++;
    }

    /** Records that wait for a seal. */
    public int waiting() {
        return records;
    }

    /** The disk takes no seals: what waits stays without one, which the next seal's numbers show. */
    private void drop() {
        records = 0;
        segments.values().forEach(Segment::clear);
    }

    /**
     * The first line of the epoch.
     *
     * @param journal name of the journal among all journals
     * @param before the epoch whose last line this one follows, 0 for none
     * @param found newest number of a record that was found of it; -1 when that is not known
     */
    public String begin(Instant at, String journal, long before, long found) {
        return line("begin epoch=" + epoch + " at=" + at + " journal=" + (journal.isEmpty() ? "-" : journal)
                + " before=" + before + " found=" + (found < 0 ? "?" : found));
    }

    /**
     * Seals what waits; at least one record does.
     *
     * @param since engine time of the first of them: its hour names the file they lie in
     */
    public String seal(Instant since, Instant at) {
        StringBuilder words = new StringBuilder();
        words.append("seal epoch=")
                .append(epoch)
                .append(" from=")
                .append(from)
                .append(" to=")
                .append(to);
        words.append(" since=").append(since).append(" at=").append(at);
        segments.forEach((cls, segment) -> {
            if (segment.marks.size() > 0) {
                words.append(' ').append(cls.folder()).append('=').append(segment.text());
            }
        });
        return line(words.toString());
    }

    /**
     * A file is about to be deleted because of its age or for want of room.
     *
     * @param of the epoch it belongs to
     * @param file below the epoch's folder; {@code -} for all of it
     */
    public String deleted(Instant at, long of, String file) {
        return line("deleted epoch=" + of + " file=" + file + " at=" + at);
    }

    /** The orderly end; nothing waits. */
    public String end(Instant at, long last) {
        return line("end epoch=" + epoch + " to=" + last + " at=" + at);
    }

    private String line(String words) {
        return ChainLine.link(words, prev);
    }

    /** The line is on the disk. */
    public void written(String line) {
        prev = ChainLine.hashOf(line);
        if (line.startsWith("seal ")) {
            drop();
        }
    }

    /** Hash of the last line that was written. */
    public String last() {
        return prev;
    }

    private Segment segment(RecordClass cls) {
        Segment segment = segments.get(cls);
        if (segment == null) {
            throw new IllegalStateException("no segment for " + cls);
        }
        return segment;
    }
}
