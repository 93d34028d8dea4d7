package org.vigie.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.vigie.bench.live.Fleet;
import org.vigie.bench.live.IntellivueRun;
import org.vigie.model.program.FreePort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a unit of IntelliVue monitors costs the gateway, and how fast their waves get to a display. */
@Command(
        name = "intellivue",
        mixinStandardHelpOptions = true,
        description =
                "64 IntelliVue beds (values and alarms each second, three waves): processor, memory, age of waves.")
final class IntellivueCommand implements Callable<Integer> {
    private static final double CPU_PER_CENT = 40;
    private static final double MEGABYTES = 400;
    private static final double AGE_MILLIS = 300;
    private static final int WAVES = 3;

    @Option(names = "--runs", defaultValue = "3", description = "Measured runs; the median counts (default: 3).")
    private int runs;

    @Option(names = "--beds", defaultValue = "64", description = "Monitors (default: 64).")
    private int beds;

    @Option(names = "--warm-up", defaultValue = "45", description = "Seconds after the associations (default: 45).")
    private int warmUp;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "Length of a measurement (default: 30, at most 90).")
    private int seconds;

    @Mixin
    private Publishing publishing = new Publishing();

    @Override
    public Integer call() throws IOException {
        PrintWriter progress = publishing.command().commandLine().getErr();
        Place place = Place.ofLauncher();
        List<IntellivueRun.Result> results = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            results.add(one(place));
            progress.println("bench: run " + run + " of " + runs + ": " + line(results.getLast()) + " "
                    + results.getLast().counts());
        }
        boolean passed = isPassed(results);
        publishing.publish(place, "intellivue", markdown(Machine.describe(place.repository()), results, passed));
        return passed ? 0 : 1;
    }

    private IntellivueRun.Result one(Place place) throws IOException {
        Path folder = place.work().resolve("intellivue");
        int http = FreePort.next();
        int announcements = FreePort.next();
        List<String> addresses =
                IntStream.rangeClosed(1, beds).mapToObj(Fleet::address).toList();
        Path site = SiteFile.intellivue(folder, http, announcements, addresses);
        List<String> command = place.gateway(List.of("run", "--config", site.toString()));
        try (Fleet fleet = new Fleet(beds);
                ServerProcess gateway = ServerProcess.start("intellivue", command, folder)) {
            Duration part = Duration.ofSeconds(Math.min(90, seconds));
            return IntellivueRun.run(gateway, http, fleet, beds, Duration.ofSeconds(warmUp), part);
        }
    }

    private boolean isPassed(List<IntellivueRun.Result> all) {
        return median(all, IntellivueRun.Result::gatewayPerCent) <= CPU_PER_CENT
                && median(all, r -> r.residentBytes() / 1e6) <= MEGABYTES
                && all.stream()
                        .allMatch(r -> millis(r, 0.99) <= AGE_MILLIS
                                && r.associated() == beds
                                && r.lanes() >= beds * WAVES
                                && r.missing() == 0);
    }

    private String markdown(String machine, List<IntellivueRun.Result> all, boolean passed) {
        String head = publishing.day() + "; " + machine + ".\nMedian of " + runs + " runs of " + seconds
                + " s, each a new gateway, " + warmUp
                + " s warm-up; monitors, gateway and display share the machine.\n\n"
                + "| monitors | lanes | gateway: at most 40 % of a core | resident: at most 400 MB"
                + " | datagram to display: p50, p99 at most 300 ms | cycles, lists, blocks missing | samples/s"
                + " | frames/s | others' load | verdict |\n|---|---|---|---|---|---|---|---|---|---|\n";
        return head
                + String.format(
                        Locale.ROOT,
                        "| %d | %d | %.1f %% | %.0f | %.0f ms, %.0f ms | %d | %.0f | %.0f | %.0f %% | %s |%n",
                        all.getFirst().associated(),
                        all.getFirst().lanes(),
                        median(all, IntellivueRun.Result::gatewayPerCent),
                        median(all, r -> r.residentBytes() / 1e6),
                        median(all, r -> millis(r, 0.5)),
                        median(all, r -> millis(r, 0.99)),
                        all.stream().mapToLong(IntellivueRun.Result::missing).sum(),
                        median(all, IntellivueRun.Result::samplesPerSecond),
                        median(all, IntellivueRun.Result::framesPerSecond),
                        median(all, IntellivueRun.Result::othersPerCent),
                        passed ? "PASS" : "FAIL");
    }

    private static String line(IntellivueRun.Result result) {
        return String.format(
                Locale.ROOT,
                "%d monitors, %d lanes, gateway %.1f %%, %.0f MB, waves p50 %.0f ms p99 %.0f ms, others %.0f %%",
                result.associated(),
                result.lanes(),
                result.gatewayPerCent(),
                result.residentBytes() / 1e6,
                millis(result, 0.5),
                millis(result, 0.99),
                result.othersPerCent());
    }

    private static double millis(IntellivueRun.Result result, double share) {
        return result.ages().quantile(share).toNanos() / 1e6;
    }

    private static double median(List<IntellivueRun.Result> all, ToDoubleFunction<IntellivueRun.Result> figure) {
        double[] sorted = all.stream().mapToDouble(figure).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
