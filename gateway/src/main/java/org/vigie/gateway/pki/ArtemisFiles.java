package org.vigie.gateway.pki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What each node of an Apache ActiveMQ Artemis cluster needs to serve the readers of a large site: keys, certificates,
 * configuration and access rules; docs/scale.md. The link between boxes does not go over it.
 */
public final class ArtemisFiles {
    private static final SecureRandom RANDOM = new SecureRandom();

    private ArtemisFiles() {}

    /**
     * One node.
     *
     * @param name {@link HubFiles#isBox}
     * @param address numeric address on which it listens and under which edges, readers and the other nodes reach it
     * @param port for MQTT
     * @param clusterPort for the other nodes
     * @param home folder of the broker on that machine, absolute; the files lie in {@code etc} in it
     */
    public record Node(String name, String address, int port, int clusterPort, Path home) {}

    /**
     * Writes {@code NAME/etc} for each node: {@code broker.xml}, {@code login.config}, {@code users.properties},
     * {@code roles.properties}, {@code trust.p12}, {@code broker.p12}, {@code node.p12}. Keys, certificates and the
     * nodes' secret are new each time: all nodes get their files from one call. Not PEM: its reader in Artemis 2.55.0
     * (pem-keystore 3.0.0) is not for two threads, and a node that read two files at once listened on one port only.
     *
     * @param nodes of the cluster, each with another name
     * @param edges boxes that publish; each may write under its own name
     * @param folder made when it is not there
     * @throws IOException when it cannot be written
     */
    public static void write(SiteCa ca, List<Node> nodes, NavigableSet<String> edges, Path folder) throws IOException {
        byte[] secret = new byte[24];
        RANDOM.nextBytes(secret);
        String word = HexFormat.of().formatHex(secret);
        for (Node node : nodes) {
            Path etc = Files.createDirectories(folder.resolve(node.name()).resolve("etc"));
            Issued server = ca.broker(node.name(), new TreeSet<>(List.of(node.address())));
            server.writeTrusted(etc.resolve("trust.p12"));
            server.write(etc.resolve("broker.p12"));
            ca.client(node.name()).write(etc.resolve("node.p12"));
            secret(etc.resolve("broker.xml"), broker(node, nodes, edges, word));
            Files.writeString(etc.resolve("login.config"), resource("artemis-login.config"));
            Files.writeString(etc.resolve("users.properties"), users(edges));
            Files.writeString(etc.resolve("roles.properties"), roles(edges));
        }
    }

    private static void secret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file);
        SiteCa.ownerOnly(file, "rw-------");
        Files.writeString(file, text);
    }

    private static String broker(Node node, List<Node> nodes, NavigableSet<String> edges, String word)
            throws IOException {
        StringBuilder connectors = new StringBuilder();
        StringBuilder others = new StringBuilder();
        for (Node some : nodes) {
            connectors.append(resource("artemis-connector.xml")
                    .replace("@NAME@", some.name())
                    .replace("@AT@", some.address() + ":" + some.clusterPort()));
            if (!some.name().equals(node.name())) {
                others.append("          <connector-ref>").append(some.name()).append("</connector-ref>\n");
            }
        }
        StringBuilder rules = new StringBuilder();
        for (String edge : edges) {
            rules.append(resource("artemis-edge.xml").replace("@EDGE@", edge));
        }
        return resource("artemis-broker.xml")
                .replace("@CONNECTORS@\n", connectors)
                .replace("@OTHERS@\n", others)
                .replace("@EDGES@\n", rules)
                .replace("@NAME@", node.name())
                .replace("@ADDRESS@", node.address())
                .replace("@PORT@", Integer.toString(node.port()))
                .replace("@CLUSTER@", Integer.toString(node.clusterPort()))
                .replace("@SECRET@", word)
                .replace("@WORD@", new String(SiteCa.WORD))
                .replace("@ETC@", node.home().resolve("etc").toString());
    }

    private static String users(NavigableSet<String> edges) {
        return edges.stream().map(edge -> edge + "=CN=" + edge + "\n").collect(Collectors.joining())
                + "# Whoever else has a certificate of the site.\nreader=/CN=.*/\n";
    }

    private static String roles(NavigableSet<String> edges) {
        return "site=reader" + edges.stream().map(edge -> "," + edge).collect(Collectors.joining()) + "\n"
                + edges.stream().map(edge -> edge + "=" + edge + "\n").collect(Collectors.joining());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ArtemisFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the program lacks its " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
