package org.vigie.adapter.intellivue.codec;

/** What {@link PduReader} made of a payload. */
public sealed interface Parsed {
    /**
     * A message.
     *
     * @param pdu what it says
     * @param trailing bytes after its end, which were ignored
     */
    record Read(IntellivuePdu pdu, int trailing) implements Parsed {}

    /**
     * Not a message, or one that contradicts itself.
     *
     * @param offset byte of the payload where it went wrong
     * @param reason a stable word such as {@code truncated}
     */
    record Malformed(int offset, String reason) implements Parsed {}
}
