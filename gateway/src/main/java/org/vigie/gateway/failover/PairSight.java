package org.vigie.gateway.failover;

import java.util.function.Consumer;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.adapter.spi.Arrival;
import org.vigie.adapter.spi.Stored;
import org.vigie.model.SourceId;
import org.vigie.model.link.LinkReason;

/** What monitors send, on its way to the journal; the lease hears that there are monitors. */
public final class PairSight implements AdapterSink {
    private final AdapterSink next;
    private final Failover failover;

    /** Before a sink. */
    public PairSight(AdapterSink next, Failover failover) {
        this.next = next;
        this.failover = failover;
    }

    @Override
    public void arrived(Arrival arrival, Consumer<Stored> done) {
        failover.sawMonitor();
        next.arrived(arrival, done);
    }

    @Override
    public void link(SourceId source, String connection, boolean open, LinkReason reason) {
        next.link(source, connection, open, reason);
    }
}
