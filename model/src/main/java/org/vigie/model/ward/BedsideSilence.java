package org.vigie.model.ward;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;
import org.vigie.model.SourceId;
import org.vigie.model.report.Inactivation;

/**
 * What a monitor says it has silenced at the bedside, by the alarm it said it with.
 *
 * @param source who said so
 * @param device which device; null when unknown
 * @param condition the alarm it was said with
 * @param what is silenced; never empty
 */
record BedsideSilence(SourceId source, @Nullable DeviceId device, String condition, Set<Inactivation> what) {}
