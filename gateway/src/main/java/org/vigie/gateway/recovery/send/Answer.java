package org.vigie.gateway.recovery.send;

/** What became of one message. */
public sealed interface Answer {
    /** AA or CA. */
    record Accepted() implements Answer {}

    /**
     * AE, AR, CE or CR: this message will not be taken.
     *
     * @param reason code and text of the receiver, on one line
     */
    record Refused(String reason) implements Answer {}

    /**
     * Nobody knows whether it was taken: no connection, no answer in time, or one that is none.
     *
     * @param reason for people
     */
    record Unanswered(String reason) implements Answer {}
}
