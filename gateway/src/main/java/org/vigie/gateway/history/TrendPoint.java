package org.vigie.gateway.history;

import java.math.BigDecimal;
import org.vigie.model.observation.Parameter;

/**
 * Values of one parameter in one minute, taken together.
 *
 * @param parameter what is measured
 * @param unit UCUM
 * @param episodic true for values taken now and then
 * @param decimals of the values
 * @param minute minutes since 1970, engine time
 * @param min smallest; without meaning when there are no samples
 * @param max largest; as above
 * @param last newest; as above
 * @param samples number of values, from 0
 * @param marks of {@link TrendHour}
 */
public record TrendPoint(
        Parameter parameter,
        String unit,
        boolean episodic,
        int decimals,
        long minute,
        float min,
        float max,
        float last,
        int samples,
        byte marks) {
    /** One value. */
    static TrendPoint of(Parameter parameter, String unit, boolean episodic, long minute, BigDecimal value) {
        float one = value.floatValue();
        byte none = 0;
        return new TrendPoint(parameter, unit, episodic, Math.max(0, value.scale()), minute, one, one, one, 1, none);
    }

    /** A value that its monitor calls wrong. */
    static TrendPoint invalid(Parameter parameter, String unit, boolean episodic, long minute) {
        return new TrendPoint(parameter, unit, episodic, 0, minute, 0, 0, 0, 0, TrendHour.INVALID);
    }

    TrendPoint marked(byte more) {
        return new TrendPoint(
                parameter, unit, episodic, decimals, minute, min, max, last, samples, (byte) (marks | more));
    }

    String key() {
        return TrendSeries.key(parameter, unit);
    }

    /** Together with newer values of the same minute. */
    TrendPoint and(TrendPoint newer) {
        return new TrendPoint(
                newer.parameter,
                unit,
                newer.episodic,
                Math.max(decimals, newer.decimals),
                minute,
                samples == 0 ? newer.min : newer.samples == 0 ? min : Math.min(min, newer.min),
                samples == 0 ? newer.max : newer.samples == 0 ? max : Math.max(max, newer.max),
                newer.samples == 0 ? last : newer.last,
                samples + newer.samples,
                (byte) (marks | newer.marks));
    }
}
