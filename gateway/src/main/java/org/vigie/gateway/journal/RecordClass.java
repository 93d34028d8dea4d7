package org.vigie.gateway.journal;

import java.util.Locale;

/**
 * How precious a record is; each class has a queue of its own, so that the room of one is never taken by another. The
 * order is the order in which the disk's last room is given away: waves are given up first, life never.
 */
public enum RecordClass {
    /** Messages that carry alarms, commands, transitions, link events, checkpoints: forced before the answer. */
    LIFE(1),
    /** Other messages and the quarantine. */
    DATA(2),
    /** Waveform blocks nobody waits for. */
    WAVES(3);

    private final int code;
    private final String folder = name().toLowerCase(Locale.ROOT);

    RecordClass(int code) {
        this.code = code;
    }

    /** The number in the frame; never reused. */
    int code() {
        return code;
    }

    /** Name of the queue's folder inside an epoch folder. */
    String folder() {
        return folder;
    }
}
