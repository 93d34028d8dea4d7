package org.vigie.adapter.intellivue.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.PolledObject;

/**
 * Decides about each list of alarms. A list in which alarms are only missing waits for the next one to say the same: an
 * end that comes together with the loss of the link (power failure, cable pulled) is not believed. Everything else,
 * above all a new alarm, goes on at once. SOURCE: intellivue-protocol.md section 11.
 */
final class AlertLists {
    private static final int HEADER = 4;
    private static final int ENTRY = 18;

    private @Nullable List<PolledObject> published;
    private boolean held;

    /** What to do with a list. */
    enum Verdict {
        /** It changes something. */
        CHANGED,
        /** It says what the last one said. */
        SAME,
        /** It only ends alarms: not before the next list. */
        HELD
    }

    /** Judges the list that came now. */
    Verdict judge(List<PolledObject> list) {
        List<PolledObject> before = published;
        if (list.equals(before)) {
            held = false;
            return Verdict.SAME;
        }
        if (before != null && !held && onlyEnds(before, list)) {
            held = true;
            return Verdict.HELD;
        }
        held = false;
        published = list;
        return Verdict.CHANGED;
    }

    /** The journal did not take it: the next list is a change again. */
    void notStored() {
        published = null;
        held = false;
    }

    /** The link is gone. Returns whether an end was waiting that is now not believed. */
    boolean lost() {
        boolean was = held;
        published = null;
        held = false;
        return was;
    }

    private static boolean onlyEnds(List<PolledObject> before, List<PolledObject> now) {
        Set<String> had = keys(before, now);
        Set<String> has = keys(now, now);
        return had != null && has != null && has.size() < had.size() && had.containsAll(has);
    }

    /** The alarms of {@code of} in those lists that {@code present} holds; null when a list cannot be read. */
    private static @Nullable Set<String> keys(List<PolledObject> of, List<PolledObject> present) {
        Set<String> keys = new HashSet<>();
        for (int attribute : new int[] {AttributeId.PATIENT_ALARMS, AttributeId.TECHNICAL_ALARMS}) {
            boolean there = present.stream().anyMatch(object -> object.value(attribute) != null);
            for (PolledObject object : of) {
                Octets list = object.value(attribute);
                if (there && list != null && !read(list, attribute, keys)) {
                    return null;
                }
            }
        }
        return keys;
    }

    /** Source, code, priority, object and instance: with another priority it is another statement. */
    private static boolean read(Octets list, int attribute, Set<String> keys) {
        if (list.length() < HEADER) {
            return false;
        }
        int count = list.u16(0);
        int at = HEADER;
        for (int i = 0; i < count; i++) {
            if (list.length() - at < ENTRY) {
                return false;
            }
            int length = list.u16(at + 16);
            if (list.length() - at - ENTRY < length) {
                return false;
            }
            String instance =
                    length >= 2 ? list.part(at + ENTRY, at + ENTRY + 2).hex() : "";
            keys.add(attribute
                    + ":"
                    + list.part(at, at + 6).hex()
                    + list.part(at + 8, at + 14).hex()
                    + instance);
            at += ENTRY + length;
        }
        return true;
    }
}
