package org.vigie.adapter.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.adapter.intellivue.codec.SerialFrame;
import org.vigie.adapter.intellivue.codec.SerialFramer;
import org.vigie.adapter.intellivue.session.Input;
import org.vigie.adapter.intellivue.session.IntellivueSession;
import org.vigie.adapter.intellivue.session.SessionPlan;
import org.vigie.adapter.spi.Adapter;
import org.vigie.adapter.spi.AdapterClock;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.adapter.spi.AdapterStatus;
import org.vigie.adapter.transport.EventLoop;
import org.vigie.adapter.transport.Line;
import org.vigie.adapter.transport.LineState;
import org.vigie.adapter.transport.MonitorAddress;
import org.vigie.adapter.transport.SerialLine;
import org.vigie.adapter.transport.SerialSettings;
import org.vigie.adapter.transport.TcpLine;
import org.vigie.adapter.transport.UdpSocket;
import org.vigie.model.SourceId;
import org.vigie.model.link.LinkReason;

/**
 * Keeps the association with one IntelliVue monitor over UDP, a serial port, or a terminal server. State lives on the
 * event loop; start, stop, status and trouble may be called from anywhere.
 */
public final class IntellivueClient implements Adapter {
    private static final Logger log = LoggerFactory.getLogger(IntellivueClient.class);
    private static final int FIRST_OWN_PORT = 24_200;
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration RELEASE = Duration.ofMillis(300);

    private final IntellivueClientConfig config;
    private final EventLoop loop;
    private final AdapterClock clock;
    private final Totals totals = new Totals();
    private final IntellivueTalk talk;
    private final @Nullable UdpSocket socket;
    private final @Nullable Line line;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private SerialFramer framer = new SerialFramer();
    private boolean lineUp;
    private EventLoop.Timer ticking = () -> {};
    private boolean stopped;
    private volatile List<AdapterStatus.Connection> connections = List.of();
    private volatile boolean associated;
    private volatile @Nullable String trouble;

    /** A client that is not started; {@code random} spreads the attempts of many clients. */
    public IntellivueClient(
            EventLoop loop,
            IntellivueClientConfig config,
            AdapterSink sink,
            AdapterClock clock,
            RandomGenerator random) {
        this.config = config;
        this.loop = loop;
        this.clock = clock;
        MonitorAddress address = config.address();
        SessionPlan plan;
        switch (address) {
            case MonitorAddress.Udp udp -> {
                plan = SessionPlan.network(config.waves(), config.limits());
                socket = new UdpSocket(loop, UdpSocket.Binding.preferring("0.0.0.0", ownPort(udp)), this::datagram);
                line = null;
            }
            case MonitorAddress.Tcp tcp -> {
                plan = SessionPlan.serial(MonitorAddress.USUAL_BAUD, config.waves(), config.limits());
                socket = null;
                line = new TcpLine(loop, tcp.host(), tcp.port(), QUIET, config.line());
            }
            case MonitorAddress.Serial serial -> {
                plan = SessionPlan.serial(serial.baud(), config.waves(), config.limits());
                socket = null;
                line = new SerialLine(
                        loop, Path.of(serial.path()), new SerialSettings(serial.baud(), QUIET), config.line());
            }
        }
        SourceId source = sourceOf(config.name(), address);
        this.talk = new IntellivueTalk(
                new IntellivueTalk.Identity(source, connection(address), config.profile()),
                new IntellivueSession(plan, random),
                new IntellivueTalk.Surroundings(sink, clock, totals),
                this::send);
    }

    /** The source id of a monitor: its address when it has one, else the name that the site gave it. */
    public static SourceId sourceOf(String name, MonitorAddress address) {
        return new SourceId(
                address instanceof MonitorAddress.Udp udp ? IntellivueListener.key(udp.host(), udp.port()) : name);
    }

    /** One of 256 ports by the last number of the monitor's address: the same one after a restart. */
    private static int ownPort(MonitorAddress.Udp monitor) {
        String host = monitor.host();
        return FIRST_OWN_PORT + Integer.parseInt(host.substring(host.lastIndexOf('.') + 1));
    }

    private static String connection(MonitorAddress address) {
        return switch (address) {
            case MonitorAddress.Udp udp -> udp.host() + ":" + udp.port();
            case MonitorAddress.Tcp tcp -> tcp.host() + ":" + tcp.port();
            case MonitorAddress.Serial serial -> serial.path();
        };
    }

    @Override
    public CompletableFuture<Void> start() {
        UdpSocket udp = socket;
        CompletableFuture<Void> open = new CompletableFuture<>();
        if (udp != null) {
            return udp.open()
                    .thenAccept(port -> loop.run(() -> {
                        ticking = loop.every(TICK, this::tick);
                        talk.on(new Input.Up());
                    }));
        }
        loop.run(() -> {
            ticking = loop.every(TICK, this::tick);
            if (line != null) {
                line.start(new Ends());
            }
            open.complete(null); // a monitor that is not there is shown as such: nobody waits for it
        });
        return open;
    }

    @Override
    public int port() {
        return switch (config.address()) {
            case MonitorAddress.Udp udp -> udp.port();
            case MonitorAddress.Tcp tcp -> tcp.port();
            case MonitorAddress.Serial serial -> 0;
        };
    }

    @Override
    public CompletableFuture<Void> stop() {
        loop.run(() -> {
            if (stopped) {
                return;
            }
            stopped = true;
            boolean up = talk.session().phase() != IntellivueSession.Phase.DOWN;
            talk.on(new Input.Stop());
            EventLoop.Timer unused = loop.after(up ? RELEASE : Duration.ZERO, this::release);
        });
        return closed;
    }

    private void release() {
        ticking.cancel();
        publish();
        CompletableFuture<Void> ending =
                line != null ? line.close() : socket != null ? socket.close() : CompletableFuture.completedFuture(null);
        var unused = ending.whenComplete((nothing, failed) -> closed.complete(null));
    }

    @Override
    public void close() {
        var unused = stop();
    }

    @Override
    public AdapterStatus status() {
        return new AdapterStatus(
                config.name(),
                "intellivue",
                port(),
                associated,
                totals.counts(),
                totals.answers(),
                totals.rejected(),
                connections);
    }

    @Override
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void tick() {
        talk.tick();
        publish();
    }

    private void publish() {
        associated = talk.isAssociated();
        connections = List.of(talk.status());
        trouble = stopped || associated ? null : IntellivueTrouble.of(config.name(), talk, line, clock.now());
    }

    private void send(byte[] payload) {
        UdpSocket udp = socket;
        if (udp != null && config.address() instanceof MonitorAddress.Udp to) {
            totals.count("bytes-out", payload.length);
            udp.send(to.host(), to.port(), payload);
        } else if (line != null) {
            byte[] frame = SerialFrame.wrap(payload);
            boolean taken = line.send(frame);
            totals.count(taken ? "bytes-out" : "frames-not-taken", taken ? frame.length : 1);
        }
    }

    private void datagram(String address, int port, byte[] bytes) {
        MonitorAddress.Udp from = new MonitorAddress.Udp(address, port);
        if (!from.equals(config.address())) {
            totals.reject("stranger");
            return;
        }
        totals.count("bytes-in", bytes.length);
        totals.count("datagrams", 1);
        talk.on(new Input.Received(bytes));
    }

    private void found(SerialFrame frame) {
        switch (frame) {
            case SerialFrame.Whole whole -> {
                totals.count("frames", 1);
                talk.on(new Input.Received(whole.payload()));
            }
            case SerialFrame.Broken broken -> {
                totals.reject(broken.damage().word());
                totals.count("bad-frames", 1);
            }
            case SerialFrame.Junk junk -> totals.count("junk-bytes", junk.length());
        }
    }

    /** Both ends of the line: what it tells. */
    private final class Ends implements Line.Owner {
        @Override
        public void opened() {
            framer = new SerialFramer();
            lineUp = true;
            totals.count("line-opened", 1);
            talk.on(new Input.Up());
        }

        @Override
        public void received(byte[] bytes) {
            totals.count("bytes-in", bytes.length);
            framer.read(bytes, IntellivueClient.this::found);
        }

        @Override
        public void changed(LineState state) {
            if (lineUp && !state.isUp()) {
                lineUp = false;
                framer.end(IntellivueClient.this::found);
                totals.count("line-lost", 1);
                talk.on(new Input.Down(LinkReason.CONNECTION_ERROR));
            }
            totals.count("line-" + state.word(), 1);
            log.info(
                    "event=line-state monitor={} text=\"{}\"",
                    config.name(),
                    state.english(config.address().text()));
        }
    }
}
