package org.vigie.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP by hand: headers that no client library would send. */
final class RawHttp {
    private RawHttp() {}

    /** Status of the answer to a request as it stands. */
    static int status(URI address, String request) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return status(socket, request);
        }
    }

    /** Sends a request on an open socket and reads the status of its answer. */
    static int status(Socket socket, String request) throws IOException {
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        String head = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
        return Integer.parseInt(head.substring(9, 12));
    }

    /** Status of a WebSocket handshake; an empty origin sends none. */
    static int upgrade(URI address, String host, String origin) throws IOException {
        return status(address, handshake(host, origin));
    }

    static String handshake(String host, String origin) {
        return "GET /api/v1/live HTTP/1.1\r\nHost: " + host + "\r\n"
                + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n")
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }
}
