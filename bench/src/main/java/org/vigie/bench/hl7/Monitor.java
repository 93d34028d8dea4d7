package org.vigie.bench.hl7;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * One monitor: a connection over which frames go out and acknowledgements come back. Blocking; one thread may send
 * while another reads. Each monitor has a loopback address of its own, as monitors have.
 */
public final class Monitor implements Closeable {
    private static final byte START = 0x0b;
    private static final byte END = 0x1c;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int until;

    /**
     * @param number 1 to 250; the monitor's address is 127.0.1.{@code number}
     * @param port of the server on 127.0.0.1
     */
    public Monitor(int number, int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) number}), 0));
        socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 5_000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Writes {@code bytes} in one call. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /**
     * Waits for the next acknowledgement.
     *
     * @param longest then {@link java.net.SocketTimeoutException}
     * @throws EOFException when the server has closed the connection
     */
    public Ack ack(Duration longest) throws IOException {
        socket.setSoTimeout((int) longest.toMillis());
        StringBuilder text = new StringBuilder(256);
        boolean inside = false;
        while (true) {
            if (from == until) {
                until = in.read(buffer);
                from = 0;
                if (until < 0) {
                    until = 0;
                    throw new EOFException("closed by the server");
                }
            }
            int start = from;
            while (from < until && buffer[from] != START && buffer[from] != END) {
                from++;
            }
            if (inside) {
                text.append(new String(buffer, start, from - start, ISO_8859_1));
            }
            if (from < until) {
                boolean end = buffer[from++] == END;
                if (end && inside) {
                    return read(text.toString());
                }
                inside = !end;
                text.setLength(0);
            }
        }
    }

    private static Ack read(String text) {
        int msa = text.indexOf("\rMSA|");
        if (msa < 0) {
            return new Ack("", -1, System.nanoTime());
        }
        int code = msa + "\rMSA|".length();
        int codeEnd = text.indexOf('|', code);
        int idEnd = codeEnd + 1;
        while (idEnd < text.length() && Character.isDigit(text.charAt(idEnd))) {
            idEnd++;
        }
        long id = codeEnd < 0 || idEnd == codeEnd + 1 ? -1 : Long.parseLong(text, codeEnd + 1, idEnd, 10);
        return new Ack(codeEnd < 0 ? "" : text.substring(code, codeEnd), id, System.nanoTime());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
