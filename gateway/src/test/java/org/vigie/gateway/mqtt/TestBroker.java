package org.vigie.gateway.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.vigie.gateway.testing.Await;

/** A real broker that a test may ill-treat. The port stays the same over restarts. */
public interface TestBroker extends AutoCloseable {
    /** Which one it is, for the output of the run. */
    String provider();

    /** On loopback. */
    int port();

    /** Starts it, also after {@link #kill}; returns when it listens. */
    void start();

    /** As {@code kill -9} does. */
    void kill();

    /** Lets it stand still: its port accepts connections, nothing is answered. */
    void freeze();

    /** Lets it go on. */
    void thaw();

    @Override
    void close();

    /** Returns when something listens on the port. */
    static void awaitPort(int port) {
        Await.until("a broker on port " + port, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
    }
}
