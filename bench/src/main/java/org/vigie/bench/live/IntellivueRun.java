package org.vigie.bench.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigie.bench.Latencies;
import org.vigie.bench.Machine;
import org.vigie.bench.ServerProcess;

/** One gateway with IntelliVue monitors and one display that takes all waves. */
public final class IntellivueRun {
    private static final Duration ASSOCIATE = Duration.ofSeconds(60);
    private static final Pattern COUNT = Pattern.compile("vigie_intellivue_total\\{.*event=\"([^\"]+)\".*} ([0-9.E]+)");

    private IntellivueRun() {}

    /**
     * What came of it.
     *
     * @param gatewayPerCent of one core that the gateway took
     * @param residentBytes of the gateway at the end
     * @param othersPerCent of one core that neither the gateway nor this process took
     * @param associated monitors at the end
     * @param lanes that the display was told of
     * @param samplesPerSecond that it received
     * @param framesPerSecond text and binary
     * @param ages of blocks, from the sending of the monitor's datagram to the display
     * @param counts of the adapter at the end
     */
    public record Result(
            double gatewayPerCent,
            long residentBytes,
            double othersPerCent,
            int associated,
            int lanes,
            double samplesPerSecond,
            double framesPerSecond,
            Latencies ages,
            Map<String, Long> counts) {
        public Result {
            counts = Map.copyOf(counts);
        }

        /** Cycles of values, lists of alarms and blocks of waves that did not come. */
        public long missing() {
            return counts.entrySet().stream()
                    .filter(each -> each.getKey().startsWith("missing-")
                            || each.getKey().equals("waves-dropped"))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /**
     * Loads a gateway that has just started.
     *
     * @param http its port
     * @param warmUp after the last association, before anything is measured
     * @param part length of the measurement, at most 100 s
     */
    public static Result run(ServerProcess gateway, int http, Fleet fleet, int beds, Duration warmUp, Duration part)
            throws IOException {
        try (WaveDisplay display = new WaveDisplay(http, fleet)) {
            long end = System.nanoTime() + ASSOCIATE.toNanos();
            while (fleet.associated() < beds && System.nanoTime() < end) {
                pause(Duration.ofMillis(200));
            }
            pause(warmUp);
            Map<String, Long> before = counts(http);
            display.take();
            Duration cpu = gateway.usage().cpu();
            Duration busy = Machine.busy();
            Duration own = Machine.own();
            long start = System.nanoTime();
            pause(part);
            double seconds = (System.nanoTime() - start) / 1e9;
            WaveDisplay.Seen seen = display.take();
            ServerProcess.Usage after = gateway.usage();
            double used = after.cpu().minus(cpu).toNanos() / 1e7 / seconds;
            double ours = Machine.own().minus(own).toNanos() / 1e7 / seconds;
            double all = Machine.busy().minus(busy).toNanos() / 1e7 / seconds;
            Map<String, Long> counts = new HashMap<>();
            counts(http).forEach((event, count) -> counts.put(event, count - before.getOrDefault(event, 0L)));
            IOException failure = fleet.failure();
            if (failure != null) {
                throw new IOException("the monitors broke", failure);
            }
            return new Result(
                    used,
                    after.residentBytes(),
                    Math.max(0, all - used - ours),
                    fleet.associated(),
                    seen.lanes(),
                    seen.samples() / seconds,
                    seen.frames() / seconds,
                    seen.ages(),
                    counts);
        }
    }

    private static Map<String, Long> counts(int http) throws IOException {
        URI metrics = URI.create("http://127.0.0.1:" + http + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            String text = client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            Map<String, Long> counts = new HashMap<>();
            Matcher found = COUNT.matcher(text);
            while (found.find()) {
                counts.merge(found.group(1), (long) Double.parseDouble(found.group(2)), Long::sum);
            }
            return counts;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
