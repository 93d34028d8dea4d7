package org.vigie.model.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;

/**
 * The complete list of alarms that are on now (Mindray PDS 54 and 56, Philips MDIL-ALERT): an alarm of the same scope
 * that is missing from it has ended. An empty list is the all-clear.
 *
 * @param bed as named in the message; null when it names none
 * @param device who speaks; null when unknown
 * @param scope which of the sender's lists this is, for example {@code physiological}; lists of other scopes are not
 *     touched
 * @param alarms the alarms now on, phase START or CONTINUE
 */
public record AlarmSnapshot(@Nullable String bed, @Nullable DeviceId device, String scope, List<AlarmReport> alarms)
        implements Report {
    public AlarmSnapshot {
        alarms = List.copyOf(alarms);
    }
}
