package org.vigie.gateway.link;

/**
 * One record of an edge's journal on its way to a hub. Its place is (edge, epoch, lane, seq): {@code seq} counts the
 * records of one lane within one start of the edge from 1 without a hole, so that a hub can count what it misses.
 *
 * @param epoch start number of the edge's journal
 * @param lane LIFE or DATA
 * @param seq from 1
 * @param kind number of the journal's record kind
 * @param source who sent it; empty for the edge itself
 * @param atNanos engine time of the edge, since 1970
 * @param wallNanos time of day at the edge, since 1970
 * @param payload as in the journal; not changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent") // handed on from journal to journal, never written to
public record Entry(
        long epoch, Lane lane, long seq, int kind, String source, long atNanos, long wallNanos, byte[] payload) {

    /** Bytes it takes on the way, without compression and about. */
    int weight() {
        return payload.length + source.length() + 48;
    }

    /** Masks the payload: it may name a patient. */
    @Override
    public String toString() {
        return "Entry[" + epoch + '/' + lane.word() + '/' + seq + " kind " + kind + ", " + payload.length + " bytes]";
    }
}
