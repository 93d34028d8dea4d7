package org.vigie.gateway.prove.thin;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigie.gateway.prove.Namespaces;
import org.vigie.gateway.prove.Shell;

/**
 * Two network namespaces, one for the edge and one for the hub, with two cables between them and none to this machine:
 * {@code thin} carries the link and is shaped, {@code bed} carries what monitors send to the edge. Root only.
 *
 * @param edge name of the edge's namespace
 * @param hub name of the hub's
 */
record Segments(String edge, String hub) {
    static final String HUB = "10.117.1.1";
    static final String EDGE = "10.117.1.2";
    static final String EDGE_FOR_MONITORS = "10.117.2.1";
    static final int BROKER_PORT = 8883;

    /** A monitor has an address of its own, from this one on. */
    private static final int FIRST_MONITOR = 10;

    private static final Pattern PORT = Pattern.compile("(\\d+) counter packets (\\d+) bytes (\\d+)");
    private static final int ETHERNET = 14;

    /** What lies in the modem: never full, so that the link's own windows decide what waits. */
    private static final int QUEUE_BYTES = 131_072;

    private static final List<String> WORDS = List.of("edge", "hub");

    /** Why this machine cannot do it, with what to do; empty when it can. */
    static Optional<String> obstacle() throws InterruptedException {
        return Namespaces.obstacle(
                "thinlink",
                Map.of("tc", "iproute2", "nft", "nftables", "mosquitto", "mosquitto"),
                List.of(
                        "ip -n % link add left type veth peer name right",
                        "tc -n % qdisc add dev left root tbf rate 64kbit burst 1600 limit 3000",
                        "ip netns exec % nft add table inet vigie"));
    }

    /** Removes what runs of this command left behind that were killed. */
    static List<String> sweep() throws InterruptedException {
        return Namespaces.sweep(WORDS);
    }

    /** The names that belong to this process; nothing is made yet. */
    static Segments ofThisProcess() {
        return new Segments(Namespaces.own(WORDS.getFirst()), Namespaces.own(WORDS.getLast()));
    }

    /** Makes them, with so many addresses for monitors. */
    void create(int monitors) throws IOException, InterruptedException {
        Shell.require("ip", "netns", "add", edge);
        Shell.require("ip", "netns", "add", hub);
        cable("thin", EDGE, HUB);
        cable("bed", EDGE_FOR_MONITORS, monitor(0));
        for (int i = 1; i < monitors; i++) {
            Shell.require("ip", "-n", hub, "address", "add", monitor(i) + "/24", "dev", "bed");
        }
        for (String space : List.of(edge, hub)) {
            Shell.require("ip", "-n", space, "link", "set", "lo", "up");
        }
        Shell.require(
                "ip",
                "netns",
                "exec",
                hub,
                "nft",
                "add table inet vigie;"
                        + " add set inet vigie lanes { type inet_service; size 4096; flags dynamic; };"
                        + " add chain inet vigie came { type filter hook input priority 0; };"
                        + " add rule inet vigie came iifname \"thin\" tcp dport " + BROKER_PORT
                        + " update @lanes { tcp sport counter }");
    }

    private void cable(String name, String atEdge, String atHub) throws IOException, InterruptedException {
        Shell.require("ip", "-n", edge, "link", "add", name, "type", "veth", "peer", "name", name, "netns", hub);
        Shell.require("ip", "-n", edge, "address", "add", atEdge + "/24", "dev", name);
        Shell.require("ip", "-n", hub, "address", "add", atHub + "/24", "dev", name);
        for (String space : List.of(edge, hub)) {
            Shell.require("ip", "-n", space, "link", "set", "dev", name, "addrgenmode", "none");
            Shell.require("ip", "-n", space, "link", "set", name, "up");
        }
    }

    /** Address of a monitor, from 0. */
    static String monitor(int number) {
        return "10.117.2." + (FIRST_MONITOR + number);
    }

    /** Both directions of the link carry so many bits a second from now on. */
    void shape(int bitsPerSecond) throws IOException, InterruptedException {
        int burst = Math.max(1_600, bitsPerSecond / 8 / 250);
        for (String space : List.of(edge, hub)) {
            Shell.require(
                    "tc",
                    "-n",
                    space,
                    "qdisc",
                    "replace",
                    "dev",
                    "thin",
                    "root",
                    "tbf",
                    "rate",
                    bitsPerSecond + "bit",
                    "burst",
                    Integer.toString(burst),
                    "limit",
                    Integer.toString(QUEUE_BYTES));
        }
    }

    /** From now on so many of a hundred packets from the edge do not arrive, by chance; the way back is whole. */
    void lose(int percent) throws IOException, InterruptedException {
        Shell.require(
                "ip",
                "netns",
                "exec",
                hub,
                "nft",
                "add",
                "rule",
                "inet",
                "vigie",
                "came",
                "iifname",
                "thin",
                "numgen",
                "random",
                "mod",
                "100",
                "<",
                Integer.toString(percent),
                "counter",
                "drop");
    }

    /** Pulls the cable of the link, or puts it back. */
    void plug(boolean in) throws IOException, InterruptedException {
        Shell.require("ip", "-n", edge, "link", "set", "thin", in ? "up" : "down");
    }

    /** Bytes on the wire from the edge to the broker since the start, by the port they came from. */
    Map<Integer, Long> arrived() throws InterruptedException {
        Map<Integer, Long> bytes = new TreeMap<>();
        Matcher port =
                PORT.matcher(Shell.run("ip", "netns", "exec", hub, "nft", "list", "set", "inet", "vigie", "lanes")
                        .text());
        while (port.find()) {
            bytes.put(
                    Integer.parseInt(port.group(1)),
                    Long.parseLong(port.group(3)) + ETHERNET * Long.parseLong(port.group(2)));
        }
        return bytes;
    }

    /** Their names. */
    List<String> names() {
        return List.of(edge, hub);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s and %s", edge, hub);
    }
}
