package org.vigie.simulator.monitor.intellivue;

import java.util.List;

/** What a client can say to a monitor. */
sealed interface ClientMessage {
    /**
     * CN.
     *
     * @param minPollPeriodTicks what the client asks for; decides the timeout of the association
     * @param options POLL_PROFILE_EXT bits; 0 when the package is not there
     */
    record AssociationRequest(long minPollPeriodTicks, long options) implements ClientMessage {}

    /** FN. */
    record ReleaseRequest() implements ClientMessage {}

    /** AB. */
    record Abort() implements ClientMessage {}

    /** The answer to the MDS create event. */
    record MdsCreateResult(int invoke) implements ClientMessage {}

    /**
     * A poll.
     *
     * @param extended true for action F13B
     * @param activePeriodTicks how long an extended poll goes on; 0 for one reply
     */
    record Poll(int invoke, boolean extended, int pollNumber, int objectClass, int group, long activePeriodTicks)
            implements ClientMessage {}

    /** GET of a priority list. */
    record GetList(int invoke, int attribute) implements ClientMessage {}

    /**
     * SET of a priority list.
     *
     * @param confirmed true when an answer is wanted
     * @param toDefault true for operator 3
     */
    record SetList(int invoke, boolean confirmed, int attribute, boolean toDefault, List<Integer> labels)
            implements ClientMessage {
        public SetList {
            labels = List.copyOf(labels);
        }
    }

    /** Something else in a data PDU that wants an answer. */
    record Unsupported(int invoke) implements ClientMessage {}

    /** Not understood. */
    record Junk() implements ClientMessage {}
}
