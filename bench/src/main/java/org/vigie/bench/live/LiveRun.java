package org.vigie.bench.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.vigie.bench.Latencies;
import org.vigie.bench.ServerProcess;
import org.vigie.bench.hl7.Beds;
import org.vigie.bench.hl7.Pcd04;

/** One gateway of 64 beds: what it costs, and how fast its alarms come out. */
public final class LiveRun {
    /** Beds of the unit. */
    public static final int BEDS = 64;

    private static final int ALARMS_PER_SECOND = 5;
    /** An alarm ends this many alarms later: 3 s. */
    private static final int ENDS_AFTER = 3 * ALARMS_PER_SECOND;

    private static final Duration SETTLE = Duration.ofSeconds(2);

    private LiveRun() {}

    /**
     * What came of it.
     *
     * @param cpuPerCent of one core that the gateway took while only numerics came
     * @param residentBytes of the gateway at the end
     * @param framesPerSecond that a display received meanwhile
     * @param alarms injected
     * @param onSocket write of the alarm to its arrival at a WebSocket client
     * @param painted write of the alarm to its painting; null without a browser
     * @param refused messages that were not acknowledged with AA
     */
    public record Result(
            double cpuPerCent,
            long residentBytes,
            double framesPerSecond,
            int alarms,
            Latencies onSocket,
            @Nullable Latencies painted,
            long refused) {}

    /**
     * Loads a gateway that has just started.
     *
     * @param warmUp before anything is measured
     * @param quiet only numerics: processor and memory
     * @param alarming numerics and 5 alarms a second
     * @param browser folder for a browser's files; null for none
     */
    public static Result run(
            ServerProcess gateway,
            Ports ports,
            Duration warmUp,
            Duration quiet,
            Duration alarming,
            @Nullable Path browser)
            throws IOException {
        try (Feed feed = new Feed(ports.hl7(), BEDS);
                Display display = new Display(ports.http());
                Chromium chromium = browser == null ? null : new Chromium(browser)) {
            if (chromium != null) {
                chromium.open("http://127.0.0.1:" + ports.http() + "/");
            }
            pause(warmUp);
            ServerProcess.Usage before = gateway.usage();
            long framesBefore = display.frames();
            long start = System.nanoTime();
            pause(quiet);
            ServerProcess.Usage after = gateway.usage();
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = 100 * after.cpu().minus(before.cpu()).toNanos() / 1e9 / seconds;
            double frames = (display.frames() - framesBefore) / seconds;

            int total = (int) alarming.toSeconds() * ALARMS_PER_SECOND;
            long[] sent = new long[total + 1];
            Instant[] sentWall = new Instant[total + 1];
            inject(feed, sent, sentWall);
            pause(SETTLE);
            IOException failure = feed.failure();
            if (failure != null) {
                throw new IOException("the feed broke", failure);
            }
            Latencies onSocket = new Latencies();
            Latencies painted = chromium == null ? null : new Latencies();
            for (int i = 1; i <= total; i++) {
                Long arrival = display.arrival(i);
                if (arrival != null) {
                    onSocket.add(arrival - sent[i]);
                }
                Instant shown = chromium == null ? null : chromium.painted(i);
                if (painted != null && shown != null) {
                    painted.add(Duration.between(sentWall[i], shown).toNanos());
                }
            }
            return new Result(cpu, gateway.usage().residentBytes(), frames, total, onSocket, painted, feed.refused());
        }
    }

    /**
     * Where a gateway listens.
     *
     * @param http of its page
     * @param hl7 of its monitors
     */
    public record Ports(int http, int hl7) {}

    /** Alarms start at even times on one bed after the other, and end 3 s later. */
    private static void inject(Feed feed, long[] sent, Instant[] sentWall) throws IOException {
        int total = sent.length - 1;
        long gap = 1_000_000_000L / ALARMS_PER_SECOND;
        long start = System.nanoTime();
        for (int i = 1; i <= total + ENDS_AFTER; i++) {
            long due = start + i * gap;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            int ending = i - ENDS_AFTER;
            if (ending >= 1) {
                feed.send(bed(ending), Pcd04.frame(feed.nextId(), Beds.name(bed(ending)), Marks.text(ending), false));
            }
            if (i <= total) {
                byte[] frame = Pcd04.frame(feed.nextId(), Beds.name(bed(i)), Marks.text(i), true);
                sentWall[i] = Instant.now();
                sent[i] = feed.send(bed(i), frame);
            }
        }
    }

    private static int bed(int alarm) {
        return alarm % BEDS + 1;
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
