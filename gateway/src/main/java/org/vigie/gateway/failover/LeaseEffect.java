package org.vigie.gateway.failover;

/** What a {@link Lease} wants to be done. */
public sealed interface LeaseEffect {
    /** To be sent on every path. */
    record Send(Beat beat) implements LeaseEffect {}

    /** To be forced to the disk and answered by {@link LeaseEvent.Forced} or {@link LeaseEvent.Unforced}. */
    record Force(long epoch) implements LeaseEffect {}

    /** This box holds from now on: it polls. */
    record Open(long epoch) implements LeaseEffect {}

    /** It holds no longer: it stops at once. */
    record Close(Why why) implements LeaseEffect {}

    /** Why a box stopped to hold. */
    enum Why {
        /** It saw neither its partner nor a hub nor a monitor. */
        ALONE("alone"),
        /** It stood still for longer than its lease. */
        PAUSED("paused"),
        /** The partner knows of a higher epoch. */
        OUTRUN("outrun"),
        /** It saw neither a hub nor a monitor, and its partner does. */
        HANDED_OVER("handed-over"),
        /** It ends. */
        LEAVING("leaving");

        private final String word;

        Why(String word) {
            this.word = word;
        }

        /** The word in logs and metrics. */
        public String word() {
            return word;
        }
    }
}
