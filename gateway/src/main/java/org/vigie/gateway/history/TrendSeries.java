package org.vigie.gateway.history;

import org.jspecify.annotations.Nullable;
import org.vigie.model.observation.Parameter;

/**
 * The points of one parameter of one bed in one unit, whichever device sent them, in a ring of hours. Not thread-safe.
 */
final class TrendSeries {
    private static final int MOST_DECIMALS = 4;

    private final @Nullable TrendHour[] hours;
    private Parameter parameter;
    private final String unit;
    private boolean episodic;
    private int decimals;
    private long newestMinute = Long.MIN_VALUE;

    /**
     * @param parameter what is measured
     * @param unit UCUM
     * @param hours kept
     */
    TrendSeries(Parameter parameter, String unit, int hours) {
        this.parameter = parameter;
        this.unit = unit;
        this.hours = new TrendHour[hours];
    }

    /** Identity within a bed: values of two units never meet in one line. */
    static String key(Parameter parameter, String unit) {
        return parameter.key() + "|" + unit;
    }

    Parameter parameter() {
        return parameter;
    }

    String unit() {
        return unit;
    }

    boolean episodic() {
        return episodic;
    }

    int decimals() {
        return decimals;
    }

    long newestMinute() {
        return newestMinute;
    }

    void describe(Parameter newest, boolean isEpisodic, int scale) {
        parameter = newest;
        episodic = isEpisodic;
        decimals = Math.max(decimals, Math.clamp(scale, 0, MOST_DECIMALS));
    }

    /** The hour of a minute for writing; null when it is older than the ring reaches. */
    @Nullable TrendHour forWriting(long minute, HourCount count) {
        long hour = Math.floorDiv(minute, TrendHour.MINUTES);
        int slot = (int) Math.floorMod(hour, (long) hours.length);
        TrendHour present = hours[slot];
        if (present != null && present.hour == hour) {
            newestMinute = Math.max(newestMinute, minute);
            return present;
        }
        if (present != null && present.hour > hour) {
            return null;
        }
        if (present == null) {
            count.added();
        }
        TrendHour made = new TrendHour(hour);
        hours[slot] = made;
        newestMinute = Math.max(newestMinute, minute);
        return made;
    }

    /** The hour of a minute; null when nothing is kept of it. */
    @Nullable TrendHour forReading(long minute) {
        long hour = Math.floorDiv(minute, TrendHour.MINUTES);
        TrendHour present = hours[(int) Math.floorMod(hour, (long) hours.length)];
        return present != null && present.hour == hour ? present : null;
    }

    /** The oldest hour that is kept; {@link Long#MAX_VALUE} when none is. */
    long oldestHour() {
        long oldest = Long.MAX_VALUE;
        for (TrendHour hour : hours) {
            if (hour != null) {
                oldest = Math.min(oldest, hour.hour);
            }
        }
        return oldest;
    }

    /** Forgets every hour up to and with this one; tells how many that were. */
    int forgetUpTo(long hour) {
        int forgotten = 0;
        for (int i = 0; i < hours.length; i++) {
            TrendHour present = hours[i];
            if (present != null && present.hour <= hour) {
                hours[i] = null;
                forgotten++;
            }
        }
        return forgotten;
    }

    /** Told of each hour that takes new room. */
    interface HourCount {
        void added();
    }
}
