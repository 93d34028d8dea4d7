package org.vigie.model.link;

import java.util.Locale;

/** What a monitor says it is doing. */
public enum MonitorMode {
    /** It measures a patient, as far as it knows; also of a monitor that never said. */
    MONITORING(LinkReason.NONE),
    /** It shows invented values. */
    DEMO(LinkReason.NONE),
    /** Somebody at the bedside put it to standby. */
    STANDBY(LinkReason.MONITOR_STANDBY),
    /** A technician works on it. */
    SERVICE(LinkReason.MONITOR_SERVICE),
    /** Somebody configures it. */
    CONFIGURATION(LinkReason.MONITOR_CONFIGURATION);

    private final LinkReason reason;

    MonitorMode(LinkReason reason) {
        this.reason = reason;
    }

    /** Why nothing is measured in this mode; NONE where something is. */
    public LinkReason reason() {
        return reason;
    }

    /** Whether a monitor in this mode measures nobody: that values are missing is no loss then. */
    public boolean isOff() {
        return reason != LinkReason.NONE;
    }

    /** The word on the wire, lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
