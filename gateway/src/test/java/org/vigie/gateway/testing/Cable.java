package org.vigie.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A cable between a screen and a gateway on this box. Pulled, it carries nothing any more and closes nothing, as a real
 * one: neither end is told. Thread-safe.
 */
public final class Cable implements AutoCloseable {
    private final ServerSocket here;
    private final int there;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private boolean pulled;

    /** @param there port of the gateway */
    public Cable(int there) throws IOException {
        this.there = there;
        this.here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run("cable", this::accept);
    }

    /** The port of this end. */
    public int port() {
        return here.getLocalPort();
    }

    /** From now on nothing gets through; or again, when plugged in. */
    public synchronized void pulled(boolean yes) {
        pulled = yes;
        notifyAll();
    }

    private void accept() throws IOException {
        while (true) {
            Socket screen = here.accept();
            Socket gateway = new Socket(InetAddress.getLoopbackAddress(), there);
            sockets.addAll(List.of(screen, gateway));
            run("cable-up", () -> carry(screen, gateway));
            run("cable-down", () -> carry(gateway, screen));
        }
    }

    private void carry(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[16_384];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                awaitPlugged();
                out.write(some, 0, read);
                out.flush();
            }
            awaitPlugged();
        }
    }

    private synchronized void awaitPlugged() throws IOException {
        while (pulled) {
            try {
                wait();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("stopped", stopped);
            }
        }
    }

    /** A part of the work; a socket that was closed ends it. */
    private interface Work {
        void run() throws IOException;
    }

    private static void run(String name, Work work) {
        Thread.ofPlatform().daemon(true).name(name).start(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // The other end, or the test, has ended it.
            }
        });
    }

    @Override
    public void close() throws IOException {
        pulled(false);
        here.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
