package org.vigie.bench.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
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
                    + " testedAt: Date.now() + 3600000, wall: Date.now() })), 1";

    /** Bed, rate and place of the pen of every lane, and the page's clock. */
    private static final String PENS = "[performance.timeOrigin + performance.now(),"
            + " document.getElementById('waves').waves.frames, document.getElementById('waves').waves.slots"
            + ".filter((s) => s.drawn !== undefined).map((s) => [s.lane.info.bed, s.lane.rate, s.drawn, s.lane.delayMs])]";

    private static final Duration LOOKED = Duration.ofSeconds(15);
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
     * @param waves of each bed, 0 to 2
     * @param window of the browser, width and height with a comma
     * @param atMostPerCent of one core for all processes of the browser
     */
    public record Unit(int beds, int waves, String window, double atMostPerCent) {}

    /** Milliseconds of a frame of 64 beds with two waves, drawn by the page's renderer and by the layout study's. */
    public record Renderers(double page, double study) {
        /** How much longer the page's one takes. */
        public double ratio() {
            return page / study;
        }
    }

    /**
     * Compares the renderers in one page, in turns.
     *
     * @param address of a gateway's page
     * @param browser empty folder for a browser's files
     */
    public static Renderers renderers(String address, Path browser) throws IOException {
        try (InputStream script = WaveRun.class.getResourceAsStream("renderer.js");
                Chromium chromium = new Chromium(browser)) {
            if (script == null) {
                throw new IOException("renderer.js is not in the jar");
            }
            chromium.open(address);
            JsonNode millis = chromium.evaluate(new String(script.readAllBytes(), UTF_8));
            return new Renderers(millis.path(0).asDouble(), millis.path(1).asDouble());
        }
    }

    /**
     * Loads a gateway that has just started.
     *
     * @param times before anything is measured, and of the measurement
     * @param browser empty folder for a browser's files
     */
    public static Result run(ServerProcess gateway, LiveRun.Ports ports, Unit unit, List<Duration> times, Path browser)
            throws IOException {
        try (Feed feed = new Feed(ports.hl7(), unit.beds());
                WaveFeed waves = new WaveFeed(feed, unit.beds(), unit.waves());
                Chromium chromium = new Chromium(browser, unit.window())) {
            String page = "http://127.0.0.1:" + ports.http() + "/";
            chromium.open(page);
            chromium.evaluate(WATCHING);
            chromium.evaluate("localStorage.setItem('vigie.waves', '" + Math.min(1, unit.waves()) + "'), 1");
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

    /** Nobody looks into the page while its processor time is taken: each look costs the browser some. */
    private static Result measure(ServerProcess gateway, Chromium chromium, WaveFeed waves, Duration part)
            throws IOException {
        long framesBefore = chromium.evaluate(PENS).path(1).asLong();
        Duration gatewayBefore = gateway.usage().cpu();
        Duration browserBefore = chromium.cpu();
        long start = System.nanoTime();
        pause(part);
        double browser = chromium.cpu().minus(browserBefore).toNanos();
        ServerProcess.Usage after = gateway.usage();
        double nanos = System.nanoTime() - start;
        long frames = chromium.evaluate(PENS).path(1).asLong() - framesBefore;
        List<Double> ages = new ArrayList<>();
        JsonNode pens = look(chromium, waves, ages);
        for (long looks = LOOKED.dividedBy(LOOK_EVERY); looks > 1; looks--) {
            pause(LOOK_EVERY);
            pens = look(chromium, waves, ages);
        }
        Collections.sort(ages);
        return new Result(
                after.cpu().minus(gatewayBefore).toNanos() / nanos * 100,
                after.residentBytes(),
                browser / nanos * 100,
                frames / nanos * 1e9,
                pens.size(),
                ages,
                pens.path(0).path(3).asDouble());
    }

    /** Notes how old the newest sample of every pen is, milliseconds. */
    private static JsonNode look(Chromium chromium, WaveFeed waves, List<Double> ages) throws IOException {
        JsonNode page = chromium.evaluate(PENS);
        for (JsonNode pen : page.path(2)) {
            int bed = Integer.parseInt(pen.get(0).asText().substring(1));
            double taken = waves.begin(bed)
                    + pen.get(2).asDouble() * 1_000 / pen.get(1).asDouble();
            ages.add(page.path(0).asDouble() - taken);
        }
        return page.path(2);
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
