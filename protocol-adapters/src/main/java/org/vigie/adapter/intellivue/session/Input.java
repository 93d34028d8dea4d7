package org.vigie.adapter.intellivue.session;

import org.vigie.adapter.spi.Arrival;
import org.vigie.model.link.LinkReason;

/** What happens to a session. */
public sealed interface Input {
    /** The way to the monitor is open: a socket, or a cable that was plugged in. */
    record Up() implements Input {}

    /** The way to the monitor is gone. */
    record Down(LinkReason reason) implements Input {}

    /** One message came: a datagram, or the content of a serial frame. The array is the session's. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
    record Received(byte[] payload) implements Input {
        @Override
        public String toString() {
            return "Received[" + payload.length + " bytes]"; // no payload in logs
        }
    }

    /** The monitor announces that nobody is associated with it. Nobody has checked who sent that. */
    record Announced() implements Input {}

    /** The journal did not take what was published. */
    record NotStored(Arrival.Kind kind) implements Input {}

    /** Nothing but time passed. */
    record Tick() implements Input {}

    /** The adapter is being closed. */
    record Stop() implements Input {}
}
