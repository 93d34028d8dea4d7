package org.vigie.adapter.replay;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One message as a dump: rows of an offset, digits and perhaps the same as text, as {@code xxd}, {@code hexdump -C},
 * {@code tcpdump -x} and Wireshark write them. The offsets tell where a row ends and which rows belong together.
 *
 * @param rows how many lines it takes
 * @param bytes of the message
 */
@SuppressWarnings("ArrayRecordComponent") // made here and handed over
record HexDump(int rows, byte[] bytes) {
    /** The offset stands before a colon or at least two blanks: "0000 0100" is the beginning of a message. */
    private static final Pattern ROW = Pattern.compile("\\s*(?:0x)?([0-9A-Fa-f]{4,8})(?::\\s*|\\s{2,}|\\s*$)(.*)");

    /** Stands for rows that are the same as the one before. */
    private static final String SAME = "*";

    /** Where {@code hexdump -C} has a wider gap. */
    private static final int HALF_ROW = 8;

    private static final int USUAL_ROW = 16;
    private static final int LONGEST = 1 << 16;

    private record Row(long at, String digits) {
        static @Nullable Row of(List<HexLine.TextLine> lines, int index) {
            if (index >= lines.size()) {
                return null;
            }
            Matcher row = ROW.matcher(lines.get(index).text());
            return row.matches() ? new Row(Long.parseLong(row.group(1), 16), row.group(2)) : null;
        }
    }

    /** The dump that begins with this line; null when none does. */
    static @Nullable HexDump at(List<HexLine.TextLine> lines, int first) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int width = USUAL_ROW;
        int line = first;
        Row row = Row.of(lines, line);
        while (row != null && row.at == bytes.size()) {
            line++;
            boolean same = line < lines.size() && lines.get(line).text().strip().equals(SAME);
            Row next = Row.of(lines, same ? line + 1 : line);
            byte[] read = digits(row.digits);
            long wanted = next == null ? 0 : next.at - row.at;
            if (same && wanted > 0 && wanted <= LONGEST && wanted % width == 0 && read.length >= width) {
                for (long i = 0; i < wanted; i += width) {
                    bytes.write(read, 0, width);
                }
                line++;
            } else if (wanted > 0 && wanted <= read.length) {
                width = bytes.size() == 0 ? (int) wanted : width;
                bytes.write(read, 0, (int) wanted);
            } else {
                bytes.write(read, 0, bytes.size() == 0 ? read.length : Math.min(read.length, width));
                next = null;
            }
            row = next;
        }
        return bytes.size() == 0 ? null : new HexDump(line - first, bytes.toByteArray());
    }

    /** Pairs of digits up to what is no digit, or to a gap that is wider than between two of them. */
    private static byte[] digits(String text) {
        byte[] bytes = new byte[text.length() / 2];
        int count = 0;
        int blanks = 0;
        for (int i = 0; i + 1 < text.length(); ) {
            int high = digit(text.charAt(i));
            int low = digit(text.charAt(i + 1));
            if (text.charAt(i) == ' ' || text.charAt(i) == '\t') {
                blanks++;
                i++;
            } else if (high >= 0 && low >= 0 && (blanks < 2 || (blanks == 2 && count == HALF_ROW))) {
                bytes[count++] = (byte) (high << 4 | low);
                blanks = 0;
                i += 2;
            } else {
                break;
            }
        }
        return Arrays.copyOf(bytes, count);
    }

    private static int digit(char c) {
        return c > 'f' ? -1 : Character.digit(c, 16);
    }

    @Override
    public String toString() {
        return "HexDump[" + rows + " rows]"; // no payload in logs
    }
}
