package org.vigie.adapter.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.vigie.adapter.testing.Golden;

/** Capture files made by hand. */
final class Packets {
    static final int MICROS = 0xA1B2C3D4;
    static final int NANOS = 0xA1B23C4D;
    static final int ETHERNET = 1;

    private Packets() {}

    static byte[] udp(byte[] payload) {
        return udp(payload, 9, 24_105);
    }

    /** An IPv4 packet from 10.0.42.{@code host}. */
    static byte[] udp(byte[] payload, int host, int port) {
        ByteBuffer udp = ByteBuffer.allocate(8 + payload.length);
        udp.putShort((short) port)
                .putShort((short) 50_818)
                .putShort((short) (8 + payload.length))
                .putShort((short) 0);
        return ip(udp.put(payload).array(), host, 0);
    }

    static byte[] ip(byte[] content, int host, int flagsAndOffset) {
        ByteBuffer ip = ByteBuffer.allocate(20 + content.length);
        ip.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (20 + content.length))
                .putShort((short) 77);
        ip.putShort((short) flagsAndOffset).put((byte) 255).put((byte) 17).putShort((short) 0);
        ip.put(new byte[] {10, 0, 42, (byte) host, 10, 0, 42, 69});
        return ip.put(content).array();
    }

    static byte[] ethernet(byte[] ip) {
        return Golden.join(new byte[12], new byte[] {8, 0}, ip);
    }

    static byte[] pcap(int magic, ByteOrder order, int linkType, List<byte[]> packets) {
        ByteBuffer file = ByteBuffer.allocate(
                        24 + packets.stream().mapToInt(p -> 16 + p.length).sum())
                .order(order);
        file.putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(linkType);
        for (byte[] packet : packets) {
            file.putInt(1).putInt(2).putInt(packet.length).putInt(packet.length).put(packet);
        }
        return file.array();
    }

    static byte[] pcapng(ByteOrder order, int linkType, List<byte[]> packets) {
        byte[] file = Golden.join(
                block(
                        order,
                        0x0A0D0D0A,
                        buffer(order, 16)
                                .putInt(0x1A2B3C4D)
                                .putShort((short) 1)
                                .putShort((short) 0)
                                .putLong(-1)),
                block(
                        order,
                        1,
                        buffer(order, 8)
                                .putShort((short) linkType)
                                .putShort((short) 0)
                                .putInt(0)));
        for (byte[] packet : packets) {
            ByteBuffer body = buffer(order, 20 + (packet.length + 3) / 4 * 4);
            body.putInt(0)
                    .putInt(0)
                    .putInt(0)
                    .putInt(packet.length)
                    .putInt(packet.length)
                    .put(packet);
            file = Golden.join(file, block(order, 6, body));
        }
        return file;
    }

    private static ByteBuffer buffer(ByteOrder order, int size) {
        return ByteBuffer.allocate(size).order(order);
    }

    private static byte[] block(ByteOrder order, int type, ByteBuffer body) {
        int length = body.capacity() + 12;
        return buffer(order, length)
                .putInt(type)
                .putInt(length)
                .put(body.flip().clear())
                .putInt(length)
                .array();
    }
}
