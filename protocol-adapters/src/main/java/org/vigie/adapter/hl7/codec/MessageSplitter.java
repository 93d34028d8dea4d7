package org.vigie.adapter.hl7.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.vigie.model.limits.Limits;

/**
 * Finds the messages in the content of a file: one or many bare messages, a batch with its envelopes (FHS, BHS, BTS,
 * FTS), captured MLLP bytes, or {@code .chunks} text with the hex bytes of one TCP write a line.
 */
public final class MessageSplitter {
    private static final byte VT = 0x0B;
    private static final byte FS = 0x1C;

    private MessageSplitter() {}

    /** One part of a file, in order. */
    public sealed interface Piece {
        /** Offset in the file, or in the bytes that a {@code .chunks} file describes. */
        long offset();

        /** A message. */
        @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
        record Message(long offset, byte[] bytes) implements Piece {}

        /** Bytes that are no whole message. {@code reason} is a stable word. */
        @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
        record Rest(long offset, byte[] bytes, String reason) implements Piece {}
    }

    /**
     * Splits {@code content}. Never throws for any bytes; every byte but envelopes and white space is in a piece.
     *
     * @param content of the whole file
     */
    public static List<Piece> split(byte[] content) {
        List<byte[]> writes = chunks(content);
        if (!writes.isEmpty()) {
            return framed(writes);
        }
        for (byte b : content) {
            if (b == VT || b == FS) {
                return framed(List.of(content));
            }
        }
        return bare(content);
    }

    /** The writes of a {@code .chunks} text, or none when {@code content} is something else. */
    public static List<byte[]> chunks(byte[] content) {
        List<byte[]> writes = new ArrayList<>();
        for (String line : new String(content, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            String hex = line.strip();
            if (hex.isEmpty()) {
                continue;
            }
            if (hex.length() % 2 != 0 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
                return List.of();
            }
            writes.add(HexFormat.of().parseHex(hex));
        }
        return writes;
    }

    private static List<Piece> framed(List<byte[]> writes) {
        Framing framing = new Framing();
        MllpFramer framer = new MllpFramer(Limits.DEFAULT.hl7());
        for (byte[] write : writes) {
            for (byte b : write) { // one by one, so that the offset of each finding is known
                framing.all.write(b);
                framer.read(new byte[] {b}, Instant.EPOCH, framing::add);
            }
        }
        framing.all.write('\r'); // as if the last end-of-block byte had its CR
        framer.end(framing::add);
        return framing.pieces;
    }

    /** Where the framer is in the file, and what it has found. */
    private static final class Framing {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final List<Piece> pieces = new ArrayList<>();

        private void add(Framed found) {
            int end = all.size();
            switch (found) {
                case Framed.Whole whole ->
                    pieces.add(new Piece.Message(end - 2L - whole.bytes().length, whole.bytes()));
                case Framed.Broken broken -> {
                    long offset = Math.max(0, end - 1 - broken.length());
                    pieces.add(new Piece.Rest(
                            offset, broken.bytes(), broken.damage().word()));
                }
                case Framed.Junk junk -> junk((int) junk.length(), end);
                case Framed.KeepAlive alive -> {}
            }
        }

        private void junk(int length, int end) {
            byte[] bytes = Arrays.copyOfRange(all.toByteArray(), end - length, end);
            if (StructureScan.begin(bytes) == bytes.length) {
                return;
            }
            if (!pieces.isEmpty()
                    && pieces.getLast() instanceof Piece.Rest last
                    && last.reason().equals("junk")
                    && last.offset() + last.bytes().length == end - length) {
                byte[] longer = Arrays.copyOf(last.bytes(), last.bytes().length + length);
                System.arraycopy(bytes, 0, longer, last.bytes().length, length);
                pieces.set(pieces.size() - 1, new Piece.Rest(last.offset(), longer, "junk"));
            } else {
                pieces.add(new Piece.Rest(end - length, bytes, "junk"));
            }
        }
    }

    private static List<Piece> bare(byte[] content) {
        List<Piece> pieces = new ArrayList<>();
        int start = StructureScan.begin(content);
        while (start < content.length) {
            int end = nextStart(content, start + 1);
            byte[] part = Arrays.copyOfRange(content, start, end);
            int skipped = isEnvelope(part, 0) ? firstLine(part) : 0; // segments may follow an envelope without MSH
            if (StructureScan.startsWithMsh(part, 0)) {
                pieces.add(new Piece.Message(start, part));
            } else if (skipped < part.length) {
                pieces.add(new Piece.Rest(start + skipped, Arrays.copyOfRange(part, skipped, part.length), "no-msh"));
            }
            start = end;
        }
        return pieces;
    }

    /** Offset of the next line from {@code from} on that begins a message or is an envelope. */
    private static int nextStart(byte[] content, int from) {
        for (int i = from; i < content.length; i++) {
            boolean lineStart = content[i - 1] == '\r' || content[i - 1] == '\n';
            if (lineStart && (StructureScan.startsWithMsh(content, i) || isEnvelope(content, i))) {
                return i;
            }
        }
        return content.length;
    }

    /** Offset of the first byte after the first line that is no line end; the length when there is none. */
    private static int firstLine(byte[] part) {
        int at = 0;
        while (at < part.length && part[at] != '\r' && part[at] != '\n') {
            at++;
        }
        while (at < part.length && (part[at] == '\r' || part[at] == '\n' || part[at] == ' ' || part[at] == 0)) {
            at++;
        }
        return at;
    }

    private static boolean isEnvelope(byte[] bytes, int at) {
        if (at + 4 > bytes.length || bytes[at + 2] != 'S') {
            return false;
        }
        boolean header = bytes[at + 1] == 'H' && (bytes[at] == 'F' || bytes[at] == 'B');
        boolean trailer = bytes[at + 1] == 'T' && (bytes[at] == 'F' || bytes[at] == 'B');
        return (header || trailer) && !Character.isLetterOrDigit(bytes[at + 3]);
    }
}
