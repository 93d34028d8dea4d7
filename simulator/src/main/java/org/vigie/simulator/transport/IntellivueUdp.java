package org.vigie.simulator.transport;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.simulator.monitor.Tally;
import org.vigie.simulator.monitor.intellivue.IntellivueLink;
import org.vigie.simulator.monitor.intellivue.IntellivueSetup;
import org.vigie.simulator.monitor.intellivue.Peer;
import org.vigie.simulator.monitor.intellivue.Sent;

/**
 * The network port of one virtual IntelliVue monitor. Connect indications leave from the same port, not from 24005 as a
 * real monitor's do: on one machine that port may be the gateway's. On the event loop.
 */
final class IntellivueUdp implements IntellivueLink {
    private static final Logger LOG = LoggerFactory.getLogger(IntellivueUdp.class);

    private final DatagramSocket socket;
    private final Tally tally;
    private final IntellivueSockets.Terms terms;
    private Hearing hearing = (from, message) -> {};
    private int address;
    private int port;
    private boolean out;

    IntellivueUdp(Vertx vertx, Tally tally, IntellivueSockets.Terms terms) {
        this.socket = vertx.createDatagramSocket(new DatagramSocketOptions());
        this.tally = tally;
        this.terms = terms;
    }

    Future<Integer> listen(String host, int wished) {
        socket.handler(this::received);
        socket.exceptionHandler(cause -> LOG.debug("monitor socket port={} cause={}", port, cause.toString()));
        return socket.listen(wished, host).map(open -> {
            port = open.localAddress().port();
            address = numeric(host);
            return port;
        });
    }

    private static int numeric(String host) {
        int value = 0;
        for (String part : host.split("\\.", -1)) {
            value = value << 8 | Integer.parseInt(part);
        }
        return value;
    }

    private void received(DatagramPacket packet) {
        if (out) {
            return;
        }
        tally.count(Tally.Count.HEARD);
        Peer from = new Peer(packet.sender().host(), packet.sender().port());
        hearing.heard(from, packet.data().getBytes());
    }

    @Override
    public int ipv4() {
        return address;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public IntellivueSetup.Link kind() {
        return IntellivueSetup.Link.LAN;
    }

    @Override
    public void hearWith(Hearing ears) {
        hearing = ears;
    }

    @Override
    public void send(Sent message) {
        if (out) {
            return;
        }
        boolean toAll = message.to().equals(Peer.EVERYBODY);
        String host = toAll ? terms.announceTo() : message.to().host();
        int toPort = toAll ? terms.announcePort() : message.to().port();
        if (host != null) {
            tally.count(Tally.Count.TOLD);
            socket.send(Buffer.buffer(message.bytes()), toPort, host)
                    .onFailure(cause -> LOG.trace("datagram not sent cause={}", cause.toString()));
        }
    }

    @Override
    public void cut(boolean pulled) {
        out = pulled;
    }

    @Override
    public void close() {
        out = true;
        socket.close().onFailure(cause -> LOG.trace("socket close cause={}", cause.toString()));
    }
}
