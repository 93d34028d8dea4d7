package org.vigie.adapter.replay;

import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.Parsed;
import org.vigie.adapter.intellivue.codec.PduReader;

/**
 * IntelliVue messages without any frame, as programs write them that append each datagram to a file: their own lengths
 * tell them apart. SOURCE: intellivue-protocol.md sections 1.1, 3 and 6.
 */
final class BareMessages {
    private static final int SHORTEST = 8;
    private static final int LONG_FORM = 0xFF;

    private BareMessages() {}

    /** Gets one message and where it begins in the file. */
    @FunctionalInterface
    interface Messages {
        void add(long offset, byte[] message);
    }

    /** Whether bytes begin as a message of this protocol does; a check of the first bytes only. */
    static boolean beginsAsOne(Octets payload) {
        if (payload.length() < SHORTEST) {
            return false;
        }
        return switch (payload.u8(0)) {
            case 0xE1 -> payload.u32(0) == 0xE100_0002L;
            case 0x00 -> payload.u32(0) == 0x0000_0100L && payload.u16(4) == 1;
            case 0x0D, 0x0E -> payload.u16(2) == 0x0508 || payload.u16(4) == 0x0508;
            case 0x09, 0x0A -> payload.u8(1) == 0x18 && payload.u8(2) == 0xC1;
            case 0x19 -> payload.u8(1) == 0x2E;
            default -> false;
        };
    }

    /** Whether a file begins with a message that can be read. */
    static boolean isFileOfThem(byte[] content) {
        Octets bytes = Octets.of(content);
        return beginsAsOne(bytes)
                && PduReader.read(bytes.part(0, Math.min(length(bytes), bytes.length()))
                                .toArray())
                        instanceof Parsed.Read;
    }

    /** Every message in the order of the file; what is between them is told. */
    static void split(byte[] content, Messages out, PacketFile.Problems problems) {
        Octets bytes = Octets.of(content);
        int at = 0;
        while (at < bytes.length()) {
            Octets rest = bytes.part(at, bytes.length());
            int junk = junk(rest);
            if (junk > 0) {
                problems.add(at, "junk", junk + " bytes outside of any message");
                at += junk;
                continue;
            }
            int length = Math.min(length(rest), rest.length());
            out.add(at, rest.part(0, length).toArray());
            at += length;
        }
    }

    private static int junk(Octets rest) {
        int at = 0;
        while (at < rest.length() && !beginsAsOne(rest.part(at, rest.length()))) {
            at++;
        }
        return at;
    }

    /** Of the whole message, by the length that it tells. */
    private static int length(Octets message) {
        return switch (message.u8(0)) {
            case 0xE1, 0x00 -> SHORTEST + message.u16(6);
            default -> message.u8(1) == LONG_FORM ? 4 + message.u16(2) : 2 + message.u8(1);
        };
    }
}
