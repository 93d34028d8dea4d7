package org.vigie.gateway.link;

/**
 * One record of an edge's journal on its way to a hub. Its place is (edge, epoch, lane, seq): {@code seq} counts the
 * records of one lane within one start of the edge from 1 without a hole, so that a hub can count what it misses.
 *
 * @param epoch start number of the edge's journal
 * @param lane LIFE or DATA
 * @param seq from 1
 * @param number among all records of that start, of all lanes, as in the journal; 0 when nobody has told it
 * @param kind number of the journal's record kind
 * @param source who sent it; empty for the edge itself
 * @param atNanos engine time of the edge, since 1970
 * @param wallNanos time of day at the edge, since 1970
 * @param payload as in the journal; not changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent") // handed on from journal to journal, never written to
public record Entry(
        long epoch,
        Lane lane,
        long seq,
        long number,
        int kind,
        String source,
        long atNanos,
        long wallNanos,
        byte[] payload) {

    /** A record of which only the place in its lane is known. */
    public Entry(
            long epoch, Lane lane, long seq, int kind, String source, long atNanos, long wallNanos, byte[] payload) {
        this(epoch, lane, seq, 0, kind, source, atNanos, wallNanos, payload);
    }

    /** The number as it travels: records of other lanes before this one, from 1; 0 when it is not known. */
    long others() {
        return number == 0 ? 0 : number - seq + 1;
    }

    /** The number of what has travelled so. */
    static long number(long seq, long others) {
        return others == 0 ? 0 : seq + others - 1;
    }

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
