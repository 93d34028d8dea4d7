package org.vigie.adapter.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.replay.Datagram.Endpoint;

/**
 * UDP datagrams in captured packets: Ethernet with or without VLAN tags, Linux "cooked" captures, loopback, raw IP;
 * IPv4 with fragments put together, IPv6 without extension headers. Other packets are passed over. Not thread-safe.
 * SOURCE: tcpdump.org link-layer header types; RFC 791, 768, 8200.
 */
final class DatagramReader {
    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int RAW_BSD = 12;
    private static final int RAW_OPENBSD = 14;
    private static final int RAW = 101;
    private static final int LOOP = 108;
    private static final int COOKED = 113;
    private static final int RAW_IPV4 = 228;
    private static final int RAW_IPV6 = 229;
    private static final int COOKED_2 = 276;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;
    private static final int VLAN = 0x8100;
    private static final int OUTER_VLAN = 0x88A8;
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int IPV6_HEADER = 40;
    private static final int MOST_FRAGMENTED = 64;

    /** Datagrams of which some fragments have come, oldest first. */
    private final List<Fragments> waiting = new ArrayList<>();

    /** What a packet holds. */
    sealed interface Found {
        /** A datagram. */
        record Whole(Datagram datagram) implements Found {}

        /** Nothing for us: another protocol, or a fragment that waits for the others. */
        record Other() implements Found {}

        /** A packet that cannot be read. */
        record Bad(String reason, String text) implements Found {}
    }

    private record Fragment(int start, Octets bytes) {}

    private static final class Fragments {
        final Octets key;
        final TreeSet<Fragment> parts = new TreeSet<>((a, b) -> Integer.compare(a.start, b.start));
        int total = -1;

        Fragments(Octets key) {
            this.key = key;
        }

        Optional<Octets> whole() {
            int end = 0;
            for (Fragment part : parts) {
                if (part.start > end) {
                    return Optional.empty();
                }
                end = Math.max(end, part.start + part.bytes.length());
            }
            if (total < 0 || end < total) {
                return Optional.empty();
            }
            byte[] bytes = new byte[end];
            for (Fragment part : parts) {
                byte[] each = part.bytes.toArray();
                System.arraycopy(each, 0, bytes, part.start, each.length);
            }
            return Optional.of(Octets.of(bytes).part(0, total));
        }
    }

    /** Reads one packet. */
    Found read(Packet packet) {
        Octets bytes = packet.bytes();
        if (packet.lengthOnWire() > bytes.length()) {
            Found found = link(packet, bytes);
            boolean ours = found instanceof Found.Bad || found instanceof Found.Whole;
            String text = "the capture kept " + bytes.length() + " of " + packet.lengthOnWire()
                    + " bytes; capture with a larger snapshot length";
            return ours ? new Found.Bad("truncated-packet", text) : found;
        }
        return link(packet, bytes);
    }

    /** Whether packets of this kind can be read at all. */
    static boolean knows(int linkType) {
        return switch (linkType) {
            case NULL, ETHERNET, RAW_BSD, RAW_OPENBSD, RAW, LOOP, COOKED, RAW_IPV4, RAW_IPV6, COOKED_2 -> true;
            default -> false;
        };
    }

    private Found link(Packet packet, Octets bytes) {
        return switch (packet.linkType()) {
            case ETHERNET -> typed(packet, bytes, 12);
            case COOKED -> typed(packet, bytes, 14);
            case COOKED_2 ->
                bytes.length() < 20 ? new Found.Other() : ip(packet, bytes.part(20, bytes.length()), bytes.u16(0));
            case NULL, LOOP -> bytes.length() < 5 ? new Found.Other() : ip(packet, bytes.part(4, bytes.length()));
            case RAW, RAW_BSD, RAW_OPENBSD, RAW_IPV4, RAW_IPV6 -> ip(packet, bytes);
            default ->
                new Found.Bad(
                        "unknown-link-type",
                        "packets of link type " + packet.linkType()
                                + " cannot be read; capture on an Ethernet interface");
        };
    }

    /** A link layer that tells the next protocol in two bytes, perhaps after VLAN tags. */
    private Found typed(Packet packet, Octets bytes, int typeAt) {
        int at = typeAt;
        while (bytes.length() >= at + 2 && (bytes.u16(at) == VLAN || bytes.u16(at) == OUTER_VLAN)) {
            at += 4;
        }
        return bytes.length() < at + 2
                ? new Found.Other()
                : ip(packet, bytes.part(at + 2, bytes.length()), bytes.u16(at));
    }

    private Found ip(Packet packet, Octets bytes, int protocol) {
        return protocol == IPV4 || protocol == IPV6 ? ip(packet, bytes) : new Found.Other();
    }

    private Found ip(Packet packet, Octets bytes) {
        if (bytes.length() == 0) {
            return new Found.Other();
        }
        return switch (bytes.u8(0) >> 4) {
            case 4 -> ipv4(packet, bytes);
            case 6 -> ipv6(packet, bytes);
            default -> new Found.Other();
        };
    }

    private Found ipv4(Packet packet, Octets bytes) {
        int header = (bytes.u8(0) & 0xF) * 4;
        if (header < 20 || bytes.length() < header) {
            return new Found.Bad("bad-packet", "an IP header that does not fit into its packet");
        }
        if (bytes.u8(9) != UDP) {
            return new Found.Other();
        }
        int total = bytes.u16(2) == 0 ? bytes.length() : bytes.u16(2); // 0: filled in by the network card
        if (total < header || total > bytes.length()) {
            return new Found.Bad(
                    "bad-packet", "an IP packet of " + total + " bytes of which " + bytes.length() + " are there");
        }
        Octets content = bytes.part(header, total);
        String from = dotted(bytes, 12);
        String to = dotted(bytes, 16);
        int flags = bytes.u16(6);
        boolean more = (flags & 0x2000) != 0;
        int start = (flags & 0x1FFF) * 8;
        if (!more && start == 0) {
            return udp(packet, content, from, to);
        }
        return fragment(bytes, new Fragment(start, content), more)
                .map(whole -> udp(packet, whole, from, to))
                .orElseGet(Found.Other::new);
    }

    private Optional<Octets> fragment(Octets header, Fragment part, boolean more) {
        Octets key = Octets.ofHex(header.part(12, 20).hex() + header.part(4, 6).hex());
        Fragments known = waiting.stream()
                .filter(each -> each.key.equals(key))
                .findFirst()
                .orElse(null);
        if (known == null) {
            if (waiting.size() == MOST_FRAGMENTED) {
                waiting.remove(0);
            }
            known = new Fragments(key);
            waiting.add(known);
        }
        known.parts.add(part);
        if (!more) {
            known.total = part.start + part.bytes.length();
        }
        Optional<Octets> whole = known.whole();
        if (whole.isPresent()) {
            waiting.remove(known);
        }
        return whole;
    }

    /** Datagrams of which a fragment is missing. */
    int incomplete() {
        return waiting.size();
    }

    private static Found ipv6(Packet packet, Octets bytes) {
        if (bytes.length() < IPV6_HEADER || bytes.u8(6) != UDP) {
            return new Found.Other();
        }
        int end = IPV6_HEADER + bytes.u16(4);
        if (end > bytes.length()) {
            return new Found.Bad("bad-packet", "an IPv6 packet that does not fit into its frame");
        }
        return udp(packet, bytes.part(IPV6_HEADER, end), groups(bytes, 8), groups(bytes, 24));
    }

    private static Found udp(Packet packet, Octets bytes, String from, String to) {
        if (bytes.length() < UDP_HEADER || bytes.u16(4) < UDP_HEADER || bytes.u16(4) > bytes.length()) {
            return new Found.Bad("bad-packet", "a UDP datagram that does not fit into its packet");
        }
        Datagram datagram = new Datagram(
                packet.offset(),
                new Endpoint(from, bytes.u16(0)),
                new Endpoint(to, bytes.u16(2)),
                bytes.part(UDP_HEADER, bytes.u16(4)));
        return new Found.Whole(datagram);
    }

    private static String dotted(Octets bytes, int at) {
        return bytes.u8(at) + "." + bytes.u8(at + 1) + "." + bytes.u8(at + 2) + "." + bytes.u8(at + 3);
    }

    private static String groups(Octets bytes, int at) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i += 2) {
            text.append(i == 0 ? "" : ":").append(Integer.toHexString(bytes.u16(at + i)));
        }
        return text.toString();
    }
}
