package org.vigie.gateway.prove.thin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigie.gateway.prove.Namespaces;

/**
 * An edge, a hub and the hub's Mosquitto, as a hospital would run them: the configuration and certificates of
 * {@code vigie pki}.
 */
final class Rig implements AutoCloseable {
    static final int HL7_PORT = 2_575;

    private static final Pattern CONNECTED =
            Pattern.compile("New client connected from " + Segments.EDGE.replace(".", "\\.") + ":(\\d+) as (\\S+)");
    private final Segments segments;
    private final Installation installation;
    private final Child broker;

    /**
     * Starts them and waits until each says that it is ready; the link is not there yet.
     *
     * @param folder for all their files
     * @param beds of the edge
     */
    Rig(Path folder, Segments segments, int beds) throws IOException, InterruptedException {
        this.segments = segments;
        installation = new Installation(folder, "Thin");
        broker = installation.broker("hub-1", Segments.HUB, Segments.BROKER_PORT);
        installation.box("hub-1", List.of(), hubSite());
        installation.box("edge-a", Namespaces.inside(segments.edge(), List.of()), edgeSite(beds));
    }

    private static String hubSite() {
        return """
                site: Thin
                unit: hub
                language: en
                http: { host: 127.0.0.1, port: 8080 }
                data: data
                role: hub
                link: { name: hub-1, identity: id.p12, edges: [ edge-a ], broker: { host: ADDRESS, port: PORT } }
                """.replace("ADDRESS", Segments.HUB).replace("PORT", Integer.toString(Segments.BROKER_PORT));
    }

    private static String edgeSite(int beds) {
        StringBuilder site = new StringBuilder("""
                site: Thin
                unit: edge
                language: en
                http: { host: EDGE, port: 8080, secure: false }
                data: data
                role: edge
                link: { name: edge-a, identity: id.p12, hubs: [ { name: hub-1, host: ADDRESS, port: PORT } ] }
                listeners: [ { name: hl7, host: EDGE, port: HL7, limits: { connections: 128, messages-per-second-per-bed: 2000 } } ]
                beds:
                """.replace("EDGE", Segments.EDGE_FOR_MONITORS)
                .replace("ADDRESS", Segments.HUB)
                .replace("HL7", Integer.toString(HL7_PORT))
                .replace("PORT", Integer.toString(Segments.BROKER_PORT)));
        for (int i = 0; i < beds; i++) {
            site.append("  - { bed: ").append(Bed.name(i)).append(", period: 1s, connection: persistent }\n");
        }
        return site.toString();
    }

    /** The hub's page, for whoever is in its namespace. */
    static URI hubPage() {
        return URI.create("http://127.0.0.1:8080/");
    }

    /**
     * Bytes on the wire from the edge until now.
     *
     * @param all on any connection
     * @param lanes by the lane of the link that the connection is for
     */
    record Bytes(long all, Map<String, Long> lanes) {
        /** Those since an earlier moment. */
        Bytes since(Bytes before) {
            Map<String, Long> more = new TreeMap<>();
            lanes.forEach((lane, bytes) -> more.put(lane, bytes - before.lanes.getOrDefault(lane, 0L)));
            return new Bytes(all - before.all, more);
        }

        long of(String lane) {
            return lanes.getOrDefault(lane, 0L);
        }
    }

    /** What the edge has put through the link to the broker. */
    Bytes bytes() throws IOException, InterruptedException {
        Map<Integer, String> ports = new TreeMap<>();
        Matcher client = CONNECTED.matcher(broker.errors());
        while (client.find()) {
            String name = client.group(2);
            ports.put(Integer.parseInt(client.group(1)), name.substring(name.lastIndexOf('-') + 1));
        }
        long all = 0;
        Map<String, Long> lanes = new TreeMap<>();
        for (Map.Entry<Integer, Long> port : segments.arrived().entrySet()) {
            all += port.getValue();
            lanes.merge(ports.getOrDefault(port.getKey(), "none"), port.getValue(), Long::sum);
        }
        return new Bytes(all, lanes);
    }

    /** Fails when one of them has ended. */
    void check() throws IOException {
        installation.check();
    }

    /** Last words of all, for whoever has to find out why. */
    String lastWords() throws IOException {
        return installation.lastWords();
    }

    @Override
    public void close() {
        installation.close();
    }
}
