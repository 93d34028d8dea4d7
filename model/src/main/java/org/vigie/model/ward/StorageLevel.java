package org.vigie.model.ward;

/** What the journal still writes, from everything to nothing; a later constant is worse than an earlier one. */
public enum StorageLevel {
    /** Everything is written. */
    OK,
    /** Waves are no longer written. */
    WAVES_SHED,
    /** Waves are not written, numerics are thinned to one a minute per bed. */
    DATA_SHED,
    /** Only alarms, commands and audit are written. */
    LIFE_ONLY,
    /** Nothing can be written: the live view goes on, nothing is acknowledged as stored. */
    FAILED
}
