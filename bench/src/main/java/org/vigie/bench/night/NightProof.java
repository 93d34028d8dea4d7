package org.vigie.bench.night;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.vigie.bench.Machine;
import org.vigie.bench.Place;
import org.vigie.bench.ServerProcess;
import org.vigie.bench.night.MonitorDiary.Raise;
import org.vigie.dashboard.wire.ShiftReportView;
import org.vigie.model.alarm.Priority;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.scenario.NightPlan;
import org.vigie.simulator.scenario.Player;
import org.vigie.simulator.scenario.Scenario;
import org.vigie.simulator.transport.Loopbacks;
import org.vigie.simulator.transport.SimulationRun;

/**
 * Ten minutes of the twelve-hour night in real time: virtual monitors over sockets, a gateway of its own, a real
 * Chromium with a person at the keys. Then the alarm log, the confirmations in the journal and the report of the shift
 * are compared with what the monitors did. SOURCE: issue 4, last line.
 */
public final class NightProof {
    /** The piece of the night: eight feeds are lost in it, and patients are ill all the time. */
    private static final Duration FROM = Duration.ofMinutes(92);

    /** What real monitors do. */
    private static final Duration PACE = Duration.ofSeconds(1);

    /** So long without a new alarm, so that the last one has its confirmations. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private static final Duration SETTLING = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Place place;
    private final Scenario scenario;
    private final Duration length;
    private final Path folder;
    private final Stage stage;
    private final PrintWriter out;

    /**
     * A proof.
     *
     * @param place of the program to be started
     * @param seed of the night
     * @param length of the piece that is played, at most ten hours
     * @param folder empty, for journal and browser
     * @param out for figures and findings
     */
    public NightProof(Place place, long seed, Duration length, Path folder, PrintWriter out) {
        this.place = place;
        this.length = length;
        this.folder = folder;
        this.out = out;
        this.stage = new Stage(place, folder);
        this.scenario = NightPlan.scenario(seed, PACE).between(FROM, FROM.plus(length));
    }

    /** Plays and compares; true when everything fits. */
    public boolean run() throws IOException {
        Stage.Ports ports = stage.build();
        URI address = ports.address();
        out.printf(Locale.ROOT, "%s; %s%n", Instant.now(), Machine.describe(place.repository()));
        out.flush();
        try (ServerProcess gateway = stage.gateway();
                Station station = new Station(folder.resolve("chromium"), scenario.seed());
                Answers answers = new Answers(address)) {
            station.begin(address.toString());
            int watched = answers.watchedBy("AB");
            if (watched != NightPlan.BEDS) {
                throw new IOException("only " + watched + " beds are watched");
            }
            return play(new Parts(gateway, station, answers, ports.hl7(), answers.report()));
        }
    }

    private record Parts(ServerProcess gateway, Station station, Answers answers, int hl7, ShiftReportView before) {}

    private boolean play(Parts parts) throws IOException {
        MonitorDiary diary = new MonitorDiary();
        Instant start = Instant.now();
        Duration before = parts.station().cpu();
        Duration gatewayBefore = parts.gateway().usage().cpu();
        try (SimulationRun monitors = new SimulationRun(scenario)) {
            monitors.play(
                    new Player.Terms(1, start, Stage.zone(), Language.EN),
                    new SimulationRun.Target(Stage.HOST, parts.hl7(), Loopbacks.areAvailable()),
                    diary);
            watch(parts.station(), diary, start);
            Duration lasted = Duration.between(start, Instant.now());
            out.printf(
                    Locale.ROOT,
                    "%d s of the night from 20:32 with %d beds at 1x; monitors: %s; of a core: Chromium %.1f %%, gateway"
                            + " %.1f %%; %.0f MB%n",
                    lasted.toSeconds(),
                    scenario.beds().size(),
                    monitors.tally().summary(),
                    share(parts.station().cpu().minus(before), lasted),
                    share(parts.gateway().usage().cpu().minus(gatewayBefore), lasted),
                    parts.gateway().usage().residentBytes() / 1e6);
            return compare(parts, diary, start);
        }
    }

    private static double share(Duration cpu, Duration of) {
        return 100.0 * cpu.toMillis() / Math.max(1, of.toMillis());
    }

    /** Until the time is over and nothing new has come for a while. */
    private void watch(Station station, MonitorDiary diary, Instant start) throws IOException {
        Instant end = start.plus(length);
        for (Instant now = Instant.now(); now.isBefore(end.plus(SETTLING)); now = Instant.now()) {
            station.look();
            List<Raise> raises = diary.raises();
            boolean settled = raises.isEmpty()
                    || start.plus(raises.getLast().at()).plus(SETTLED).isBefore(now);
            if (!now.isBefore(end) && settled) {
                return;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new IOException("the monitors never stop alarming");
    }

    private boolean compare(Parts parts, MonitorDiary diary, Instant start) throws IOException {
        // The report first: what comes later is in neither.
        List<Raise> raises = diary.raises();
        ShiftReportView report = parts.answers().report();
        Instant end = OffsetDateTime.parse(report.to()).toInstant();
        List<Story> stories = Story.of(parts.answers().log()).stream()
                .filter(story -> story.raised().isBefore(end))
                .toList();
        Map<String, Map<String, Long>> told = parts.answers()
                .confirmations(
                        stage.command(
                                "journal",
                                "cat",
                                "--kind",
                                "DELIVERY",
                                "--data",
                                stage.data().toString()),
                        folder);
        NightCheck check = new NightCheck(new NightCheck.Night(scenario, start, end, raises), stories);
        List<Raise> found = check.monitors();
        int own = check.own();
        out.printf(
                Locale.ROOT,
                "alarms of the monitors: %d (%d high, %d medium, %d low), in the log once: %d; of Vigie itself: %d"
                        + " (%d feeds lost, %d values gone)%n",
                raises.size(),
                count(raises, Priority.HIGH),
                count(raises, Priority.MEDIUM),
                count(raises, Priority.LOW),
                found.size(),
                own,
                check.losses().size(),
                check.gone().values().stream().mapToInt(Integer::intValue).sum());
        for (String step : List.of("painted", "seen")) {
            Map<String, Long> times = told.getOrDefault(step, Map.of());
            print(step, check.shown(step, times.keySet()), times.values());
        }
        Map<String, Long> sounded = told.getOrDefault("sounded", Map.of());
        print("sounded", check.sounded(sounded.keySet()), sounded.values());
        out.printf(
                Locale.ROOT,
                "acknowledged: %d, space bar pressed %d times%n",
                stories.stream().filter(story -> "AB".equals(story.by())).count(),
                parts.station().presses());
        out.printf(
                Locale.ROOT,
                "report of the shift from %s: %s; no display answered %d times, never on a watched screen %d%n",
                report.from(),
                report.priorities().stream()
                        .map(one -> one.priority() + " " + one.raised() + " (acknowledged " + one.acknowledged() + ")")
                        .toList(),
                report.failures().times(),
                report.failures().unseen());
        ReportCheck.compare(report, parts.before(), check, stories, found);
        check.require(
                parts.station().state().path("deadman").asText().equals("0"),
                "the page stood still and its audio thread sounded by itself");
        check.findings().forEach(finding -> out.println("finding: " + finding));
        out.flush();
        return check.findings().isEmpty();
    }

    private static long count(List<Raise> raises, Priority priority) {
        return raises.stream()
                .filter(raise -> raise.condition().priority() == priority)
                .count();
    }

    private void print(String step, NightCheck.Confirmed confirmed, Collection<Long> afterMs) {
        List<Long> sorted = new ArrayList<>(afterMs);
        sorted.sort(null);
        String times = sorted.isEmpty()
                ? "never"
                : String.format(
                        Locale.ROOT,
                        "after p50 %d ms, p99 %d ms, most %d ms",
                        sorted.get(sorted.size() / 2),
                        sorted.get(sorted.size() * 99 / 100),
                        sorted.getLast());
        out.printf(
                Locale.ROOT,
                "%s: %d of %d that had to be, %d more; %s%n",
                step,
                confirmed.had(),
                confirmed.due(),
                confirmed.more(),
                times);
    }
}
