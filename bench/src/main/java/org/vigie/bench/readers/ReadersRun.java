package org.vigie.bench.readers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.vigie.bench.Latencies;
import org.vigie.bench.ServerProcess;

/** A site's public states and alarms through one broker or two nodes, with a reader of everything at each. */
public final class ReadersRun {
    private static final Duration REACH = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final int STATE_BYTES = 1_900;

    private ReadersRun() {}

    /**
     * What is offered.
     *
     * @param beds whose state is published once a second
     * @param connections over which they are spread, evenly over the nodes
     * @param alarms a second, of all beds together
     * @param length of the measure
     */
    public record Load(int beds, int connections, int alarms, Duration length) {}

    /**
     * What came of it.
     *
     * @param cpu of each node, in per cent of one core
     * @param resident memory of each node at the end, bytes
     * @param states published, and heard by all readers together
     * @param same alarms whose reader is at the node of their publisher
     * @param other alarms whose reader is at the other node
     * @param alarms heard, of those that were to be heard
     * @param notTaken publishes that a connection did not take
     */
    public record Result(
            List<Double> cpu,
            List<Long> resident,
            String states,
            Latencies same,
            Latencies other,
            String alarms,
            long notTaken) {}

    /**
     * Runs it.
     *
     * @param nodes processes, in the order of the ports
     * @param identities folder with {@code edge.p12} and {@code reader.p12}
     */
    public static Result run(List<ServerProcess> nodes, List<Integer> ports, Path identities, Load load)
            throws IOException {
        List<Client> clients = new ArrayList<>();
        List<Reader> readers = new ArrayList<>();
        try {
            SSLContext reading = Client.tls(identities.resolve("reader.p12"));
            for (int node = 0; node < ports.size(); node++) {
                Reader reader = new Reader(node);
                Client client = new Client("reader-" + node, ports.get(node), reading, reader::heard);
                clients.add(client);
                client.subscribe("vigie/v1/+/+/+/state");
                client.subscribe("vigie/v1/+/+/+/alarm");
                readers.add(reader);
            }
            SSLContext publishing = Client.tls(identities.resolve("edge.p12"));
            List<Client> edges = new ArrayList<>();
            for (int i = 0; i < load.connections(); i++) {
                Client edge = new Client("edge-" + i, ports.get(i % ports.size()), publishing, (topic, payload) -> {});
                clients.add(edge);
                edges.add(edge);
            }
            reach(edges.subList(0, ports.size()), readers);
            return measure(nodes, edges, readers, load);
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    /** Waits until each reader hears each node. */
    private static void reach(List<Client> edges, List<Reader> readers) throws IOException {
        long end = System.nanoTime() + REACH.toNanos();
        while (!readers.stream().allMatch(reader -> reader.isReached(edges.size()))) {
            if (System.nanoTime() > end) {
                throw new IOException("the nodes do not pass on what they get");
            }
            for (int node = 0; node < edges.size(); node++) {
                edges.get(node).alarm("vigie/v1/Bench/edge/B000/alarm", Reader.probe(node));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        LockSupport.parkNanos(SETTLE.toNanos());
    }

    /** What a busy broker still has is late, not lost: waits until nothing more comes. */
    private static void awaitLast(List<Reader> readers, long expected) {
        long before = -1;
        for (long heard = 0; heard < expected && heard > before; ) {
            before = heard;
            LockSupport.parkNanos(SETTLE.toNanos());
            heard = readers.stream().mapToLong(Reader::heard).sum();
        }
    }

    private static Result measure(List<ServerProcess> nodes, List<Client> edges, List<Reader> readers, Load load)
            throws IOException {
        List<Duration> before = new ArrayList<>();
        for (ServerProcess node : nodes) {
            before.add(node.usage().cpu());
        }
        long start = System.nanoTime();
        long states = 0;
        long alarms = 0;
        byte[] state = "{\"bed\":\"B\",\"link\":\"live\"}"
                .concat(" ".repeat(STATE_BYTES))
                .getBytes(StandardCharsets.UTF_8);
        long alarmEvery = (long) load.beds() / load.alarms();
        long ticks = load.beds() * load.length().toSeconds();
        for (long tick = 0; tick < ticks; tick++) {
            long due = start + tick * TimeUnit.SECONDS.toNanos(1) / load.beds();
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
            }
            int bed = (int) (tick % load.beds());
            int at = bed % edges.size();
            String topic = String.format(Locale.ROOT, "vigie/v1/Bench/edge/B%03d/", bed);
            states += edges.get(at).state(topic + "state", state) ? 1 : 0;
            if (tick % alarmEvery == 0) {
                // Not the connection of the bed: 20 ones take turns, else one of them had all alarms.
                int turn = (int) (alarms % edges.size());
                alarms += edges.get(turn).alarm(topic + "alarm", Reader.alarm(turn % nodes.size())) ? 1 : 0;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Double> cpu = new ArrayList<>();
        List<Long> resident = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            ServerProcess.Usage usage = nodes.get(i).usage();
            cpu.add(100 * (usage.cpu().minus(before.get(i)).toNanos() / 1e9) / seconds);
            resident.add(usage.residentBytes());
        }
        awaitLast(readers, (states + alarms) * readers.size());
        Latencies same = new Latencies();
        Latencies other = new Latencies();
        readers.forEach(reader -> {
            same.addAll(reader.same());
            other.addAll(reader.other());
        });
        long heard = readers.stream().mapToLong(Reader::states).sum();
        return new Result(
                cpu,
                resident,
                heard + " of " + states * readers.size(),
                same,
                other,
                same.count() + other.count() + " of " + alarms * readers.size(),
                edges.stream().mapToLong(Client::notTaken).sum());
    }
}
