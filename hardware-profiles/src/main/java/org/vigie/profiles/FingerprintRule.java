package org.vigie.profiles;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to recognise a sender. Every field that is given must match; a rule with more fields is more specific.
 *
 * @param application pattern for MSH-3 ({@code *} stands for any text, case is ignored); null when it does not matter
 * @param facility pattern for MSH-4; null when it does not matter
 * @param messageType pattern for MSH-9; null when it does not matter
 * @param controlIds the values MSH-10 may have; empty when it does not matter
 * @param codeSystem a coding system of OBX-3; null when it does not matter
 */
public record FingerprintRule(
        @Nullable String application,
        @Nullable String facility,
        @Nullable String messageType,
        List<String> controlIds,
        @Nullable String codeSystem) {
    public FingerprintRule {
        controlIds = List.copyOf(controlIds);
    }

    /** Number of fields that match; 0 when one of them does not. */
    int score(Fingerprint seen) {
        int score = 0;
        if (application != null) {
            if (!matches(application, seen.application())) {
                return 0;
            }
            score++;
        }
        if (facility != null) {
            if (!matches(facility, seen.facility())) {
                return 0;
            }
            score++;
        }
        if (messageType != null) {
            if (!matches(messageType, seen.messageType())) {
                return 0;
            }
            score++;
        }
        if (!controlIds.isEmpty()) {
            if (!controlIds.contains(seen.controlId())) {
                return 0;
            }
            score++;
        }
        if (codeSystem != null) {
            if (!seen.codeSystems().contains(codeSystem)) {
                return 0;
            }
            score += 2;
        }
        return score;
    }

    /** True when {@code text} is {@code pattern}, in which {@code *} stands for any text; case is ignored. */
    static boolean matches(String pattern, String text) {
        String[] pieces = pattern.split("\\*", -1);
        int from = 0;
        for (int i = 0; i < pieces.length; i++) {
            String piece = pieces[i];
            if (i == 0) {
                if (!text.regionMatches(true, 0, piece, 0, piece.length())) {
                    return false;
                }
                from = piece.length();
            } else if (i == pieces.length - 1) {
                int at = text.length() - piece.length();
                return at >= from && text.regionMatches(true, at, piece, 0, piece.length());
            } else {
                from = indexOfIgnoringCase(text, piece, from);
                if (from < 0) {
                    return false;
                }
                from += piece.length();
            }
        }
        return from == text.length();
    }

    private static int indexOfIgnoringCase(String text, String piece, int from) {
        for (int i = from; i + piece.length() <= text.length(); i++) {
            if (text.regionMatches(true, i, piece, 0, piece.length())) {
                return i;
            }
        }
        return -1;
    }
}
