package org.vigie.adapter.hl7.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.ScanResult.Refused;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.adapter.hl7.codec.ScanResult.SegmentRange;
import org.vigie.model.limits.Limits;

/**
 * One pass over the bytes of a message before any parser sees them: its segments and the bounds of
 * {@link org.vigie.model.limits.Limits.Hl7}. Time and memory are linear in the bytes, whatever they are.
 *
 * <p>HAPI 2.6.0 is quadratic in the components of a field (100,000 in one OBX: 47 s) and reads text with LF ends as one
 * segment; hence segments end at CR, CR LF or LF here, and what is over a bound goes no further.
 *
 * <p>A lone LF ends a segment when a segment follows it; otherwise it is part of a text of several lines. Controls
 * other than TAB and such an LF are refused, but in Mindray's ZMW segment, which packs binary samples.
 */
public final class StructureScan {
    private static final String SNAPSHOT_SYSTEM = "MDIL-ALERT"; // Philips PIIC: OBX-3.3 of a listed alarm
    private static final String ALARM_GROUP = "196616"; // MDC_EVT_ALARM in OBR-4 (IHE PCD TF-2, B.8.5)
    private static final String ALARM_GROUP_OLD = "ALARM";

    private static final boolean[] USUAL_STOPS = stops(Delimiters.USUAL);

    private final byte[] bytes;
    private final Limits.Hl7 limits;
    private final List<SegmentRange> segments = new ArrayList<>();
    private Msh msh = Msh.UNKNOWN;
    private boolean[] stops = USUAL_STOPS; // bytes that are more than a part of a text
    private boolean hasMsa;
    private boolean hasObx;
    private boolean alarmRow;
    private @Nullable Refused refused;

    private StructureScan(byte[] bytes, Limits.Hl7 limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    /** Scans with the default bounds; see {@link #scan(byte[], Limits.Hl7)}. */
    public static ScanResult scan(byte[] message) {
        return scan(message, Limits.DEFAULT.hl7());
    }

    /**
     * Scans one message. Never throws, whatever the bytes.
     *
     * @param message without its frame; a byte order mark and blanks before MSH are passed over
     * @param limits the bounds
     * @return where its segments lie, or why it is refused
     */
    public static ScanResult scan(byte[] message, Limits.Hl7 limits) {
        return new StructureScan(message, limits).run();
    }

    /** Offset of the first byte that is no byte order mark, blank or line end. */
    static int begin(byte[] bytes) {
        int i = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF
                ? 3
                : 0;
        while (i < bytes.length && isFiller(bytes[i])) {
            i++;
        }
        return i;
    }

    static boolean startsWithMsh(byte[] bytes, int at) {
        return at + 3 <= bytes.length && bytes[at] == 'M' && bytes[at + 1] == 'S' && bytes[at + 2] == 'H';
    }

    /** Delimiters as declared at {@code start}; missing ones of MSH-2 are the usual ones. May be insane. */
    static Delimiters delimiters(byte[] bytes, int start) {
        char field = start + 3 < bytes.length ? (char) (bytes[start + 3] & 0xFF) : '|';
        char[] encoding = {'^', '~', '\\', '&'};
        for (int i = 0; i < encoding.length && start + 4 + i < bytes.length; i++) {
            char declared = (char) (bytes[start + 4 + i] & 0xFF);
            if (declared == field || declared == '\r' || declared == '\n') {
                break;
            }
            encoding[i] = declared;
        }
        return new Delimiters(field, encoding[0], encoding[1], encoding[2], encoding[3]);
    }

    private static boolean isFiller(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == 0;
    }

    private ScanResult run() {
        int start = begin(bytes);
        if (start == bytes.length) {
            return refuse(start, Err.SEGMENT_SEQUENCE, "empty", "no message in the frame");
        }
        if (!startsWithMsh(bytes, start)) {
            return refuse(start, Err.SEGMENT_SEQUENCE, "no-msh", "does not begin with MSH");
        }
        Delimiters delimiters = delimiters(bytes, start);
        if (start + 8 > bytes.length || !delimiters.areSane() || !fieldFollowsMsh2(start, delimiters)) {
            return refuse(start + 3, Err.DATA_TYPE, "bad-delimiters", "MSH-1 and MSH-2 name no usable delimiters");
        }
        msh = Msh.read(bytes, start, delimiters);
        stops = delimiters.equals(Delimiters.USUAL) ? USUAL_STOPS : stops(delimiters);
        for (int at = start; at < bytes.length && refused == null; ) {
            at = segment(at);
        }
        return refused != null
                ? refused
                : new Scanned(bytes, msh, segments, hasMsa, hasObx, alarmRow || isAlarmMessage());
    }

    private static boolean[] stops(Delimiters d) {
        boolean[] stops = new boolean[256];
        Arrays.fill(stops, 0, ' ', true); // line ends and controls
        for (char delimiter : new char[] {d.field(), d.component(), d.repetition(), d.escape(), d.subcomponent()}) {
            stops[delimiter] = true;
        }
        return stops;
    }

    private boolean fieldFollowsMsh2(int start, Delimiters delimiters) {
        int end = start + 4;
        while (end < bytes.length && end <= start + 9 && bytes[end] != (byte) delimiters.field()) {
            end++;
        }
        return end < bytes.length && end > start + 4 && end <= start + 9 && bytes[end] == (byte) delimiters.field();
    }

    private boolean isAlarmMessage() {
        if (msh.messageCode().equals("ORU") && msh.trigger().equals("R40")) {
            return true;
        }
        // Mindray PDS: MSH-3 to MSH-7 are empty and MSH-10 is the kind; 54 and 56 are the lists of active alarms
        return msh.sendingApplication().isEmpty()
                && msh.time().isEmpty()
                && (msh.controlId().equals("54") || msh.controlId().equals("56"));
    }

    /** Reads the segment at {@code start} and returns where the next one begins. */
    private int segment(int start) {
        if (isFiller(bytes[start]) && bytes[start] != 0) {
            return start + 1; // empty lines, and blanks before a segment
        }
        if (!hasSegmentId(start)) {
            refuse(start, Err.SEGMENT_SEQUENCE, "bad-segment-id", "no segment begins here");
            return bytes.length;
        }
        if (segments.size() == limits.segments()) {
            refuse(start, Err.INTERNAL, "too-many-segments", "more than " + limits.segments() + " segments");
            return bytes.length;
        }
        String name = name(start);
        if (name.equals("MSH") && !segments.isEmpty()) {
            refuse(start, Err.SEGMENT_SEQUENCE, "second-msh", "two messages in one frame");
            return bytes.length;
        }
        return fields(name, start);
    }

    /** Most segments of a message are OBX: no new text for each. */
    private String name(int at) {
        boolean row = bytes[at] == 'O' && bytes[at + 1] == 'B' && bytes[at + 2] == 'X';
        return row ? "OBX" : new String(bytes, at, 3, StandardCharsets.ISO_8859_1);
    }

    private boolean hasSegmentId(int at) {
        if (at + 3 > bytes.length
                || !isUpper(bytes[at])
                || !isUpperOrDigit(bytes[at + 1])
                || !isUpperOrDigit(bytes[at + 2])) {
            return false;
        }
        if (at + 3 == bytes.length) {
            return true;
        }
        byte next = bytes[at + 3];
        return next == (byte) msh.delimiters().field() || next == '\r' || next == '\n';
    }

    private static boolean isUpper(byte b) {
        return b >= 'A' && b <= 'Z';
    }

    private static boolean isUpperOrDigit(byte b) {
        return isUpper(b) || (b >= '0' && b <= '9');
    }

    /** Walks the fields of the segment at {@code start}; every byte is looked at once. */
    private int fields(String name, int start) {
        boolean header = name.equals("MSH");
        boolean binary = name.equals("ZMW");
        FieldWalk walk = new FieldWalk(name, header ? 2 : 0);
        int i = header ? start + 4 : start + 3;
        walk.fieldStart = i;
        for (; i < bytes.length; i++) {
            byte b = bytes[i];
            if (!stops[b & 0xFF]) {
                continue; // nearly every byte
            }
            if (b == '\r' || (b == '\n' && endsSegment(i))) {
                break;
            }
            if (b >= 0 && b < 0x20 && b != '\t' && b != '\n' && !binary) {
                refuse(i, Err.DATA_TYPE, "control-character", "byte " + b + " in " + name);
                return bytes.length;
            }
            if (!(header && walk.field == 2 && b != (byte) msh.delimiters().field())) {
                String over = walk.count(b, i);
                if (over != null) {
                    refuse(i, Err.INTERNAL, over, over + " in " + name + "-" + walk.field);
                    return bytes.length;
                }
            }
        }
        walk.endField(i);
        note(name);
        segments.add(new SegmentRange(name, start, i, walk.samplesStart, walk.samplesEnd));
        return i;
    }

    private boolean endsSegment(int lineFeed) {
        int next = lineFeed + 1;
        return next >= bytes.length || isFiller(bytes[next]) || hasSegmentId(next);
    }

    private void note(String name) {
        hasMsa |= name.equals("MSA");
        hasObx |= name.equals("OBX");
    }

    private Refused refuse(int offset, int code, String reason, String text) {
        Msh known = msh.equals(Msh.UNKNOWN) ? Msh.lenient(bytes) : msh;
        Refused result = new Refused(known, offset, code, reason, text);
        refused = result;
        return result;
    }

    /** Counts within one segment. */
    private final class FieldWalk {
        private final Delimiters delimiters = msh.delimiters();
        private final boolean observation;
        private final boolean order;
        private int field;
        private int fieldStart;
        private int repetitions = 1;
        private int components = 1;
        private int subcomponents = 1;
        private int samplesStart = -1;
        private int samplesEnd = -1;
        private boolean numericArray;

        FieldWalk(String name, int firstField) {
            observation = name.equals("OBX");
            order = name.equals("OBR");
            field = firstField;
        }

        /** Takes one byte; returns the word of the bound it breaks, or null. */
        private @Nullable String count(byte b, int at) {
            if (b == (byte) delimiters.field()) {
                endField(at);
                beginField(at + 1);
                return field > limits.fields() ? "too-many-fields" : null;
            }
            if (b == (byte) delimiters.component()) {
                subcomponents = 1;
                components++;
                if (inSamples()) {
                    return components > limits.samples() ? "too-many-samples" : null;
                }
                return components > limits.components() ? "too-many-components" : null;
            }
            if (b == (byte) delimiters.subcomponent()) {
                return ++subcomponents > limits.components() ? "too-many-subcomponents" : null;
            }
            if (b == (byte) delimiters.repetition()) {
                subcomponents = 1;
                if (inSamples()) { // samples of all repetitions count together
                    return ++components > limits.samples() ? "too-many-samples" : null;
                }
                components = 1;
                return ++repetitions > limits.repetitions() ? "too-many-repetitions" : null;
            }
            return null;
        }

        private boolean inSamples() {
            return field == 5 && samplesStart >= 0;
        }

        private void beginField(int at) {
            field++;
            fieldStart = at;
            repetitions = 1;
            components = 1;
            subcomponents = 1;
            if (field == 5 && numericArray) {
                samplesStart = at;
            }
        }

        private void endField(int end) {
            if (observation && field == 2) {
                numericArray = end - fieldStart == 2 && bytes[fieldStart] == 'N' && bytes[fieldStart + 1] == 'A';
            } else if (observation && field == 3) {
                alarmRow |= contains(SNAPSHOT_SYSTEM, end);
            } else if (order && field == 4) {
                alarmRow |= begins(ALARM_GROUP, end) || begins(ALARM_GROUP_OLD, end);
            } else if (inSamples()) {
                samplesEnd = end;
            }
        }

        private boolean begins(String word, int end) {
            if (end - fieldStart < word.length()) {
                return false;
            }
            for (int i = 0; i < word.length(); i++) {
                if (bytes[fieldStart + i] != word.charAt(i)) {
                    return false;
                }
            }
            int after = fieldStart + word.length();
            return after == end || bytes[after] == (byte) delimiters.component();
        }

        private boolean contains(String word, int end) {
            for (int i = fieldStart; i + word.length() <= end; i++) {
                int k = 0;
                while (k < word.length() && bytes[i + k] == word.charAt(k)) {
                    k++;
                }
                if (k == word.length()) {
                    return true;
                }
            }
            return false;
        }
    }
}
