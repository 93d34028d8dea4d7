package org.vigie.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A monitor in one socket: sends a message in its MLLP frame and waits for the answer. One thread. */
public final class Mllp implements AutoCloseable {
    private static final byte VT = 0x0B;
    private static final byte FS = 0x1C;
    private static final byte CR = 0x0D;

    private final Socket socket;

    /** Connects to a port of this box. */
    public Mllp(int port) throws IOException {
        this("127.0.0.1", port);
    }

    /** Connects to a port of this box, coming from another of its loopback addresses. */
    @SuppressWarnings("AddressSelection") // a numeric address is one address
    public Mllp(String from, int port) throws IOException {
        socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
    }

    /** Sends a message and returns the answer without its frame. */
    public String ask(String message) throws IOException {
        send(message);
        return read();
    }

    /** Sends a message. */
    public void send(String message) throws IOException {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[text.length + 3];
        frame[0] = VT;
        System.arraycopy(text, 0, frame, 1, text.length);
        frame[frame.length - 2] = FS;
        frame[frame.length - 1] = CR;
        socket.getOutputStream().write(frame);
        socket.getOutputStream().flush();
    }

    /** Reads one answer. */
    public String read() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != FS; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("closed by the gateway");
            }
            if (octet != VT) {
                text.write(octet);
            }
        }
        if (in.read() != CR) {
            throw new IOException("FS without CR");
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Octets that have come and were not read. */
    public int waiting() throws IOException {
        return socket.getInputStream().available();
    }

    /** MSA-1 of an answer. */
    public static String code(String answer) {
        int msa = answer.indexOf("MSA|");
        return msa < 0 ? "" : answer.substring(msa + 4, answer.indexOf('|', msa + 4));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
