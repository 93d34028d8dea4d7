package org.vigie.adapter.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A plain socket that sends bytes as it is told and reads acknowledgements. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;

    private final Socket socket = new Socket();

    /** Connected to {@code port} of this machine. */
    public RawClient(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
    }

    /** One write. */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** One write for each byte. */
    public void sendOneByOne(byte[] bytes) throws IOException {
        for (byte b : bytes) {
            socket.getOutputStream().write(b);
        }
    }

    /** The next frame, without VT, FS and CR. */
    public String frame() throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == 0x1C) {
                int unused = in.read();
                return frame.toString(StandardCharsets.ISO_8859_1);
            }
            if (b != 0x0B) {
                frame.write(b);
            }
        }
        throw new IOException("connection ended after " + frame.size() + " bytes");
    }

    /** MSA-1 and MSA-2 of the next {@code count} frames. */
    public List<String> acks(int count) throws IOException {
        List<String> acks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String frame = frame();
            String rest = frame.substring(frame.indexOf("\rMSA|") + 5);
            acks.add(rest.substring(0, rest.indexOf('\r')));
        }
        return acks;
    }

    /** What one read of the socket gives. */
    public byte[] read() throws IOException {
        byte[] buffer = new byte[65_536];
        int count = socket.getInputStream().read(buffer);
        return Arrays.copyOf(buffer, Math.max(0, count));
    }

    /** Whether nothing comes for a moment. */
    public boolean isQuiet(int moment) throws IOException {
        socket.setSoTimeout(moment);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MS);
        }
    }

    /** Waits for the peer to end the connection; true when it does. */
    public boolean isEnded() throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // what was still under way
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
