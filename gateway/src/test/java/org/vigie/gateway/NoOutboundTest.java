package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.LookupTrap;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.gateway.testing.Replica;

class NoOutboundTest {
    private static final Path TCP = Path.of("/proc/self/net/tcp");

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void noOutboundConnectionOrLookup() throws Exception {
        Assumptions.assumeTrue(Files.isReadable(TCP), "skipped: no " + TCP + " on this system");
        int before = LookupTrap.lookups().size();
        try (TestSite site = TestSite.start(folder, TestSite.beds(2));
                Mllp monitor = site.monitor();
                Replica display = site.display()) {
            monitor.ask(Messages.values("R01", 72, 97));
            monitor.ask(Messages.lowSpo2("R01", "start"));
            Await.until("on the display", () -> display.state().toString().contains("active-unack"));
            site.get("");
            site.get("metrics");
            Await.until("a few ticks", () -> display.frames("tick").size() >= 3);
            assertEquals(List.of(), peersOutsideLoopback());
        }
        List<String> all = LookupTrap.lookups();
        assertEquals(List.of(), all.subList(before, all.size()), "names were looked up");
        assertTrue(
                Files.notExists(Path.of(System.getProperty("user.home"), ".chronicle.analytics.client.id")),
                "the analytics part of Chronicle has run");
    }

    /** Peers of this process's own TCP sockets, as in /proc/net/tcp: {@code address:port} in hexadecimal. */
    private static List<String> peersOutsideLoopback() throws IOException {
        Set<String> own = sockets();
        List<String> peers = new ArrayList<>();
        for (Path table : List.of(TCP, Path.of("/proc/self/net/tcp6"))) {
            if (!Files.isReadable(table)) {
                continue;
            }
            for (String line : Files.readAllLines(table)) {
                String[] field = line.strip().split("\\s+", -1);
                if (field.length > 9 && own.contains(field[9]) && !isLoopback(field[2])) {
                    peers.add(line.strip());
                }
            }
        }
        return peers;
    }

    /**
     * 127.0.0.0/8 ends with 7F in the little-endian notation; ::ffff:127.x likewise; all zeros is a listening socket.
     */
    private static boolean isLoopback(String peer) {
        String address = peer.substring(0, peer.indexOf(':'));
        return address.endsWith("7F") || address.matches("0+") || address.equals("00000000000000000000000001000000");
    }

    private static Set<String> sockets() throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring(8, target.length() - 1));
                    }
                } catch (IOException closedMeanwhile) {
                    // The descriptor of the listing itself.
                }
            }
        }
        return inodes;
    }
}
