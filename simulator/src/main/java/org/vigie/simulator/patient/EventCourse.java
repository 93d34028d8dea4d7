package org.vigie.simulator.patient;

import java.time.Duration;

/**
 * One event on its way: rises over its onset, holds, and falls over its recovery.
 *
 * @param event what
 * @param start patient time at which it begins
 * @param lasting time from the start to the beginning of the recovery
 */
record EventCourse(ClinicalEvent event, Duration start, Duration lasting) {
    /** Strength from 0 (nothing) to 1 (full). */
    double strength(Duration now) {
        double since = seconds(now.minus(start));
        double hold = seconds(lasting);
        if (since < 0) {
            return 0;
        }
        double risen = ramp(since, seconds(event.onset()));
        if (since <= hold) {
            return risen;
        }
        double recovery = seconds(event.recovery());
        double reached = ramp(hold, seconds(event.onset()));
        return recovery == 0 ? 0 : StrictMath.max(0, reached * (1 - (since - hold) / recovery));
    }

    boolean isOver(Duration now) {
        return now.compareTo(start.plus(lasting).plus(event.recovery())) > 0;
    }

    private static double ramp(double since, double full) {
        return full == 0 ? 1 : StrictMath.min(1, since / full);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
