package org.vigie.adapter.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.replay.Datagram.Endpoint;

/**
 * UDP datagrams in captured packets: Ethernet with or without VLAN tags, Linux "cooked" captures, loopback, raw IP;
 * IPv4 and IPv6, fragments put together. Other packets are passed over. Not thread-safe. SOURCE: tcpdump.org link-layer
 * header types; RFC 791, 768, 8200.
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
    private static final int OLD_OUTER_VLAN = 0x9100;
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int IPV6_HEADER = 40;
    private static final int MOST_FRAGMENTED = 64;

    /** Headers of IPv6 that stand before the datagram. RFC 8200 section 4, RFC 4302. */
    private static final int HOP_BY_HOP = 0;

    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION = 60;

    /** Datagrams of which some fragments have come, oldest first. */
    private final List<Fragments> waiting = new ArrayList<>();

    private int givenUp;

    /** What a packet holds. */
    sealed interface Found {
        /** A datagram. */
        record Whole(Datagram datagram) implements Found {}

        /** Nothing for us: another protocol, or a fragment that waits for the others. */
        record Other() implements Found {}

        /**
         * A packet that cannot be read.
         *
         * @param part as much of its datagram as the capture kept; null when not even its ports are known
         */
        record Bad(String reason, String text, @Nullable Datagram part) implements Found {
            Bad(String reason, String text) {
                this(reason, text, null);
            }
        }
    }

    private record Fragment(int start, Octets bytes) {}

    private static final class Fragments {
        final String key;
        final TreeSet<Fragment> parts = new TreeSet<>((a, b) -> Integer.compare(a.start, b.start));
        int total = -1;

        Fragments(String key) {
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
        Found found = link(packet, bytes);
        if (packet.lengthOnWire() > bytes.length() && found instanceof Found.Bad bad) {
            String text = "the capture kept " + bytes.length() + " of " + packet.lengthOnWire()
                    + " bytes; capture with a larger snapshot length";
            return new Found.Bad("truncated-packet", text, bad.part);
        }
        return found; // whole also when only what fills up its frame was cut
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
            case ETHERNET -> typed(packet, bytes, 12, 14);
            case COOKED -> typed(packet, bytes, 14, 16);
            case COOKED_2 -> typed(packet, bytes, 0, 20);
            case NULL, LOOP -> bytes.length() < 5 ? new Found.Other() : ip(packet, bytes.part(4, bytes.length()));
            case RAW, RAW_BSD, RAW_OPENBSD, RAW_IPV4, RAW_IPV6 -> ip(packet, bytes);
            default ->
                new Found.Bad(
                        "unknown-link-type",
                        "packets of link type " + packet.linkType()
                                + " cannot be read; capture on an Ethernet interface");
        };
    }

    /** A link layer that tells the next protocol in two bytes; what follows may be VLAN tags first. */
    private Found typed(Packet packet, Octets bytes, int typeAt, int contentAt) {
        int type = typeAt;
        int content = contentAt;
        while (bytes.length() >= content && isVlan(bytes.u16(type))) {
            type = content + 2;
            content += 4;
        }
        if (bytes.length() < content) {
            return new Found.Other();
        }
        int protocol = bytes.u16(type);
        return protocol == IPV4 || protocol == IPV6
                ? ip(packet, bytes.part(content, bytes.length()))
                : new Found.Other();
    }

    private static boolean isVlan(int type) {
        return type == VLAN || type == OUTER_VLAN || type == OLD_OUTER_VLAN;
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
        Way way = new Way(packet, dotted(bytes, 12), dotted(bytes, 16));
        int flags = bytes.u16(6);
        boolean more = (flags & 0x2000) != 0;
        int start = (flags & 0x1FFF) * 8;
        if (total < header || total > bytes.length()) {
            return cut(way, bytes.part(header, bytes.length()), start, total);
        }
        Octets content = bytes.part(header, total);
        if (!more && start == 0) {
            return udp(way, content);
        }
        String key = bytes.part(12, 20).hex() + bytes.part(4, 6).hex();
        return fragment(key, new Fragment(start, content), more)
                .map(whole -> udp(way, whole))
                .orElseGet(Found.Other::new);
    }

    private Found ipv6(Packet packet, Octets bytes) {
        if (bytes.length() < IPV6_HEADER) {
            return new Found.Bad("bad-packet", "an IPv6 header that does not fit into its packet");
        }
        Way way = new Way(packet, groups(bytes, 8), groups(bytes, 24));
        int end = bytes.u16(4) == 0 ? bytes.length() : IPV6_HEADER + bytes.u16(4); // 0: filled in by the network card
        int there = Math.min(end, bytes.length());
        int next = bytes.u8(6);
        int at = IPV6_HEADER;
        while (next != UDP) {
            if (there - at < 8) {
                return new Found.Other();
            }
            int header = next;
            next = bytes.u8(at);
            switch (header) {
                case HOP_BY_HOP, ROUTING, DESTINATION -> at += 8 + 8 * bytes.u8(at + 1);
                case AUTHENTICATION -> at += 8 + 4 * bytes.u8(at + 1);
                case FRAGMENT -> {
                    int info = bytes.u16(at + 2);
                    String key = bytes.part(8, IPV6_HEADER).hex()
                            + bytes.part(at + 4, at + 8).hex();
                    at += 8;
                    if (next == UDP && (info & 0xFFF9) != 0) {
                        return end > bytes.length()
                                ? cut(way, bytes.part(at, there), info & 0xFFF8, end)
                                : fragment(key, new Fragment(info & 0xFFF8, bytes.part(at, end)), (info & 1) != 0)
                                        .map(whole -> udp(way, whole))
                                        .orElseGet(Found.Other::new);
                    }
                }
                default -> {
                    return new Found.Other();
                }
            }
        }
        if (at > there) {
            return new Found.Bad("bad-packet", "IPv6 headers that do not fit into their packet");
        }
        return end > bytes.length() ? cut(way, bytes.part(at, there), 0, end) : udp(way, bytes.part(at, end));
    }

    /** An IP packet of which the end is missing; of its first fragment the ports are known. */
    private static Found cut(Way way, Octets content, int start, int total) {
        boolean known = start == 0 && content.length() >= UDP_HEADER;
        return new Found.Bad(
                "bad-packet",
                "an IP packet of " + total + " bytes whose end is missing",
                known ? way.datagram(content, content.length()) : null);
    }

    private Optional<Octets> fragment(String key, Fragment part, boolean more) {
        Fragments known = waiting.stream()
                .filter(each -> each.key.equals(key))
                .findFirst()
                .orElse(null);
        if (known == null) {
            if (waiting.size() == MOST_FRAGMENTED) {
                waiting.remove(0);
                givenUp++;
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
        return givenUp + waiting.size();
    }

    /** Where a packet was found and between whom it went. */
    private record Way(Packet packet, String from, String to) {
        Datagram datagram(Octets udp, int end) {
            return new Datagram(
                    packet.offset(),
                    new Endpoint(from, udp.u16(0)),
                    new Endpoint(to, udp.u16(2)),
                    udp.part(UDP_HEADER, end));
        }
    }

    private static Found udp(Way way, Octets bytes) {
        if (bytes.length() < UDP_HEADER || bytes.u16(4) < UDP_HEADER || bytes.u16(4) > bytes.length()) {
            return new Found.Bad(
                    "bad-packet",
                    "a UDP datagram that does not fit into its packet",
                    bytes.length() < UDP_HEADER ? null : way.datagram(bytes, bytes.length()));
        }
        return new Found.Whole(way.datagram(bytes, bytes.u16(4)));
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
