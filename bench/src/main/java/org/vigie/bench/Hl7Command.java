package org.vigie.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.vigie.bench.hl7.Applied;
import org.vigie.bench.hl7.Burst;
import org.vigie.bench.hl7.OpenLoop;
import org.vigie.bench.hl7.Saturated;
import org.vigie.bench.peer.CamelServer;
import org.vigie.bench.peer.HapiServer;
import org.vigie.model.program.FreePort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * HL7 ingest: every server in a process of its own and up all the time; the rounds go round the servers, so that a
 * change of the machine's mood meets all of them. Only one is loaded at a time.
 */
@Command(
        name = "hl7",
        mixinStandardHelpOptions = true,
        description = "HL7 over MLLP: Vigie (journal forced, applied) against HAPI's server and camel-mllp with HAPI.")
final class Hl7Command implements Callable<Integer> {
    private static final int SATURATED_CONNECTIONS = 8;
    private static final int BURST = 32;
    private static final int BEDS = 64;
    private static final Duration OPEN_LOOP = Duration.ofSeconds(10);

    @Option(names = "--runs", defaultValue = "5", description = "Measured runs; the median counts (default: 5).")
    private int runs;

    @Option(names = "--seconds", defaultValue = "5", description = "Length of a saturated run (default: 5).")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "12", description = "Seconds of load before (default: 12).")
    private int warmUp;

    @Option(
            names = "--servers",
            split = ",",
            defaultValue = "vigie,hapi,camel",
            description = "Which of vigie, hapi, camel (default: all).")
    private List<String> names = List.of();

    @Mixin
    private final Publishing publishing = new Publishing();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter progress = publishing.command().commandLine().getErr();
        Place place = Place.ofLauncher();
        List<Contender> contenders = new ArrayList<>();
        try {
            for (String name : names) {
                progress.println("bench: starting " + name);
                contenders.add(start(name, place));
            }
            for (Contender contender : contenders) {
                progress.println("bench: warming up " + contender.name());
                Saturated.run(contender.port(), SATURATED_CONNECTIONS, Duration.ofSeconds(warmUp), contender.ids());
            }
            for (int run = 1; run <= runs; run++) {
                for (Contender contender : contenders) {
                    round(contender);
                    progress.println("bench: run " + run + " of " + runs + ": " + contender.latest());
                }
            }
            String machine = Machine.describe(place.repository());
            Hl7Report report = new Hl7Report(publishing.day(), machine, runs, seconds, contenders);
            publishing.publish(place, "hl7", report.markdown());
            return report.passed() ? 0 : 1;
        } finally {
            for (Contender contender : contenders) {
                contender.process().close();
            }
        }
    }

    private static Contender start(String name, Place place) throws IOException {
        int port = FreePort.next();
        int http = name.equals("vigie") ? FreePort.next() : 0;
        Path folder = place.work().resolve(name);
        List<String> command = switch (name) {
            case "vigie" -> {
                if (!Files.exists(place.gatewayJar())) {
                    throw new IOException("no " + place.gatewayJar() + ": build it first (./vigie version)");
                }
                Path site = SiteFile.write(folder, http, port);
                yield place.gateway(List.of("run", "--config", site.toString()));
            }
            case "hapi" -> place.peer(HapiServer.class, port);
            case "camel" -> place.peer(CamelServer.class, port);
            default -> throw new IllegalArgumentException("no such server: " + name);
        };
        return new Contender(
                name, port, http, ServerProcess.start(name, command, folder), new AtomicLong(), new ArrayList<>());
    }

    private void round(Contender contender) throws IOException, InterruptedException {
        Duration busyBefore = Machine.busy();
        Duration ownBefore = Machine.own();
        ServerProcess.Usage before = contender.process().usage();
        Saturated.Result saturated =
                Saturated.run(contender.port(), SATURATED_CONNECTIONS, Duration.ofSeconds(seconds), contender.ids());
        ServerProcess.Usage after = contender.process().usage();
        Duration cpu = after.cpu().minus(before.cpu());
        Duration others =
                Machine.busy().minus(busyBefore).minus(cpu).minus(Machine.own().minus(ownBefore));
        double othersPerCent =
                Math.max(0, 100.0 * others.toNanos() / saturated.elapsed().toNanos());
        Duration applied = contender.http() == 0
                ? Duration.ZERO
                : Applied.run(contender.port(), contender.http(), SATURATED_CONNECTIONS, contender.ids());
        Burst.Result burst = Burst.run(contender.port(), SATURATED_CONNECTIONS, BURST, contender.ids());
        OpenLoop.Result thousand =
                OpenLoop.run(contender.port(), SATURATED_CONNECTIONS, 1_000, OPEN_LOOP, contender.ids());
        OpenLoop.Result beds = OpenLoop.run(contender.port(), BEDS, BEDS, OPEN_LOOP, contender.ids());
        contender
                .rounds()
                .add(new Round(saturated, cpu, othersPerCent, after.residentBytes(), applied, burst, thousand, beds));
    }

    /**
     * A server under test and what it did.
     *
     * @param port of its MLLP listener
     * @param http of its page; 0 for a server without one
     */
    record Contender(String name, int port, int http, ServerProcess process, AtomicLong ids, List<Round> rounds) {
        String latest() {
            return name + " " + rounds.getLast().line();
        }

        /** The run whose saturated rate is the median. */
        Round median() {
            List<Round> sorted = rounds.stream()
                    .sorted(Comparator.comparingDouble(r -> r.saturated().rate()))
                    .toList();
            return sorted.get(sorted.size() / 2);
        }
    }

    /** One run of all measures of one server. */
    record Round(
            Saturated.Result saturated,
            Duration cpu,
            double othersPerCent,
            long residentBytes,
            Duration applied,
            Burst.Result burst,
            OpenLoop.Result thousand,
            OpenLoop.Result beds) {
        String line() {
            return Math.round(saturated.rate())
                    + "/s, burst lost "
                    + burst.lost()
                    + " misordered "
                    + burst.misordered()
                    + ", 1000/s p99 "
                    + Latencies.millis(thousand.latencies().quantile(0.99))
                    + " ms, 64 beds p99 "
                    + Latencies.millis(beds.latencies().quantile(0.99))
                    + " ms, others "
                    + Math.round(othersPerCent)
                    + " % of a core";
        }
    }
}
