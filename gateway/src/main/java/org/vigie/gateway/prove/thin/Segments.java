package org.vigie.gateway.prove.thin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigie.gateway.prove.Shell;

/**
 * Two network namespaces, one for the edge and one for the hub, with two cables between them and none to this machine:
 * {@code thin} carries the link and is shaped, {@code bed} carries what monitors send to the edge. Root only.
 *
 * @param edge name of the edge's namespace
 * @param hub name of the hub's
 */
record Segments(String edge, String hub) implements AutoCloseable {
    static final String HUB = "10.117.1.1";
    static final String EDGE = "10.117.1.2";
    static final String EDGE_FOR_MONITORS = "10.117.2.1";
    static final int BROKER_PORT = 8883;

    /** A monitor has an address of its own, from this one on. */
    private static final int FIRST_MONITOR = 10;

    private static final Pattern OURS = Pattern.compile("^(vigie-(?:edge|hub)-(\\d+))\\b", Pattern.MULTILINE);
    private static final Pattern PORT = Pattern.compile("(\\d+) counter packets (\\d+) bytes (\\d+)");
    private static final int ETHERNET = 14;

    /** What lies in the modem: never full, so that the link's own windows decide what waits. */
    private static final int QUEUE_BYTES = 131_072;

    /** Why this machine cannot do it, with what to do; empty when it can. */
    static Optional<String> obstacle() throws InterruptedException {
        if (!"0".equals(Shell.run("id", "-u").text())) {
            return Optional.of("needs root for network namespaces: sudo ./vigie prove thinlink");
        }
        for (Map.Entry<String, String> tool : Map.of(
                        "ip", "iproute2", "tc", "iproute2", "nft", "nftables", "mosquitto", "mosquitto")
                .entrySet()) {
            if (Shell.run("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin command -v " + tool.getKey())
                            .code()
                    != 0) {
                return Optional.of(tool.getKey() + " is missing: apt-get install " + tool.getValue());
            }
        }
        String probe = "vigie-probe-" + ProcessHandle.current().pid();
        Shell.Outcome made = Shell.run("ip", "netns", "add", probe);
        if (!made.isDone()) {
            return Optional.of("the kernel makes no network namespace: " + made.text());
        }
        try {
            for (List<String> need : List.of(
                    List.of("ip", "-n", probe, "link", "add", "left", "type", "veth", "peer", "name", "right"),
                    List.of(
                            "tc", "-n", probe, "qdisc", "add", "dev", "left", "root", "tbf", "rate", "64kbit", "burst",
                            "1600", "limit", "3000"),
                    List.of("ip", "netns", "exec", probe, "nft", "add", "table", "inet", "vigie"))) {
                Shell.Outcome tried = Shell.run(need.toArray(String[]::new));
                if (!tried.isDone()) {
                    return Optional.of("the kernel lacks veth, tbf or nf_tables: " + tried.text());
                }
            }
            return Optional.empty();
        } finally {
            Shell.run("ip", "netns", "del", probe);
        }
    }

    /** Removes what runs of this command left behind that were killed. */
    static List<String> sweep() throws InterruptedException {
        List<String> swept = new ArrayList<>();
        Matcher left = OURS.matcher(Shell.run("ip", "netns", "list").text());
        while (left.find()) {
            if (ProcessHandle.of(Long.parseLong(left.group(2))).isEmpty()) {
                swept.add(left.group(1));
                remove(left.group(1));
            }
        }
        return swept;
    }

    /** The names that belong to this process; nothing is made yet. */
    static Segments ofThisProcess() {
        long pid = ProcessHandle.current().pid();
        return new Segments("vigie-edge-" + pid, "vigie-hub-" + pid);
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

    /** A command as it runs in a namespace. */
    static List<String> inside(String space, List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", space));
        all.addAll(command);
        return all;
    }

    /** Ends what still runs in them and removes them; idempotent. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        for (String space : List.of(edge, hub)) {
            try {
                remove(space);
            } catch (InterruptedException stopped) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The pids are those inside our own namespace: nobody else's process is in it. */
    private static void remove(String space) throws InterruptedException {
        Shell.Outcome pids = Shell.run("ip", "netns", "pids", space);
        if (pids.isDone()) {
            for (String pid : pids.text().lines().toList()) {
                if (!pid.isBlank()) {
                    Shell.run("kill", "-9", pid.strip());
                }
            }
            Shell.run("ip", "netns", "del", space);
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s and %s", edge, hub);
    }
}
