package org.vigie.model.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;

/**
 * The complete list of alarms that are on now (Mindray PDS 54 and 56, Philips MDIL-ALERT): an alarm of the same scope
 * that is missing from it has ended, unless alarms are paused. An empty list is the all-clear.
 *
 * @param bed as named in the message; null when it names none
 * @param device who speaks; null when unknown
 * @param scope which of the sender's lists this is, for example {@code physiological}; lists of other scopes are not
 *     touched
 * @param alarms the alarms now on, phase START or CONTINUE
 * @param complete false while alarms are paused at the monitor: it lists none then, and what is missing has not ended
 */
public record AlarmSnapshot(
        @Nullable String bed, @Nullable DeviceId device, String scope, List<AlarmReport> alarms, boolean complete)
        implements Report {
    public AlarmSnapshot {
        alarms = List.copyOf(alarms);
    }

    /** A complete list. */
    public AlarmSnapshot(@Nullable String bed, @Nullable DeviceId device, String scope, List<AlarmReport> alarms) {
        this(bed, device, scope, alarms, true);
    }
}
