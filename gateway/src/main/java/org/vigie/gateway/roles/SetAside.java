package org.vigie.gateway.roles;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.Intake;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Ledger;
import org.vigie.model.limits.LinkLimits;

/**
 * Records of one edge at which the writing ends by a fault of this program. Such a record is asked for again, each time
 * after twice the pause; after {@link #MOST_TRIES} the hub does without it until its next start, so that it does not
 * keep all others waiting. Its edge still has it, and no mark of this hub counts it. Thread-safe.
 */
final class SetAside {
    static final int MOST_TRIES = 5;
    private static final long FIRST_REST_MS = 5_000;

    private final LinkLimits limits;
    private final Map<Place, Integer> tries = new HashMap<>();
    private final Set<Place> aside = new HashSet<>();
    private String cause = "";

    private record Place(long epoch, Lane lane, long seq) {}

    SetAside(LinkLimits limits) {
        this.limits = limits;
    }

    private static Place of(Entry entry) {
        return new Place(entry.epoch(), entry.lane(), entry.seq());
    }

    /**
     * The writing of a record ended by a fault.
     *
     * @return milliseconds until it is to be asked for again; empty when it is set aside from now on
     */
    synchronized OptionalLong failed(Entry entry, RuntimeException bug) {
        Place place = of(entry);
        int count = tries.getOrDefault(place, 0) + 1;
        if (count > 1 || tries.size() < limits.setAside()) {
            tries.put(place, count); // beyond that: asked for again and again, until there is room to count
        }
        if (count < MOST_TRIES || !takes(entry.lane())) {
            return OptionalLong.of(FIRST_REST_MS << Math.min(count - 1, MOST_TRIES));
        }
        tries.remove(place);
        aside.add(place);
        cause = bug.getClass().getSimpleName();
        return OptionalLong.empty();
    }

    /** A record was written, at whatever attempt. */
    synchronized void written(Entry entry) {
        if (!tries.isEmpty() || !aside.isEmpty()) {
            tries.remove(of(entry));
            aside.remove(of(entry));
        }
    }

    /** How many records of a lane are set aside. */
    synchronized int count(Lane lane) {
        return (int) aside.stream().filter(place -> place.lane() == lane).count();
    }

    /** Whether records of a lane are still asked for. */
    synchronized boolean takes(Lane lane) {
        return aside.size() < limits.setAside() || count(lane) < limits.setAside();
    }

    /** Where the hub stands without what is set aside: its next start asks for that again. */
    synchronized List<Intake.Mark> without(List<Intake.Mark> marks) {
        if (aside.isEmpty()) {
            return marks;
        }
        Ledger ledger = new Ledger(limits);
        marks.forEach(ledger::resume);
        aside.forEach(place -> ledger.reopen(place.epoch(), place.lane(), place.seq()));
        return ledger.marks();
    }

    /** In words for the engineer; empty while nothing is set aside. */
    synchronized Optional<String> problem(String edge) {
        if (aside.isEmpty()) {
            return Optional.empty();
        }
        String full = takes(Lane.LIFE) && takes(Lane.DATA) ? "" : "; no more are asked for";
        return Optional.of("records of " + edge + " set aside because they cannot be written (" + cause + "): "
                + aside.size() + full + "; asked for again at the next start");
    }
}
