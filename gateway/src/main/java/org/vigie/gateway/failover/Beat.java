package org.vigie.gateway.failover;

/**
 * What a box of a pair says of itself, once a second.
 *
 * @param pair name of the pair
 * @param box name of the sender
 * @param partner name of the other box
 * @param start grows with every start of the sender
 * @param seq of this start, from 1
 * @param role of the sender
 * @param epoch under which it holds; otherwise the highest it knows of
 * @param sees whether it sees a hub or a monitor
 */
public record Beat(
        String pair, String box, String partner, long start, long seq, LeaseRole role, long epoch, boolean sees) {
    /** Whether it was said after {@code other}. */
    boolean isAfter(Beat other) {
        return start > other.start || (start == other.start && seq > other.seq);
    }
}
