package org.vigie.gateway.failover;

import java.util.Arrays;
import java.util.Optional;

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

    /** The role of a word; empty for any other. */
    static Optional<LeaseRole> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word.equals(word)).findFirst();
    }
}
