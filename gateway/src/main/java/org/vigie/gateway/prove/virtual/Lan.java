package org.vigie.gateway.prove.virtual;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vigie.gateway.prove.Namespaces;
import org.vigie.gateway.prove.Shell;

/**
 * Three network namespaces with the addresses of docs/failover.md: the ward with a switch, the hub and monitors; and a
 * box each, with a cable {@code eth0} to the switch and one from box to box. None leads to this machine. Root only.
 *
 * @param ward name of the namespace of switch, hub and monitors
 * @param boxes names of those of the boxes, the one that goes first first
 */
record Lan(String ward, List<String> boxes) {
    static final String HUB = "192.168.10.5";
    static final String VIRTUAL = "192.168.10.10";

    private static final String SWITCH_MAC = "02:56:49:47:49:45";
    private static final List<String> WORDS = List.of("ward", "first", "second");
    private static final int MONITORS = 3;

    Lan {
        boxes = List.copyOf(boxes);
    }

    /** Why this machine cannot do it, with what to do; empty when it can. */
    static Optional<String> obstacle() throws InterruptedException {
        return Namespaces.obstacle(
                "virtualaddress",
                Map.of("keepalived", "keepalived", "mosquitto", "mosquitto", "curl", "curl"),
                List.of(
                        "ip -n % link add switch type bridge",
                        "ip -n % link add left type veth peer name right", "ip -n % link set left master switch"));
    }

    static List<String> sweep() throws InterruptedException {
        return Namespaces.sweep(WORDS);
    }

    /** The names that belong to this process; nothing is made yet. */
    static Lan ofThisProcess() {
        return new Lan(
                Namespaces.own(WORDS.get(0)),
                WORDS.subList(1, 3).stream().map(Namespaces::own).toList());
    }

    List<String> names() {
        return List.of(ward, boxes.get(0), boxes.get(1));
    }

    /** Makes them. */
    void create() throws IOException, InterruptedException {
        for (String space : names()) {
            Shell.require("ip", "netns", "add", space);
            ip(space, "link set lo up");
        }
        ip(ward, "link add switch type bridge");
        // An address of its own: a bridge takes its lowest port's, and another one when that port is taken out.
        ip(ward, "link set switch addrgenmode none address " + SWITCH_MAC + " up");
        ip(ward, "address add " + HUB + "/24 dev switch");
        for (int i = 0; i < MONITORS; i++) {
            ip(ward, "address add " + monitor(i) + "/24 dev switch");
        }
        for (int box = 0; box < boxes.size(); box++) {
            String space = boxes.get(box);
            ip(ward, "link add " + port(box) + " type veth peer name eth0 netns " + space);
            ip(ward, "link set " + port(box) + " master switch addrgenmode none up");
            ip(space, "address add " + own(box) + "/24 dev eth0");
            ip(space, "link set eth0 addrgenmode none up");
        }
        ip(boxes.get(0), "link add eth1 type veth peer name eth1 netns " + boxes.get(1));
        for (int box = 0; box < boxes.size(); box++) {
            ip(boxes.get(box), "address add " + relief(box) + "/24 dev eth1");
            ip(boxes.get(box), "link set eth1 addrgenmode none up");
        }
    }

    /** Address of a box at the switch. */
    static String own(int box) {
        return "192.168.10." + (11 + box);
    }

    /** Address of a box at the cable between the two. */
    static String relief(int box) {
        return "10.99.0." + (1 + box);
    }

    static String monitor(int number) {
        return "192.168.10." + (51 + number);
    }

    private static String port(int box) {
        return "port" + (box + 1);
    }

    private static void ip(String space, String command) throws IOException, InterruptedException {
        Shell.require(("ip -n " + space + " " + command).split(" ", -1));
    }

    /** Pulls the cable of a box out of the switch, or puts it back. */
    void plug(int box, boolean in) throws IOException, InterruptedException {
        ip(ward, "link set " + port(box) + (in ? " up" : " down"));
    }

    /** The port of the switch carries nothing any more while its light stays on, or carries again. */
    void serve(int box, boolean carries) throws IOException, InterruptedException {
        ip(ward, "link set " + port(box) + (carries ? " master switch" : " nomaster"));
    }

    /** Whether the box calls this address from the virtual one. */
    boolean callsFromVirtual(int box, String address) throws InterruptedException {
        return Shell.run("ip", "-n", boxes.get(box), "route", "get", address)
                .text()
                .contains(" src " + VIRTUAL + " ");
    }

    /** What the documented check of keepalived says. */
    boolean holds(int box) throws InterruptedException {
        return Shell.run(Namespaces.inside(
                                boxes.get(box),
                                List.of("curl", "-fsS", "-m", "1", "http://127.0.0.1:8080/health/holder"))
                        .toArray(String[]::new))
                .isDone();
    }
}
