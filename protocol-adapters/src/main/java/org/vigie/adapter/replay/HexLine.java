package org.vigie.adapter.replay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a {@code .hex} file: the bytes of one message or frame. Comments begin with {@code #}, {@code //} or
 * {@code ;}; blanks, colons, commas, brackets, {@code 0x} and {@code \\x} between the digits do not matter; of
 * {@code payload -> frame} the frame counts; a name before the digits is passed over. Rows of a dump with offsets are
 * one message, see {@link HexDump}.
 *
 * @param offset of its first byte in the file
 * @param bytes null when there are no hexadecimal digits in it
 */
@SuppressWarnings("ArrayRecordComponent") // made here and handed over
record HexLine(long offset, byte @Nullable [] bytes) {
    private static final Pattern COMMENT = Pattern.compile("(#|//|;).*");
    private static final String BETWEEN = " \t\r:,-{}[]()\"'";
    private static final int SHORTEST_LAST_WORD = 8;
    private static final Pattern NAME = Pattern.compile("^[^:=]{1,64}[:=]\\s*");

    /** The lines of a text that is one of these files; empty when it is none. */
    static Optional<List<HexLine>> read(byte[] content) {
        List<TextLine> text = new ArrayList<>();
        int start = content.length > 2 && content[0] == (byte) 0xEF && content[1] == (byte) 0xBB ? 3 : 0; // a mark
        for (int i = start; i <= content.length; i++) {
            if (i < content.length && content[i] != '\n') {
                if (content[i] < ' ' && content[i] != '\t' && content[i] != '\r' && content[i] >= 0) {
                    return Optional.empty(); // a control character: no text
                }
                continue;
            }
            text.add(new TextLine(start, new String(content, start, i - start, StandardCharsets.UTF_8)));
            start = i + 1;
        }
        List<HexLine> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); ) {
            HexDump dump = HexDump.at(text, i);
            if (dump != null) {
                lines.add(new HexLine(text.get(i).offset, dump.bytes()));
                i += dump.rows();
                continue;
            }
            String bare = COMMENT.matcher(text.get(i).text).replaceFirst("").strip();
            if (!bare.isEmpty()) {
                lines.add(new HexLine(text.get(i).offset, bytes(bare)));
            }
            i++;
        }
        return lines.stream().anyMatch(line -> line.bytes != null) ? Optional.of(lines) : Optional.empty();
    }

    /** A line as it stands in the file. */
    record TextLine(long offset, String text) {}

    private static byte @Nullable [] bytes(String line) {
        int arrow = line.lastIndexOf("->");
        String text = arrow < 0 ? line : line.substring(arrow + 2).strip();
        byte[] whole = digits(text);
        if (whole != null) {
            return whole;
        }
        Matcher name = NAME.matcher(text);
        if (name.find()) {
            byte[] named = digits(text.substring(name.end()));
            if (named != null) {
                return named;
            }
        }
        int blank = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'));
        String last = text.substring(blank + 1);
        return blank >= 0 && last.length() >= SHORTEST_LAST_WORD ? digits(last) : null;
    }

    private static byte @Nullable [] digits(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 2);
        boolean ofPython = text.startsWith("b'") || text.startsWith("b\"");
        for (int i = ofPython ? 1 : 0; i < text.length(); ) {
            if (BETWEEN.indexOf(text.charAt(i)) >= 0) {
                i++;
            } else if (text.startsWith("0x", i) || text.startsWith("0X", i) || text.startsWith("\\x", i)) {
                i += 2;
            } else {
                int high = Character.digit(text.charAt(i), 16);
                int low = i + 1 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                if (high < 0 || low < 0 || text.charAt(i) > 'f') {
                    return null;
                }
                bytes.write(high << 4 | low);
                i += 2;
            }
        }
        return bytes.size() == 0 ? null : bytes.toByteArray();
    }

    @Override
    public String toString() {
        return "HexLine[" + offset + "]"; // no payload in logs
    }
}
