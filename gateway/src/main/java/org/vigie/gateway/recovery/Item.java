package org.vigie.gateway.recovery;

import java.util.List;
import org.vigie.gateway.history.AlarmStep;
import org.vigie.gateway.history.GapCause;
import org.vigie.model.BedId;

/** One thing that the journal tells, in the order of {@link #position}. */
public sealed interface Item {
    /** Where it is told. */
    Position position();

    /** Which bed; {@link BedId#UNIT} for the unit as a whole. */
    BedId bed();

    /** Whose it is. */
    Whose whose();

    /** When. */
    Period period();

    /** Why a set of values is told. */
    enum Why {
        /** One for each interval. */
        INTERVAL,
        /** Around an alarm the intervals are shorter. */
        AROUND_ALARM
    }

    /**
     * The newest value of each parameter in a stretch of time; no measurement is told twice.
     *
     * @param readings sorted by device, code and channel; what is absent stands for a parameter without any value then
     */
    record Values(Position position, BedId bed, Whose whose, Period period, Why why, List<Reading> readings)
            implements Item {
        public Values {
            readings = List.copyOf(readings);
        }
    }

    /** One step of one alarm. */
    record Alarm(Position position, BedId bed, Whose whose, Period period, AlarmStep step) implements Item {}

    /**
     * Nothing can have come from the bed.
     *
     * @param cause why
     * @param text for the engineer; may be empty
     */
    record Gap(Position position, BedId bed, Whose whose, Period period, Cause cause, String text) implements Item {}

    /** Why nothing can have come. */
    sealed interface Cause {
        /** As the link of the bed told. */
        record OfLink(GapCause cause) implements Cause {}

        /**
         * Records of the journal were damaged.
         *
         * @param lost how many; negative when unknown
         */
        record Damaged(long lost) implements Cause {}

        /** The word in files, lower case with hyphens. */
        default String word() {
            return switch (this) {
                case OfLink link -> link.cause().word();
                case Damaged damaged -> "journal-damaged";
            };
        }

        /** Whether a person wanted it so: standby, or no patient expected. */
        default boolean isWanted() {
            return this instanceof OfLink(GapCause cause) && (cause == GapCause.STANDBY || cause == GapCause.EMPTY);
        }
    }
}
