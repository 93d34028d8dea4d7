package org.vigie.gateway.failover;

/** What a box of a pair is at a moment. */
public enum LeaseRole {
    /** Polls nothing. */
    STANDBY("standby"),
    /** Writes down the epoch under which it will hold; polls nothing. */
    CLAIMING("claiming"),
    /** Polls. */
    HOLDER("holder");

    private final String word;

    LeaseRole(String word) {
        this.word = word;
    }

    /** The word on pages, in metrics and in logs. */
    public String word() {
        return word;
    }
}
