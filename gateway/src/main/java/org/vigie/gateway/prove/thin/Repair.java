package org.vigie.gateway.prove.thin;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.vigie.gateway.prove.LiveScreen;

/** How far a hub is with fetching what it missed, by its own metrics. */
final class Repair {
    private final LiveScreen screen;
    private final int expected;
    private double missing = Double.POSITIVE_INFINITY;
    private double most;
    private double lost;

    /** @param expected records that it must have missed at least: before it knows of them nothing is whole */
    Repair(LiveScreen screen, int expected) {
        this.screen = screen;
        this.expected = expected;
    }

    /** Asks the hub; true, so that it can stand in a condition. */
    boolean look() throws IOException, InterruptedException {
        Map<String, Double> figures = screen.metrics();
        missing = figures.getOrDefault("vigie_link_records_missing", 0.0);
        lost = figures.getOrDefault("vigie_link_records_lost_total", 0.0);
        most = Math.max(most, missing);
        return true;
    }

    /**
     * Whether it has missed that much and misses next to nothing now: what was written in the last second is on its
     * way.
     */
    boolean isDone() {
        return most >= expected * 0.9 && missing < Math.max(200, expected * 0.001);
    }

    double most() {
        return most;
    }

    double lost() {
        return lost;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "missing %,.0f of %,.0f", missing, most);
    }
}
