package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.Attribute;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.IntellivuePdu;
import org.vigie.adapter.intellivue.codec.Parsed;
import org.vigie.adapter.intellivue.codec.PduReader;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.adapter.intellivue.session.PollAssembler;
import org.vigie.adapter.replay.IntellivueCapture;
import org.vigie.adapter.replay.Line;
import org.vigie.adapter.replay.LineJson;
import org.vigie.model.limits.Limits;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Problem;
import org.vigie.model.testing.SharedData;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;
import org.vigie.simulator.fault.DatagramFaults;
import org.vigie.simulator.fault.DatagramProxy;
import org.vigie.simulator.fault.LinkFault;

/**
 * The real capture through a network that loses, doubles and reorders: no exception, no cycle that the monitor did not
 * send, and what is missing is told.
 */
class ReplayThroughFaultsTest {
    private static final DeviceProfile PROFILE =
            ProfileCatalog.load().find("philips-intellivue").orElseThrow();
    private static final int SEEDS = 12;
    private static List<CapturedDatagram> capture = List.of();
    private static Set<String> cycles = Set.of();

    /** What a cycle measures; what describes it may have come in a datagram that was lost. */
    private static final List<Integer> VALUES = List.of(
            AttributeId.NUMERIC,
            AttributeId.COMPOUND_NUMERIC,
            AttributeId.SAMPLES,
            AttributeId.COMPOUND_SAMPLES,
            AttributeId.ENUMERATION,
            AttributeId.PATIENT_ALARMS,
            AttributeId.TECHNICAL_ALARMS);

    @BeforeAll
    static void readTheCapture() throws IOException {
        capture = CapturedDatagram.read(SharedData.shared("intellivue/intellipy/intellivue_enumeration.pcapng"));
        assertEquals(189, capture.size());
        List<String> clean = cycles(capture);
        cycles = new HashSet<>(clean);
        assertEquals(clean.size(), cycles.size(), "no two cycles are the same");
        assertTrue(clean.size() > 90, "cycles: " + clean.size());
    }

    /** The cycles that the live code makes of datagrams: class, place in its poll, time, objects, values. */
    private static List<String> cycles(List<CapturedDatagram> datagrams) {
        PollAssembler assembler = new PollAssembler(Limits.INTELLIVUE);
        Map<List<Object>, Integer> ids = new HashMap<>();
        List<String> found = new ArrayList<>();
        for (CapturedDatagram datagram : datagrams) {
            if (!(PduReader.read(datagram.payload()) instanceof Parsed.Read(IntellivuePdu pdu, int trailing))) {
                continue;
            }
            if (pdu instanceof IntellivuePdu.AssociationAccept) {
                assembler.begin();
            } else if (pdu instanceof IntellivuePdu.PollResult r) {
                // This client gave one invoke id to several polls; ours does not.
                int id = ids.computeIfAbsent(
                        List.of(r.invokeId(), r.extended(), r.objectClass(), r.group()), unused -> ids.size());
                assembler
                        .take(new IntellivuePdu.PollResult(
                                id,
                                r.linked(),
                                r.linkedCount(),
                                r.extended(),
                                r.pollNumber(),
                                r.sequence(),
                                r.relativeTime(),
                                r.objectClass(),
                                r.group(),
                                r.objects()))
                        .filter(cycle -> !cycle.objects().isEmpty()) // no more than a sign of life
                        .ifPresent(cycle -> found.add(print(cycle)));
            }
        }
        return found;
    }

    private static String print(AssembledResult cycle) {
        StringBuilder text = new StringBuilder();
        text.append(cycle.objectClass()).append(' ').append(cycle.group()).append(' ');
        text.append(cycle.sequence()).append(' ').append(cycle.ticks());
        for (PolledObject object : cycle.objects()) {
            text.append(' ').append(object.context()).append('/').append(object.handle());
            for (Attribute attribute : object.attributes()) {
                if (VALUES.contains(attribute.id())) {
                    text.append(':').append(attribute.value().hex());
                }
            }
        }
        return text.toString();
    }

    private static List<Line> decode(List<CapturedDatagram> datagrams) {
        List<Line> lines = new ArrayList<>();
        IntellivueCapture.decode(PROFILE, CapturedDatagram.pcap(datagrams), lines::add);
        return lines;
    }

    /** Everything measured, by the packet that completed it. */
    private static Map<Integer, List<String>> observed(List<Line> lines) {
        Map<Integer, List<String>> found = new TreeMap<>();
        for (Line line : lines) {
            if (line.report() instanceof Observed) {
                found.computeIfAbsent(line.message(), unused -> new ArrayList<>())
                        .add(LineJson.of(new Line(0, List.of(), line.report())));
            }
        }
        return found;
    }

    private static Map<String, Long> problems(List<Line> lines) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Line line : lines) {
            if (line.report() instanceof Problem problem) {
                counts.merge(problem.reason(), 1L, Long::sum);
            }
        }
        return counts;
    }

    private static long waves(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.report() instanceof Observed(var bed, var device, Waveform wave))
                .count();
    }

    private static long numerics(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.report() instanceof Observed(var bed, var device, Numeric number))
                .count();
    }

    private static List<CapturedDatagram> through(DatagramFaults<CapturedDatagram> faults) {
        List<CapturedDatagram> out = new ArrayList<>();
        for (CapturedDatagram each : capture) {
            out.addAll(faults.pass(Duration.ZERO, List.of(each)));
        }
        faults.end(LinkFault.OUT_OF_ORDER);
        out.addAll(faults.pass(Duration.ZERO, List.of()));
        return out;
    }

    /** Every cycle is one that the monitor sent, and comes once; nothing throws. */
    private static List<Line> assertNothingMixed(List<CapturedDatagram> came, String what) {
        List<String> found = cycles(came);
        found.forEach(cycle -> assertTrue(cycles.contains(cycle), what + ": " + cycle));
        assertEquals(found.size(), new HashSet<>(found).size(), what);
        return decode(came);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 0, 0", "0, 30, 30", "5, 5, 5", "10, 10, 10", "30, 20, 20", "60, 10, 30"})
    void lostDoubledAndReorderedDatagramsMixNothingAndWhatIsMissingIsTold(int loss, int twice, int order) {
        boolean told = false;
        for (int seed = 1; seed <= SEEDS; seed++) {
            DatagramFaults<CapturedDatagram> faults = new DatagramFaults<>(seed, CapturedDatagram.damage());
            faults.begin(LinkFault.LOSS, loss, Duration.ZERO);
            faults.begin(LinkFault.DUPLICATE, twice, Duration.ZERO);
            faults.begin(LinkFault.OUT_OF_ORDER, order, Duration.ZERO);
            String what = loss + "/" + twice + "/" + order + " %, seed " + seed;
            List<Line> lines = assertNothingMixed(through(faults), what);
            Map<String, Long> problems = problems(lines);
            told |= problems.containsKey("gap") || problems.containsKey("incomplete-cycle");
            if (loss >= 30) {
                assertTrue(problems.containsKey("gap"), what + ": " + problems);
                assertTrue(waves(lines) < 230 && numerics(lines) < 234, what);
            }
        }
        assertTrue(told || loss == 0, "what is missing is told");
    }

    @Test
    void everythingTwiceIsEverythingOnce() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            DatagramFaults<CapturedDatagram> faults = new DatagramFaults<>(seed, CapturedDatagram.damage());
            faults.begin(LinkFault.DUPLICATE, seed == 1 ? 100 : 50, Duration.ZERO);
            List<Line> lines = decode(through(faults));
            assertEquals(Map.of(), problems(lines));
            assertEquals(
                    observed(decode(capture)).values().stream().toList(),
                    observed(lines).values().stream().toList());
        }
    }

    @Test
    void damagedDatagramsAreProblemsAndNoException() {
        for (int seed = 1; seed <= 60; seed++) {
            DatagramFaults<CapturedDatagram> faults = new DatagramFaults<>(seed, CapturedDatagram.damage());
            faults.begin(LinkFault.GARBAGE, 40, Duration.ZERO);
            faults.begin(LinkFault.LOSS, 10, Duration.ZERO);
            assertTrue(!problems(decode(through(faults))).isEmpty(), "seed " + seed);
        }
    }

    @Test
    void theSameOverRealSocketsOfLoopback() throws IOException {
        try (DatagramSocket monitor = socket();
                DatagramSocket us = socket();
                DatagramProxy proxy = DatagramProxy.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), us.getLocalPort()), 3)) {
            proxy.begin(LinkFault.LOSS, 8, Duration.ZERO);
            proxy.begin(LinkFault.DUPLICATE, 8, Duration.ZERO);
            proxy.begin(LinkFault.OUT_OF_ORDER, 8, Duration.ZERO);
            InetSocketAddress front = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
            List<CapturedDatagram> came = new ArrayList<>();
            us.setSoTimeout(300);
            for (int i = 0; i < capture.size(); i++) {
                byte[] packet = capture.get(i).packet();
                byte[] numbered = ByteBuffer.allocate(4 + packet.length)
                        .putInt(i)
                        .put(packet)
                        .array();
                monitor.send(new DatagramPacket(numbered, numbered.length, front));
                if (i % 40 == 39) {
                    receive(us, came); // no more at once than a socket buffer holds
                }
            }
            receive(us, came);
            assertTrue(came.size() > 140 && came.size() != capture.size(), came.size() + " came");
            List<Line> lines = assertNothingMixed(came, "over sockets");
            assertTrue(problems(lines).containsKey("gap"), problems(lines).toString());
        }
    }

    private static void receive(DatagramSocket at, List<CapturedDatagram> came) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        try {
            while (true) {
                at.receive(packet);
                came.add(new CapturedDatagram(Arrays.copyOfRange(packet.getData(), 4, packet.getLength())));
            }
        } catch (SocketTimeoutException all) {
            // what was sent has come, or is lost
        }
    }

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
