package org.vigie.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.vigie.bench.ServerProcess;

/** One gateway whose beds send waves, and one page that draws them. */
public final class WaveRun {
    /** A person has answered the sound check: nothing lies over the tiles. */
    private static final String WATCHING =
            "sessionStorage.setItem('vigie.watch', JSON.stringify({ user: 'AB', heard: true,"
                    + " testedAt: Date.now() + 3600000, wall: Date.now() })), localStorage.setItem('vigie.waves', '1'), 1";

    /** Bed, rate and place of the pen of every lane, and the page's clock. */
    private static final String PENS = "[performance.timeOrigin + performance.now(),"
            + " document.getElementById('waves').waves.frames, document.getElementById('waves').waves.slots"
            + ".filter((s) => s.drawn !== undefined).map((s) => [s.lane.info.bed, s.lane.rate, s.drawn, s.lane.delayMs])]";

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private WaveRun() {}

    /**
     * What came of it.
     *
     * @param gatewayPerCent of one core that the gateway took
     * @param residentBytes of the gateway at the end
     * @param browserPerCent of one core that all processes of Chromium took
     * @param framesPerSecond that the page drew
     * @param lanes that it drew
     * @param agesMillis of the newest sample drawn, of every lane at every look, ascending
     * @param bufferMillis delay of the jitter buffer
     */
    public record Result(
            double gatewayPerCent,
            long residentBytes,
            double browserPerCent,
            double framesPerSecond,
            int lanes,
            List<Double> agesMillis,
            double bufferMillis) {
        public Result {
            agesMillis = List.copyOf(agesMillis);
        }

        /** The age that this share of all looks did not exceed, milliseconds. */
        public double age(double share) {
            return agesMillis.isEmpty()
                    ? Double.NaN
                    : agesMillis.get((int) Math.min(agesMillis.size() - 1L, Math.round(share * agesMillis.size())));
        }
    }

    /**
     * What is drawn.
     *
     * @param beds 1 to 64
     * @param both two waves a bed, else one
     */
    public record Unit(int beds, boolean both) {}

    /**
     * Loads a gateway that has just started.
     *
     * @param warmUp before anything is measured
     * @param part length of the measurement
     * @param browser empty folder for a browser's files
     */
    public static Result run(ServerProcess gateway, LiveRun.Ports ports, Unit unit, List<Duration> times, Path browser)
            throws IOException {
        try (Feed feed = new Feed(ports.hl7(), unit.beds());
                WaveFeed waves = new WaveFeed(feed, unit.beds(), unit.both());
                Chromium chromium = new Chromium(browser)) {
            String page = "http://127.0.0.1:" + ports.http() + "/";
            chromium.open(page);
            chromium.evaluate(WATCHING);
            chromium.open(page + "?lang=en");
            pause(times.get(0));
            Result result = measure(gateway, chromium, waves, times.get(1));
            IOException failure = feed.failure() == null ? waves.failure() : feed.failure();
            if (failure != null) {
                throw new IOException("the feed broke", failure);
            }
            return result;
        }
    }

    private static Result measure(ServerProcess gateway, Chromium chromium, WaveFeed waves, Duration part)
            throws IOException {
        Duration gatewayBefore = gateway.usage().cpu();
        Duration browserBefore = chromium.cpu();
        long framesBefore = chromium.evaluate(PENS).path(1).asLong();
        long start = System.nanoTime();
        List<Double> ages = new ArrayList<>();
        int lanes = 0;
        double buffer = 0;
        while (System.nanoTime() - start < part.toNanos()) {
            pause(LOOK_EVERY);
            JsonNode pens = chromium.evaluate(PENS);
            double now = pens.path(0).asDouble();
            lanes = pens.path(2).size();
            for (JsonNode pen : pens.path(2)) {
                int bed = Integer.parseInt(pen.get(0).asText().substring(1));
                double taken = waves.begin(bed)
                        + pen.get(2).asDouble() * 1_000 / pen.get(1).asDouble();
                ages.add(now - taken);
                buffer = pen.get(3).asDouble();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double frames = (chromium.evaluate(PENS).path(1).asLong() - framesBefore) / seconds;
        double browser = chromium.cpu().minus(browserBefore).toNanos() / 1e7 / seconds;
        ServerProcess.Usage after = gateway.usage();
        Collections.sort(ages);
        return new Result(
                after.cpu().minus(gatewayBefore).toNanos() / 1e7 / seconds,
                after.residentBytes(),
                browser,
                frames,
                lanes,
                ages,
                buffer);
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
