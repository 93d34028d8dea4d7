package org.vigie.simulator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.program.FreePort;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.scenario.Player;
import org.vigie.simulator.scenario.Scenario;
import org.vigie.simulator.transport.Loopbacks;
import org.vigie.simulator.transport.SimulationRun;

/**
 * Two edges with half of the beds each, two hubs that show all of them, and the hubs' brokers: six processes on
 * loopback, and a cable from each edge to each broker. Each process can be killed, it comes back by itself after 5 s;
 * each cable can be pulled. For {@code demo --topology two-edges-two-hubs}.
 */
final class LinkedBoxes implements AutoCloseable {
    /** The one value of the option. */
    static final String TWO_EDGES_TWO_HUBS = "two-edges-two-hubs";

    /** How often {@link #look} is to be called. */
    static final Duration LOOK = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(LinkedBoxes.class);
    private static final String READY = "Vigie ready: ";
    private static final Duration START = Duration.ofSeconds(60);
    private static final List<String> HUBS = List.of("hub-1", "hub-2");
    private static final List<String> EDGES = List.of("edge-a", "edge-b");

    private final Path folder;
    private final Path mosquitto;
    private final Language language;
    private final List<String> vigie;
    private final Cables cables;
    private final PrintWriter out;
    private final List<ChildProcess> children = new ArrayList<>();
    private final List<SimulationRun> units = new ArrayList<>();
    private final Map<String, Integer> brokers = new LinkedHashMap<>();

    /**
     * Nothing started yet.
     *
     * @param folder for the files of all boxes
     * @param out told where everything is and what becomes of it
     * @throws IOException when something is missing on this machine; the message says what to do
     */
    LinkedBoxes(Path folder, Language language, PrintWriter out) throws IOException {
        this.folder = folder;
        this.language = language;
        this.out = out;
        this.cables = new Cables(folder.resolve("cables"));
        this.mosquitto = Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("--topology needs mosquitto; on Debian: apt-get install mosquitto"));
        this.vigie = ownCommand();
    }

    /** How this process was started, up to its subcommand. Linux only: the JDK cuts a long class path off. */
    private static List<String> ownCommand() throws IOException {
        String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
        List<String> words = List.of(line.split("\0"));
        int subcommand = words.lastIndexOf("demo");
        if (subcommand < 0) {
            throw new IOException("--topology: this program cannot start itself again");
        }
        return words.subList(0, subcommand);
    }

    /**
     * Starts everything and says where it is.
     *
     * @param port of the first hub's page, the second has the next one; 0 for any
     */
    void start(Scenario scenario, int port, Player.Terms terms) throws IOException {
        for (String hub : HUBS) {
            brokers.put(hub, FreePort.next());
            ChildProcess broker = broker(hub);
            out.println(broker.name() + " " + started(broker));
        }
        List<String> pages = new ArrayList<>();
        for (String hub : HUBS) {
            int own = port == 0 ? FreePort.next() : port + pages.size();
            ChildProcess child = box(hub, hubSite(hub, own));
            pages.add(child.awaitLine(READY, START));
            out.println(hub + " " + pages.getLast() + " " + started(child));
        }
        int half = (scenario.beds().size() + 1) / 2;
        Scenario speaking = scenario.withoutIntellivue();
        edge(EDGES.get(0), speaking.part(0, half), terms);
        edge(EDGES.get(1), speaking.part(half, speaking.beds().size()), terms);
        Path cable = cables.file(EDGES.get(0), HUBS.get(0));
        out.println("Try: rm " + cable + " pulls that cable, touch puts it back; kill -9 a process, it comes back after"
                + " 5 s. Files: " + folder);
        out.println(READY + pages.getFirst());
        out.flush();
    }

    private static String started(ChildProcess child) {
        return "(process " + child.pid() + ")";
    }

    private void edge(String name, Scenario beds, Player.Terms terms) throws IOException {
        int hl7 = FreePort.next();
        SimulationRun unit = new SimulationRun(beds);
        units.add(unit);
        Map<String, Integer> servers = unit.listen("127.0.0.1", 0);
        String text = new DemoSite(beds, 0, language, servers, Map.of()).text(hl7) + edgeLink(name);
        ChildProcess child = box(name, text);
        String page = child.awaitLine(READY, START);
        unit.play(terms, new SimulationRun.Target("127.0.0.1", hl7, Loopbacks.areAvailable()));
        out.println(name + " " + page + " " + started(child));
    }

    private String edgeLink(String name) throws IOException {
        StringBuilder yaml = new StringBuilder("role: edge\nlink:\n  name: " + name + "\n  hubs:\n");
        for (Map.Entry<String, Integer> broker : brokers.entrySet()) {
            String hub = broker.getKey();
            int port = cables.plug(name, hub, broker.getValue());
            yaml.append("    - { name: ")
                    .append(hub)
                    .append(", host: 127.0.0.1, port: ")
                    .append(port)
                    .append(" }\n");
        }
        return yaml.toString();
    }

    private String hubSite(String name, int port) {
        return "site: Demo\nunit: " + name + "\nlanguage: " + language.word() + "\nmode: demo\n"
                + "http: { host: 127.0.0.1, port: " + port + " }\ndata: journal\nrole: hub\n"
                + "link: { name: " + name + ", edges: [ " + String.join(", ", EDGES)
                + " ], broker: { host: 127.0.0.1, port: " + brokers.get(name) + " } }\n";
    }

    private ChildProcess broker(String hub) throws IOException {
        Path own = Files.createDirectories(folder.resolve("broker-" + hub));
        Path file = own.resolve("mosquitto.conf");
        Files.writeString(
                file,
                "# Loopback only, for a demonstration. `vigie pki hub` writes the one with certificates.\n"
                        + "listener " + brokers.get(hub) + " 127.0.0.1\nallow_anonymous true\npersistence false\n"
                        + "set_tcp_nodelay true\n");
        return child("broker of " + hub, List.of(mosquitto.toString(), "-c", file.toString()), own);
    }

    private ChildProcess box(String name, String site) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Path file = own.resolve("site.yaml");
        Files.writeString(file, site, StandardCharsets.UTF_8);
        List<String> command = new ArrayList<>(vigie);
        command.addAll(List.of("run", "--config", file.toString()));
        return child(name, command, own);
    }

    private ChildProcess child(String name, List<String> command, Path own) throws IOException {
        ChildProcess child = new ChildProcess(name, command, own).start();
        children.add(child);
        return child;
    }

    /** Looks at the cables and starts again what has ended; to be called every {@link #LOOK}. */
    void look() {
        cables.look(this::say);
        for (ChildProcess child : children) {
            try {
                if (child.revive(System.nanoTime())) {
                    LOG.info("event=started-again box={} process={}", child.name(), child.pid());
                    say(child.name() + " again " + started(child));
                }
            } catch (IOException failed) {
                LOG.warn("event=not-started-again box={} reason={}", child.name(), failed.toString());
            }
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() {
        units.forEach(SimulationRun::close);
        children.reversed().forEach(ChildProcess::close);
        cables.close();
    }
}
