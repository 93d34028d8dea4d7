package org.vigie.gateway.link;

/** What a hub may say of a bed of an edge, worst last. */
public enum Freshness {
    /** True within the last 3 s. */
    LIVE,
    /** True within the last 10 s: behind, and said so. */
    SLOW,
    /** Older, or nobody knows. */
    STALE,
    /** The edge itself is silent. */
    LOST
}
