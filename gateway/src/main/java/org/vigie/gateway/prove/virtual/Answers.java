package org.vigie.gateway.prove.virtual;

import java.util.ArrayList;
import java.util.List;

/** When a monitor's messages were acknowledged, and how its connections ended. Thread-safe. Milliseconds since 1970. */
final class Answers {
    private final List<Long> good = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private long refused;

    /** How a connection, or an attempt to get one, ended. */
    record Ending(long at, String how) {}

    /**
     * The longest time without an acknowledgement.
     *
     * @param last the acknowledgement before it
     * @param again the one that ended it; {@link Long#MAX_VALUE} when none did
     */
    record Outage(long last, long again) {
        long ms() {
            return again == Long.MAX_VALUE ? Long.MAX_VALUE : again - last;
        }
    }

    synchronized void acknowledged(long at) {
        good.add(at);
    }

    /** Answered, but not with "accepted". */
    synchronized void refused() {
        refused++;
    }

    synchronized void ended(long at, String how) {
        endings.add(new Ending(at, how));
    }

    synchronized long count() {
        return good.size();
    }

    synchronized long refusedCount() {
        return refused;
    }

    /** The newest acknowledgement; {@link Long#MIN_VALUE} before the first. */
    synchronized long newest() {
        return good.isEmpty() ? Long.MIN_VALUE : good.getLast();
    }

    /** How connections ended from then on. */
    synchronized List<Ending> endings(long from) {
        return endings.stream().filter(ending -> ending.at() >= from).toList();
    }

    /** The longest outage that ended after {@code from}, looked at until {@code to}. */
    synchronized Outage outage(long from, long to) {
        Outage longest = new Outage(from, from);
        long last = from;
        for (long at : good) {
            if (at <= from) {
                last = at;
            } else if (at <= to) {
                longest = at - last > longest.ms() ? new Outage(last, at) : longest;
                last = at;
            }
        }
        return to - last > longest.ms() ? new Outage(last, Long.MAX_VALUE) : longest;
    }
}
