package org.vigie.adapter.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.vigie.adapter.testing.Golden;

/** Packets around captured datagrams, made by hand. */
final class Frames {
    private static final int PIECE = 160;

    private Frames() {}

    /** Told of each packet of a little-endian pcap: where its header is and how long it is. */
    @FunctionalInterface
    interface Records {
        void add(int header, int length);
    }

    static byte[] joined(String hex, byte[]... rest) {
        return Golden.join(HexFormat.of().parseHex(hex), Golden.join(rest));
    }

    static byte[] ethernet(Datagram datagram) {
        return joined("00".repeat(12) + "0800", ipv4(datagram));
    }

    static byte[] ipv4(Datagram datagram) {
        return ipv4(datagram, udp(datagram), 1, 0);
    }

    private static byte[] ipv4(Datagram datagram, byte[] content, int id, int flagsAndOffset) {
        ByteBuffer ip = ByteBuffer.allocate(20 + content.length);
        ip.putShort((short) 0x4500).putShort((short) ip.capacity()).putShort((short) id);
        ip.putShort((short) flagsAndOffset).putInt(0x40110000);
        ip.put(address(datagram.from().address())).put(address(datagram.to().address()));
        return ip.put(content).array();
    }

    /** In pieces of 160 bytes. */
    static List<byte[]> ipv4Fragments(Datagram datagram, int id) {
        byte[] udp = udp(datagram);
        List<byte[]> fragments = new ArrayList<>();
        for (int at = 0; at < udp.length; at += PIECE) {
            boolean more = at + PIECE < udp.length;
            byte[] piece = Arrays.copyOfRange(udp, at, Math.min(udp.length, at + PIECE));
            fragments.add(ipv4(datagram, piece, id, (more ? 0x2000 : 0) | at / 8));
        }
        return fragments;
    }

    static List<byte[]> ipv6Fragments(Datagram datagram, int id) {
        byte[] udp = udp(datagram);
        List<byte[]> fragments = new ArrayList<>();
        for (int at = 0; at < udp.length; at += PIECE) {
            boolean more = at + PIECE < udp.length;
            byte[] piece = Arrays.copyOfRange(udp, at, Math.min(udp.length, at + PIECE));
            byte[] header = HexFormat.of().parseHex("1100%04x%08x".formatted(at | (more ? 1 : 0), id));
            fragments.add(ipv6(datagram, 44, Golden.join(header, piece)));
        }
        return fragments;
    }

    /** With extension headers before the datagram, of which the first one is hop by hop. */
    static byte[] ipv6(Datagram datagram, String extensions) {
        return ipv6(datagram, extensions.isEmpty() ? 17 : 0, joined(extensions, udp(datagram)));
    }

    private static byte[] ipv6(Datagram datagram, int next, byte[] content) {
        ByteBuffer ip = ByteBuffer.allocate(40 + content.length);
        ip.putInt(0x60000000).putShort((short) content.length).put((byte) next).put((byte) 64);
        for (Datagram.Endpoint end : List.of(datagram.from(), datagram.to())) {
            ip.putLong(0xFD00_0000_0000_0000L).putInt(0).put(address(end.address()));
        }
        return ip.put(content).array();
    }

    private static byte[] udp(Datagram datagram) {
        byte[] payload = datagram.payload().toArray();
        ByteBuffer udp = ByteBuffer.allocate(8 + payload.length);
        udp.putShort((short) datagram.from().port())
                .putShort((short) datagram.to().port());
        return udp.putShort((short) udp.capacity())
                .putShort((short) 0)
                .put(payload)
                .array();
    }

    private static byte[] address(String dotted) {
        byte[] bytes = new byte[4];
        String[] parts = dotted.split("\\.", -1);
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    static void eachRecord(byte[] pcap, Records each) {
        ByteBuffer in = ByteBuffer.wrap(pcap).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 24; at < pcap.length; at += 16 + in.getInt(at + 8)) {
            each.add(at, in.getInt(at + 8));
        }
    }

    /** A capture that kept only the beginning of each packet. */
    static byte[] snapped(List<byte[]> packets, int snapLength) {
        ByteBuffer file =
                ByteBuffer.allocate(24 + packets.size() * (16 + snapLength)).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(Packets.MICROS)
                .putInt(0x0004_0002)
                .putLong(0)
                .putInt(snapLength)
                .putInt(1);
        for (byte[] packet : packets) {
            int kept = Math.min(packet.length, snapLength);
            file.putLong(0).putInt(kept).putInt(packet.length).put(packet, 0, kept);
        }
        return Arrays.copyOf(file.array(), file.position());
    }

    /** The variety with eight more bytes before each packet. */
    static byte[] modifiedPcap(ByteOrder order, List<byte[]> packets) {
        int size = packets.stream().mapToInt(packet -> 24 + packet.length).sum();
        ByteBuffer file = ByteBuffer.allocate(24 + size).order(order);
        file.putInt(0xA1B2CD34)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(1);
        for (byte[] packet : packets) {
            file.putLong(0)
                    .putInt(packet.length)
                    .putInt(packet.length)
                    .putLong(3)
                    .put(packet);
        }
        return file.array();
    }
}
