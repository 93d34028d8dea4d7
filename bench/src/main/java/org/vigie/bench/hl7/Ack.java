package org.vigie.bench.hl7;

/**
 * One acknowledgement.
 *
 * @param code MSA-1
 * @param id MSA-2 as a number; -1 when it is none
 * @param at {@link System#nanoTime} when its last byte was read
 */
public record Ack(String code, long id, long at) {
    /** AA, or CA in enhanced mode. */
    public boolean isAccepted() {
        return code.equals("AA") || code.equals("CA");
    }
}
