package org.vigie.gateway.link;

/** What a hub says of its link to an edge. */
public enum EdgeLink {
    /** Nothing was heard yet. */
    CONNECTING,
    /** Heartbeats come. */
    LIVE,
    /** None for 3 s. */
    STALE,
    /** None for 5 s. */
    LOST
}
