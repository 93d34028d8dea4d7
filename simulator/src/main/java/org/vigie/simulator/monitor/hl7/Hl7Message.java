package org.vigie.simulator.monitor.hl7;

import java.nio.charset.Charset;
import org.vigie.simulator.monitor.PatientIdentity;

/** Builds one HL7 v2 message in text form: segments end in CR, the usual separators. */
final class Hl7Message {
    /** MSH-2. */
    static final String ENCODING_CHARACTERS = "^~\\&";

    private final StringBuilder text = new StringBuilder(2_048);

    /**
     * Adds a segment.
     *
     * @param id three letters
     * @param fields from field 1 on (MSH: from MSH-2 on), already escaped where they hold free text
     */
    Hl7Message segment(String id, String... fields) {
        text.append(id);
        int last = fields.length;
        while (last > 0 && fields[last - 1].isEmpty()) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            text.append('|').append(fields[i]);
        }
        text.append('\r');
        return this;
    }

    /** The same with empty fields at the end kept, as some senders write them. */
    Hl7Message segmentWithTail(String id, String... fields) {
        text.append(id);
        for (String field : fields) {
            text.append('|').append(field);
        }
        text.append('\r');
        return this;
    }

    byte[] bytes(Charset charset) {
        return text.toString().getBytes(charset);
    }

    /** Family and given name, the first two components of a name. */
    static String name(PatientIdentity who) {
        return escape(who.familyName()) + "^" + escape(who.givenName());
    }

    /** Free text with the separators escaped (HL7 v2.6 chapter 2.7). */
    static String escape(String free) {
        StringBuilder escaped = new StringBuilder(free.length() + 8);
        for (int i = 0; i < free.length(); i++) {
            char c = free.charAt(i);
            switch (c) {
                case '|' -> escaped.append("\\F\\");
                case '^' -> escaped.append("\\S\\");
                case '~' -> escaped.append("\\R\\");
                case '\\' -> escaped.append("\\E\\");
                case '&' -> escaped.append("\\T\\");
                default -> escaped.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return escaped.toString();
    }
}
