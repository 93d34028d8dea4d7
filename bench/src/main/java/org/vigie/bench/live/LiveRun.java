package org.vigie.bench.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    private static final Duration BROWSER_WARM_UP = Duration.ofSeconds(5);

    private LiveRun() {}

    /**
     * What came of it.
     *
     * @param cpuPerCent of one core that the gateway took while only numerics came
     * @param residentBytes of the gateway at the end
     * @param framesPerSecond that a display received meanwhile
     * @param alarms injected in each part
     * @param onSocket write of the alarm to its arrival at a WebSocket client, no browser running
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
     * @param part length of each part: numerics only; 5 alarms a second as well; the same with a browser
     * @param browser folder for a browser's files; null for none
     */
    public static Result run(ServerProcess gateway, Ports ports, Duration warmUp, Duration part, @Nullable Path browser)
            throws IOException {
        try (Feed feed = new Feed(ports.hl7(), BEDS);
                Display display = new Display(ports.http())) {
            pause(warmUp);
            ServerProcess.Usage before = gateway.usage();
            long framesBefore = display.frames();
            long start = System.nanoTime();
            pause(part);
            ServerProcess.Usage after = gateway.usage();
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = 100 * after.cpu().minus(before.cpu()).toNanos() / 1e9 / seconds;
            double frames = (display.frames() - framesBefore) / seconds;

            int total = (int) part.toSeconds() * ALARMS_PER_SECOND;
            List<Written> bare = inject(feed, 1, total);
            pause(SETTLE);
            Latencies onSocket = new Latencies();
            for (int i = 0; i < total; i++) {
                Long arrival = display.arrival(1 + i);
                if (arrival != null) {
                    onSocket.add(arrival - bare.get(i).nanos());
                }
            }
            Latencies painted = browser == null ? null : paint(feed, ports, total, browser);
            IOException failure = feed.failure();
            if (failure != null) {
                throw new IOException("the feed broke", failure);
            }
            return new Result(cpu, gateway.usage().residentBytes(), frames, total, onSocket, painted, feed.refused());
        }
    }

    private static Latencies paint(Feed feed, Ports ports, int total, Path folder) throws IOException {
        try (Chromium chromium = new Chromium(folder)) {
            chromium.open("http://127.0.0.1:" + ports.http() + "/");
            pause(BROWSER_WARM_UP);
            int first = total + 1;
            List<Written> seen = inject(feed, first, total);
            pause(SETTLE);
            Latencies painted = new Latencies();
            for (int i = 0; i < total; i++) {
                Instant shown = chromium.painted(first + i);
                if (shown != null) {
                    painted.add(Duration.between(seen.get(i).wall(), shown).toNanos());
                }
            }
            return painted;
        }
    }

    /**
     * Where a gateway listens.
     *
     * @param http of its page
     * @param hl7 of its monitors
     */
    public record Ports(int http, int hl7) {}

    /** When an alarm was written: {@link System#nanoTime} and wall clock. */
    private record Written(long nanos, Instant wall) {}

    /** Alarms start at even times on one bed after the other, and end 3 s later. */
    private static List<Written> inject(Feed feed, int first, int total) throws IOException {
        List<Written> written = new ArrayList<>(total);
        long gap = 1_000_000_000L / ALARMS_PER_SECOND;
        long start = System.nanoTime();
        for (int i = 0; i < total + ENDS_AFTER; i++) {
            long due = start + i * gap;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            int ending = first + i - ENDS_AFTER;
            if (ending >= first) {
                feed.send(bed(ending), frame(feed, ending, false));
            }
            if (i < total) {
                byte[] frame = frame(feed, first + i, true);
                Instant wall = Instant.now();
                written.add(new Written(feed.send(bed(first + i), frame), wall));
            }
        }
        return written;
    }

    private static byte[] frame(Feed feed, int alarm, boolean start) {
        return Pcd04.frame(feed.nextId(), Beds.name(bed(alarm)), Marks.text(alarm), start);
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
