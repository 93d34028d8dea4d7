package org.vigie.gateway.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.config.Addresses;

/**
 * Under which names this box may be asked. A page of another site that makes a browser call us (DNS rebinding,
 * cross-site WebSocket) carries another name and is refused. SOURCE: security.md S9 and section 5.
 */
final class OriginCheck {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Set<String> names = new TreeSet<>(LOOPBACK);

    /**
     * Beside the loopback names: the bound address and the configured names.
     *
     * @param host bound address; a wildcard adds nothing
     * @param more names of the site file
     */
    OriginCheck(String host, Iterable<String> more) {
        if (!Addresses.isWildcard(host)) {
            names.add(bracketed(host));
        }
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Whether a Host header may be answered.
     *
     * @param host value of the header; null when absent
     * @param local numeric address the connection was made to: a name that is that very address is always good
     */
    boolean allowsHost(@Nullable String host, String local) {
        return host != null
                && name(host)
                        .filter(name -> names.contains(name) || name.equals(bracketed(local)))
                        .isPresent();
    }

    /** Whether a page of that origin may open a WebSocket: it must be a page of this very host and port. */
    boolean allowsOrigin(@Nullable String origin, @Nullable String host, boolean secure) {
        return origin != null
                && host != null
                && origin.toLowerCase(Locale.ROOT)
                        .equals((secure ? "https://" : "http://") + host.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int end = lower.startsWith("[") ? lower.indexOf(']') + 1 : lower.indexOf(':');
        String name = end <= 0 ? lower : lower.substring(0, end);
        String rest = lower.substring(name.length());
        return rest.isEmpty() || rest.matches(":\\d{1,5}") ? Optional.of(name) : Optional.empty();
    }

    private static String bracketed(String address) {
        return Addresses.numeric(address).orElse(address).indexOf(':') < 0
                ? address
                : "[" + shortest(Addresses.numeric(address).orElse(address)) + "]";
    }

    /** Browsers write IPv6 addresses short (RFC 5952); only loopback matters often enough to be told apart here. */
    private static String shortest(String address) {
        return address.equals("0:0:0:0:0:0:0:1") ? "::1" : address;
    }
}
