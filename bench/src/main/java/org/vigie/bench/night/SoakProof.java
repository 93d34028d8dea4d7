package org.vigie.bench.night;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.vigie.bench.Machine;
import org.vigie.bench.Place;
import org.vigie.bench.ServerProcess;
import org.vigie.bench.live.Chromium.Footprint;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.scenario.NightPlan;
import org.vigie.simulator.scenario.Player;
import org.vigie.simulator.scenario.Scenario;
import org.vigie.simulator.transport.Loopbacks;
import org.vigie.simulator.transport.SimulationRun;

/**
 * What hours of a watch leave behind: 64 beds with their alarms in a real Chromium with a person at the keys; the heap
 * of the page after a forced collection, its nodes and listeners, and the memory of the gateway, once everything is
 * warm and at the end. SOURCE: issue 4, "heap growth &lt; 20 MB over a 2 h soak".
 */
public final class SoakProof {
    /** The page's heap may grow by less than this. */
    static final long MOST_GROWTH_BYTES = 20_000_000;

    /** Nodes and listeners belong to what is on the screen: more than this is a leak. */
    static final double MOST_OBJECTS = 1.25;

    private static final Duration WARM = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration TOLD = Duration.ofMinutes(5);

    private final Stage stage;
    private final Scenario scenario;
    private final Duration length;
    private final Path folder;
    private final Place place;
    private final PrintWriter out;

    /**
     * A proof.
     *
     * @param place of the program to be started
     * @param seed of the night
     * @param length of the watch, at most ten hours
     * @param folder empty, for journal and browser
     * @param out for figures and the verdict
     */
    public SoakProof(Place place, long seed, Duration length, Path folder, PrintWriter out) {
        this.place = place;
        this.stage = new Stage(place, folder);
        this.length = length;
        this.folder = folder;
        this.out = out;
        this.scenario = NightPlan.scenario(seed, Duration.ofSeconds(1)).between(Duration.ZERO, length);
    }

    /** Page and gateway at one moment. */
    private record Sample(Footprint page, long gatewayBytes) {}

    /** Plays and compares; true when nothing grew that may not. */
    public boolean run() throws IOException {
        Stage.Ports ports = stage.build();
        out.printf(Locale.ROOT, "%s; %s%n", Instant.now(), Machine.describe(place.repository()));
        out.flush();
        try (ServerProcess gateway = stage.gateway();
                Station station = new Station(folder.resolve("chromium"), scenario.seed());
                SimulationRun monitors = new SimulationRun(scenario)) {
            station.begin(ports.address().toString());
            Instant start = Instant.now();
            monitors.play(
                    new Player.Terms(1, start, Stage.zone(), Language.EN),
                    new SimulationRun.Target(Stage.HOST, ports.hl7(), Loopbacks.areAvailable()),
                    new MonitorDiary());
            Duration warm = WARM.compareTo(length.dividedBy(3)) < 0 ? WARM : length.dividedBy(3);
            watch(station, gateway, start, start.plus(warm));
            Sample before = sample(station, gateway, start);
            watch(station, gateway, start, start.plus(length));
            Sample after = sample(station, gateway, start);
            out.printf(
                    Locale.ROOT,
                    "%d s with %d beds at 1x, %d of them after the warm-up; monitors: %s; space bar pressed %d times%n",
                    length.toSeconds(),
                    scenario.beds().size(),
                    length.minus(warm).toSeconds(),
                    monitors.tally().summary(),
                    station.presses());
            return verdict(before, after, station);
        }
    }

    private void watch(Station station, ServerProcess gateway, Instant start, Instant end) throws IOException {
        Instant told = Instant.now();
        while (Instant.now().isBefore(end)) {
            station.look();
            if (Duration.between(told, Instant.now()).compareTo(TOLD) > 0) {
                told = Instant.now();
                sample(station, gateway, start);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private Sample sample(Station station, ServerProcess gateway, Instant start) throws IOException {
        Sample now = new Sample(station.footprint(), gateway.usage().residentBytes());
        out.printf(
                Locale.ROOT,
                "after %d s: heap of the page %.1f MB, %d nodes, %d listeners; gateway %.0f MB resident%n",
                Duration.between(start, Instant.now()).toSeconds(),
                now.page().heapBytes() / 1e6,
                now.page().nodes(),
                now.page().listeners(),
                now.gatewayBytes() / 1e6);
        out.flush();
        return now;
    }

    private boolean verdict(Sample before, Sample after, Station station) throws IOException {
        long grown = after.page().heapBytes() - before.page().heapBytes();
        boolean heap = grown < MOST_GROWTH_BYTES;
        boolean nodes = after.page().nodes() <= before.page().nodes() * MOST_OBJECTS;
        boolean listeners = after.page().listeners() <= before.page().listeners() * MOST_OBJECTS;
        boolean awake = station.state().path("deadman").asText().equals("0");
        out.printf(
                Locale.ROOT,
                "heap %+.1f MB (less than %.0f: %s), nodes %+d (%s), listeners %+d (%s), gateway %+.0f MB%n",
                grown / 1e6,
                MOST_GROWTH_BYTES / 1e6,
                word(heap),
                after.page().nodes() - before.page().nodes(),
                word(nodes),
                after.page().listeners() - before.page().listeners(),
                word(listeners),
                (after.gatewayBytes() - before.gatewayBytes()) / 1e6);
        if (!awake) {
            out.println("finding: the page stood still and its audio thread sounded by itself");
        }
        out.flush();
        return heap && nodes && listeners;
    }

    private static String word(boolean holds) {
        return holds ? "holds" : "DOES NOT HOLD";
    }
}
