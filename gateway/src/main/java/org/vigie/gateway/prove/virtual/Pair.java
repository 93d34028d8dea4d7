package org.vigie.gateway.prove.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.vigie.gateway.failover.PairKey;
import org.vigie.gateway.prove.Namespaces;
import org.vigie.gateway.prove.thin.Child;
import org.vigie.gateway.prove.thin.Installation;

/**
 * Two boxes with the configuration of docs/failover.md, a keepalived each with the one that stands there, a hub and its
 * Mosquitto. Runs in the namespace of the ward. One thread.
 */
final class Pair implements AutoCloseable {
    static final int HL7_PORT = 2_575;
    /** Of the monitors that connect by themselves. */
    static final List<String> SENDING = List.of("V01", "V02");

    /** Of an IntelliVue, which is asked. */
    static final String ASKED = "V03";

    private static final int BROKER_PORT = 8_883;
    private static final Duration STOPS = Duration.ofSeconds(20);

    private final Lan lan;
    private final Path folder;
    private final Installation installation;
    private final List<Child> boxes = new ArrayList<>();
    private final List<Child> addresses = new ArrayList<>();

    /** Starts everything and waits until hub and boxes are ready. */
    Pair(Path folder, Lan lan) throws IOException, InterruptedException {
        this.lan = lan;
        this.folder = folder;
        installation = new Installation(folder, "Virtual");
        installation.broker("hub-1", Lan.HUB, BROKER_PORT);
        installation.box("hub-1", List.of(), hubSite());
        intellivue();
        String key = PairKey.make();
        for (int box = 0; box < 2; box++) {
            String space = lan.boxes().get(box);
            addresses.add(installation.process(
                    "addresses-" + (box + 1),
                    List.of("env", "TZ=UTC", "ip", "-n", space, "-ts", "-o", "monitor", "address")));
            Path tls = Files.createDirectories(installation.home(name(box)).resolve("tls"));
            Files.writeString(tls.resolve("icu.key"), key);
            boxes.add(installation.box(name(box), Namespaces.inside(space, List.of()), edgeSite(box)));
            keepalived(box);
        }
    }

    /** Name of a box, from 0. */
    static String name(int box) {
        return "box-" + (box + 1);
    }

    private static String hubSite() {
        return """
                site: Virtual
                unit: hub
                language: en
                http: { host: 127.0.0.1, port: 8080 }
                data: data
                role: hub
                link: { name: hub-1, identity: id.p12, edges: [ box-1, box-2 ], broker: { host: ADDRESS, port: PORT } }
                """.replace("ADDRESS", Lan.HUB).replace("PORT", Integer.toString(BROKER_PORT));
    }

    private static String edgeSite(int box) {
        return """
                site: Virtual
                unit: edge
                language: en
                http: { host: 127.0.0.1, port: 8080 }
                data: data
                alarms: { annunciator: none }
                role: edge
                link: { name: OWN, identity: id.p12, hubs: [ { name: hub-1, host: HUB, port: BROKER } ] }
                failover:
                  pair: icu
                  partner: OTHER
                  first: FIRST
                  key: tls/icu.key
                  paths:
                    - { own: "OWN-SWITCH:7711", partner: "OTHER-SWITCH:7711" }
                    - { own: "OWN-CABLE:7711", partner: "OTHER-CABLE:7711" }
                listeners: [ { name: hl7, host: 0.0.0.0, port: HL7 } ]
                beds:
                  - { bed: V01, period: 1s, connection: persistent }
                  - { bed: V02, period: 1s }
                  - { bed: V03 }
                monitors: [ { name: asked, protocol: intellivue, address: "udp://MONITOR:24105", bed: V03 } ]
                """.replace("OWN-SWITCH", Lan.own(box))
                .replace("OTHER-SWITCH", Lan.own(1 - box))
                .replace("OWN-CABLE", Lan.relief(box))
                .replace("OTHER-CABLE", Lan.relief(1 - box))
                .replace("OWN", name(box))
                .replace("OTHER", name(1 - box))
                .replace("FIRST", Boolean.toString(box == 0))
                .replace("HUB", Lan.HUB)
                .replace("MONITOR", Lan.monitor(SENDING.size()))
                .replace("BROKER", Integer.toString(BROKER_PORT))
                .replace("HL7", Integer.toString(HL7_PORT));
    }

    /** A virtual IntelliVue, which serves one client and keeps an association that nobody ended. */
    private void intellivue() throws IOException {
        Path home = installation.home("intellivue");
        Path scenario = home.resolve("asked.yaml");
        Files.writeString(
                scenario, "scenario: asked\nbeds: [ { bed: " + ASKED + ", monitor: intellivue } ]\ntimeline: []\n");
        installation.program(
                "intellivue",
                home,
                List.of(
                        "simulate",
                        "--scenario",
                        scenario.toString(),
                        "--to",
                        "127.0.0.1:1",
                        "--intellivue-host",
                        Lan.monitor(SENDING.size())));
    }

    /** The file of docs/failover.md for a box; at the partner what the document says is different there. */
    static String keepalivedFile(int box) throws IOException {
        try (InputStream in = Pair.class.getResourceAsStream("keepalived.conf")) {
            if (in == null) {
                throw new IOException("keepalived.conf is not in the program");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return box == 0
                    ? text
                    : text.replace("priority 100", "priority 90")
                            .replace("unicast_src_ip " + Lan.own(0), "unicast_src_ip " + Lan.own(1))
                            .replace("unicast_peer { " + Lan.own(1), "unicast_peer { " + Lan.own(0));
        }
    }

    private void keepalived(int box) throws IOException {
        Path home = installation.home("keepalived-" + (box + 1));
        Path file = home.resolve("keepalived.conf");
        Files.writeString(file, keepalivedFile(box));
        List<String> command = List.of(
                "keepalived",
                "--dont-fork",
                "--log-console",
                "--log-detail",
                "--use-file=" + file,
                "--pid=" + home.resolve("main.pid"),
                "--vrrp_pid=" + home.resolve("vrrp.pid"),
                "--checkers_pid=" + home.resolve("checkers.pid"));
        installation.process(
                "keepalived-" + (box + 1), Namespaces.inside(lan.boxes().get(box), command));
    }

    /** When the box had the virtual address. */
    AddressLog address(int box) throws IOException {
        return AddressLog.read(addresses.get(box).output(), Lan.VIRTUAL);
    }

    /** {@code kill -9} of the Vigie of a box. */
    void kill(int box) {
        installation.kill(boxes.get(box));
    }

    /** {@code systemctl stop vigie} at a box; returns when it has ended. */
    void stop(int box) throws InterruptedException {
        installation.release(boxes.get(box));
        boxes.get(box).stop(STOPS);
    }

    /** Its Vigie is started again; returns when it is ready. */
    void start(int box) throws IOException, InterruptedException {
        boxes.set(
                box, installation.again(name(box), Namespaces.inside(lan.boxes().get(box), List.of())));
    }

    /** Fails when something has ended that was not ended on purpose. */
    void check() throws IOException {
        installation.check();
    }

    String lastWords() throws IOException {
        return installation.lastWords() + "in " + folder;
    }

    @Override
    public void close() {
        installation.close();
    }
}
