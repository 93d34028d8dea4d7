package org.vigie.adapter.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.vigie.adapter.intellivue.codec.Octets;

/**
 * Packets of a capture file: pcap in both byte orders, with microseconds or nanoseconds, and pcapng with any number of
 * sections and interfaces. A file that is cut or damaged gives what comes before. SOURCE: IETF draft-ietf-opsawg-pcap
 * and draft-ietf-opsawg-pcapng.
 */
final class PacketFile {
    private static final int PCAP_MICROS = 0xA1B2C3D4;
    private static final int PCAP_NANOS = 0xA1B23C4D;
    /** With eight more bytes a packet; made by some older Linux tools. */
    private static final int PCAP_MODIFIED = 0xA1B2CD34;

    private static final int PCAP_HEADER = 24;
    private static final int PCAP_RECORD = 16;
    private static final int PCAP_MODIFIED_RECORD = 24;
    private static final int SECTION = 0x0A0D0D0A;
    private static final int BYTE_ORDER = 0x1A2B3C4D;
    private static final int INTERFACE = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int SMALLEST_BLOCK = 12;
    private static final int SIMPLE_HEADER = 12;
    private static final int ENHANCED_HEADER = 28;
    private static final int MOST_INTERFACES = 1_024;

    private final byte[] content;
    private final Consumer<Packet> packets;
    private final Problems problems;
    private ByteOrder order = ByteOrder.BIG_ENDIAN;

    /** Told when the file does not go on as it should. */
    @FunctionalInterface
    interface Problems {
        void add(long offset, String reason, String text);
    }

    private PacketFile(byte[] content, Consumer<Packet> packets, Problems problems) {
        this.content = content;
        this.packets = packets;
        this.problems = problems;
    }

    /** Whether a file begins as one of these do. */
    static boolean isOne(byte[] content) {
        if (content.length < 4) {
            return false;
        }
        int magic = ByteBuffer.wrap(content).getInt(0);
        int swapped = Integer.reverseBytes(magic);
        return magic == SECTION || isPcap(magic) || isPcap(swapped);
    }

    private static boolean isPcap(int magic) {
        return magic == PCAP_MICROS || magic == PCAP_NANOS || magic == PCAP_MODIFIED;
    }

    /** Reads every packet in the order of the file. */
    static void read(byte[] content, Consumer<Packet> packets, Problems problems) {
        PacketFile file = new PacketFile(content, packets, problems);
        if (ByteBuffer.wrap(content).getInt(0) == SECTION) {
            file.pcapng();
        } else {
            file.pcap();
        }
    }

    private void pcap() {
        ByteBuffer in = ByteBuffer.wrap(content);
        if (!isPcap(in.getInt(0))) {
            in.order(ByteOrder.LITTLE_ENDIAN);
        }
        if (content.length < PCAP_HEADER) {
            problems.add(0, "truncated-file", "the header of the capture file is cut off");
            return;
        }
        int linkType = in.getInt(20) & 0xFFFF; // the upper half says how frame checksums are stored
        int header = in.getInt(0) == PCAP_MODIFIED ? PCAP_MODIFIED_RECORD : PCAP_RECORD;
        int at = PCAP_HEADER;
        while (at < content.length) {
            if (content.length - at < header) {
                problems.add(at, "truncated-file", "the file ends inside the header of a packet");
                return;
            }
            long captured = in.getInt(at + 8) & 0xFFFF_FFFFL;
            long onWire = in.getInt(at + 12) & 0xFFFF_FFFFL;
            int start = at + header;
            if (captured > content.length - start) {
                problems.add(at, "truncated-file", "the file ends inside a packet of " + captured + " bytes");
                return;
            }
            packet(start, (int) captured, linkType, onWire);
            at = start + (int) captured;
        }
    }

    private void pcapng() {
        ByteBuffer in = ByteBuffer.wrap(content);
        List<Interface> interfaces = new ArrayList<>();
        int at = 0;
        while (at < content.length) {
            if (content.length - at < SMALLEST_BLOCK) {
                problems.add(at, "truncated-file", "the file ends inside the header of a block");
                return;
            }
            if (in.order(ByteOrder.BIG_ENDIAN).getInt(at) == SECTION) {
                interfaces.clear();
                in.order(in.getInt(at + 8) == BYTE_ORDER ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
                if (in.getInt(at + 8) != BYTE_ORDER) {
                    problems.add(at, "bad-block", "a section of the capture file has no byte order");
                    return;
                }
                order = in.order();
            }
            in.order(order);
            long length = in.getInt(at + 4) & 0xFFFF_FFFFL;
            if (length < SMALLEST_BLOCK || length % 4 != 0 || length > content.length - at) {
                problems.add(at, "truncated-file", "a block of " + length + " bytes does not fit into the file");
                return;
            }
            block(in, at, (int) length, interfaces);
            at += (int) length;
        }
    }

    private void block(ByteBuffer in, int at, int length, List<Interface> interfaces) {
        switch (in.getInt(at)) {
            case INTERFACE -> {
                if (interfaces.size() < MOST_INTERFACES && length >= SMALLEST_BLOCK + 8) {
                    interfaces.add(new Interface(in.getShort(at + 8) & 0xFFFF, in.getInt(at + 12) & 0xFFFF_FFFFL));
                }
            }
            case ENHANCED_PACKET -> {
                if (length >= ENHANCED_HEADER + 4) {
                    packet(in, at, length, new Place(in.getInt(at + 8), interfaces));
                }
            }
            case OLD_PACKET -> {
                if (length >= ENHANCED_HEADER + 4) {
                    packet(in, at, length, new Place(in.getShort(at + 8) & 0xFFFF, interfaces));
                }
            }
            case SIMPLE_PACKET -> {
                long onWire = in.getInt(at + 8) & 0xFFFF_FFFFL;
                int room = length - SIMPLE_HEADER - 4;
                if (room >= 0 && !interfaces.isEmpty()) {
                    Interface only = interfaces.get(0);
                    long kept = only.snapLength == 0 ? onWire : Math.min(onWire, only.snapLength);
                    packet(at + SIMPLE_HEADER, (int) Math.min(room, kept), only.linkType, onWire);
                }
            }
            default -> {} // names, statistics, comments
        }
    }

    /** What an interface gives: link type, and the most that is kept of a packet; 0 for all. */
    private record Interface(int linkType, long snapLength) {}

    private record Place(int interfaceId, List<Interface> interfaces) {}

    private void packet(ByteBuffer in, int at, int length, Place place) {
        long captured = in.getInt(at + 20) & 0xFFFF_FFFFL;
        long onWire = in.getInt(at + 24) & 0xFFFF_FFFFL;
        if (captured > length - ENHANCED_HEADER - 4) {
            problems.add(at, "bad-block", "a packet is longer than the block it is in");
        } else if (place.interfaceId < 0 || place.interfaceId >= place.interfaces.size()) {
            problems.add(at, "bad-block", "a packet of an interface that the file does not describe");
        } else {
            packet(at + ENHANCED_HEADER, (int) captured, place.interfaces.get(place.interfaceId).linkType, onWire);
        }
    }

    private void packet(int start, int length, int linkType, long onWire) {
        Octets bytes = Octets.of(content).part(start, start + length);
        packets.accept(new Packet(start, linkType, bytes, onWire));
    }
}
