package org.vigie.simulator.transport;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.simulator.monitor.Tally;
import org.vigie.simulator.monitor.intellivue.IntellivueLink;
import org.vigie.simulator.monitor.intellivue.IntellivueSetup;
import org.vigie.simulator.monitor.intellivue.Peer;
import org.vigie.simulator.monitor.intellivue.Sent;
import org.vigie.simulator.monitor.intellivue.SerialLine;

/**
 * The serial port of one virtual IntelliVue monitor behind a terminal server: whoever connects holds the line, and the
 * one before is put off it. What is sent while nobody is connected is lost, as on an open cable. On the event loop.
 */
final class IntellivueTcp implements IntellivueLink {
    private static final Logger LOG = LoggerFactory.getLogger(IntellivueTcp.class);

    private final NetServer server;
    private final Tally tally;
    private Hearing hearing = (from, message) -> {};
    private SerialLine line = new SerialLine();
    private @Nullable NetSocket client;
    private boolean out;

    IntellivueTcp(Vertx vertx, Tally tally) {
        this.server = vertx.createNetServer();
        this.tally = tally;
    }

    Future<Integer> listen(String host, int port) {
        server.connectHandler(this::connected);
        return server.listen(port, host).map(NetServer::actualPort);
    }

    private void connected(NetSocket socket) {
        NetSocket before = client;
        if (before != null) {
            before.close();
        }
        tally.count(Tally.Count.CONNECTED);
        client = socket;
        line = new SerialLine();
        socket.handler(bytes -> received(socket, bytes));
        socket.exceptionHandler(cause -> LOG.debug("serial line broken cause={}", cause.toString()));
        socket.closeHandler(ignored -> {
            if (socket.equals(client)) {
                client = null;
            }
        });
    }

    private void received(NetSocket from, Buffer bytes) {
        if (out || !from.equals(client)) {
            return;
        }
        for (byte[] message : line.read(bytes.getBytes())) {
            tally.count(Tally.Count.HEARD);
            hearing.heard(Peer.SERIAL, message);
        }
    }

    @Override
    public int ipv4() {
        return 0;
    }

    @Override
    public int port() {
        return 0;
    }

    @Override
    public IntellivueSetup.Link kind() {
        return IntellivueSetup.Link.SERIAL;
    }

    @Override
    public void hearWith(Hearing ears) {
        hearing = ears;
    }

    @Override
    public void send(Sent message) {
        NetSocket to = client;
        if (out || to == null || to.writeQueueFull()) {
            return;
        }
        tally.count(Tally.Count.TOLD);
        to.write(Buffer.buffer(SerialLine.frame(message.bytes())))
                .onFailure(cause -> LOG.trace("frame not sent cause={}", cause.toString()));
    }

    @Override
    public void cut(boolean pulled) {
        out = pulled;
    }

    @Override
    public void close() {
        out = true;
        NetSocket open = client;
        if (open != null) {
            open.close();
        }
        server.close().onFailure(cause -> LOG.trace("serial server close cause={}", cause.toString()));
    }
}
