package org.vigie.gateway.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.Limits;

/**
 * Makes the socket of one client: sent at once (no Nagle), a short send buffer so that an alarm does not lie behind a
 * second of curves in the kernel, TLS 1.3 only. It remembers the socket and can end it, even while a writer is stuck in
 * it because the broker stands still.
 */
final class TunedSockets extends SSLSocketFactory {
    private static final String[] TLS = {"TLSv1.3"};

    private final @Nullable SSLSocketFactory secure;
    private final Limits.Mqtt limits;
    private final AtomicReference<@Nullable Socket> made = new AtomicReference<>();

    /** @param secure makes sockets with TLS; null for plain ones */
    TunedSockets(@Nullable SSLSocketFactory secure, Limits.Mqtt limits) {
        this.secure = secure;
        this.limits = limits;
    }

    /** What Paho takes: it looks at the type when the address is not a TLS one. */
    SocketFactory factory() {
        return secure == null ? new Plain() : this;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = secure == null ? new Socket() : secure.createSocket();
        socket.setTcpNoDelay(true);
        socket.setSendBufferSize(limits.socketBytes());
        if (socket instanceof SSLSocket tls) {
            tls.setEnabledProtocols(TLS);
        }
        made.set(socket);
        return socket;
    }

    /** Ends the socket now: without lingering, so that closing does not wait for a writer. */
    void end() {
        Socket socket = made.get();
        if (socket == null) {
            return;
        }
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            return;
        }
        try {
            socket.close();
        } catch (IOException gone) {
            return;
        }
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return secure == null ? new String[0] : secure.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return secure == null ? new String[0] : secure.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket under, String host, int port, boolean autoClose) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unused();
    }

    private static IOException unused() {
        return new IOException("the client connects its socket itself");
    }

    /** The same without TLS. */
    private final class Plain extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            return TunedSockets.this.createSocket();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw unused();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            throw unused();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw unused();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
                throws IOException {
            throw unused();
        }
    }
}
