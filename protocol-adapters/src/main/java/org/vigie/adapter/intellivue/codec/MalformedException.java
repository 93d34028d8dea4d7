package org.vigie.adapter.intellivue.codec;

/** Bytes that are not what they should be; never leaves this package. */
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String reason;

    /** @param reason a stable word */
    MalformedException(int offset, String reason) {
        super(reason, null, false, false); // no stack trace: a hostile sender causes many
        this.offset = offset;
        this.reason = reason;
    }

    int offset() {
        return offset;
    }

    String reason() {
        return reason;
    }
}
