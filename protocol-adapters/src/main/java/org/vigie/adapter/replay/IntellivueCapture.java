package org.vigie.adapter.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.vigie.adapter.intellivue.IntellivueDecoder;
import org.vigie.adapter.intellivue.codec.IntellivuePdu;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.Parsed;
import org.vigie.adapter.intellivue.codec.PduReader;
import org.vigie.adapter.intellivue.codec.SerialFrame;
import org.vigie.adapter.intellivue.codec.SerialFramer;
import org.vigie.adapter.replay.Datagram.Endpoint;
import org.vigie.model.report.Problem;
import org.vigie.model.report.Report;
import org.vigie.profiles.DeviceProfile;

/**
 * Decodes a capture of IntelliVue monitors with the code that reads live ones: framer, message reader, assembler,
 * mapping. Recognised by content: pcap, pcapng, {@code .hex} (one message, one serial frame or one Ethernet frame a
 * line, or the rows of a dump), bare messages one after the other, or the bytes of a serial line. One instance per
 * file; not thread-safe.
 */
public final class IntellivueCapture {
    private static final int MOST_MONITORS = 1_024;
    private static final Endpoint NOWHERE = new Endpoint("", 0);
    private static final Endpoint SERIAL = new Endpoint("serial", 0);
    private static final int ETHERNET = 1;
    private static final int RAW = 101;

    private final DeviceProfile profile;
    private final Consumer<Line> out;
    private final Map<String, PassiveMonitor> monitors = new LinkedHashMap<>();
    private final DatagramReader datagrams = new DatagramReader();
    private final Map<Integer, Integer> unknownLinks = new TreeMap<>();
    private int number;
    private boolean recognised;

    private IntellivueCapture(DeviceProfile profile, Consumer<Line> out) {
        this.profile = profile;
        this.out = out;
    }

    /** Whether a file can only be a capture of packets, whatever profile it is read with. */
    public static boolean isPackets(byte[] content) {
        return PacketFile.isOne(content);
    }

    /**
     * Decodes a file.
     *
     * @param content of the file
     * @param out gets the lines in order
     * @return true when there is anything of the protocol in it, readable or not
     */
    public static boolean decode(DeviceProfile profile, byte[] content, Consumer<Line> out) {
        IntellivueCapture capture = new IntellivueCapture(profile, out);
        Optional<List<HexLine>> hex = PacketFile.isOne(content) ? Optional.empty() : HexLine.read(content);
        if (PacketFile.isOne(content)) {
            PacketFile.read(content, capture::packet, capture::problem);
            capture.unreadPackets();
        } else if (hex.isPresent()) {
            capture.lines(hex.get());
        } else if (BareMessages.isFileOfThem(content)) {
            BareMessages.split(content, capture::bare, capture::problem);
        } else {
            SerialFramer framer = new SerialFramer();
            framer.read(content, capture::inStream);
            framer.end(capture::inStream);
        }
        capture.monitors.values().forEach(PassiveMonitor::leftOver);
        return capture.recognised;
    }

    private void packet(Packet packet) {
        number++;
        if (!DatagramReader.knows(packet.linkType())) {
            unknownLinks.merge(packet.linkType(), 1, Integer::sum);
            return;
        }
        switch (datagrams.read(packet)) {
            case DatagramReader.Found.Whole whole -> datagram(whole.datagram());
            case DatagramReader.Found.Bad bad -> {
                Datagram part = bad.part();
                if (part == null || mayBeOurs(part)) {
                    problem(packet.offset(), bad.reason(), bad.text());
                }
            }
            case DatagramReader.Found.Other other -> {}
        }
    }

    private void datagram(Datagram datagram) {
        if (mayBeOurs(datagram)) {
            message(
                    datagram.offset(),
                    datagram.from(),
                    datagram.to(),
                    datagram.payload().toArray());
        }
    }

    private static boolean mayBeOurs(Datagram datagram) {
        return isOurs(datagram.from()) || isOurs(datagram.to()) || BareMessages.beginsAsOne(datagram.payload());
    }

    private static boolean isOurs(Endpoint endpoint) {
        return endpoint.port() == 24_105 || endpoint.port() == 24_005;
    }

    private void bare(long offset, byte[] message) {
        number++;
        message(offset, NOWHERE, NOWHERE, message);
    }

    private void unreadPackets() {
        unknownLinks.forEach((type, count) -> problem(
                0,
                "unknown-link-type",
                count + " packets of link type " + type
                        + " cannot be read: capture on an Ethernet interface, or \"any\""));
        if (datagrams.incomplete() > 0) {
            problem(
                    -1,
                    "missing-fragments",
                    datagrams.incomplete() + " datagrams came without some of their fragments");
        }
    }

    private void lines(List<HexLine> lines) {
        SerialFramer framer = new SerialFramer();
        for (HexLine line : lines) {
            number++;
            byte[] bytes = line.bytes();
            if (bytes == null) {
                problem(line.offset(), "not-hexadecimal", "a line that is neither a comment nor hexadecimal");
                continue;
            }
            Consumer<SerialFrame> found = frame -> frame(moved(frame, line.offset()));
            Parsed parsed = PduReader.read(bytes);
            if (!framer.isInsideFrame() && parsed instanceof Parsed.Read) {
                message(line.offset(), NOWHERE, NOWHERE, bytes);
            } else if (framer.isInsideFrame() || (bytes.length > 0 && bytes[0] == (byte) 0xC0)) {
                framer.read(bytes, found);
            } else if (asPacket(line.offset(), bytes).isEmpty()) {
                recognised |= bytes[0] == (byte) 0xE1;
                malformed(line.offset(), bytes, parsed);
            }
        }
        framer.end(this::frame);
    }

    /** A whole Ethernet frame or IP packet on a line. */
    private Optional<Datagram> asPacket(long offset, byte[] bytes) {
        for (int linkType : new int[] {ETHERNET, RAW}) {
            Packet packet = new Packet(offset, linkType, Octets.of(bytes), bytes.length);
            if (datagrams.read(packet) instanceof DatagramReader.Found.Whole whole) {
                Datagram datagram = whole.datagram();
                message(
                        offset,
                        datagram.from(),
                        datagram.to(),
                        datagram.payload().toArray());
                return Optional.of(datagram);
            }
        }
        return Optional.empty();
    }

    /** Positions inside a line of digits mean little: the line itself is what an editor finds. */
    private static SerialFrame moved(SerialFrame frame, long offset) {
        return switch (frame) {
            case SerialFrame.Whole whole -> new SerialFrame.Whole(offset, whole.payload());
            case SerialFrame.Broken broken -> new SerialFrame.Broken(offset, broken.length(), broken.damage());
            case SerialFrame.Junk junk -> new SerialFrame.Junk(offset, junk.length());
        };
    }

    private void inStream(SerialFrame frame) {
        number += frame instanceof SerialFrame.Junk ? 0 : 1;
        frame(frame);
    }

    private void frame(SerialFrame frame) {
        switch (frame) {
            case SerialFrame.Whole whole -> message(whole.offset(), SERIAL, SERIAL, whole.payload());
            case SerialFrame.Broken broken -> {
                recognised |= broken.damage() == SerialFrame.Damage.BAD_HEADER;
                problem(
                        broken.offset(),
                        broken.damage().word(),
                        "a serial frame of " + broken.length() + " bytes was set aside");
            }
            case SerialFrame.Junk junk -> problem(junk.offset(), "junk", junk.length() + " bytes outside of any frame");
        }
    }

    private void message(long offset, Endpoint from, Endpoint to, byte[] payload) {
        switch (PduReader.read(payload)) {
            case Parsed.Malformed malformed -> malformed(offset, payload, malformed);
            case Parsed.Read read -> {
                recognised = true;
                pdu(offset, from, to, read.pdu());
            }
        }
    }

    private void malformed(long offset, byte[] payload, Parsed parsed) {
        if (parsed instanceof Parsed.Malformed malformed) {
            String text = "byte " + malformed.offset() + " of a message of " + payload.length + " bytes";
            problem(offset, malformed.reason(), text);
        }
    }

    private void pdu(long offset, Endpoint from, Endpoint to, IntellivuePdu pdu) {
        switch (pdu) {
            case IntellivuePdu.ConnectIndication indication -> tell(IntellivueLines.announcement(indication));
            case IntellivuePdu.PollResult result -> monitor(from, to).result(offset, result);
            case IntellivuePdu.MdsCreate create -> {
                PassiveMonitor monitor = monitor(from, to);
                monitor.described(create);
                note(monitor, pdu);
            }
            case IntellivuePdu.AssociationAccept accept -> {
                PassiveMonitor monitor = monitor(from, to);
                note(monitor, pdu);
                if (accept.accepted()) {
                    monitor.associated();
                }
            }
            case IntellivuePdu.AssociationRefuse refuse -> note(monitor(from, to), pdu);
            case IntellivuePdu.PriorityListReply reply -> note(monitor(from, to), pdu);
            case IntellivuePdu.RemoteError error -> note(monitor(from, to), pdu);
            case IntellivuePdu.ReleaseResponse response -> note(monitor(from, to), pdu);
            default -> note(monitors.containsKey(key(from, to)) ? monitor(from, to) : monitor(to, from), pdu);
        }
    }

    private void note(PassiveMonitor monitor, IntellivuePdu pdu) {
        tell(IntellivueLines.note(IntellivueLines.Who.of(monitor.facts()), pdu));
    }

    private static String key(Endpoint monitor, Endpoint client) {
        return monitor + ">" + client;
    }

    private PassiveMonitor monitor(Endpoint monitor, Endpoint client) {
        String key = key(monitor, client);
        PassiveMonitor known = monitors.get(key);
        if (known == null) {
            if (monitors.size() >= MOST_MONITORS) {
                String oldest = monitors.keySet().iterator().next();
                PassiveMonitor given = monitors.remove(oldest);
                if (given != null) {
                    given.leftOver();
                }
            }
            known = new PassiveMonitor(new IntellivueDecoder(profile), (offset, report) -> tell(report));
            monitors.put(key, known);
        }
        return known;
    }

    private void problem(long offset, String reason, String text) {
        tell(new Problem(null, null, offset, reason, text));
    }

    private void tell(Report report) {
        out.accept(new Line(number, List.of(), IntellivueLines.withChannel(report)));
    }
}
