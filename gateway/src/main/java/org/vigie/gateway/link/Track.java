package org.vigie.gateway.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which records of one lane and epoch a hub has: all before {@code next}, and some ranges above it. A place that is
 * lost for good counts as had.
 */
final class Track {
    private final int most;
    private final NavigableMap<Long, Long> above = new TreeMap<>();
    private long next;
    private long known;
    private long end = -1;

    /**
     * @param next first record that is not there
     * @param most ranges above it
     */
    Track(long next, int most) {
        this.next = next;
        this.most = most;
        this.known = next - 1;
    }

    long next() {
        return next;
    }

    /** The epoch is over: nothing follows this place. */
    void end(long last) {
        end = last;
        known = Math.max(known, last);
    }

    /** The last place of an epoch that is over, as far as it may be when that is not known. */
    long last() {
        return end >= 0 ? end : Long.MAX_VALUE - 1;
    }

    /** Records up to this place exist. */
    void known(long seq) {
        known = Math.max(known, seq);
    }

    long known() {
        return known;
    }

    boolean complete() {
        return end >= 0 && next > end;
    }

    boolean has(long seq) {
        Map.@Nullable Entry<Long, Long> below = above.floorEntry(seq);
        return seq < next || (below != null && below.getValue() >= seq);
    }

    /**
     * Takes a place; false when it was there before, or when there is no room for another range (it will come again).
     */
    boolean add(long seq) {
        if (has(seq)) {
            return false;
        }
        if (seq != next && above.size() >= most && !joins(seq)) {
            return false;
        }
        cover(seq, seq);
        return true;
    }

    private boolean joins(long seq) {
        Map.@Nullable Entry<Long, Long> below = above.floorEntry(seq);
        return above.containsKey(seq + 1) || (below != null && below.getValue() == seq - 1);
    }

    /** These places count as had from now on. */
    void cover(long from, long to) {
        if (to < from || to < next) {
            return;
        }
        long low = Math.max(from, next);
        long high = to;
        Map.@Nullable Entry<Long, Long> below = above.floorEntry(low);
        if (below != null && below.getValue() >= low - 1) {
            low = below.getKey();
            high = Math.max(high, below.getValue());
        }
        for (Map.@Nullable Entry<Long, Long> after = above.ceilingEntry(low);
                after != null && after.getKey() <= high + 1;
                after = above.ceilingEntry(low)) {
            high = Math.max(high, after.getValue());
            above.remove(after.getKey());
        }
        above.remove(low);
        known = Math.max(known, high);
        if (low <= next) {
            next = high + 1;
        } else {
            above.put(low, high);
        }
    }

    /** These places are not there after all. */
    void reopen(long from, long to) {
        List<Intake.Span> had = above();
        if (next > 1) {
            had.addFirst(new Intake.Span(1, next - 1));
        }
        above.clear();
        next = 1;
        for (Intake.Span span : had) {
            cover(span.from(), Math.min(span.to(), from - 1));
            cover(Math.max(span.from(), to + 1), span.to());
        }
    }

    /** The first hole among the places up to {@code upTo}, at most so many of them. */
    Optional<Intake.Span> missing(long upTo, int atMost) {
        long last = upTo;
        Map.@Nullable Entry<Long, Long> first = above.firstEntry();
        if (first != null) {
            last = Math.min(last, first.getKey() - 1);
        }
        return last < next ? Optional.empty() : Optional.of(new Intake.Span(next, Math.min(last, next + atMost - 1)));
    }

    /** What is there beyond {@link #next}. */
    List<Intake.Span> above() {
        List<Intake.Span> spans = new ArrayList<>();
        above.forEach((from, to) -> spans.add(new Intake.Span(from, to)));
        return spans;
    }

    /** How many places up to the newest known one are not there. */
    long holes() {
        long there = 0;
        for (Map.Entry<Long, Long> range : above.entrySet()) {
            there += range.getValue() - range.getKey() + 1;
        }
        return Math.max(0, known - next + 1 - there);
    }
}
