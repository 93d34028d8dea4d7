package org.vigie.adapter.hl7.codec;

/** What is to be said to a sender about one message. */
public sealed interface Verdict {
    /** It is kept. */
    record Accepted() implements Verdict {}

    /** It could not be kept now; sending it again helps. */
    record Unavailable() implements Verdict {}

    /**
     * It will never be accepted; sending it again does not help.
     *
     * @param code for ERR-3
     * @param text for ERR-8, ASCII
     */
    record Rejected(int code, String text) implements Verdict {}
}
