package org.vigie.model.link;

import java.util.Locale;

/** Why a feed is not live: named, journaled and shown to the engineer. */
public enum LinkReason {
    /** All is well. */
    NONE,
    /** Never heard since the start. */
    NEVER_HEARD,
    /** Connected, but nothing comes. */
    SILENT,
    /** The monitor closed the connection. */
    CLOSED_BY_PEER,
    /** The connection broke. */
    CONNECTION_ERROR,
    /** We closed it: too many oversized frames, too many connections, idle inside a frame. */
    CLOSED_BY_GATEWAY,
    /** Bytes come but cannot be read. */
    UNREADABLE,
    /** The box slept: nothing that was received before may look live. */
    SUSPENDED,
    /** The gateway has restarted. */
    RESTARTED,
    /** The monitor says that it is on standby. */
    MONITOR_STANDBY,
    /** The monitor says that it is in service. */
    MONITOR_SERVICE,
    /** The monitor says that it is being configured. */
    MONITOR_CONFIGURATION;

    /** The word on the wire, lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
