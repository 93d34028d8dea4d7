package org.vigie.simulator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.program.GatewayStarter;
import org.vigie.model.program.RunningGateway;
import org.vigie.model.program.Subcommand;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.scenario.Player;
import org.vigie.simulator.scenario.Scenario;
import org.vigie.simulator.scenario.ScenarioException;
import org.vigie.simulator.scenario.ScenarioLoader;
import org.vigie.simulator.transport.IntellivueSockets;
import org.vigie.simulator.transport.Loopbacks;
import org.vigie.simulator.transport.SimulationRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code vigie demo}: a gateway and a unit of virtual monitors in one process. The monitors send production messages
 * (MSH-11 P), so that alarms sound as they would; the site's {@code mode: demo} marks every tile.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows Vigie with virtual patients: starts a gateway and a unit of monitors that speak HL7 or IntelliVue.",
            "Prints one line with the address when it is ready. Exit codes: 0 done, 1 failed, 2 usage, 130 Ctrl-C."
        })
public final class DemoCommand implements Subcommand {
    private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);

    @Option(names = "--beds", paramLabel = "N", description = "Number of beds, 1 to 64 (default: the scenario's, 16).")
    private @Nullable Integer beds;

    @Option(names = "--port", paramLabel = "P", description = "HTTP port, 0 for any free one (default 8080).")
    private int port = 8080;

    @Option(
            names = "--scenario",
            paramLabel = "X",
            description =
                    "A built-in scenario (night, calm, storm, group-loss, intellivue, replay-wfdb) or a file (default night).")
    private String scenarioName = "night";

    @Option(names = "--record", paramLabel = "WFDB", description = "Record for the beds that play one.")
    private @Nullable String record;

    @Option(names = "--speed", paramLabel = "N", description = "Patients and timeline run N times as fast (default 1).")
    private double speed = 1;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stop after this real time, for example 60s.")
    private @Nullable Duration lasting;

    @Option(names = "--lang", paramLabel = "fr|en", description = "Language of screen and monitors.")
    private @Nullable String language;

    @Option(
            names = "--intellivue",
            arity = "1",
            paramLabel = "true|false",
            description = "Half of the beds have IntelliVue monitors (default ${DEFAULT-VALUE}).")
    private boolean intellivue = true;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for the journal and site.yaml (default: a fresh one, removed at the end).")
    private @Nullable Path data;

    @Option(
            names = "--topology",
            paramLabel = LinkedBoxes.TWO_EDGES_TWO_HUBS,
            description =
                    "Several boxes on this machine, each a process of its own, linked over MQTT (needs mosquitto).")
    private @Nullable String topology;

    @Spec
    private @Nullable CommandSpec spec;

    /** What has to be closed, in reverse order. */
    private final AtomicReference<@Nullable RunningGateway> gateway = new AtomicReference<>();

    @Override
    public Integer call() {
        Scenario scenario;
        Language words;
        try {
            Scenario chosen = SimulateCommand.adapt(ScenarioLoader.load(scenarioName), beds, record);
            scenario = intellivue ? chosen : chosen.withoutIntellivue();
            words = language();
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("--port: 0 to 65535 expected, got " + port);
            }
            if (!(speed > 0) || speed > 10_000) {
                throw new IllegalArgumentException("--speed: above 0 to 10000 expected, got " + speed);
            }
            if (topology != null && !topology.equals(LinkedBoxes.TWO_EDGES_TWO_HUBS)) {
                throw new IllegalArgumentException(
                        "--topology: " + LinkedBoxes.TWO_EDGES_TWO_HUBS + " expected, got " + topology);
            }
        } catch (ScenarioException | IllegalArgumentException wrong) {
            err().println(wrong.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        GatewayStarter starter =
                ServiceLoader.load(GatewayStarter.class).findFirst().orElse(null);
        if (starter == null) {
            err().println("demo: this program has no gateway in it");
            return CommandLine.ExitCode.SOFTWARE;
        }
        try {
            Path folder = data == null
                    ? Files.createTempDirectory("vigie-demo")
                    : Files.createDirectories(data.toAbsolutePath());
            return topology == null ? run(scenario, words, starter, folder) : linked(scenario, words, folder);
        } catch (IOException failed) {
            err().println("demo: " + failed.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private Language language() {
        String word = language;
        if (word == null) {
            return Locale.getDefault().getLanguage().equals("fr") ? Language.FR : Language.EN;
        }
        return Language.of(word)
                .orElseThrow(() -> new IllegalArgumentException("--lang: fr or en expected, got " + word));
    }

    private int run(Scenario scenario, Language words, GatewayStarter starter, Path folder) {
        SimulationRun simulation = new SimulationRun(scenario);
        Ending ending = new Ending(() -> {
            simulation.close();
            RunningGateway running = gateway.get();
            if (running != null) {
                running.close();
            }
            if (data == null) {
                delete(folder);
            }
        });
        try {
            Map<String, Integer> servers = simulation.listen("127.0.0.1", 0);
            Map<String, String> monitors = simulation.openIntellivue(IntellivueSockets.Terms.quiet());
            DemoSite demo = new DemoSite(scenario, port, words, servers, monitors);
            Path site = demo.write(folder);
            RunningGateway running = starter.start(site);
            gateway.set(running);
            Player.Terms terms = new Player.Terms(speed, Instant.now(), ZoneId.systemDefault(), words);
            simulation.play(
                    terms,
                    new SimulationRun.Target("127.0.0.1", running.listenerPort("hl7"), Loopbacks.areAvailable()));
            out().println("Vigie ready: " + running.address());
            out().flush();
        } catch (IOException | IllegalArgumentException | IllegalStateException failed) {
            err().println("demo: " + failed.getMessage());
            ending.clean();
            return CommandLine.ExitCode.SOFTWARE;
        }
        ending.await(
                lasting,
                second -> LOG.debug(
                        "demo seconds={} {}", second, simulation.tally().summary()));
        return CommandLine.ExitCode.OK;
    }

    private int linked(Scenario scenario, Language words, Path folder) throws IOException {
        LinkedBoxes boxes = new LinkedBoxes(folder, words, out());
        Ending ending = new Ending(() -> {
            boxes.close();
            if (data == null) {
                delete(folder);
            }
        });
        try {
            boxes.start(scenario, port, new Player.Terms(speed, Instant.now(), ZoneId.systemDefault(), words));
        } catch (IOException | IllegalArgumentException | IllegalStateException failed) {
            err().println("demo: " + failed.getMessage());
            ending.clean();
            return CommandLine.ExitCode.SOFTWARE;
        }
        ending.await(lasting, LinkedBoxes.LOOK, turn -> boxes.look());
        return CommandLine.ExitCode.OK;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            LOG.warn("demo folder left folder={} cause={}", folder, left.toString());
        }
    }

    private PrintWriter out() {
        return Terminal.out(spec);
    }

    private PrintWriter err() {
        return Terminal.err(spec);
    }
}
