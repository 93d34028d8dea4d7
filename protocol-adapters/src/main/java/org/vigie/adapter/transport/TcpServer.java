package org.vigie.adapter.transport;

import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A TCP port that is listened on. */
public final class TcpServer {
    private static final int BACKLOG = 64;

    private final EventLoop loop;
    private final NetServer server;

    /**
     * A server that is not open yet.
     *
     * @param loop all connections live on it
     * @param host address to bind
     * @param port to bind; 0 for any free one
     * @param accepted called for each new connection, on the loop; it has to begin or close it
     */
    public TcpServer(EventLoop loop, String host, int port, Consumer<ByteLink> accepted) {
        this.loop = loop;
        NetServerOptions options = new NetServerOptions()
                .setHost(host)
                .setPort(port)
                .setAcceptBacklog(BACKLOG)
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setTcpKeepAlive(true);
        this.server = loop.vertx().createNetServer(options);
        server.connectHandler(socket -> accepted.accept(new TcpLink(socket)));
    }

    /** Opens the port; completes on the loop with its number, or fails when it cannot be had. */
    public CompletableFuture<Integer> open() {
        CompletableFuture<Integer> opened = new CompletableFuture<>();
        loop.run(() -> server.listen().onComplete(result -> {
            if (result.succeeded()) {
                opened.complete(server.actualPort());
            } else {
                opened.completeExceptionally(result.cause());
            }
        }));
        return opened;
    }

    /** Accepts no more; connections that are open stay. Completes when the port is free. */
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        loop.run(() -> server.close().onComplete(result -> closed.complete(null)));
        return closed;
    }
}
