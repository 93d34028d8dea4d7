package org.vigie.adapter.intellivue.codec;

import java.util.List;

/**
 * One message of the Data Export protocol, the same over UDP and serial line. Source: intellivue-protocol.md sections 3
 * to 8.
 */
public sealed interface IntellivuePdu {
    /**
     * A monitor says that it is there. Nobody has checked who sent it.
     *
     * @param relativeTime ticks of 1/8 ms; not a clock: real monitors repeat the same value
     * @param attributes see {@link ConnectFacts}
     */
    record ConnectIndication(long relativeTime, List<Attribute> attributes) implements IntellivuePdu {
        public ConnectIndication {
            attributes = List.copyOf(attributes);
        }
    }

    /** A client asks for the association. */
    record AssociationRequest(AssociationTerms terms) implements IntellivuePdu {}

    /**
     * The monitor answers the request.
     *
     * @param accepted false when the result field inside says so
     * @param terms what is granted, which may be less than was asked
     */
    record AssociationAccept(boolean accepted, AssociationTerms terms) implements IntellivuePdu {}

    /** The monitor will not talk, for instance because another client is associated. */
    record AssociationRefuse() implements IntellivuePdu {}

    /** One side ends the association. */
    record ReleaseRequest() implements IntellivuePdu {}

    /** The other side agrees. */
    record ReleaseResponse() implements IntellivuePdu {}

    /** The association is gone. */
    record Abort() implements IntellivuePdu {}

    /**
     * The monitor describes itself; to be answered at once with {@link MdsCreateResult}.
     *
     * @param invokeId to be repeated in the answer
     * @param object to be repeated in the answer
     * @param relativeTime ticks of 1/8 ms
     * @param attributes see {@link AssociationFacts}
     */
    record MdsCreate(int invokeId, ObjectId object, long relativeTime, List<Attribute> attributes)
            implements IntellivuePdu {
        public MdsCreate {
            attributes = List.copyOf(attributes);
        }
    }

    /** The client has seen {@link MdsCreate}. */
    record MdsCreateResult(int invokeId, ObjectId object) implements IntellivuePdu {}

    /**
     * The client asks for data.
     *
     * @param invokeId comes back in every result; one per subscription
     * @param extended many results instead of one
     * @param pollNumber chosen by the client
     * @param objectClass see {@link ObjectClass}
     * @param group see {@link AttributeGroup}
     * @param parameters of an extended poll: active period, number of objects
     */
    record PollRequest(
            int invokeId, boolean extended, int pollNumber, int objectClass, int group, List<Attribute> parameters)
            implements IntellivuePdu {
        public PollRequest {
            parameters = List.copyOf(parameters);
        }

        /** One result of everything in a group. */
        public static PollRequest single(int invokeId, int objectClass, int group) {
            return new PollRequest(invokeId, false, 0, objectClass, group, List.of());
        }

        /**
         * Results until the period is over.
         *
         * @param activeTicks of 1/8 ms, below 2^32
         */
        public static PollRequest extended(int invokeId, int objectClass, int group, long activeTicks) {
            Octets period = new OctetWriter().u32(activeTicks).octets();
            return new PollRequest(
                    invokeId, true, 0, objectClass, group, List.of(new Attribute(AttributeId.ACTIVE_PERIOD, period)));
        }
    }

    /**
     * Data, or a part of them: a cycle is any number of parts with {@code linked} FIRST, MIDDLE or LAST and then one
     * with WHOLE, which may be empty. LAST is not the end.
     *
     * @param invokeId of the request
     * @param linked which part
     * @param linkedCount counts the parts from 1; 0 when WHOLE
     * @param extended whether the request was
     * @param pollNumber of the request
     * @param sequence counts the cycles of an extended poll, from 0 after each request; 0 for a single one
     * @param relativeTime ticks of 1/8 ms since the monitor started, modulo 2^32
     * @param objectClass of the request
     * @param group of the request
     * @param objects in the order sent; the same object may come twice, ECG leads do
     */
    record PollResult(
            int invokeId,
            Linked linked,
            int linkedCount,
            boolean extended,
            int pollNumber,
            int sequence,
            long relativeTime,
            int objectClass,
            int group,
            List<PolledObject> objects)
            implements IntellivuePdu {
        public PollResult {
            objects = List.copyOf(objects);
        }
    }

    /** Which part of a cycle a result is. */
    enum Linked {
        /** The end of the cycle, or all of it. */
        WHOLE,
        /** First part. */
        FIRST,
        /** A part between. */
        MIDDLE,
        /** Last part; one more result ends the cycle. */
        LAST
    }

    /** The client asks which objects are sent; {@code list} is an attribute id. */
    record PriorityListGet(int invokeId, int list) implements IntellivuePdu {}

    /**
     * The client chooses which objects are sent, or the default when {@code labels} are none and {@code toDefault}.
     *
     * @param confirmed whether an answer is wanted
     * @param list attribute id
     * @param labels TextIds, unsigned 32 bit; an empty list stops the objects altogether
     */
    record PriorityListSet(int invokeId, boolean confirmed, int list, boolean toDefault, List<Long> labels)
            implements IntellivuePdu {
        public PriorityListSet {
            labels = List.copyOf(labels);
        }
    }

    /** What is on the list now; entries the monitor does not like are missing without a word. */
    record PriorityListReply(int invokeId, boolean afterSet, int list, List<Long> labels) implements IntellivuePdu {
        public PriorityListReply {
            labels = List.copyOf(labels);
        }
    }

    /**
     * The monitor cannot do what was asked.
     *
     * @param error 0 no such class, 1 no such instance, 2 access denied, 7 get list, 8 set list, 9 no such action, 10
     *     processing failure, 15 invalid argument, 16 invalid scope, 17 invalid instance
     */
    record RemoteError(int invokeId, int error, Octets detail) implements IntellivuePdu {}

    /**
     * A sound message that we have no use for.
     *
     * @param what stable words such as {@code event-0d08}
     */
    record Unknown(String what) implements IntellivuePdu {}
}
