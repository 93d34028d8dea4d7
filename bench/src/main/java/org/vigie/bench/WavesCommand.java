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
import org.vigie.model.program.FreePort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What live waves cost, and how old they are on the screen; a gateway and a browser of its own for every run. */
@Command(
        name = "waves",
        mixinStandardHelpOptions = true,
        description =
                "16 beds with two waves, 32 and 64 with one, 64 without: processor, age on the screen; the renderer alone.")
final class WavesCommand implements Callable<Integer> {
    private static final double RENDERER_RATIO = 1.25;
    private static final double BEYOND_BUFFER_MILLIS = 300;
    private static final String FULL_HD = "1920,1080";
    private static final List<WaveRun.Unit> UNITS = List.of(
            new WaveRun.Unit(16, 2, FULL_HD, 25),
            new WaveRun.Unit(32, 1, FULL_HD, 25),
            new WaveRun.Unit(64, 1, "3840,2160", 40),
            new WaveRun.Unit(64, 0, FULL_HD, 15));

    @Option(names = "--runs", defaultValue = "3", description = "Measured runs; the median counts (default: 3).")
    private int runs;

    @Option(names = "--warm-up", defaultValue = "30", description = "Seconds of waves before (default: 30).")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "30", description = "Length of a measurement (default: 30).")
    private int seconds;

    @Option(
            names = "--units",
            split = ",",
            description = "Only these, as beds and waves: 16x2, 32x1, 64x1, 64x0 (default: all).")
    private List<String> chosen = List.of();

    @Option(names = "--write", description = "Put the table into docs/performance.md; only with all units.")
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
        for (WaveRun.Unit unit : units(self)) {
            List<WaveRun.Result> results = new ArrayList<>();
            for (int run = 1; run <= runs; run++) {
                results.add(one(place, unit));
                progress.println(
                        "bench: " + name(unit) + ", run " + run + " of " + runs + ": " + line(results.getLast()));
            }
            rows.add(row(unit, results));
        }
        WaveRun.Renderers renderers = renderers(place);
        LocalDate day = date == null ? LocalDate.now(ZoneOffset.UTC) : date;
        boolean fast = renderers.ratio() <= RENDERER_RATIO;
        String table = markdown(day, Machine.describe(place.repository()), rows)
                + String.format(
                        Locale.ROOT,
                        "%nThe renderer alone, 128 lanes, milliseconds a frame, beside that of the layout study in the same run:"
                                + " %.2f and %.2f, ratio %.2f of at most %.2f: %s.%n",
                        renderers.page(),
                        renderers.study(),
                        renderers.ratio(),
                        RENDERER_RATIO,
                        fast ? "PASS" : "FAIL");
        self.commandLine().getOut().println(table);
        if (write) {
            PerformancePage.replace(place.repository().resolve("docs/performance.md"), "waves", table);
        }
        return fast && rows.stream().allMatch(Row::passed) ? 0 : 1;
    }

    private List<WaveRun.Unit> units(CommandSpec self) {
        List<WaveRun.Unit> units = UNITS.stream()
                .filter(unit -> chosen.isEmpty() || chosen.contains(unit.beds() + "x" + unit.waves()))
                .toList();
        if (units.isEmpty() || (write && units.size() < UNITS.size())) {
            throw new ParameterException(
                    self.commandLine(), "--units: one of 16x2, 32x1, 64x1, 64x0; --write only with all of them");
        }
        return units;
    }

    private WaveRun.Result one(Place place, WaveRun.Unit unit) throws IOException {
        Path folder = place.work().resolve("waves");
        LiveRun.Ports ports = new LiveRun.Ports(FreePort.next(), FreePort.next());
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

    private static WaveRun.Renderers renderers(Place place) throws IOException {
        Path folder = place.work().resolve("waves");
        int http = FreePort.next();
        Path site = SiteFile.write(folder, http, FreePort.next(), 1);
        List<String> command = place.gateway(List.of("run", "--config", site.toString()));
        ServerProcess gateway = ServerProcess.start("renderer", command, folder);
        try {
            return WaveRun.renderers("http://127.0.0.1:" + http + "/", folder.resolve("chromium-" + http));
        } finally {
            gateway.close();
        }
    }

    private record Row(WaveRun.Unit unit, List<WaveRun.Result> results, boolean passed) {}

    private static Row row(WaveRun.Unit unit, List<WaveRun.Result> all) {
        boolean young =
                unit.waves() == 0 || all.stream().allMatch(r -> r.age(0.99) <= r.bufferMillis() + BEYOND_BUFFER_MILLIS);
        boolean complete = all.stream().allMatch(r -> r.lanes() == unit.beds() * unit.waves());
        return new Row(
                unit, all, median(all, WaveRun.Result::browserPerCent) <= unit.atMostPerCent() && young && complete);
    }

    private static String name(WaveRun.Unit unit) {
        return unit.beds() + " beds x " + unit.waves() + (unit.window().equals(FULL_HD) ? "" : " at 2160p");
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
                .append(
                        "| unit | lanes drawn | Chromium, all processes, of a core | at most | frames/s"
                                + " | age of the newest sample drawn: p50, p99 at most buffer + 300 ms | buffer"
                                + " | gateway, % of a core | gateway, MB | verdict |\n|---|---|---|---|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            List<WaveRun.Result> all = row.results();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f %% | %.0f %% | %.1f | %.0f ms, %.0f ms | %.0f ms | %.1f %% | %.0f | %s |%n",
                    name(row.unit()),
                    all.getFirst().lanes(),
                    median(all, WaveRun.Result::browserPerCent),
                    row.unit().atMostPerCent(),
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
