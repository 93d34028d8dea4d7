package org.vigie.gateway.ops;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Whether the box has a way out of its own segment: a default route in the tables of Linux. It asks nobody and sends
 * nothing. A box without these tables says nothing. SOURCE: Linux, net/ipv4/fib_trie.c (fib_route_seq_show) and
 * net/ipv6/route.c (rt6_info_route), the formats of /proc/net/route and /proc/net/ipv6_route.
 */
public final class OtherNetworks {
    /** Where Linux tells. */
    public static final Path LINUX = Path.of("/proc/net");

    private static final int MOST_BYTES = 256 * 1024;
    private static final int UP = 0x1;
    private static final int REJECT = 0x200;
    private static final String NOWHERE = "0".repeat(32);

    private final Path folder;

    /** @param folder {@link #LINUX} */
    public OtherNetworks(Path folder) {
        this.folder = folder;
    }

    /** Each default route with its interface and its gateway; empty when there is none. Any thread. */
    public Optional<String> problem() {
        List<String> ways = new ArrayList<>();
        for (String line : lines("route")) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length >= 8
                    && columns[1].equals("00000000")
                    && columns[7].equals("00000000")
                    && leads(columns[0], columns[3])) {
                ways.add(way(columns[0], reversed(columns[2])));
            }
        }
        for (String line : lines("ipv6_route")) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length >= 10
                    && columns[0].equals(NOWHERE)
                    && columns[1].equals("00")
                    && leads(columns[9], columns[8])) {
                ways.add(way(columns[9], columns[4]));
            }
        }
        return ways.isEmpty() ? Optional.empty() : Optional.of("default route " + String.join(", ", ways));
    }

    private static boolean leads(String device, String flags) {
        try {
            int bits = Integer.parseUnsignedInt(flags, 16);
            return !device.equals("lo") && (bits & UP) != 0 && (bits & REJECT) == 0;
        } catch (NumberFormatException notATable) {
            return false;
        }
    }

    /** An IPv4 address stands there as the machine keeps it in memory. */
    private static String reversed(String address) {
        return address.length() != 8
                ? address
                : address.substring(6) + address.substring(4, 6) + address.substring(2, 4) + address.substring(0, 2);
    }

    private static String way(String device, String gateway) {
        try {
            return device + " to "
                    + InetAddress.getByAddress(HexFormat.of().parseHex(gateway)).getHostAddress();
        } catch (UnknownHostException | IllegalArgumentException unreadable) {
            return device;
        }
    }

    private List<String> lines(String table) {
        try (InputStream in = Files.newInputStream(folder.resolve(table))) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException notLinux) {
            return List.of();
        }
    }
}
