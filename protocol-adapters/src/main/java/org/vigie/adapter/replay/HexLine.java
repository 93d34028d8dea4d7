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
 * {@code ;}; blanks, colons, commas and {@code 0x} between the digits do not matter; of {@code payload -> frame} the
 * frame counts; a name before the digits is passed over.
 *
 * @param offset of its first byte in the file
 * @param bytes null when there are no hexadecimal digits in it
 */
@SuppressWarnings("ArrayRecordComponent") // made here and handed over
record HexLine(long offset, byte @Nullable [] bytes) {
    private static final Pattern COMMENT = Pattern.compile("(#|//|;).*");
    private static final String BETWEEN = " \t\r:,-";
    private static final int SHORTEST_LAST_WORD = 8;
    private static final Pattern NAME = Pattern.compile("^[^:=]{1,64}[:=]\\s*");

    /** The lines of a text that is one of these files; empty when it is none. */
    static Optional<List<HexLine>> read(byte[] content) {
        List<HexLine> lines = new ArrayList<>();
        boolean any = false;
        int start = 0;
        for (int i = 0; i <= content.length; i++) {
            if (i < content.length && content[i] != '\n') {
                if (content[i] < ' ' && content[i] != '\t' && content[i] != '\r' && content[i] >= 0) {
                    return Optional.empty(); // a control character: no text
                }
                continue;
            }
            String text = new String(content, start, i - start, StandardCharsets.UTF_8);
            String bare = COMMENT.matcher(text).replaceFirst("").strip();
            if (!bare.isEmpty()) {
                byte[] bytes = bytes(bare);
                any |= bytes != null;
                lines.add(new HexLine(start, bytes));
            }
            start = i + 1;
        }
        return any ? Optional.of(lines) : Optional.empty();
    }

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
        for (int i = 0; i < text.length(); ) {
            if (BETWEEN.indexOf(text.charAt(i)) >= 0) {
                i++;
            } else if (text.startsWith("0x", i) || text.startsWith("0X", i)) {
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
