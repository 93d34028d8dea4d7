package org.vigie.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.vigie.bench.live.LiveRun;
import org.vigie.model.program.FreePort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From the monitor to the eye; a gateway of its own for every run. */
@Command(
        name = "live",
        mixinStandardHelpOptions = true,
        description = "64 beds at 1 Hz: alarm to WebSocket and to painted page, processor, memory, start.")
final class LiveCommand implements Callable<Integer> {
    private static final double SOCKET_P99_MILLIS = 50;
    private static final double PAINTED_P99_MILLIS = 250;
    private static final double CPU_PER_CENT = 15;
    private static final double RESIDENT_MEGABYTES = 300;
    private static final double START_MILLIS = 2_000;

    @Option(names = "--runs", defaultValue = "5", description = "Measured runs; the median counts (default: 5).")
    private int runs;

    @Option(names = "--warm-up", defaultValue = "45", description = "Seconds of feed before (default: 45).")
    private int warmUp;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "Length of each part of a run in seconds (default: 20).")
    private int seconds;

    @Option(
            names = "--browser",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Open the page in Chromium as well (default).")
    private boolean browser;

    @Option(names = "--program", description = "Program to measure, such as bin/vigie of a package (default: the jar).")
    private @Nullable Path program;

    @Mixin
    private final Publishing publishing = new Publishing();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter progress = publishing.command().commandLine().getErr();
        Place place = Place.ofLauncher();
        List<Double> starts = new ArrayList<>();
        List<LiveRun.Result> results = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            results.add(one(place, starts));
            progress.println("bench: run " + run + " of " + runs + ": " + line(results.getLast()));
        }
        List<Row> rows = rows(starts, results, browser);
        String table = markdown(publishing.day(), Machine.describe(place.repository()), rows);
        publishing.publish(place, "live", table);
        return rows.stream().allMatch(Row::passed) ? 0 : 1;
    }

    private LiveRun.Result one(Place place, List<Double> starts) throws IOException, InterruptedException {
        Path folder = place.work().resolve("live");
        LiveRun.Ports ports = new LiveRun.Ports(FreePort.next(), FreePort.next());
        Path site = SiteFile.write(folder, ports.http(), ports.hl7());
        List<String> arguments = List.of("run", "--config", site.toString());
        List<String> command = place.gateway(arguments);
        if (program != null) {
            command = new ArrayList<>(List.of(program.toString()));
            command.addAll(arguments);
        }
        long before = System.nanoTime();
        try (ServerProcess gateway = ServerProcess.start("live", command, folder)) {
            servePage(ports.http());
            starts.add((System.nanoTime() - before) / 1e6);
            return LiveRun.run(
                    gateway,
                    ports,
                    Duration.ofSeconds(warmUp),
                    Duration.ofSeconds(seconds),
                    browser ? folder.resolve("chromium-" + ports.http()) : null);
        }
    }

    /** Reads the whole first page. */
    private static void servePage(int port) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
        try (InputStream page = connection.getInputStream()) {
            if (page.readAllBytes().length == 0) {
                throw new IOException("the page is empty");
            }
        } finally {
            connection.disconnect();
        }
    }

    private record Row(String what, String figure, boolean passed) {}

    private static List<Row> rows(List<Double> starts, List<LiveRun.Result> all, boolean browser) {
        List<Row> rows = new ArrayList<>();
        double socket = median(all, r -> millis(r.onSocket(), 0.99));
        int missing =
                all.stream().mapToInt(r -> r.alarms() - r.onSocket().count()).sum();
        rows.add(new Row(
                "alarm in to WebSocket: p99 at most 50 ms, none missing",
                String.format(
                        Locale.ROOT,
                        "p50 %.1f ms, p99 %.1f ms, %d of %d missing",
                        median(all, r -> millis(r.onSocket(), 0.5)),
                        socket,
                        missing,
                        all.stream().mapToInt(LiveRun.Result::alarms).sum()),
                socket <= SOCKET_P99_MILLIS && missing == 0));
        if (browser) {
            double painted = median(all, r -> painted(r, 0.99));
            int unpainted = all.stream().mapToInt(LiveCommand::unpainted).sum();
            rows.add(new Row(
                    "alarm in to painted in Chromium: p99 at most 250 ms, none missing",
                    String.format(
                            Locale.ROOT,
                            "p50 %.0f ms, p99 %.0f ms, %d of %d missing",
                            median(all, r -> painted(r, 0.5)),
                            painted,
                            unpainted,
                            all.stream().mapToInt(LiveRun.Result::alarms).sum()),
                    painted <= PAINTED_P99_MILLIS && unpainted == 0));
        }
        double cpu = median(all, LiveRun.Result::cpuPerCent);
        rows.add(new Row(
                "gateway, one display: at most 15 % of one core",
                String.format(
                        Locale.ROOT,
                        "%.1f %%, %.0f frames/s to the display",
                        cpu,
                        median(all, LiveRun.Result::framesPerSecond)),
                cpu <= CPU_PER_CENT));
        double resident = median(all, r -> r.residentBytes() / 1e6);
        rows.add(new Row(
                "gateway: at most 300 MB resident",
                String.format(Locale.ROOT, "%.0f MB", resident),
                resident <= RESIDENT_MEGABYTES));
        double start = median(starts, Double::doubleValue);
        rows.add(new Row(
                "start to first served page: at most 2 s",
                String.format(Locale.ROOT, "%.2f s", start / 1e3),
                start <= START_MILLIS));
        return rows;
    }

    private String markdown(LocalDate day, String machine, List<Row> rows) {
        StringBuilder text = new StringBuilder(1_000);
        text.append(day)
                .append("; ")
                .append(machine)
                .append(".\nMedian of ")
                .append(runs)
                .append(" runs, each a new process, ")
                .append(warmUp)
                .append(" s warm-up")
                .append(program == null ? "" : " (the packed program)")
                .append("; feed, client and browser share the machine with the gateway.\n\n")
                .append("| target | figure | verdict |\n|---|---|---|\n");
        for (Row row : rows) {
            text.append("| ")
                    .append(row.what())
                    .append(" | ")
                    .append(row.figure())
                    .append(" | ");
            text.append(row.passed() ? "PASS" : "FAIL").append(" |\n");
        }
        return text.toString();
    }

    private static String line(LiveRun.Result result) {
        return String.format(
                Locale.ROOT,
                "socket p99 %.1f ms (%d of %d), painted p99 %.0f ms, %.1f %% of a core, %.0f MB, refused %d",
                millis(result.onSocket(), 0.99),
                result.onSocket().count(),
                result.alarms(),
                painted(result, 0.99),
                result.cpuPerCent(),
                result.residentBytes() / 1e6,
                result.refused());
    }

    private static double painted(LiveRun.Result result, double share) {
        Latencies painted = result.painted();
        return painted == null ? 0 : millis(painted, share);
    }

    private static int unpainted(LiveRun.Result result) {
        Latencies painted = result.painted();
        return painted == null ? 0 : result.alarms() - painted.count();
    }

    private static double millis(Latencies latencies, double share) {
        return latencies.quantile(share).toNanos() / 1e6;
    }

    private static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
        double[] sorted = all.stream().mapToDouble(figure).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
