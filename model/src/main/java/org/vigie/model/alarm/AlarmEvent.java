package org.vigie.model.alarm;

import java.util.Locale;

/**
 * What may happen to one alarm condition. "The source is back" is none of them: its first full statement gives
 * COND_TRUE or COND_FALSE.
 */
public enum AlarmEvent {
    COND_TRUE,
    COND_FALSE,
    DELAY_ELAPSED,
    /** A person acknowledged it at a display. */
    ACK,
    /** Silenced or acknowledged at the bedside. */
    SRC_ACK,
    /** A reminder or an escalation step is due. */
    REMIND,
    SRC_SILENT,
    /** Closed by a person who was asked (discharge, standby), or because its bed left the site. */
    CLOSE,
    /** The gateway has restarted and replayed its journal. */
    RESTART;

    /** The word in journals, lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
