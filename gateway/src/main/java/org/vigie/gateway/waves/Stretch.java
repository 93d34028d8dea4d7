package org.vigie.gateway.waves;

/**
 * A part of a lane's axis.
 *
 * @param from first sample
 * @param to behind the last sample
 */
record Stretch(long from, long to) {
    long length() {
        return to - from;
    }

    boolean isEmpty() {
        return to <= from;
    }

    Stretch within(long low, long high) {
        return new Stretch(Math.max(from, low), Math.min(to, high));
    }
}
