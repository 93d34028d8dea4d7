package org.vigie.gateway.waves;

/**
 * Samples of one lane that follow each other without a hole.
 *
 * @param lane number of {@link LaneInfo}
 * @param first place of the first one, counted from the lane's begin
 * @param samples numbers of 16 bits, -32768 for a missing one; never written to
 */
@SuppressWarnings("ArrayRecordComponent") // handed from the ward to the frames of the displays, never written to
public record Piece(int lane, long first, short[] samples) {
    @Override
    public String toString() {
        return "Piece[lane " + lane + ", " + samples.length + " from " + first + "]";
    }
}
