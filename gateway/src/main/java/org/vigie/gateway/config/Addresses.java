package org.vigie.gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numeric addresses only: the gateway never asks a name server (there is none when it is needed). */
public final class Addresses {
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    private Addresses() {}

    /** The address as sockets write it; empty when the text is not a numeric IPv4 or IPv6 address. Never looks up. */
    public static Optional<String> numeric(String text) {
        if (V4.matcher(text).matches()) {
            return Optional.of(text);
        }
        if (!V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // In brackets the JDK takes it as a literal or refuses it; it does not ask a name server.
            return Optional.of(InetAddress.getByName("[" + text + "]").getHostAddress());
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /** True for an address that stands for "all interfaces". */
    public static boolean isWildcard(String address) {
        return address.equals("0.0.0.0") || address.equals("0:0:0:0:0:0:0:0") || address.equals("::");
    }

    /** A numeric address with a port of 1 to 65535, as {@link #withPort} writes it; empty when the text is none. */
    public static Optional<String> endpoint(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 0 || !port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
            return Optional.empty();
        }
        return numeric(text.substring(0, colon).replaceAll("[\\[\\]]", ""))
                .map(host -> withPort(host, Integer.parseInt(port)));
    }

    /** {@code host:port}, or {@code [host]:port} for IPv6. */
    public static String withPort(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
