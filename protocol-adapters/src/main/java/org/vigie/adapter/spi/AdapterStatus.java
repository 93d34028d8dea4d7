package org.vigie.adapter.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one adapter has done since it started, for the engineer and for metrics.
 *
 * @param name of the listener or client in site.yaml
 * @param protocol for example {@code hl7}
 * @param port listened on, or connected to
 * @param open whether the port is open (client: whether it is connected)
 * @param counts running totals by stable word, sorted: {@code bytes-in}, {@code bytes-out}, {@code frames},
 *     {@code messages}, {@code alarm-messages}, {@code duplicates}, {@code keep-alives}, {@code junk-bytes},
 *     {@code connections-opened}, {@code connections-refused}, {@code paused} ...
 * @param answers acknowledgements sent, by their code (AA, CA, AR, ...)
 * @param rejected unreadable input, by reason word
 * @param connections those open now
 */
public record AdapterStatus(
        String name,
        String protocol,
        int port,
        boolean open,
        Map<String, Long> counts,
        Map<String, Long> answers,
        Map<String, Long> rejected,
        List<Connection> connections) {
    public AdapterStatus {
        counts = Map.copyOf(counts);
        answers = Map.copyOf(answers);
        rejected = Map.copyOf(rejected);
        connections = List.copyOf(connections);
    }

    /**
     * One open connection.
     *
     * @param source whose it is
     * @param connection its name
     * @param messages good messages on it
     * @param waiting arrivals that are not answered yet
     * @param paused why nothing is read from it now; null while it is read
     */
    public record Connection(
            String source,
            String connection,
            long messages,
            int waiting,
            @Nullable String paused) {}
}
