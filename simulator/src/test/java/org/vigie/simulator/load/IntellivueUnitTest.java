package org.vigie.simulator.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.Tally;
import org.vigie.simulator.monitor.intellivue.Requests;
import org.vigie.simulator.scenario.Player;
import org.vigie.simulator.scenario.Scenario;
import org.vigie.simulator.scenario.ScenarioLoader;
import org.vigie.simulator.transport.IntellivueSockets;
import org.vigie.simulator.transport.Loopbacks;
import org.vigie.simulator.transport.SimulationRun;

/** What 64 monitors cost: numerics, rhythm, alerts each second, four waves; one thread for all of them. */
final class IntellivueUnitTest {
    private static final int MONITORS = 64;
    private static final Duration MEASURED = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int NUMERIC = 0x0006;
    private static final int ENUMERATION = 0x0005;
    private static final int ALERT = 0x0036;
    private static final int WAVE = 0x0009;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2_048);
    private final Set<SocketAddress> polled = new HashSet<>();
    private long datagrams;
    private long bytes;

    @Test
    void sixtyFourMonitorsCostWellUnderHalfACore() throws Exception {
        StringBuilder yaml = new StringBuilder("scenario: unit\nbeds:\n");
        for (int i = 1; i <= MONITORS; i++) {
            yaml.append("  - { bed: R%02d, monitor: intellivue }%n".formatted(i));
        }
        Scenario scenario = ScenarioLoader.parse("unit", yaml.toString());
        try (SimulationRun run = new SimulationRun(scenario);
                DatagramChannel client = DatagramChannel.open();
                Selector selector = Selector.open()) {
            client.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ);
            List<InetSocketAddress> monitors = new ArrayList<>();
            IntellivueSockets.Terms terms = new IntellivueSockets.Terms(Loopbacks.areAvailable(), 0, null, 0);
            for (String address : run.openIntellivue(terms).values()) {
                String[] place = address.substring("udp://".length()).split(":", -1);
                monitors.add(new InetSocketAddress(numeric(place[0]), Integer.parseInt(place[1])));
            }
            run.play(
                    new Player.Terms(1, Instant.parse("2026-11-21T21:30:00Z"), ZoneOffset.UTC, Language.EN),
                    new SimulationRun.Target("127.0.0.1", 1, false));
            for (InetSocketAddress monitor : monitors) {
                client.send(ByteBuffer.wrap(Requests.association(320_000)), monitor);
            }
            long giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (polled.size() < MONITORS && System.nanoTime() < giveUp) {
                read(client, selector);
            }
            assertEquals(MONITORS, polled.size(), "all associated");
            measure(run, client, selector);
        }
    }

    private void measure(SimulationRun run, DatagramChannel client, Selector selector) throws IOException {
        datagrams = 0;
        bytes = 0;
        long told = run.tally().of(Tally.Count.TOLD);
        long cpu = loopNanos();
        long from = System.nanoTime();
        while (System.nanoTime() - from < MEASURED.toNanos()) {
            read(client, selector);
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        double share = (loopNanos() - cpu) / 1e9 / seconds;
        System.out.printf(
                Locale.ROOT,
                "[load] monitors=%d seconds=%.1f datagrams/s=%.0f kB/s=%.0f sent=%d heard=%d loop-cpu=%.1f %% of one core%n",
                MONITORS,
                seconds,
                datagrams / seconds,
                bytes / seconds / 1_000,
                run.tally().of(Tally.Count.TOLD) - told,
                datagrams,
                share * 100);
        // Linked numerics, rhythm, alerts and four blocks of waves: eight or more datagrams per monitor and second.
        assertTrue(datagrams / seconds > MONITORS * 6.0, "datagrams per second " + datagrams / seconds);
        assertTrue(share < 0.5, "share of one core " + share);
    }

    private static InetAddress numeric(String dotted) throws IOException {
        String[] parts = dotted.split("\\.", -1);
        byte[] address = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return InetAddress.getByAddress(address);
    }

    private void read(DatagramChannel client, Selector selector) throws IOException {
        selector.select(100);
        selector.selectedKeys().clear();
        for (int i = 0; i < 1_000; i++) {
            buffer.clear();
            SocketAddress from = client.receive(buffer);
            if (from == null) {
                return;
            }
            buffer.flip();
            datagrams++;
            bytes += buffer.remaining();
            byte[] message = new byte[buffer.remaining()];
            buffer.get(message);
            if (Requests.isMdsCreate(message)) {
                client.send(ByteBuffer.wrap(Requests.mdsCreateResult()), from);
                if (polled.add(from)) {
                    for (int objectClass : new int[] {NUMERIC, ENUMERATION, WAVE}) {
                        client.send(ByteBuffer.wrap(Requests.extended(objectClass, objectClass, 0, 480_000)), from);
                    }
                    client.send(ByteBuffer.wrap(Requests.extended(ALERT, ALERT, 0x0801, 480_000)), from);
                }
            }
        }
    }

    /** Processor time of the simulator's only thread. */
    private static long loopNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().contains("eventloop")) {
                sum += Math.max(0, threads.getThreadCpuTime(id));
            }
        }
        return sum;
    }
}
