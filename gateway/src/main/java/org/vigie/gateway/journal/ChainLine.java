package org.vigie.gateway.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of the chain: text, so that an expert of an inquiry needs no program of ours to test it.
 *
 * <pre>
 * begin epoch=5 at=INSTANT journal=UUID before=4 found=1290 prev=HASH hash=HASH
 * seal epoch=5 from=1 to=87 since=INSTANT at=INSTANT life=1-40:HASH:MARKS data=1-47:HASH:MARKS prev=HASH hash=HASH
 * deleted epoch=3 file=life/20260714-09F.cq4 at=INSTANT prev=HASH hash=HASH
 * end epoch=5 to=87 at=INSTANT prev=HASH hash=HASH
 * </pre>
 *
 * {@code hash} is the SHA-256 of the line before " hash=", {@code prev} that of the line before it, over all epochs. A
 * part of a seal names the numbers of the records within their class, the SHA-256 over their SHA-256s one after the
 * other, and of each the first four bytes, so that one that was exchanged can be named.
 *
 * @param fields all but {@code prev} and {@code hash}
 * @param prev hash of the line before; {@link #NONE} when there was none
 */
record ChainLine(Kind kind, long epoch, Instant at, Map<String, String> fields, String prev, String hash) {
    /** Hash of the line before the first one. */
    static final String NONE = "0".repeat(64);

    /** Bytes of a record's hash in a seal. */
    static final int MARK_BYTES = 4;

    private static final int MARK_DIGITS = 2 * MARK_BYTES;
    private static final String HASH = " hash=";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern PART = Pattern.compile("(\\d{1,18})-(\\d{1,18}):([0-9a-f]{64}):([0-9a-f]+)");

    /** What a line says. */
    enum Kind {
        /** An epoch begins; which one is before it, and up to which number it was found. */
        BEGIN,
        /** Records were written. */
        SEAL,
        /** Retention deletes a file, or with {@code file=-} a whole epoch. */
        DELETED,
        /** The orderly end of an epoch. */
        END
    }

    /**
     * The records of one class under a seal.
     *
     * @param from first number within the class
     * @param to last one
     * @param hash over all of them
     * @param marks the first bytes of the hash of each, hexadecimal
     */
    record Part(long from, long to, String hash, String marks) {
        String mark(long ordinal) {
            int begin = Math.toIntExact(ordinal - from) * MARK_DIGITS;
            return marks.substring(begin, begin + MARK_DIGITS);
        }
    }

    ChainLine {
        fields = Map.copyOf(fields);
    }

    /** Completes the words of a line with the link to the one before and with its own hash. */
    static String link(String words, String prev) {
        String text = words + " prev=" + prev;
        return text + HASH + sha256(text);
    }

    /** The hash at the end of a line that {@link #link} made. */
    static String hashOf(String line) {
        return line.substring(line.lastIndexOf(HASH) + HASH.length());
    }

    /** Reads a line; empty when it is none, or not as it was written. */
    static Optional<ChainLine> parse(String text) {
        int end = text.lastIndexOf(HASH);
        if (end < 0 || !sha256(text.substring(0, end)).equals(hashOf(text))) {
            return Optional.empty();
        }
        String[] words = text.substring(0, end).split(" ", -1);
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int is = words[i].indexOf('=');
            if (is < 1 || fields.put(words[i].substring(0, is), words[i].substring(is + 1)) != null) {
                return Optional.empty();
            }
        }
        return typed(words[0], fields, hashOf(text));
    }

    private static Optional<ChainLine> typed(String word, Map<String, String> fields, String hash) {
        @Nullable String epoch = fields.get("epoch");
        @Nullable String at = fields.get("at");
        @Nullable String prev = fields.remove("prev");
        if (epoch == null || at == null || prev == null || !HEX.matcher(prev).matches()) {
            return Optional.empty();
        }
        try {
            for (Kind kind : Kind.values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return Optional.of(
                            new ChainLine(kind, Long.parseLong(epoch), Instant.parse(at), fields, prev, hash));
                }
            }
            return Optional.empty();
        } catch (NumberFormatException | DateTimeParseException bad) {
            return Optional.empty();
        }
    }

    /** A number of the line; -1 when it says none. */
    long number(String field) {
        String text = fields.getOrDefault(field, "");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    /** A word of the line; empty when it has none. */
    String word(String field) {
        return fields.getOrDefault(field, "");
    }

    /** What a seal covers; empty when a part is not as seals are. */
    Optional<Map<RecordClass, Part>> parts() {
        Map<RecordClass, Part> parts = new EnumMap<>(RecordClass.class);
        for (RecordClass cls : RecordClass.values()) {
            @Nullable String text = fields.get(cls.folder());
            if (text == null) {
                continue;
            }
            Matcher part = PART.matcher(text);
            if (!part.matches()) {
                return Optional.empty();
            }
            Part read = new Part(
                    Long.parseLong(part.group(1)), Long.parseLong(part.group(2)), part.group(3), part.group(4));
            if (read.marks().length() != (read.to() - read.from() + 1) * MARK_DIGITS) {
                return Optional.empty();
            }
            parts.put(cls, read);
        }
        return Optional.of(parts);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
