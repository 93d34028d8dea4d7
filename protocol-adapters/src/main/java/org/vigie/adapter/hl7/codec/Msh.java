package org.vigie.adapter.hl7.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The fields of MSH that decide about a message before it is parsed. Every text is the sender's bytes read as ISO
 * 8859-1, so that writing it back as ISO 8859-1 gives the same bytes, whatever character set they are in. A field that
 * is not sent is empty; one longer than {@value #LONGEST} bytes is cut.
 *
 * @param delimiters as declared
 * @param sendingApplication MSH-3
 * @param sendingFacility MSH-4
 * @param receivingApplication MSH-5
 * @param receivingFacility MSH-6
 * @param time MSH-7 as sent
 * @param type MSH-9 as sent
 * @param controlId MSH-10
 * @param processingId MSH-11
 * @param version MSH-12
 * @param acceptAck MSH-15
 * @param applicationAck MSH-16
 * @param charset MSH-18, all repetitions as sent
 */
public record Msh(
        Delimiters delimiters,
        String sendingApplication,
        String sendingFacility,
        String receivingApplication,
        String receivingFacility,
        String time,
        String type,
        String controlId,
        String processingId,
        String version,
        String acceptAck,
        String applicationAck,
        String charset) {
    /** Longest field kept, in bytes; MSH-10 may have 199 characters (HL7 v2.6, chapter 2.14.9.10). */
    static final int LONGEST = 1_024;

    private static final int LAST_FIELD = 18;

    /** What is known of a message that has no readable header. */
    public static final Msh UNKNOWN = of(Delimiters.USUAL, List.of());

    /**
     * Reads the first segment of {@code bytes}, however damaged the rest is.
     *
     * @param bytes a message or a piece of one
     * @return the header, or {@link #UNKNOWN} when it does not begin with one
     */
    public static Msh lenient(byte[] bytes) {
        int start = StructureScan.begin(bytes);
        if (start + 8 > bytes.length || !StructureScan.startsWithMsh(bytes, start)) {
            return UNKNOWN;
        }
        Delimiters delimiters = StructureScan.delimiters(bytes, start);
        return delimiters.areSane() ? read(bytes, start, delimiters) : UNKNOWN;
    }

    static Msh read(byte[] bytes, int start, Delimiters delimiters) {
        List<String> fields = new ArrayList<>(LAST_FIELD); // index 0 is MSH-2
        int from = start + 4;
        for (int i = from; fields.size() < LAST_FIELD - 1 && i <= bytes.length; i++) {
            boolean end = i == bytes.length || bytes[i] == '\r' || bytes[i] == '\n';
            if (end || bytes[i] == (byte) delimiters.field()) {
                fields.add(new String(bytes, from, Math.min(i - from, LONGEST), StandardCharsets.ISO_8859_1));
                from = i + 1;
            }
            if (end) {
                break;
            }
        }
        return of(delimiters, fields);
    }

    private static Msh of(Delimiters delimiters, List<String> fromMsh2) {
        return new Msh(
                delimiters,
                field(fromMsh2, 3),
                field(fromMsh2, 4),
                field(fromMsh2, 5),
                field(fromMsh2, 6),
                field(fromMsh2, 7),
                field(fromMsh2, 9),
                field(fromMsh2, 10),
                field(fromMsh2, 11),
                field(fromMsh2, 12),
                field(fromMsh2, 15),
                field(fromMsh2, 16),
                field(fromMsh2, 18));
    }

    private static String field(List<String> fromMsh2, int number) {
        int index = number - 2;
        if (index >= fromMsh2.size()) {
            return "";
        }
        String sent = fromMsh2.get(index);
        return number == 10 ? sent : sent.strip(); // MSA-2 has to be MSH-10 byte for byte
    }

    /** MSH-9.1 in upper case, for example {@code ORU}; empty when not sent. */
    public String messageCode() {
        return typePart(0);
    }

    /** MSH-9.2 in upper case, for example {@code R40}; empty when not sent. */
    public String trigger() {
        return typePart(1);
    }

    private String typePart(int index) {
        int from = 0;
        for (int i = 0; i < index; i++) {
            int next = type.indexOf(delimiters.component(), from);
            if (next < 0) {
                return "";
            }
            from = next + 1;
        }
        int end = type.indexOf(delimiters.component(), from);
        return type.substring(from, end < 0 ? type.length() : end).strip().toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "Msh[" + type + ", version=" + version + "]"; // ids and names stay out of logs
    }
}
