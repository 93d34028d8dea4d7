package org.vigie.simulator.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Addresses of our own for virtual monitors on this machine: a monitor is known by its address, so each one gets
 * another address of the loopback network where the system allows it (Linux and Windows do, macOS does not).
 */
public final class Loopbacks {
    private static final String FIRST = "127.0.1.1";
    /** The admission system. */
    static final String ADMISSIONS = "127.0.1.250";

    private Loopbacks() {}

    /** True when a socket can be bound to any address of 127/8. */
    public static boolean areAvailable() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(FIRST))) {
            return probe.isBound();
        } catch (IOException notHere) {
            return false;
        }
    }

    /**
     * The address of one bed.
     *
     * @param index 0 to 199
     */
    public static String of(int index) {
        return "127.0.1." + (index + 1);
    }
}
