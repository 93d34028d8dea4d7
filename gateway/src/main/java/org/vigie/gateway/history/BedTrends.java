package org.vigie.gateway.history;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series of one bed, and what its link was in every minute. Not thread-safe. */
final class BedTrends {
    private static final byte UNSEEN = 0;
    private static final byte WAS_GOOD = 0x40;
    private static final int FAULT = 0x3F;

    private final Map<String, TrendSeries> series = new LinkedHashMap<>();
    private final byte[] link;
    private long newest = Long.MIN_VALUE;

    /** @param minutes kept */
    BedTrends(int minutes) {
        this.link = new byte[minutes];
    }

    Collection<TrendSeries> series() {
        return series.values();
    }

    @Nullable TrendSeries find(String key) {
        return series.get(key);
    }

    void put(String key, TrendSeries made) {
        series.put(key, made);
    }

    /** Gives the place of a series to another: the one that has been without a value for longest. */
    @Nullable TrendSeries removeOldest() {
        String oldest = null;
        long minute = Long.MAX_VALUE;
        for (Map.Entry<String, TrendSeries> entry : series.entrySet()) {
            if (entry.getValue().newestMinute() < minute) {
                minute = entry.getValue().newestMinute();
                oldest = entry.getKey();
            }
        }
        return oldest == null ? null : series.remove(oldest);
    }

    /** Notes the link in a minute: that it was good, and its newest fault. */
    void link(long minute, GapCause cause) {
        if (newest == Long.MIN_VALUE) {
            newest = minute;
        }
        if (minute > newest) {
            if (minute - newest >= link.length) {
                Arrays.fill(link, UNSEEN);
            } else {
                for (long at = newest + 1; at <= minute; at++) {
                    link[slot(at)] = UNSEEN;
                }
            }
            newest = minute;
        } else if (newest - minute >= link.length) {
            return;
        }
        int slot = slot(minute);
        link[slot] = (byte) (cause == GapCause.ABSENT ? link[slot] | WAS_GOOD : (link[slot] & WAS_GOOD) | cause.code());
    }

    /** Why a minute has no value, as far as the link tells: ABSENT when it was good throughout. */
    GapCause link(long minute) {
        byte seen = seen(minute);
        if (seen == UNSEEN) {
            return GapCause.GATEWAY_DOWN;
        }
        return (seen & FAULT) == 0 ? GapCause.ABSENT : GapCause.of(seen & FAULT);
    }

    /** Whether the link was good for a moment of the minute: something can have come. */
    boolean wasGood(long minute) {
        return (seen(minute) & WAS_GOOD) != 0;
    }

    private byte seen(long minute) {
        boolean kept = newest != Long.MIN_VALUE && minute <= newest && newest - minute < link.length;
        return kept ? link[slot(minute)] : UNSEEN;
    }

    private int slot(long minute) {
        return (int) Math.floorMod(minute, (long) link.length);
    }
}
