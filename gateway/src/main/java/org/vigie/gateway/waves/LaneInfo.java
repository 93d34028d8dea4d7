package org.vigie.gateway.waves;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.unit.Unit;

/**
 * One lane as displays are told about it.
 *
 * @param lane its number, 1 to 65535; not used again until 65535 others were
 * @param bed it belongs to
 * @param parameter what is measured
 * @param unit of the samples
 * @param rateHz samples per second
 * @param offset value of the number 0
 * @param step value of the number 1
 * @param span what the monitor draws between the edges of its lane; null when it does not tell
 * @param block longest stretch that came in one message lately
 * @param quality of the newest samples
 */
public record LaneInfo(
        int lane,
        BedId bed,
        Parameter parameter,
        Unit unit,
        double rateHz,
        double offset,
        double step,
        Waveform.@Nullable Span span,
        Duration block,
        Quality quality) {}
