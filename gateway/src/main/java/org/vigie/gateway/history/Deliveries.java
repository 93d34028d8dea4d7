package org.vigie.gateway.history;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.pipeline.records.DeliveryNote;

/**
 * When each alarm was first sent, painted, seen and sounded at any display; of this run and, read back from the
 * journal, of earlier ones. Bounded: the alarms that were noted first go first and are then "not known". Thread-safe.
 */
public final class Deliveries {
    private final Map<String, First> firsts;

    /**
     * First moments of one alarm, engine time; null for what no display has done.
     *
     * @param sent to any display
     * @param painted at any display
     * @param seen on a screen where somebody watches
     * @param sounded at any display
     */
    public record First(
            @Nullable Instant sent,
            @Nullable Instant painted,
            @Nullable Instant seen,
            @Nullable Instant sounded) {
        static final First NONE = new First(null, null, null, null);

        private First with(DeliveryNote.Step step, Instant at) {
            return switch (step) {
                case SENT -> new First(earlier(sent, at), painted, seen, sounded);
                case PAINTED -> new First(sent, earlier(painted, at), seen, sounded);
                case SEEN -> new First(sent, painted, earlier(seen, at), sounded);
                case SOUNDED -> new First(sent, painted, seen, earlier(sounded, at));
            };
        }

        private static Instant earlier(@Nullable Instant known, Instant at) {
            return known == null || at.isBefore(known) ? at : known;
        }
    }

    /** @param capacity alarms that are remembered */
    public Deliveries(int capacity) {
        firsts = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, First> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized void take(DeliveryNote note) {
        note.alarms()
                .keySet()
                .forEach(alarm ->
                        firsts.put(alarm, firsts.getOrDefault(alarm, First.NONE).with(note.step(), note.at())));
    }

    /** What displays did with an alarm; empty when nothing is known of it. */
    public synchronized Optional<First> of(String alarm) {
        return Optional.ofNullable(firsts.get(alarm));
    }
}
