package org.vigie.gateway.roles;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.model.alarm.Escalation;
import org.vigie.model.alarm.Priority;

/**
 * The alarm of the link to an edge: latched until it is back and a person has seen it.
 *
 * @param id of this occurrence
 * @param since ISO-8601 with offset
 * @param beds of the edge at its begin
 * @param high whether one of them had a high alarm then
 * @param lost false when the link is back
 * @param by who acknowledged it; null when nobody did
 * @param at when, ISO-8601 with offset; null when nobody did
 */
record Raised(
        String id,
        String since,
        List<String> beds,
        boolean high,
        boolean lost,
        @Nullable String by,
        @Nullable String at) {
    Raised {
        beds = List.copyOf(beds);
    }

    /** The same when what it says is over; empty when a person has seen it. */
    Optional<Raised> over() {
        return by == null ? Optional.of(new Raised(id, since, beds, high, false, null, null)) : Optional.empty();
    }

    /** How far it has escalated, {@code afterMs} after its begin: 0 once somebody has answered. */
    int level(Escalation times, long afterMs) {
        return by != null
                ? 0
                : (int) times.levels(high ? Priority.HIGH : Priority.MEDIUM).stream()
                        .filter(after -> afterMs >= after.toMillis())
                        .count();
    }

    /** The same after a person has seen it; empty when with that it is over. */
    Optional<Raised> seen(@Nullable String user, WardViews.Moment moment) {
        return lost
                ? Optional.of(new Raised(id, since, beds, high, true, user == null ? "?" : user, moment.serverTime()))
                : Optional.empty();
    }
}
