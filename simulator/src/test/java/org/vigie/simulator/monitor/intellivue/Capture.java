package org.vigie.simulator.monitor.intellivue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.vigie.model.testing.SharedData;

/** The UDP payloads of the real capture CAP-L (intellivue-testdata.md section 1), in their order. */
final class Capture {
    private static final int PACKET_BLOCK = 6;
    private static final int UDP = 17;

    private Capture() {}

    static List<byte[]> payloads() {
        Path file = SharedData.shared("intellivue/intellipy/intellivue_enumeration.pcapng");
        List<byte[]> payloads = new ArrayList<>();
        ByteBuffer bytes = read(file);
        while (bytes.remaining() >= 12) {
            int start = bytes.position();
            int type = bytes.getInt(start);
            int length = bytes.getInt(start + 4);
            int frame = start + 28;
            if (type == PACKET_BLOCK && bytes.get(frame + 12) == 8 && bytes.get(frame + 23) == UDP) {
                int udp = frame + 34;
                int payload = ((bytes.get(udp + 4) & 0xFF) << 8) | (bytes.get(udp + 5) & 0xFF);
                byte[] data = new byte[payload - 8];
                bytes.get(udp + 8, data);
                payloads.add(data);
            }
            bytes.position(start + length);
        }
        return payloads;
    }

    private static ByteBuffer read(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** The first payload that begins with these bytes. */
    static String first(String start) {
        return payloads().stream()
                .map(Capture::hex)
                .filter(payload -> payload.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    /** One object of a numeric reply: its handle, and its attribute list as long as the list says. */
    static String object(String payload, String handle) {
        int at = payload.indexOf(handle + "000");
        int length = Integer.parseInt(payload.substring(at + 8, at + 12), 16);
        return payload.substring(at, at + 12 + 2 * length);
    }
}
