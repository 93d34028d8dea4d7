package org.vigie.adapter.spi;

/** What became of an arrival in the journal; the acknowledgement to the monitor says the same. */
public enum Stored {
    /** Forced to disk: it can still be shown after a power cut. For a sign of life: taken note of. */
    DURABLE,
    /** Not kept: the monitor has to send it again. */
    NOT_WRITABLE
}
