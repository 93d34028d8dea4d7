package org.vigie.gateway.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vigie.simulator.fault.DatagramFaults;

/**
 * A packet of a real capture that can be sent again: Ethernet, IPv4, UDP. Reads and writes just enough of the files,
 * and shares no code with the program.
 *
 * @param packet from its Ethernet header on
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record CapturedDatagram(byte[] packet) {
    private static final int HEADERS = 42;
    private static final int ENHANCED_PACKET = 6;

    /** The UDP packets of a little-endian pcapng of an Ethernet interface. */
    static List<CapturedDatagram> read(Path pcapng) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(pcapng)).order(ByteOrder.LITTLE_ENDIAN);
        List<CapturedDatagram> found = new ArrayList<>();
        for (int at = 0; at < in.capacity(); at += in.getInt(at + 4)) {
            if (in.getInt(at) == ENHANCED_PACKET) {
                int length = in.getInt(at + 20);
                byte[] packet = Arrays.copyOfRange(in.array(), at + 28, at + 28 + length);
                if (length > HEADERS && packet[12] == 8 && packet[13] == 0 && packet[23] == 17) {
                    found.add(new CapturedDatagram(packet));
                }
            }
        }
        return found;
    }

    /** A pcap file with these packets. */
    static byte[] pcap(List<CapturedDatagram> packets) {
        int size = packets.stream().mapToInt(one -> 16 + one.packet.length).sum();
        ByteBuffer file = ByteBuffer.allocate(24 + size).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xA1B2C3D4).putInt(0x0004_0002).putLong(0).putInt(65_535).putInt(1);
        for (CapturedDatagram one : packets) {
            file.putLong(0).putInt(one.packet.length).putInt(one.packet.length).put(one.packet);
        }
        return file.array();
    }

    /** What the datagram carries. */
    byte[] payload() {
        return Arrays.copyOfRange(packet, HEADERS, HEADERS + (packet[38] & 0xFF) * 256 + (packet[39] & 0xFF) - 8);
    }

    /** The same with one byte of what it carries changed. */
    static DatagramFaults.Damage<CapturedDatagram> damage() {
        return (one, how) -> {
            byte[] changed = one.packet.clone();
            int at = HEADERS + Math.floorMod(how >> 8, changed.length - HEADERS);
            changed[at] ^= (byte) (how | 1);
            return new CapturedDatagram(changed);
        };
    }
}
