package org.vigie.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.vigie.bench.live.LiveRun;
import org.vigie.bench.live.WaveRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What live waves cost, and how old they are on the screen; a gateway and a browser of its own for every run. */
@Command(
        name = "waves",
        mixinStandardHelpOptions = true,
        description = "16 beds with two waves and 32 with one: processor of gateway and browser, age on the screen.")
final class WavesCommand implements Callable<Integer> {
    private static final double BROWSER_PER_CENT = 25;
    private static final double BEYOND_BUFFER_MILLIS = 300;
    private static final List<WaveRun.Unit> UNITS = List.of(new WaveRun.Unit(16, true), new WaveRun.Unit(32, false));

    @Option(names = "--runs", defaultValue = "3", description = "Measured runs; the median counts (default: 3).")
    private int runs;

    @Option(names = "--warm-up", defaultValue = "30", description = "Seconds of waves before (default: 30).")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "30", description = "Length of a measurement (default: 30).")
    private int seconds;

    @Option(names = "--write", description = "Put the table into docs/performance.md.")
    private boolean write;

    @Option(names = "--date", description = "Date of the table (default: today).")
    private @Nullable LocalDate date;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandSpec self = spec;
        if (self == null) {
            throw new IllegalStateException("not run by picocli");
        }
        PrintWriter progress = self.commandLine().getErr();
        Place place = Place.ofLauncher();
        List<Row> rows = new ArrayList<>();
        for (WaveRun.Unit unit : UNITS) {
            List<WaveRun.Result> results = new ArrayList<>();
            for (int run = 1; run <= runs; run++) {
                results.add(one(place, unit));
                progress.println(
                        "bench: " + name(unit) + ", run " + run + " of " + runs + ": " + line(results.getLast()));
            }
            rows.add(row(unit, results));
        }
        LocalDate day = date == null ? LocalDate.now(ZoneOffset.UTC) : date;
        String table = markdown(day, Machine.describe(place.repository()), rows);
        self.commandLine().getOut().println(table);
        if (write) {
            PerformancePage.replace(place.repository().resolve("docs/performance.md"), "waves", table);
        }
        return rows.stream().allMatch(Row::passed) ? 0 : 1;
    }

    private WaveRun.Result one(Place place, WaveRun.Unit unit) throws IOException {
        Path folder = place.work().resolve("waves");
        LiveRun.Ports ports = new LiveRun.Ports(ServerProcess.freePort(), ServerProcess.freePort());
        Path site = SiteFile.write(folder, ports.http(), ports.hl7(), unit.beds());
        List<String> command = place.gateway(List.of("run", "--config", site.toString()));
        try (ServerProcess gateway = ServerProcess.start("waves", command, folder)) {
            return WaveRun.run(
                    gateway,
                    ports,
                    unit,
                    List.of(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds)),
                    folder.resolve("chromium-" + ports.http()));
        }
    }

    private record Row(String unit, List<WaveRun.Result> results, boolean passed) {}

    private static Row row(WaveRun.Unit unit, List<WaveRun.Result> all) {
        boolean young = all.stream().allMatch(r -> r.age(0.99) <= r.bufferMillis() + BEYOND_BUFFER_MILLIS);
        boolean complete = all.stream().allMatch(r -> r.lanes() == unit.beds() * (unit.both() ? 2 : 1));
        return new Row(
                name(unit), all, median(all, WaveRun.Result::browserPerCent) <= BROWSER_PER_CENT && young && complete);
    }

    private static String name(WaveRun.Unit unit) {
        return unit.beds() + " beds x " + (unit.both() ? 2 : 1);
    }

    private String markdown(LocalDate day, String machine, List<Row> rows) {
        StringBuilder text = new StringBuilder(1_000);
        text.append(day)
                .append("; ")
                .append(machine)
                .append(".\nMedian of ")
                .append(runs)
                .append(" runs of ")
                .append(seconds)
                .append(" s, each a new gateway and a new browser, ")
                .append(warmUp)
                .append(" s warm-up; feed, gateway and browser share the machine.\n\n")
                .append("| unit | lanes drawn | Chromium, all processes: at most 25 % of a core | frames/s"
                        + " | age of the newest sample drawn: p50, p99 at most buffer + 300 ms | buffer"
                        + " | gateway, % of a core | gateway, MB | verdict |\n|---|---|---|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            List<WaveRun.Result> all = row.results();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f %% | %.1f | %.0f ms, %.0f ms | %.0f ms | %.1f %% | %.0f | %s |%n",
                    row.unit(),
                    all.getFirst().lanes(),
                    median(all, WaveRun.Result::browserPerCent),
                    median(all, WaveRun.Result::framesPerSecond),
                    median(all, r -> r.age(0.5)),
                    median(all, r -> r.age(0.99)),
                    all.getFirst().bufferMillis(),
                    median(all, WaveRun.Result::gatewayPerCent),
                    median(all, r -> r.residentBytes() / 1e6),
                    row.passed() ? "PASS" : "FAIL"));
        }
        return text.toString();
    }

    private static String line(WaveRun.Result result) {
        return String.format(
                Locale.ROOT,
                "%d lanes, browser %.1f %%, %.1f frames/s, age p50 %.0f ms p99 %.0f ms, gateway %.1f %%, %.0f MB",
                result.lanes(),
                result.browserPerCent(),
                result.framesPerSecond(),
                result.age(0.5),
                result.age(0.99),
                result.gatewayPerCent(),
                result.residentBytes() / 1e6);
    }

    private static double median(List<WaveRun.Result> all, ToDoubleFunction<WaveRun.Result> figure) {
        double[] sorted = all.stream().mapToDouble(figure).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
