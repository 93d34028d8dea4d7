package org.vigie.gateway.history;

import java.util.List;
import java.util.Optional;
import org.vigie.model.BedId;

/** What this box knows of the past of the beds of other boxes. Thread-safe. */
public interface Elsewhere {
    /** Nothing. */
    Elsewhere NONE = new Elsewhere() {
        @Override
        public Optional<TrendStore> trends(String box) {
            return Optional.empty();
        }

        @Override
        public AlarmRows alarms() {
            return (fits, offset, most) -> new AlarmLog.Page(List.of(), 0, 0, false);
        }

        @Override
        public List<String> incomplete() {
            return List.of();
        }
    };

    /** Trends by the names that the beds have at their box; empty when nothing is kept of that box. */
    Optional<TrendStore> trends(String box);

    /** Steps of alarms, by the names that the beds have here. */
    AlarmRows alarms();

    /** Boxes whose alarms are not all here: something is missing, or nothing is kept of them. */
    List<String> incomplete();

    /** What is known of the work at a box; empty when nothing is kept of it. */
    default Optional<RemoteShift> shift(String box) {
        return Optional.empty();
    }

    /**
     * What is stored of a box, to look at single moments.
     *
     * @param records of it
     * @param site text of its site file as it was last stored
     */
    record Stored(MomentRecords records, String site) {}

    /** What is stored of a box; empty when there is nothing, or nothing that names its beds. */
    default Optional<Stored> stored(String box) {
        return Optional.empty();
    }

    /**
     * What is known of one bed; empty when nothing is kept of its box.
     *
     * @param there its name at its box
     * @param here its name on the screen here
     */
    default Optional<BedPast> bed(String box, String there, String here) {
        return trends(box)
                .map(trends -> new BedPast(
                        trends, new BedId(there), alarms(), here, !incomplete().contains(box)));
    }
}
