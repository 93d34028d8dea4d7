package org.vigie.gateway.people;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What guessing a PIN costs: after five wrong ones in a row for a person, or at a display, nobody is asked for 30 s.
 * Acknowledging never asks for a PIN and is not touched by this. Not thread-safe.
 */
public final class PinGuard {
    static final int WRONG_IN_A_ROW = 5;
    static final Duration WAIT = Duration.ofSeconds(30);

    /** More people and displays at once than there can be. */
    private static final int REMEMBERED = 256;

    private final Map<String, Count> wrong = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Count(int times, long lastNanos) {}

    /** True when a PIN may be tried now. */
    public boolean mayTry(int display, String person, long nowNanos) {
        return mayTry("d" + display, nowNanos) && mayTry("p" + person, nowNanos);
    }

    private boolean mayTry(String who, long nowNanos) {
        Count count = wrong.get(who);
        return count == null || count.times() < WRONG_IN_A_ROW || nowNanos - count.lastNanos() >= WAIT.toNanos();
    }

    /** What came of a try. */
    public void tried(int display, String person, boolean right, long nowNanos) {
        for (String who : new String[] {"d" + display, "p" + person}) {
            if (right) {
                wrong.remove(who);
            } else {
                wrong.merge(
                        who,
                        new Count(1, nowNanos),
                        (before, one) -> new Count(
                                nowNanos - before.lastNanos() >= WAIT.toNanos() ? 1 : before.times() + 1, nowNanos));
            }
        }
    }
}
