package org.vigie.gateway.link;

/**
 * What the links of one box come to, for its metrics: of a hub over all its edges, of an edge over all its hubs.
 *
 * @param missing records of edges that are known to exist and are not here yet
 * @param lost records of edges that nobody has any more
 * @param duplicates records that came again
 * @param waiting live records and states that were not sent yet
 * @param leftToJournal live records that were not sent because too many waited
 * @param wavesLeftOut blocks of waves that were not sent: no credit, or no room
 */
public record LinkTotals(
        long missing, long lost, long duplicates, long waiting, long leftToJournal, long wavesLeftOut) {
    /** Of a box by itself. */
    public static final LinkTotals NONE = new LinkTotals(0, 0, 0, 0, 0, 0);

    /** Both together. */
    public LinkTotals plus(LinkTotals other) {
        return new LinkTotals(
                missing + other.missing,
                lost + other.lost,
                duplicates + other.duplicates,
                waiting + other.waiting,
                leftToJournal + other.leftToJournal,
                wavesLeftOut + other.wavesLeftOut);
    }
}
