package org.vigie.adapter.spi;

import java.util.function.Consumer;
import org.vigie.model.SourceId;
import org.vigie.model.link.LinkReason;

/** Takes what adapters receive; implemented by the gateway. Called on the adapter's event loop only, never blocks. */
public interface AdapterSink {
    /**
     * Something came. A sink that is full answers later; the adapter then stops reading from that connection.
     *
     * @param arrival in the order of the connection
     * @param done called exactly once, on the same event loop, at once or later; in the order of the arrivals
     */
    void arrived(Arrival arrival, Consumer<Stored> done);

    /**
     * A connection opened or ended.
     *
     * @param source whose it is
     * @param connection its name, unique while it lives
     * @param open true when it opened
     * @param reason why it ended; NONE when it opened
     */
    void link(SourceId source, String connection, boolean open, LinkReason reason);
}
