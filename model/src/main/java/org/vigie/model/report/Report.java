package org.vigie.model.report;

import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;

/**
 * One statement of one message. A message gives a list of them, in its own order. The bed is the name the monitor uses;
 * the site's configuration decides which bed that is.
 */
public sealed interface Report
        permits Observed, AlarmReport, AlarmSnapshot, PatientReport, DeviceReport, ModeReport, Problem {
    /** Bed as named in the message (by the profile's rule); null when the message names none. */
    @Nullable String bed();

    /** The device that speaks; null when unknown. */
    @Nullable DeviceId device();
}
