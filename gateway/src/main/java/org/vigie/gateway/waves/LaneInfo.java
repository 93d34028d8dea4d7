package org.vigie.gateway.waves;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceText;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.unit.Unit;

/**
 * One lane as displays are told about it.
 *
 * @param lane its number: of this box from 1 to {@link #OWN}, of other boxes above; not used again until as many others
 *     were
 * @param bed it belongs to, by the name that it has here
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
        String bed,
        Parameter parameter,
        Unit unit,
        double rateHz,
        double offset,
        double step,
        Waveform.@Nullable Span span,
        Duration block,
        Quality quality) {
    /** What is measured, in short, for a person. */
    public String label() {
        @Nullable String vendor = parameter.vendorCode();
        return DeviceText.clean(vendor != null && parameter.label().isBlank() ? vendor : parameter.label());
    }

    /** The highest number of a lane of this box. */
    public static final int OWN = 0x7fff;

    /** The highest number of any lane. */
    public static final int MOST = 0xffff;
}
