package org.vigie.simulator.monitor.intellivue;

/** Carries what one virtual IntelliVue monitor says and hears. All calls on one thread, the simulator's event loop. */
public interface IntellivueLink {
    /** Takes what the clients of a monitor say. */
    @FunctionalInterface
    interface Hearing {
        /** One message: a UDP payload, or the user data of a serial frame. */
        void heard(Peer from, byte[] message);
    }

    /** The monitor's own address as 32 bits; 0 on a serial line. */
    int ipv4();

    /** The port of its service; 0 on a serial line. */
    int port();

    /** Network or serial. */
    IntellivueSetup.Link kind();

    /** Sets who hears; before anything is sent. */
    void hearWith(Hearing hearing);

    /** Sends; what cannot be sent at once is lost, as on a real wire. */
    void send(Sent message);

    /** True: the cable is out, nothing comes and nothing goes. False: it is in again. */
    void cut(boolean out);

    /** Ends for good; idempotent. */
    void close();
}
