package org.vigie.gateway.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Writing and reading the fields of packets. */
final class Wire {
    /** Shorter blocks gain nothing. */
    private static final int WORTH_SQUEEZING = 64;

    private static final int LONGEST_VARINT = 63;

    /** All blocks of one packet together: a small packet must not become a large heap. */
    private static final int MOST_UNPACKED = 4_194_304;

    private Wire() {}

    /** Bytes that are no packet. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String why) {
            super(why, null, false, false);
        }
    }

    /** Writes; grows as needed. */
    static final class Out {
        private byte[] bytes = new byte[256];
        private int length;

        byte[] array() {
            return bytes;
        }

        int length() {
            return length;
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, length);
        }

        void u8(int value) {
            room(1);
            bytes[length++] = (byte) value;
        }

        /** A number from 0. */
        void number(long value) {
            if (value < 0) {
                throw new IllegalArgumentException("negative: " + value);
            }
            long rest = value;
            while (rest > 0x7F) {
                u8((int) (rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            u8((int) rest);
        }

        void fixed(long value) {
            room(Long.BYTES);
            ByteBuffer.wrap(bytes).putLong(length, value);
            length += Long.BYTES;
        }

        /** A number with a fraction; of 4 bytes when those say it, of 8 bytes else. */
        void real(double value) {
            float small = (float) value;
            boolean enough = Double.isNaN(value) || small == value;
            u8(enough ? Float.BYTES : Double.BYTES);
            if (enough) {
                crc(Float.floatToIntBits(small));
            } else {
                fixed(Double.doubleToLongBits(value));
            }
        }

        void crc(int value) {
            room(Integer.BYTES);
            ByteBuffer.wrap(bytes).putInt(length, value);
            length += Integer.BYTES;
        }

        /** Some bytes without their number. */
        void append(byte[] more, int from, int to) {
            room(to - from);
            System.arraycopy(more, from, bytes, length, to - from);
            length += to - from;
        }

        void text(String text) {
            block(text.getBytes(StandardCharsets.UTF_8));
        }

        void block(byte[] block) {
            number(block.length);
            append(block, 0, block.length);
        }

        /** A block that is made smaller where that gains something. */
        void squeezed(byte[] block) {
            squeezed(block, WireWords.LINK);
        }

        /** @param words that the reader knows as well */
        void squeezed(byte[] block, byte[] words) {
            byte[] small = block.length < WORTH_SQUEEZING ? block : deflate(block, words);
            boolean smaller = small.length < block.length;
            number(smaller ? block.length : 0);
            block(smaller ? small : block);
        }

        private void room(int more) {
            if (bytes.length - length < more) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
            }
        }
    }

    private static byte[] deflate(byte[] block, byte[] words) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setDictionary(words);
            deflater.setInput(block);
            deflater.finish();
            byte[] out = new byte[block.length];
            int size = deflater.deflate(out);
            return deflater.finished() ? Arrays.copyOf(out, size) : block;
        } finally {
            deflater.end();
        }
    }

    /** Reads; every length is checked before anything is made of it. */
    static final class In {
        private final byte[] bytes;
        private final int end;
        private int at;
        private int budget = MOST_UNPACKED;

        In(byte[] bytes, int end) {
            this.bytes = bytes;
            this.end = end;
        }

        boolean atEnd() {
            return at == end;
        }

        /** Bytes that were not read yet. */
        int left() {
            return end - at;
        }

        /** What stands behind the end. */
        int crc() {
            return ByteBuffer.wrap(bytes).getInt(end);
        }

        int u8() throws Malformed {
            need(1);
            return bytes[at++] & 0xFF;
        }

        long number() throws Malformed {
            long value = 0;
            for (int shift = 0; shift < LONGEST_VARINT; shift += 7) {
                int octet = u8();
                value |= (long) (octet & 0x7F) << shift;
                if (octet < 0x80) {
                    return value;
                }
            }
            throw new Malformed("number");
        }

        /** A number that is at most {@code most}. */
        int count(int most) throws Malformed {
            long value = number();
            if (value > most) {
                throw new Malformed("count");
            }
            return (int) value;
        }

        long fixed() throws Malformed {
            need(Long.BYTES);
            long value = ByteBuffer.wrap(bytes).getLong(at);
            at += Long.BYTES;
            return value;
        }

        double real() throws Malformed {
            int length = u8();
            if (length == Float.BYTES) {
                need(Float.BYTES);
                at += Float.BYTES;
                return ByteBuffer.wrap(bytes).getFloat(at - Float.BYTES);
            }
            if (length != Double.BYTES) {
                throw new Malformed("number with a fraction");
            }
            return Double.longBitsToDouble(fixed());
        }

        String text(int most) throws Malformed {
            int length = count(most);
            need(length);
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        byte[] block() throws Malformed {
            int length = count(end - at);
            need(length);
            byte[] block = Arrays.copyOfRange(bytes, at, at + length);
            at += length;
            return block;
        }

        byte[] squeezed(int most) throws Malformed {
            return squeezed(most, WireWords.LINK);
        }

        byte[] squeezed(int most, byte[] words) throws Malformed {
            int whole = count(Math.min(most, budget));
            budget -= whole;
            byte[] block = block();
            return whole == 0 ? block : inflate(block, whole, words);
        }

        private void need(int octets) throws Malformed {
            if (end - at < octets) {
                throw new Malformed("cut off");
            }
        }

        private static byte[] inflate(byte[] block, int whole, byte[] words) throws Malformed {
            Inflater inflater = new Inflater(true);
            try {
                inflater.setDictionary(words);
                inflater.setInput(block);
                byte[] out = new byte[whole];
                int size = 0;
                while (size < whole) {
                    int more = inflater.inflate(out, size, whole - size);
                    if (more == 0) {
                        throw new Malformed("deflate");
                    }
                    size += more;
                }
                return out;
            } catch (DataFormatException bad) {
                throw new Malformed("deflate");
            } finally {
                inflater.end();
            }
        }
    }
}
