package org.vigie.adapter.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vigie.adapter.testing.RecordingSink.eventually;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.adapter.intellivue.session.ScriptedMonitor;
import org.vigie.adapter.intellivue.session.WaveChoice;
import org.vigie.adapter.spi.Adapter;
import org.vigie.adapter.spi.Arrival;
import org.vigie.adapter.testing.FastClock;
import org.vigie.adapter.testing.LiveMonitor;
import org.vigie.adapter.testing.Ptys;
import org.vigie.adapter.testing.RecordingSink;
import org.vigie.adapter.transport.EventLoop;
import org.vigie.adapter.transport.MonitorAddress;
import org.vigie.model.limits.Limits;

/** Listener and client over real sockets and ptys, on a clock that runs eight times faster. */
@SuppressWarnings("try") // a cable is only there, and is pulled out at the end of its block
class IntellivueAdaptersTest {
    private static final Limits.Line QUICK =
            new Limits.Line(64, 64, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final FastClock clock = FastClock.times(8);
    private final RecordingSink sink = new RecordingSink();
    private final List<Adapter> adapters = new ArrayList<>();
    private final List<LiveMonitor> monitors = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        for (Adapter adapter : adapters) {
            adapter.stop().get(10, TimeUnit.SECONDS);
        }
        monitors.forEach(LiveMonitor::close);
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void everyMonitorThatAnnouncesItselfIsAssociatedWith() throws Exception {
        IntellivueListener listener = listener(Limits.INTELLIVUE, IntellivueListenerConfig.Who.ANYBODY);
        monitor("127.77.0.1").announce("127.77.0.1", "127.255.255.255", listener.port());
        monitor("127.77.0.2").announce("127.77.0.2", "127.0.0.1", listener.port());
        sink.await(all -> numericsOf(all, "127.77.0.1") > 2 && numericsOf(all, "127.77.0.2") > 2);
        List<Arrival> all = sink.await(some -> some.stream().anyMatch(a -> a.kind() == Arrival.Kind.WAVES));
        Arrival first = all.getFirst();
        assertEquals("philips-intellivue", first.profile());
        assertTrue(first.connection().endsWith(":24105"));
        eventually(() -> listener.trouble().orElse("").contains("2 monitors have the bed label \"R12\""));
        assertEquals(2, listener.status().connections().size());
        eventually(() -> listener.status().counts().getOrDefault("cycles", 0L) > 10);
    }

    @Test
    void monitorThatTheSiteNamesIsCalledWithoutAnAnnouncement() throws Exception {
        monitor("127.77.0.3");
        listener(Limits.INTELLIVUE, new IntellivueListenerConfig.Who(Set.of("127.77.0.3"), Set.of()));
        sink.await(all -> numericsOf(all, "127.77.0.3") > 0);
    }

    @Test
    void monitorOfAnotherAdapterIsLeftAlone() throws Exception {
        IntellivueListener listener =
                listener(Limits.INTELLIVUE, new IntellivueListenerConfig.Who(Set.of(), Set.of("127.77.0.4")));
        LiveMonitor monitor = monitor("127.77.0.4");
        monitor.announce("127.77.0.4", "127.0.0.1", listener.port());
        eventually(() -> listener.status().counts().getOrDefault("announcements", 0L) == 1);
        assertTrue(monitor.script().heard().isEmpty());
    }

    @Test
    void announcementsOfStrangersFillNoMoreThanTheBound() throws Exception {
        Limits.Intellivue d = Limits.INTELLIVUE;
        Limits.Intellivue three = new Limits.Intellivue(
                3,
                d.datagramBytes(),
                d.serialMessageBytes(),
                d.partialResults(),
                d.linkedParts(),
                d.resultBytes(),
                d.objects(),
                d.attributeBytes(),
                d.forgetAfter());
        IntellivueListener listener = listener(three, IntellivueListenerConfig.Who.ANYBODY);
        LiveMonitor monitor = monitor("127.77.0.5");
        for (int i = 1; i <= 20; i++) {
            int number = i;
            monitor.order(some -> some.number(number));
            monitor.announce("127.78.0." + i, "127.0.0.1", listener.port());
        }
        eventually(() -> listener.status().counts().getOrDefault("monitors-refused", 0L) == 17);
        eventually(() -> listener.status().connections().size() == 3);
    }

    @Test
    void stoppingReleasesTheMonitor() throws Exception {
        LiveMonitor monitor = monitor("127.77.0.6");
        IntellivueClient client = client(new MonitorAddress.Udp("127.77.0.6", LiveMonitor.DATA_PORT), "b6");
        sink.await(all -> numericsOf(all, "127.77.0.6") > 0);
        client.stop().get(10, TimeUnit.SECONDS);
        eventually(() -> !monitor.script().isAssociated()); // told; it reads that a moment later
        assertEquals(
                List.of("open 127.77.0.6 none", "closed 127.77.0.6 closed-by-gateway"),
                sink.awaitLinks(links -> links.size() == 2));
    }

    @Test
    void dataFromAnotherAddressAreNotTheMonitors() throws Exception {
        monitor("127.77.0.7");
        IntellivueClient client = client(new MonitorAddress.Udp("127.77.0.7", LiveMonitor.DATA_PORT), "b7");
        sink.await(all -> numericsOf(all, "127.77.0.7") > 0);
        LiveMonitor other = monitor("127.77.0.8");
        for (int port = 24_207; port < 65_536; port++) { // somebody who tries every port with an abort
            if (client.status().rejected().containsKey("stranger")) {
                break;
            }
            try (DatagramSocket stranger = new DatagramSocket(new InetSocketAddress("127.77.0.9", 0))) {
                stranger.send(new DatagramPacket(new byte[] {0x19}, 1, InetAddress.getLoopbackAddress(), port));
            }
        }
        eventually(() -> client.status().rejected().containsKey("stranger"));
        assertEquals(0, client.status().counts().getOrDefault("aborts", 0L));
        assertTrue(other.script().heard().isEmpty());
    }

    @Test
    void refusalIsNamedAsTrouble() throws Exception {
        monitor("127.77.0.10").order(some -> some.mood(ScriptedMonitor.Mood.REFUSES));
        IntellivueClient client = client(new MonitorAddress.Udp("127.77.0.10", LiveMonitor.DATA_PORT), "b10");
        eventually(() -> client.trouble().orElse("").contains("another program is associated"));
    }

    @Test
    void serialMonitorSurvivesNoiseAndAPulledOutAdapter() throws Exception {
        Ptys.needed();
        Path device = folder.resolve("ttyVIGIE1");
        try (ServerSocket far = far()) {
            LiveMonitor monitor = LiveMonitor.serial(far, clock);
            monitors.add(monitor);
            monitor.noisy();
            IntellivueClient client;
            try (Ptys cable = Ptys.toPort(device, far.getLocalPort())) {
                client = client(new MonitorAddress.Serial(device.toString(), 115_200), "b12");
                sink.await(all -> numericsOf(all, "b12") > 3);
            }
            sink.awaitLinks(links -> links.contains("closed b12 connection-error"));
            Files.deleteIfExists(device);
            eventually(() -> client.trouble().orElse("").contains("does not exist"));
            int before = numericsOf(sink.await(all -> true), "b12");
            monitor.order(some -> some.reboot(clock.now()));
            try (Ptys cable = Ptys.toPort(device, far.getLocalPort())) {
                sink.await(all -> numericsOf(all, "b12") > before + 2);
                eventually(() -> client.trouble().isEmpty());
            }
            var counts = client.status().counts();
            assertTrue(counts.getOrDefault("bytes-in", 0L) > counts.getOrDefault("frames", 0L));
            assertTrue(counts.getOrDefault("junk-bytes", 0L) > 0, counts.toString());
            assertTrue(client.status().rejected().getOrDefault("bad-checksum", 0L) > 0);
            assertTrue(counts.getOrDefault("frames", 0L) > 0);
        }
    }

    @Test
    void monitorBehindATerminalServerIsTheSameMonitor() throws Exception {
        try (ServerSocket far = far()) {
            monitors.add(LiveMonitor.serial(far, clock));
            client(new MonitorAddress.Tcp("127.0.0.1", far.getLocalPort()), "b13");
            sink.await(all -> numericsOf(all, "b13") > 2);
        }
    }

    @Test
    void portThatIsNotThereIsToldWithoutDelayingTheStart() throws Exception {
        IntellivueClient client = client(new MonitorAddress.Serial("/dev/serial/by-id/none", 115_200), "b14");
        eventually(() -> client.trouble().orElse("").contains("/dev/serial/by-id/none does not exist"));
        assertFalse(client.status().open());
    }

    private IntellivueListener listener(Limits.Intellivue limits, IntellivueListenerConfig.Who who) throws Exception {
        IntellivueListener listener = new IntellivueListener(
                loop,
                new IntellivueListenerConfig(
                        "iv",
                        "0.0.0.0",
                        0,
                        List.of("lo"),
                        List.of(WaveChoice.PLETH),
                        "philips-intellivue",
                        limits,
                        who),
                sink,
                clock,
                new Random(1));
        adapters.add(listener);
        listener.start().get(10, TimeUnit.SECONDS);
        return listener;
    }

    private IntellivueClient client(MonitorAddress address, String name) throws Exception {
        IntellivueClient client = new IntellivueClient(
                loop,
                new IntellivueClientConfig(
                        name, address, List.of(WaveChoice.PLETH), "philips-intellivue", Limits.INTELLIVUE, QUICK),
                sink,
                clock,
                new Random(2));
        adapters.add(client);
        client.start().get(10, TimeUnit.SECONDS);
        return client;
    }

    private LiveMonitor monitor(String address) throws IOException {
        LiveMonitor monitor = LiveMonitor.udp(address, clock);
        monitors.add(monitor);
        return monitor;
    }

    private static ServerSocket far() throws IOException {
        return new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    }

    private static int numericsOf(List<Arrival> all, String source) {
        return (int) all.stream()
                .filter(arrival -> arrival.source().value().equals(source))
                .filter(arrival -> arrival.kind() == Arrival.Kind.MESSAGE)
                .map(arrival -> AssembledResult.decode(arrival.bytes()).orElseThrow())
                .filter(cycle -> cycle.objectClass() == ObjectClass.NUMERIC)
                .count();
    }
}
