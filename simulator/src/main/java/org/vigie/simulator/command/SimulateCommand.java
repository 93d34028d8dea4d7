package org.vigie.simulator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.model.program.Subcommand;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.Tally;
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

/** {@code vigie simulate}: virtual monitors against a gateway that runs already. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a scenario: virtual patients and monitors that speak HL7 to a running gateway.",
            "Exit codes: 0 done, 1 failed (nothing connected, or no message was accepted), 2 usage, 130 Ctrl-C."
        })
public final class SimulateCommand implements Subcommand {
    private static final int PROGRESS_EVERY_SECONDS = 5;

    @Option(
            names = "--scenario",
            required = true,
            paramLabel = "FILE",
            description =
                    "A scenario file, or a built-in one: night, calm, storm, group-loss, intellivue, replay-wfdb.")
    private String scenarioName = "";

    @Option(names = "--to", required = true, paramLabel = "HOST:PORT", description = "The gateway's HL7 listener.")
    private String to = "";

    @Option(names = "--speed", paramLabel = "N", description = "Patients and timeline run N times as fast (default 1).")
    private double speed = 1;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stop after this real time, for example 60s.")
    private @Nullable Duration lasting;

    @Option(names = "--beds", paramLabel = "N", description = "Number of beds instead of the scenario's.")
    private @Nullable Integer beds;

    @Option(names = "--record", paramLabel = "WFDB", description = "Record for the beds that play one.")
    private @Nullable String record;

    @Option(names = "--lang", paramLabel = "fr|en", description = "Language of the monitors' texts (default en).")
    private String language = "en";

    @Option(
            names = "--pds-port",
            paramLabel = "PORT",
            description = "First port on which Mindray monitors listen for the gateway (default 4601).")
    private int pdsPort = 4601;

    @Option(
            names = "--announce",
            paramLabel = "HOST:PORT",
            description = "Where IntelliVue monitors send their connect indications, for example 127.0.0.1:24005.")
    private @Nullable String announce;

    @Option(
            names = "--intellivue-host",
            paramLabel = "ADDRESS",
            description = "Numeric address on which IntelliVue monitors are asked (default: on loopback, one each).")
    private @Nullable String intellivueHost;

    @Option(
            names = "--one-source",
            description = "All monitors use one address (default: on loopback, one address each).")
    private boolean oneSource;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Scenario scenario;
        SimulationRun.Target target;
        Language words;
        try {
            scenario = adapt(ScenarioLoader.load(scenarioName), beds, record);
            target = target();
            sockets();
            words = Language.of(language)
                    .orElseThrow(() -> new IllegalArgumentException("--lang: fr or en expected, got " + language));
            if (!(speed > 0) || speed > 10_000) {
                throw new IllegalArgumentException("--speed: above 0 to 10000 expected, got " + speed);
            }
        } catch (ScenarioException | IllegalArgumentException wrong) {
            err().println(wrong.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        return play(scenario, target, words);
    }

    static Scenario adapt(Scenario scenario, @Nullable Integer beds, @Nullable String record) {
        Scenario adapted = beds == null ? scenario : scenario.withBeds(beds);
        return record == null ? adapted : adapted.withRecord(record);
    }

    private int play(Scenario scenario, SimulationRun.Target target, Language words) {
        SimulationRun run = new SimulationRun(scenario);
        Ending ending = new Ending(() -> {
            run.close();
            out().println(run.tally().summary());
            out().flush();
        });
        try {
            for (Map.Entry<String, Integer> server :
                    run.listen("127.0.0.1", pdsPort).entrySet()) {
                err().println("bed " + server.getKey() + ": Mindray PDS monitor listens on 127.0.0.1:"
                        + server.getValue());
            }
            for (Map.Entry<String, String> monitor :
                    run.openIntellivue(sockets()).entrySet()) {
                err().println("bed " + monitor.getKey() + ": IntelliVue monitor at " + monitor.getValue());
            }
            err().flush();
            run.play(new Player.Terms(speed, Instant.now(), ZoneId.systemDefault(), words), target);
        } catch (IOException failed) {
            err().println("simulate: " + failed.getMessage());
            ending.clean();
            return CommandLine.ExitCode.SOFTWARE;
        }
        ending.await(lasting, second -> progress(run, second));
        Tally tally = run.tally();
        if (tally.of(Tally.Count.CONNECTED) + tally.of(Tally.Count.HEARD) == 0) {
            err().println("simulate: nothing could connect to " + to + "; is the gateway running there?");
            return CommandLine.ExitCode.SOFTWARE;
        }
        boolean deaf = tally.of(Tally.Count.ACKED) == 0
                && tally.of(Tally.Count.REFUSED) + tally.of(Tally.Count.UNANSWERED) + tally.of(Tally.Count.TRY_AGAIN)
                        > 0;
        return deaf ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private void progress(SimulationRun run, long second) {
        if (second % PROGRESS_EVERY_SECONDS == 0) {
            err().println(String.format(
                    Locale.ROOT, "%4ds %s", second, run.tally().summary()));
            err().flush();
        }
    }

    /** Host and port of an option. */
    private record Place(String host, int port) {
        static Place of(String option, String text) {
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
            String port = text.substring(colon + 1);
            if (host.isEmpty()
                    || !port.matches("\\d{1,5}")
                    || Integer.parseInt(port) < 1
                    || Integer.parseInt(port) > 65_535) {
                throw new IllegalArgumentException(option + ": HOST:PORT expected, got " + text);
            }
            return new Place(host, Integer.parseInt(port));
        }
    }

    private IntellivueSockets.Terms sockets() {
        IntellivueSockets.Terms quiet = IntellivueSockets.Terms.quiet();
        IntellivueSockets.Terms terms = intellivueHost == null ? quiet : quiet.at(intellivueHost);
        String everybody = announce;
        if (everybody == null) {
            return terms;
        }
        Place place = Place.of("--announce", everybody);
        return terms.announcing(place.host(), place.port());
    }

    private SimulationRun.Target target() {
        Place place = Place.of("--to", to);
        String host = place.host();
        try {
            InetAddress address = InetAddress.getByName(host);
            boolean local = address.isLoopbackAddress();
            if (!local && !address.isSiteLocalAddress() && !address.isLinkLocalAddress()) {
                err().println("simulate: warning: " + host
                        + " is not an address of a private network; invented patients are being sent there");
            }
            return new SimulationRun.Target(
                    address.getHostAddress(), place.port(), local && !oneSource && Loopbacks.areAvailable());
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("--to: unknown host " + host, unknown);
        }
    }

    private PrintWriter out() {
        return Terminal.out(spec);
    }

    private PrintWriter err() {
        return Terminal.err(spec);
    }
}
