package org.vigie.simulator.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A small receiver for tests: keeps every message and answers as it is told. */
public final class MllpTestServer implements AutoCloseable {
    private final ServerSocket listener;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Function<String, @Nullable String> code = message -> "CA";

    /** Listens on any free port. */
    public MllpTestServer() throws IOException {
        listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        thread("accept", () -> {
            while (!listener.isClosed()) {
                Socket socket = listener.accept();
                sockets.add(socket);
                thread("read", () -> serve(socket));
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        Thread.currentThread().setName(name + "-ended");
                    }
                },
                "test-server-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == 0x0B) {
                frame.reset();
            } else if (b == 0x1C) {
                answer(socket, frame.toString(StandardCharsets.UTF_8));
                frame.reset();
            } else {
                frame.write(b);
            }
        }
    }

    private void answer(Socket socket, String message) throws IOException {
        messages.add(message);
        String[] fields = message.split("\\|", -1);
        String answer = fields.length > 9 ? code.apply(message) : null;
        if (answer != null) {
            String text = "\u000BMSH|^~\\&|T|T|||20260101||ACK^R01^ACK|1|P|2.6\rMSA|" + answer + "|" + fields[9]
                    + "\r\u001C\r";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Decides MSA-1 per message; null for no answer. */
    public void answerWith(Function<String, @Nullable String> other) {
        code = other;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The next message; fails after ten seconds without one. */
    public String next() throws InterruptedException {
        String message = messages.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message within 10 s");
        }
        return message;
    }

    /** Cuts all connections. */
    public void cut() throws IOException {
        for (Socket socket : List.copyOf(sockets)) {
            sockets.remove(socket);
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
