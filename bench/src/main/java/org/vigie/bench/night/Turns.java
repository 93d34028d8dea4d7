package org.vigie.bench.night;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** Whose turn it was to sound: a display sounds the alarms of the highest priority that wants to be heard. */
final class Turns {
    private final List<Story> all;
    private final Instant end;

    /** @param end of what is looked at */
    Turns(List<Story> all, Instant end) {
        this.all = all;
        this.end = end;
    }

    /** The longest time for which an alarm wanted to be heard and nothing more urgent did. */
    Duration longest(Story story) {
        TreeSet<Instant> moments = new TreeSet<>();
        all.forEach(one -> moments.addAll(one.moments()));
        moments.add(end);
        Duration longest = Duration.ZERO;
        Instant since = null;
        for (Instant moment : moments.tailSet(story.raised())) {
            if (since != null) {
                Duration lasted = Duration.between(since, moment);
                longest = lasted.compareTo(longest) > 0 ? lasted : longest;
            }
            int loud = story.loud(moment);
            boolean turn = loud > 0 && all.stream().allMatch(other -> other.loud(moment) <= loud);
            since = !turn ? null : since == null ? moment : since;
        }
        return longest;
    }
}
