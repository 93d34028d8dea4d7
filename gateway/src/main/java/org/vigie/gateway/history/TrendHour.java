package org.vigie.gateway.history;

/**
 * Sixty one-minute points of one series. About 1 kB: 60 x (min, max, last as float, number as short, marks as byte) and
 * the headers of five arrays. Not thread-safe.
 */
final class TrendHour {
    static final int MINUTES = 60;

    /** At least one value of the minute was marked questionable by its monitor. */
    static final byte QUESTIONABLE = 1;

    /** Demonstration or test data: not a patient. */
    static final byte DEMO = 2;

    /** The monitor called a value of this minute wrong; that value is not among the numbers. */
    static final byte INVALID = 4;

    final long hour;
    private final float[] min = new float[MINUTES];
    private final float[] max = new float[MINUTES];
    private final float[] last = new float[MINUTES];
    private final short[] samples = new short[MINUTES];
    private final byte[] marks = new byte[MINUTES];

    /** @param hour hours since 1970, engine time */
    TrendHour(long hour) {
        this.hour = hour;
    }

    void add(int minute, float value, byte mark) {
        if (samples[minute] == 0) {
            min[minute] = value;
            max[minute] = value;
        } else {
            min[minute] = Math.min(min[minute], value);
            max[minute] = Math.max(max[minute], value);
        }
        last[minute] = value;
        if (samples[minute] < Short.MAX_VALUE) {
            samples[minute]++;
        }
        marks[minute] |= mark;
    }

    /** Values that were taken together already. */
    void add(int minute, TrendPoint point) {
        marks[minute] |= point.marks();
        if (point.samples() == 0) {
            return;
        }
        boolean first = samples[minute] == 0;
        min[minute] = first ? point.min() : Math.min(min[minute], point.min());
        max[minute] = first ? point.max() : Math.max(max[minute], point.max());
        last[minute] = point.last();
        samples[minute] = (short) Math.min(Short.MAX_VALUE, samples[minute] + point.samples());
    }

    void mark(int minute, byte mark) {
        marks[minute] |= mark;
    }

    int samples(int minute) {
        return samples[minute];
    }

    float min(int minute) {
        return min[minute];
    }

    float max(int minute) {
        return max[minute];
    }

    float last(int minute) {
        return last[minute];
    }

    int marks(int minute) {
        return marks[minute];
    }
}
