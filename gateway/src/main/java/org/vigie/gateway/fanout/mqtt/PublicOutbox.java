package org.vigie.gateway.fanout.mqtt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect.Transition;

/**
 * What is to be published next. Alarms go first, in their order, again until the broker has answered; of the state of a
 * bed there is only the newest, so a slow broker costs nothing but age. No clock, no threads: times are nanoseconds of
 * one monotonic clock. Bounded by {@link Limits.Publication} and the beds of the site. Not thread-safe.
 */
final class PublicOutbox {
    private final Limits.Publication limits;
    private final Deque<Item.Alarm> waiting = new ArrayDeque<>();
    /** Sent and not answered, by ticket, in their order. */
    private final Map<Long, Item> unanswered = new LinkedHashMap<>();

    private final Map<BedId, Long> numbers = new HashMap<>();
    private final Map<BedId, Published> published = new HashMap<>();
    private @Nullable Summary summary;
    private long dropped;
    private long connections;

    /** Something to publish. */
    sealed interface Item {
        /** A step of an alarm with its number. */
        record Alarm(Transition step, long seq) implements Item {}

        /** The state of a bed as it is now. */
        record State(Bed bed) implements Item {}

        /** A bed that the site no longer has: the broker forgets it. */
        record Gone(BedId bed) implements Item {}

        /** The unit as a whole. */
        record Status() implements Item {}
    }

    private record Published(Bed bed, long at) {}

    /** What the status is made of; the unit's alarms by the object that holds them. */
    private record Summary(int reporting, int total, Bed unit, long at) {
        @SuppressWarnings("ReferenceEquality") // unchanged beds stay the same object: the contract of Ward
        boolean isSame(Ward ward) {
            return reporting == ward.bedsReporting() && total == ward.bedsTotal() && unit == ward.unit();
        }
    }

    PublicOutbox(Limits.Publication limits) {
        this.limits = limits;
    }

    /** A step of an alarm; those of alarms that nobody saw yet, because their delay runs, are nobody's business. */
    void offer(Transition step) {
        if (!step.from().isShown() && !step.to().isShown()) {
            return;
        }
        long seq = numbers.merge(step.key().bed(), 1L, Long::sum);
        if (waiting.size() >= limits.alarms()) {
            waiting.pollFirst();
            dropped++;
        }
        waiting.addLast(new Item.Alarm(step, seq));
    }

    /** A new connection: the broker may have forgotten everything. */
    void connected() {
        connections++;
        List<Item> again = new ArrayList<>(unanswered.values());
        unanswered.clear();
        for (Item item : again.reversed()) {
            if (item instanceof Item.Alarm alarm) {
                waiting.addFirst(alarm);
            }
        }
        while (waiting.size() > limits.alarms()) {
            waiting.pollFirst();
            dropped++;
        }
        published.clear();
        summary = null;
    }

    /** Number of the connection: what was due on an earlier one is asked for anew. */
    long connection() {
        return connections;
    }

    /** What is due; empty when nothing is. It stays due until {@link #sent}. */
    Optional<Item> next(Ward ward, long now) {
        @Nullable Item alarm = waiting.peekFirst();
        if (alarm != null) {
            return Optional.of(alarm);
        }
        if (isStatusDue(ward, now)) {
            return Optional.of(new Item.Status());
        }
        for (BedId bed : published.keySet()) {
            if (!ward.beds().containsKey(bed)) {
                return Optional.of(new Item.Gone(bed));
            }
        }
        return oldestDue(ward, now).map(Item.State::new);
    }

    private boolean isStatusDue(Ward ward, long now) {
        Summary before = summary;
        return before == null || isDue(now - before.at(), !before.isSame(ward));
    }

    private boolean isDue(long age, boolean changed) {
        return age >= limits.refreshEvery().toNanos()
                || (changed && age >= limits.stateEvery().toNanos());
    }

    @SuppressWarnings("ReferenceEquality") // unchanged beds stay the same object: the contract of Ward
    private Optional<Bed> oldestDue(Ward ward, long now) {
        @Nullable Bed oldest = null;
        long oldestAge = -1;
        for (Bed bed : ward.beds().values()) {
            Published before = published.get(bed.id());
            if (before == null) {
                return Optional.of(bed);
            }
            long age = now - before.at();
            if (age > oldestAge && isDue(age, before.bed() != bed)) {
                oldest = bed;
                oldestAge = age;
            }
        }
        return Optional.ofNullable(oldest);
    }

    /** It was taken by the connection under this ticket. */
    void sent(Item item, long ticket, Ward ward, long now) {
        switch (item) {
            case Item.Alarm alarm -> {
                // Not simply the first: it may have been dropped meanwhile.
                waiting.removeFirstOccurrence(alarm);
                unanswered.put(ticket, item);
            }
            case Item.State state -> published.put(state.bed().id(), new Published(state.bed(), now));
            case Item.Gone gone -> published.remove(gone.bed());
            case Item.Status status -> summary = new Summary(ward.bedsReporting(), ward.bedsTotal(), ward.unit(), now);
        }
    }

    /** The broker has answered; one that it forbids is not sent again. */
    void answered(long ticket) {
        unanswered.remove(ticket);
    }

    /** Steps of alarms that the broker does not have. */
    int waiting() {
        return waiting.size()
                + (int) unanswered.values().stream()
                        .filter(Item.Alarm.class::isInstance)
                        .count();
    }

    /** Steps of alarms that were dropped because the broker was away too long. */
    long dropped() {
        return dropped;
    }
}
