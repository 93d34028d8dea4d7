package org.vigie.adapter.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.vigie.adapter.intellivue.codec.SerialFrame;
import org.vigie.adapter.intellivue.codec.SerialFramer;
import org.vigie.adapter.intellivue.session.ScriptedMonitor;
import org.vigie.adapter.spi.AdapterClock;

/** The scripted monitor behind a real socket: UDP on an address of its own, or frames over TCP (the end of a pty). */
public final class LiveMonitor implements AutoCloseable {
    /** Where it takes associations. */
    public static final int DATA_PORT = 24105;

    private static final int WAIT_MS = 5;

    private final ScriptedMonitor script;
    private final AdapterClock clock;
    private volatile boolean ended;
    private volatile boolean noisy;
    private final Thread thread;

    private LiveMonitor(AdapterClock clock, Body body) {
        this.clock = clock;
        this.script = new ScriptedMonitor(clock.now());
        this.thread = new Thread(() -> run(body), "scripted-monitor");
        thread.setDaemon(true);
    }

    private interface Body {
        void run(LiveMonitor self) throws IOException;
    }

    /** The monitor behind the socket. */
    public ScriptedMonitor script() {
        return script;
    }

    /** Orders to the script are given between two of its steps. */
    public void order(Consumer<ScriptedMonitor> what) {
        synchronized (script) {
            what.accept(script);
        }
    }

    /** Sends junk and a damaged frame before each good one. */
    public void noisy() {
        noisy = true;
    }

    /** A monitor on the network, at an address of its own. */
    public static LiveMonitor udp(String address, AdapterClock clock) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, DATA_PORT));
        LiveMonitor monitor = new LiveMonitor(clock, self -> self.serve(socket));
        monitor.script.number(socket.getLocalAddress().getAddress()[3]);
        return monitor.started();
    }

    /** Serves one connection after the other. */
    public static LiveMonitor serial(ServerSocket server, AdapterClock clock) {
        return new LiveMonitor(clock, self -> {
                    while (!self.ended && !server.isClosed()) {
                        try (Socket end = server.accept()) {
                            self.serve(end);
                        } catch (SocketException closed) {
                            return; // the test is over
                        }
                    }
                })
                .started();
    }

    private LiveMonitor started() {
        thread.start();
        return this;
    }

    /** Announces the monitor from its address to a broadcast or other address. */
    public void announce(String from, String to, int port) throws IOException {
        byte[] indication = script.indication();
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
            socket.setBroadcast(true);
            socket.send(new DatagramPacket(indication, indication.length, InetAddress.getByName(to), port));
        }
    }

    private void run(Body body) {
        try {
            body.run(this);
        } catch (IOException e) {
            if (!ended) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(DatagramSocket socket) throws IOException {
        try (socket) {
            socket.setSoTimeout(WAIT_MS);
            DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
            InetSocketAddress peer = null;
            while (!ended) {
                try {
                    socket.receive(packet);
                    peer = (InetSocketAddress) packet.getSocketAddress();
                    byte[] payload = Arrays.copyOf(packet.getData(), packet.getLength());
                    order(some -> some.receive(payload, clock.now()));
                } catch (SocketTimeoutException nothing) {
                    // time passes
                }
                synchronized (script) {
                    for (byte[] out : script.tick(clock.now())) {
                        if (peer != null) {
                            socket.send(new DatagramPacket(out, out.length, peer));
                        }
                    }
                }
            }
        }
    }

    private void serve(Socket end) throws IOException {
        Random random = new Random(3);
        SerialFramer framer = new SerialFramer();
        end.setSoTimeout(WAIT_MS);
        InputStream in = end.getInputStream();
        byte[] buffer = new byte[4_096];
        while (!ended) {
            try {
                int read = in.read(buffer);
                if (read < 0) {
                    return;
                }
                framer.read(Arrays.copyOf(buffer, read), frame -> {
                    if (frame instanceof SerialFrame.Whole whole) {
                        order(some -> some.receive(whole.payload(), clock.now()));
                    }
                });
            } catch (SocketTimeoutException nothing) {
                // time passes
            } catch (IOException pulledOut) {
                return;
            }
            synchronized (script) {
                for (byte[] out : script.tick(clock.now())) {
                    byte[] frame = SerialFrame.wrap(out);
                    if (noisy) {
                        byte[] damaged = frame.clone();
                        damaged[frame.length / 2] ^= 0x01;
                        end.getOutputStream().write(new byte[] {(byte) random.nextInt(100), 2, 3});
                        end.getOutputStream().write(damaged);
                    }
                    end.getOutputStream().write(frame);
                }
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
    }
}
