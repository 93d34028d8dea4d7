package org.vigie.adapter.replay;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A pcapng file made by hand, with the blocks and options that Wireshark and dumpcap write. */
final class Pcapng {
    /** Text of the option opt_comment. */
    private static final String COMMENT = "IntelliVue";

    private final ByteOrder order;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Pcapng(ByteOrder order) {
        this.order = order;
    }

    private ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(order);
    }

    private Pcapng block(int type, ByteBuffer body, boolean withOptions) {
        byte[] comment = COMMENT.getBytes(StandardCharsets.US_ASCII);
        int options = withOptions ? 4 + 12 + 4 : 0;
        int length = body.position() + options + 12;
        ByteBuffer block = buffer(length).putInt(type).putInt(length).put(body.flip());
        if (withOptions) {
            block.putShort((short) 1)
                    .putShort((short) comment.length)
                    .put(comment)
                    .putShort((short) 0)
                    .putInt(0);
        }
        byte[] written = new byte[length];
        block.putInt(length).flip().get(written);
        out.writeBytes(written);
        return this;
    }

    Pcapng section() {
        return block(
                0x0A0D0D0A,
                buffer(16)
                        .putInt(0x1A2B3C4D)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(-1),
                true);
    }

    Pcapng of(int linkType, int snapLength) {
        return block(1, buffer(8).putShort((short) linkType).putShort((short) 0).putInt(snapLength), true);
    }

    Pcapng enhanced(int place, byte[] packet) {
        int padded = (packet.length + 3) / 4 * 4;
        ByteBuffer body = buffer(20 + padded)
                .putInt(place)
                .putLong(5)
                .putInt(packet.length)
                .putInt(packet.length);
        return block(6, body.put(packet).put(new byte[padded - packet.length]), true);
    }

    Pcapng simple(byte[] packet) {
        int padded = (packet.length + 3) / 4 * 4;
        ByteBuffer body = buffer(4 + padded).putInt(packet.length).put(packet);
        return block(3, body.put(new byte[padded - packet.length]), false);
    }

    Pcapng names() {
        return block(4, buffer(4).putInt(0), true);
    }

    Pcapng statistics() {
        return block(5, buffer(12).putInt(0).putLong(7), true);
    }

    Pcapng custom() {
        return block(0x0BAD, buffer(8).putInt(42).putInt(0), false);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
