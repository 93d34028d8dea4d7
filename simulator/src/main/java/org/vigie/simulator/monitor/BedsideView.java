package org.vigie.simulator.monitor;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.bedside.ActiveAlarm;
import org.vigie.simulator.bedside.BedsideLimits;
import org.vigie.simulator.patient.Readings;

/**
 * Everything a monitor could tell at one moment; what the encoders work from.
 *
 * @param bed as the monitor is configured
 * @param unit name of the ward in the monitor
 * @param identity who lies there; null when nobody was admitted at the monitor
 * @param deviceTime the monitor's own clock, which may be wrong
 * @param zone time zone for the dialects that send local time
 * @param language of the monitor's texts
 * @param readings what is measured
 * @param cuffAt the monitor's own time of the last cuff measurement; null when there was none
 * @param limits as set at the monitor
 * @param alarms all that is on the monitor's screen
 */
public record BedsideView(
        String bed,
        String unit,
        @Nullable PatientIdentity identity,
        Instant deviceTime,
        ZoneId zone,
        Language language,
        Readings readings,
        @Nullable Instant cuffAt,
        BedsideLimits limits,
        List<ActiveAlarm> alarms) {
    public BedsideView {
        alarms = List.copyOf(alarms);
    }
}
