package org.vigie.simulator.monitor;

/** Carries what a monitor says. All calls on one thread, the simulator's event loop. */
public interface MonitorLink {
    /** Sends, or keeps for as long as its bounds allow. */
    void offer(Outgoing message);

    /** True: close and stay away. False: come back. */
    void cut(boolean away);

    /** True: neither read nor write, and send no FIN. False: go on. */
    void freeze(boolean frozen);

    /** Ends for good; idempotent. */
    void close();
}
