package org.vigie.gateway.recovery;

import java.util.Comparator;

/**
 * Where in the journal something is told: the same journal, told with the same sampling, gives the same things at the
 * same positions, in ascending order.
 *
 * @param epoch of the record at which it is told
 * @param seq of that record
 * @param n its number among what is told at that record, from 0
 */
public record Position(long epoch, long seq, int n) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::epoch)
            .thenComparingLong(Position::seq)
            .thenComparingInt(Position::n);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
