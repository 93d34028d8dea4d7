package org.vigie.adapter.transport;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.vigie.model.link.LinkReason;

/** A TCP socket. */
final class TcpLink implements ByteLink {
    /** Unsent bytes after which the peer counts as not reading; an acknowledgement has some 200. */
    private static final int UNSENT_BYTES = 64 << 10;

    private final NetSocket socket;
    private final BooleanSupplier open;
    private boolean failed;
    private boolean closedHere;
    private boolean ended;
    private Consumer<LinkReason> ending = reason -> {};

    TcpLink(NetSocket socket) {
        this(socket, () -> true);
    }

    /** @param open whether bytes may be sent at this moment; what may not is dropped */
    TcpLink(NetSocket socket, BooleanSupplier open) {
        this.socket = socket;
        this.open = open;
        socket.setWriteQueueMaxSize(UNSENT_BYTES);
        KeepAlive.shorten(socket);
        socket.pause(); // until begin: nothing is lost before the handlers are there
    }

    @Override
    public String peerAddress() {
        return socket.remoteAddress().hostAddress();
    }

    @Override
    public int peerPort() {
        return socket.remoteAddress().port();
    }

    @Override
    public void begin(Consumer<byte[]> bytes, Runnable drained, Consumer<LinkReason> whenEnded) {
        socket.handler(buffer -> bytes.accept(buffer.getBytes()));
        socket.drainHandler(ignored -> drained.run());
        socket.exceptionHandler(error -> failed = true);
        ending = whenEnded;
        socket.closeHandler(ignored -> end());
        socket.resume();
    }

    @Override
    public boolean write(byte[] bytes) {
        if (!open.getAsBoolean()) {
            return true;
        }
        var unused = socket.write(Buffer.buffer(bytes)); // a failure ends the connection and is told there
        return !socket.writeQueueFull();
    }

    @Override
    public void pauseReading() {
        socket.pause();
    }

    @Override
    public void resumeReading() {
        socket.resume();
    }

    @Override
    public void close() {
        closedHere = true;
        var unused = socket.close().onComplete(result -> end()); // also when it was closed before begin
    }

    private void end() {
        if (!ended) {
            ended = true;
            LinkReason unasked = failed ? LinkReason.CONNECTION_ERROR : LinkReason.CLOSED_BY_PEER;
            ending.accept(closedHere ? LinkReason.CLOSED_BY_GATEWAY : unasked);
        }
    }
}
