package org.vigie.adapter.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.adapter.spi.Arrival;
import org.vigie.adapter.spi.MessageDecoder;
import org.vigie.adapter.spi.Stored;
import org.vigie.model.SourceId;
import org.vigie.model.link.LinkReason;

/** Looks at what comes and keeps none of it. Thread-safe. */
final class ProbeSink implements AdapterSink {
    private final MessageDecoder decoder;
    private final Map<SourceId, Seen> seen = new LinkedHashMap<>();

    ProbeSink(MessageDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void arrived(Arrival arrival, Consumer<Stored> done) {
        switch (arrival.kind()) {
            case MESSAGE, ALARM_MESSAGE, WAVES -> {
                Optional<AssembledResult> cycle = AssembledResult.decode(arrival.bytes());
                cycle.ifPresent(some -> take(arrival.source(), some, arrival.bytes()));
            }
            case DUPLICATE, UNREADABLE, ALIVE -> {} // counted by the adapter
        }
        done.accept(Stored.DURABLE);
    }

    private synchronized void take(SourceId source, AssembledResult cycle, byte[] bytes) {
        seen.computeIfAbsent(source, some -> new Seen(some.value())).take(cycle, decoder.decode(bytes));
    }

    @Override
    public void link(SourceId source, String connection, boolean open, LinkReason reason) {
        // what it means is in what came, or did not
    }

    /** Whether {@code monitors} of them have shown everything. */
    synchronized boolean isComplete(int monitors) {
        return seen.size() >= monitors && seen.values().stream().allMatch(Seen::isComplete);
    }

    /** All monitors seen, in the order of their first data. */
    synchronized List<Seen> all() {
        return new ArrayList<>(seen.values());
    }

    /** The description of each. */
    synchronized List<String> texts() {
        return seen.values().stream().map(Seen::text).toList();
    }
}
