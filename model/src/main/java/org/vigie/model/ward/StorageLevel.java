package org.vigie.model.ward;

/** How much the journal can still keep, best first. */
public enum StorageLevel {
    OK,
    WAVES_SHED,
    DATA_SHED,
    LIFE_ONLY,
    /** Nothing can be stored: senders get no acknowledgement. */
    FAILED
}
