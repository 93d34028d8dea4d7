package org.vigie.adapter.transport;

import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Connects to one address; each attempt is asked for. */
public final class TcpDialer {
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final EventLoop loop;
    private final String host;
    private final int port;
    private final NetClient client;

    /**
     * A dialer; nothing is connected yet.
     *
     * @param host address as numbers: names are not looked up in a unit whose network is gone
     */
    public TcpDialer(EventLoop loop, String host, int port) {
        this.loop = loop;
        this.host = host;
        this.port = port;
        this.client = loop.vertx()
                .createNetClient(new NetClientOptions()
                        .setConnectTimeout(CONNECT_TIMEOUT_MS)
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true)
                        .setReconnectAttempts(0));
    }

    /**
     * One attempt after {@code delay}.
     *
     * @param connected called on the loop with the connection, which has to be begun or closed
     * @param failed called on the loop with the reason, as text
     * @return cancels it as long as it has not begun
     */
    public EventLoop.Timer dial(Duration delay, Consumer<ByteLink> connected, Consumer<String> failed) {
        return loop.after(delay, () -> {
            if (!loop.mayCall()) {
                failed.accept("not-allowed-now");
                return;
            }
            client.connect(port, host).onComplete(result -> {
                if (result.succeeded()) {
                    connected.accept(new TcpLink(result.result(), loop::mayCall));
                } else {
                    failed.accept(result.cause().getClass().getSimpleName());
                }
            });
        });
    }

    /** Ends what is connected or being connected. */
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        loop.run(() -> client.close().onComplete(result -> closed.complete(null)));
        return closed;
    }
}
