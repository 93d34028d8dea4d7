package org.vigie.model.alarm;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * When an alarm that nobody acknowledges becomes more urgent. Level 1: displays sound it as loud as they can, and so
 * does the box, from {@link #box} upwards. Level 2: it is every display's, and published as such. Level 3: every
 * display says in red that nobody answers. SOURCE: the latest times are those of reference/alarms.md section 7; a unit
 * may choose earlier ones, never later ones (docs/adr/0102). Immutable.
 *
 * @param high times of the three levels of a high alarm, counted from its begin
 * @param medium times of the two levels of a medium one
 * @param box the lowest priority for which the box itself sounds; HIGH or MEDIUM
 */
public record Escalation(List<Duration> high, List<Duration> medium, Priority box) {
    /** Sooner than this nobody has had a chance to answer; also the least time between two levels. */
    public static final Duration LEAST = Duration.ofSeconds(10);

    /** The latest times, and those in force where the site does not choose. */
    public static final Escalation DEFAULT = new Escalation(seconds(30, 60, 120), seconds(60, 180), Priority.HIGH);

    /** From this level on an alarm is every display's. */
    public static final int EVERYWHERE = 2;

    /** @throws IllegalArgumentException for times that are not allowed */
    public Escalation {
        high = checked(high, seconds(30, 60, 120));
        medium = checked(medium, seconds(60, 180));
        if (box == Priority.LOW) {
            throw new IllegalArgumentException("a low alarm does not escalate");
        }
    }

    /** The times after which an alarm of this priority escalates; level 1 is the first. None for a low one. */
    public List<Duration> levels(Priority priority) {
        return switch (priority) {
            case HIGH -> high;
            case MEDIUM -> medium;
            case LOW -> List.of();
        };
    }

    /** Whether a time may be that of a level, after the time of the level before it. */
    public static boolean allows(Duration time, Duration before, Duration latest) {
        return time.compareTo(before.plus(LEAST)) >= 0 && time.compareTo(latest) <= 0;
    }

    private static List<Duration> checked(List<Duration> times, List<Duration> latest) {
        if (times.size() != latest.size()) {
            throw new IllegalArgumentException(times + ": " + latest.size() + " levels expected");
        }
        Duration before = Duration.ZERO;
        for (int i = 0; i < times.size(); i++) {
            if (!allows(times.get(i), before, latest.get(i))) {
                throw new IllegalArgumentException(times + ": level " + (i + 1));
            }
            before = times.get(i);
        }
        return List.copyOf(times);
    }

    private static List<Duration> seconds(int... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }
}
