package org.vigie.gateway.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts everybody, and says to the first, once it has published something, that another one has its name. */
public final class PushingBroker implements AutoCloseable {
    private final ServerSocket port = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    public PushingBroker() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    public String endpoint() {
        return "127.0.0.1:" + port.getLocalPort();
    }

    /** As which its clients have come. */
    public List<String> names() {
        return names;
    }

    private void serve() {
        try {
            while (true) {
                Socket client = port.accept();
                clients.add(client);
                InputStream in = client.getInputStream();
                byte[] rest = connect(in);
                // protocol name 6, version 1, flags 1, keep alive 2, then the properties and the client's name
                int at = 10 + 1 + rest[10];
                int length = ((rest[at] & 0xFF) << 8) | (rest[at + 1] & 0xFF);
                boolean first = names.isEmpty();
                names.add(new String(rest, at + 2, length, StandardCharsets.UTF_8));
                client.getOutputStream().write(new byte[] {0x20, 3, 0, 0, 0});
                if (first) {
                    client.getOutputStream().flush();
                    in.read(); // a message: it is up
                    client.getOutputStream().write(new byte[] {(byte) 0xE0, 2, (byte) 0x8E, 0});
                }
                client.getOutputStream().flush();
            }
        } catch (IOException closed) {
            names.add("closed");
        }
    }

    /** What follows the length, which has seven bits in each byte. */
    private static byte[] connect(InputStream in) throws IOException {
        in.read(); // CONNECT
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = in.read();
            length |= (next & 0x7F) << shift;
            shift += 7;
        } while ((next & 0x80) != 0 && shift < 28);
        return in.readNBytes(length);
    }

    @Override
    public void close() throws IOException {
        port.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
