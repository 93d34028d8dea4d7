package org.vigie.adapter.transport;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP port. Every datagram comes with the address it was sent from, by which the owner tells monitors apart. Opened
 * and used on the event loop.
 */
public final class UdpSocket {
    /** Datagrams of all monitors of one second may come at once: 64 beds send some 600 kB. */
    private static final int KERNEL_BUFFER = 1 << 20;

    private static final Logger log = LoggerFactory.getLogger(UdpSocket.class);

    private final EventLoop loop;
    private final Binding binding;
    private final Receiver receiver;
    private @Nullable DatagramSocket socket;
    private final Set<String> joined = new HashSet<>();
    private final Set<String> complained = new HashSet<>();
    private volatile int port;
    private boolean closed;

    /** Takes what arrives; called on the event loop. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * One datagram.
         *
         * @param address of the sender, as numbers
         * @param port of the sender
         * @param bytes its content; the array is the receiver's
         */
        void received(String address, int port, byte[] bytes);
    }

    /**
     * Where to listen.
     *
     * @param host address to bind; {@code 0.0.0.0} for all
     * @param port to bind; 0 for any free one
     * @param shared whether another program of this machine may listen on the same port too, as broadcasts need
     * @param orAny whether another port does as well when this one is taken
     */
    public record Binding(String host, int port, boolean shared, boolean orAny) {
        /** A port on which broadcasts are heard. */
        public static Binding shared(String host, int port) {
            return new Binding(host, port, true, false);
        }

        /**
         * The same port in every run where possible: a monitor then takes a release from a program that was killed and
         * started again as coming from its client.
         */
        public static Binding preferring(String host, int port) {
            return new Binding(host, port, false, true);
        }
    }

    /** A socket that is not open. */
    public UdpSocket(EventLoop loop, Binding binding, Receiver receiver) {
        this.loop = loop;
        this.binding = binding;
        this.port = binding.port();
        this.receiver = receiver;
    }

    /** Binds; completes on the loop with the port, or fails when it cannot be had. */
    public CompletableFuture<Integer> open() {
        CompletableFuture<Integer> opened = new CompletableFuture<>();
        loop.run(() -> open(binding.port(), opened));
        return opened;
    }

    private void open(int wanted, CompletableFuture<Integer> opened) {
        // Made here: a datagram socket lives on the loop on which it was made.
        DatagramSocket made = loop.vertx()
                .createDatagramSocket(new DatagramSocketOptions()
                        .setBroadcast(true)
                        .setReuseAddress(binding.shared())
                        .setReceiveBufferSize(KERNEL_BUFFER)
                        .setIpV6(binding.host().indexOf(':') >= 0));
        made.handler(this::received);
        made.exceptionHandler(error -> log.debug("event=udp-error port={} cause={}", port, error.toString()));
        made.listen(wanted, binding.host()).onComplete(result -> {
            if (result.succeeded()) {
                socket = made;
                port = made.localAddress().port();
                opened.complete(port);
            } else if (binding.orAny() && wanted != 0) {
                made.close().onComplete(closing -> open(0, opened));
            } else {
                opened.completeExceptionally(result.cause());
            }
        });
    }

    /** The port bound. */
    public int port() {
        return port;
    }

    /** Sends one datagram, or loses it: UDP promises no more. */
    public void send(String address, int port, byte[] bytes) {
        DatagramSocket open = socket;
        if (!closed && open != null && loop.mayCall()) {
            open.send(Buffer.buffer(bytes), port, address)
                    .onFailure(error -> log.debug("event=udp-not-sent to={} cause={}", address, error.toString()));
        }
    }

    /**
     * Joins a multicast group on each of the interfaces where it is not joined yet; where that fails the others go on.
     * Called again now and then: a laptop's network may come up after the program.
     *
     * @param group numeric address of the group
     * @param interfaces names, for example {@code eth0}
     */
    public void join(String group, List<String> interfaces) {
        DatagramSocket open = socket;
        if (open == null) {
            return;
        }
        for (String each : interfaces) {
            if (joined.add(each)) {
                open.listenMulticastGroup(group, each, null)
                        .onSuccess(done -> log.info("event=multicast-joined group={} interface={}", group, each))
                        .onFailure(error -> notJoined(group, each, error));
            }
        }
    }

    /** Told once for each interface; tried again with the next call. */
    private void notJoined(String group, String network, Throwable why) {
        joined.remove(network);
        if (complained.add(network)) {
            log.warn("event=multicast-not-joined group={} interface={} cause=\"{}\"", group, network, why.toString());
        }
    }

    /** The interfaces on which a multicast group can be joined: up, and with an IPv4 address. Loopback last. */
    public static List<String> multicastInterfaces() {
        List<String> names = new ArrayList<>();
        List<String> loopbacks = new ArrayList<>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                boolean ipv4 = each.inetAddresses().anyMatch(address -> address.getAddress().length == 4);
                if (each.isUp() && ipv4 && (each.supportsMulticast() || each.isLoopback())) {
                    (each.isLoopback() ? loopbacks : names).add(each.getName());
                }
            }
        } catch (SocketException e) {
            log.warn("event=interfaces-unknown cause=\"{}\"", e.toString());
        }
        names.addAll(loopbacks);
        return names;
    }

    /** Frees the port. */
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.run(() -> {
            DatagramSocket open = socket;
            if (closed || open == null) {
                closed = true;
                done.complete(null);
                return;
            }
            closed = true;
            open.close().onComplete(result -> done.complete(null));
        });
        return done;
    }

    private void received(DatagramPacket packet) {
        receiver.received(
                packet.sender().hostAddress(),
                packet.sender().port(),
                packet.data().getBytes());
    }
}
