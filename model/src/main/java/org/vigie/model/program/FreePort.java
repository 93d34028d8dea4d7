package org.vigie.model.program;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of 127.0.0.1 for programs that are told their port before they start: the demo's boxes and brokers, the servers
 * of tests and benchmarks. Whoever can listen on port 0 does that instead.
 *
 * <p>A port that the kernel has just given away and got back is one that it gives next to whoever connects somewhere;
 * the program that starts for ten seconds then cannot have it. So these lie below every system's range for that (Linux
 * 32768, net.ipv4.ip_local_port_range; others 49152), below IntelliVue's 24005, and above 10080, which no browser
 * opens.
 */
public final class FreePort {
    private static final int FIRST = 10_100;
    private static final int COUNT = 13_900;
    private static final int TRIES = 200;
    /** Another start for each process: two that look for a port at once find different ones. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    /**
     * A port that is free now for TCP and UDP, and that this process is not given again soon. Thread-safe.
     *
     * @return 10100 to 23999
     * @throws IOException when none of 200 is free
     */
    public static int next() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("none of " + TRIES + " ports from " + FIRST + " on is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket tcp = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                DatagramSocket udp = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
