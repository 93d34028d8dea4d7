package org.vigie.adapter.hl7.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes acknowledgements, each in its frame, and decides which the sender wants. Source: HL7 v2.6, chapter 2.9
 * (original and enhanced mode), 2.15 (MSA, ERR); IHE PCD TF-2 appendix B.1 and B.2 (ERR-3 and ERR-4).
 */
public final class AckBuilder {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String NAME = "VIGIE";
    private static final String DEFAULT_VERSION = "2.5";

    private AckBuilder() {}

    /**
     * The codes of the answers to one message, in the order they are sent; empty when it gets none. In auto mode MSH-15
     * asks for CA, CE, CR and MSH-16 for AA, AR; with both empty the answer is AA, AE or AR (original mode).
     */
    public static List<String> codes(AckMode mode, Msh msh, Verdict verdict) {
        return switch (mode) {
            case NONE -> List.of();
            case ORIGINAL -> List.of("A" + letter(verdict));
            case ENHANCED -> List.of("C" + letter(verdict));
            case AUTO -> asked(msh, verdict);
        };
    }

    private static List<String> asked(Msh msh, Verdict verdict) {
        String accept = msh.acceptAck().toUpperCase(Locale.ROOT);
        String application = msh.applicationAck().toUpperCase(Locale.ROOT);
        if (!isCondition(accept) && !isCondition(application)) {
            return List.of("A" + letter(verdict));
        }
        boolean good = verdict instanceof Verdict.Accepted;
        List<String> codes = new ArrayList<>(2);
        if (wants(accept, good)) {
            codes.add("C" + letter(verdict));
        }
        if (wants(application, good) && (good || codes.isEmpty())) { // CR or CE ends the exchange
            codes.add("A" + letter(verdict));
        }
        return codes;
    }

    private static boolean isCondition(String word) {
        return word.equals("AL") || word.equals("NE") || word.equals("ER") || word.equals("SU");
    }

    private static boolean wants(String condition, boolean good) {
        return condition.equals("AL") || condition.equals(good ? "SU" : "ER");
    }

    private static char letter(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> 'A';
            case Verdict.Unavailable unavailable -> 'E';
            case Verdict.Rejected rejected -> 'R';
        };
    }

    /**
     * One acknowledgement in its frame.
     *
     * @param msh of the message that is answered
     * @param code for MSA-1
     * @param verdict what ERR says, when it is not accepted
     * @param controlId our own, for MSH-10
     * @param wall time of day for MSH-7, written in UTC with its zone
     */
    public static byte[] frame(Msh msh, String code, Verdict verdict, String controlId, Instant wall) {
        Delimiters d = msh.delimiters();
        String header = join(
                d.field(),
                "MSH",
                "" + d.component() + d.repetition() + d.escape() + d.subcomponent(),
                orElse(msh.receivingApplication(), NAME),
                msh.receivingFacility(),
                msh.sendingApplication(),
                msh.sendingFacility(),
                TIME.format(wall) + "+0000",
                "",
                join(d.component(), "ACK", orElse(msh.trigger(), "R01"), "ACK"),
                controlId,
                orElse(msh.processingId(), "P"),
                orElse(msh.version(), DEFAULT_VERSION));
        String answer = join(d.field(), "MSA", code, msh.controlId());
        String error = error(d, verdict);
        if (!isAscii(header + answer)) {
            header = join(d.field(), header, "", "", "", "", "", msh.charset());
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream(256);
        frame.write(0x0B);
        for (String segment : List.of(header, answer, error)) {
            if (!segment.isEmpty()) {
                frame.writeBytes(printable(segment).getBytes(StandardCharsets.ISO_8859_1));
                frame.write('\r');
            }
        }
        frame.write(0x1C);
        frame.write('\r');
        return frame.toByteArray();
    }

    private static String error(Delimiters d, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> "";
            case Verdict.Unavailable unavailable ->
                error(d, Err.INTERNAL, "The message could not be stored now. Send it again.");
            case Verdict.Rejected rejected -> error(d, rejected.code(), rejected.text());
        };
    }

    private static String error(Delimiters d, int code, String text) {
        String coded = join(d.component(), String.valueOf(code), Err.meaning(code), "HL70357");
        return join(d.field(), "ERR", "", "", coded, "E", "", "", "", escaped(d, text));
    }

    private static String escaped(Delimiters d, String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean special = c == d.field()
                    || c == d.component()
                    || c == d.repetition()
                    || c == d.escape()
                    || c == d.subcomponent()
                    || c > '~';
            out.append(special ? ' ' : c);
        }
        return out.toString();
    }

    /** Controls of a damaged header must not break our own frame. */
    private static String printable(String segment) {
        StringBuilder out = new StringBuilder(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            out.append(c < ' ' && c != '\t' ? '?' : c);
        }
        return out.toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String orElse(String sent, String instead) {
        return sent.isEmpty() ? instead : sent;
    }

    private static String join(char by, String... parts) {
        return String.join(String.valueOf(by), parts);
    }
}
