package org.vigie.gateway.journal;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks the documents of one Chronicle Queue file with plain reads: no mapping, so that a damaged or vanishing disk is
 * an IOException and not a SIGBUS, and no library that stops silently at the first hole. A document is a 4-byte
 * little-endian header (30 bits of length, bit 30 = meta data, bit 31 = not complete) on a 4-byte border; our frame is
 * its content. Where the chain of headers is broken, the next frame is searched by its magic number and checksum. One
 * thread; the file may grow meanwhile.
 */
final class FrameFile implements AutoCloseable {
    private static final int NOT_COMPLETE = 0x80000000;
    private static final int META_DATA = 0x40000000;
    private static final int LENGTH_MASK = 0x3FFFFFFF;
    private static final int END_OF_FILE = NOT_COMPLETE | META_DATA;
    private static final int WINDOW_BYTES = 1 << 18;
    private static final int LONGEST_FRAME = 64 << 20;

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_ENDIAN = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final Path path;
    private final RecordClass cls;
    private final long epoch;
    private final FileChannel channel;
    private byte[] window = new byte[WINDOW_BYTES];
    private long windowStart;
    private int windowLength;
    /** Of the next document's header. */
    private long position;
    /** A frame that is read by its own length because the header before it cannot be trusted, or -1. */
    private long resume = -1;
    /** Size of the file at the last search for frames behind {@link #searchedFrom} that found none. */
    private long searchedSize = -1;

    private long searchedFrom = -1;
    private long sizeSeen;

    /** What lies in a file: a record, or bytes that are no record. */
    sealed interface Found {}

    /**
     * A record whose checksums are right.
     *
     * @param position of its document's header
     */
    record Whole(JournalRecord entry, long ordinal, long position) implements Found {}

    /** Something that is not as it was written. */
    record Bad(String reason) implements Found {}

    private FrameFile(Path path, RecordClass cls, long epoch, FileChannel channel) {
        this.path = path;
        this.cls = cls;
        this.epoch = epoch;
        this.channel = channel;
    }

    static FrameFile open(Path path, RecordClass cls, long epoch) throws IOException {
        return new FrameFile(path, cls, epoch, FileChannel.open(path, StandardOpenOption.READ));
    }

    /** Goes on from a document that {@link #next} gave, or from the start of the file with 0. */
    void moveTo(long documentPosition) {
        position = documentPosition;
        resume = -1;
    }

    /** The next record or damage, or null at the present end; later more may have been written. */
    @Nullable Found next() throws IOException {
        while (resume < 0) {
            int header = headerAt(position);
            if (header == END_OF_FILE || !reaches(position + Integer.BYTES)) {
                windowLength = 0;
                return null;
            }
            if (!isWhole(position, header)) {
                return beyondTheChain(header);
            }
            if ((header & META_DATA) == 0) {
                return document(header & LENGTH_MASK);
            }
            position = align(position + Integer.BYTES + (header & LENGTH_MASK));
        }
        long frame = resume;
        resume = -1;
        return frameByItself(frame);
    }

    /**
     * The first record whose frame starts at or after a byte offset, or empty when none does within the given bytes.
     */
    Optional<Whole> firstFrom(long offset, long within) throws IOException {
        long limit = Math.min(channel.size(), offset + within);
        long frame = findFrame(align(offset), limit);
        while (frame >= 0) {
            Optional<Whole> found = recordAt(frame);
            if (found.isPresent()) {
                return found;
            }
            frame = findFrame(frame + Integer.BYTES, limit);
        }
        return Optional.empty();
    }

    /** The byte behind the last frame that begins before an offset, or the offset where that is further on. */
    long endOfLastBefore(long offset) throws IOException {
        for (long within = WINDOW_BYTES; ; within *= 4) {
            long from = Math.max(0, offset - within);
            long limit = Math.min(channel.size(), offset + Frame.HEADER_BYTES);
            long last = -1;
            for (long at = findFrame(from, limit); at >= 0; at = findFrame(at + Integer.BYTES, limit)) {
                last = at;
            }
            if (last >= 0) {
                long length = frameHeader(last).map(Frame.Header::frameLength).orElse(0);
                return Math.min(channel.size(), Math.max(offset, align(last + length)));
            }
            if (from == 0) {
                return offset;
            }
        }
    }

    /** The bytes of a record as they lie in the file. */
    byte[] bytes(Whole whole) throws IOException {
        long frame = whole.position() + Integer.BYTES;
        int length = frameHeader(frame).map(Frame.Header::frameLength).orElse(0);
        if (length > LONGEST_FRAME || !load(frame, length)) {
            throw new IOException("record " + whole.entry().seq() + " cannot be read again");
        }
        int begin = (int) (frame - windowStart);
        return Arrays.copyOfRange(window, begin, begin + length);
    }

    /** The byte behind the record or damage that {@link #next} gave last. */
    long afterLast() {
        return position;
    }

    long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean isWhole(long at, int header) throws IOException {
        return header != 0 && (header & NOT_COMPLETE) == 0 && reaches(at + Integer.BYTES + (header & LENGTH_MASK));
    }

    private Found document(int length) throws IOException {
        long frame = position + Integer.BYTES;
        Optional<Frame.Header> header = frameHeader(frame);
        if (header.isPresent() && header.get().frameLength() != length) {
            return skipTo(frame, "broken document header");
        }
        if (header.isPresent()) {
            return frameByItself(frame);
        }
        long after = align(frame + length);
        int following = headerAt(after);
        if (following == 0 || following == END_OF_FILE || isWhole(after, following)) {
            Bad bad = new Bad("broken record header" + at(position));
            position = after;
            return bad;
        }
        long next = findFrame(frame, channel.size());
        if (next < 0) {
            Bad bad = new Bad("broken record header" + at(position) + ", nothing readable follows");
            position = align(channel.size());
            return bad;
        }
        return skipTo(next, "broken record header");
    }

    private Found frameByItself(long frame) throws IOException {
        long length = frameHeader(frame).map(Frame.Header::frameLength).orElse(Integer.BYTES);
        Optional<Whole> found = recordAt(frame);
        position = align(frame + length);
        if (found.isPresent()) {
            return found.get();
        }
        return new Bad(frameHeader(frame)
                        .map(header -> "record " + header.seq() + " has a wrong checksum or is cut off")
                        .orElse("broken record header")
                + at(frame));
    }

    /**
     * The chain of documents ends here: at the end of what was written, or at a hole. Only a frame further on makes it
     * a hole: the one directly behind an unfinished header is the record that the writer was at, or died at. A writer
     * at work completes a header before it writes what follows, so a second look at it tells the two apart.
     */
    private @Nullable Found beyondTheChain(int header) throws IOException {
        if (searchedFrom == position && searchedSize == channel.size()) {
            windowLength = 0;
            return null;
        }
        boolean hole = findFrame(position + 2 * Integer.BYTES, channel.size()) >= 0;
        windowLength = 0;
        if (headerAt(position) != header) {
            return next();
        }
        if (hole) {
            String reason = header == 0 ? "zeros where a record was" : "broken document header";
            return skipTo(findFrame(position + Integer.BYTES, channel.size()), reason);
        }
        searchedFrom = position;
        searchedSize = channel.size();
        windowLength = 0;
        boolean cutOff = header != 0 && (header & NOT_COMPLETE) == 0;
        return cutOff ? new Bad("file is cut off" + at(position)) : null;
    }

    private Bad skipTo(long frame, String reason) {
        Bad bad = new Bad(reason + at(position));
        resume = frame;
        return bad;
    }

    private String at(long where) {
        return " at byte " + where + " of " + cls.folder() + "/" + path.getFileName();
    }

    /** Position of the first frame header in [from, limit) whose own checksum is right, or -1. */
    private long findFrame(long from, long limit) throws IOException {
        long at = align(from);
        while (at + Frame.HEADER_BYTES <= limit && load(at, Frame.HEADER_BYTES)) {
            int within = (int) (at - windowStart);
            int candidate = nextMagic(within);
            at = windowStart + candidate;
            if (candidate <= windowLength - Frame.HEADER_BYTES
                    && at + Frame.HEADER_BYTES <= limit
                    && Frame.header(window, candidate).isPresent()) {
                return at;
            }
            // Past the window's last place for a whole header, the next window begins there.
            at = candidate <= windowLength - Frame.HEADER_BYTES ? at + Integer.BYTES : at;
        }
        return -1;
    }

    /** First place in the window, from a place on, of a magic number or of too few bytes for a header. */
    private int nextMagic(int from) {
        int at = from;
        while (at <= windowLength - Frame.HEADER_BYTES && (int) BIG_ENDIAN.get(window, at) != Frame.MAGIC) {
            at += Integer.BYTES;
        }
        return at;
    }

    private Optional<Frame.Header> frameHeader(long frame) throws IOException {
        return load(frame, Frame.HEADER_BYTES) ? Frame.header(window, (int) (frame - windowStart)) : Optional.empty();
    }

    private Optional<Whole> recordAt(long frame) throws IOException {
        Optional<Frame.Header> header = frameHeader(frame);
        if (header.isEmpty()
                || header.get().epoch() != epoch
                || header.get().frameLength() > LONGEST_FRAME
                || !load(frame, header.get().frameLength())) {
            return Optional.empty();
        }
        return Frame.body(header.get(), cls, window, (int) (frame - windowStart))
                .map(entry -> new Whole(entry, header.get().ordinal(), frame - Integer.BYTES));
    }

    private int headerAt(long at) throws IOException {
        return load(at, Integer.BYTES) ? (int) LITTLE_ENDIAN.get(window, (int) (at - windowStart)) : 0;
    }

    /** Whether the file reaches that far; asks the system only when it did not the last time. */
    private boolean reaches(long end) throws IOException {
        if (end > sizeSeen) {
            sizeSeen = channel.size();
        }
        return end <= sizeSeen;
    }

    /** Brings the bytes into the window; false when the file is too short. */
    private boolean load(long from, int bytes) throws IOException {
        if (from >= windowStart && from + bytes <= windowStart + windowLength) {
            return true;
        }
        if (!reaches(from + bytes)) {
            return false;
        }
        if (window.length < bytes) {
            window = new byte[Math.max(bytes, 2 * window.length)];
        }
        windowStart = from;
        windowLength = 0;
        ByteBuffer into = ByteBuffer.wrap(window);
        while (into.hasRemaining() && channel.read(into, from + into.position()) > 0) {
            windowLength = into.position();
        }
        return windowLength >= bytes;
    }

    private static long align(long position) {
        return (position + Integer.BYTES - 1) & -Integer.BYTES;
    }
}
