package org.vigie.gateway.prove.thin;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.vigie.gateway.prove.LiveScreen;

/**
 * Measures one row of {@code prove thinlink}. Runs in the namespace of the hub, where its display is; from there the
 * monitors reach the edge by the other cable. Prints its progress and, as the last line, the figures.
 */
public final class ThinRowMain implements AutoCloseable {
    private static final long LIVE_S = 180;
    private static final long SETTLE_MS = 15_000;
    private static final int HOUR_S = 3_600;
    private static final long FILL_S = 900;
    private static final long REPAIR_S = 600;
    private static final int TELL_EVERY = 50;

    private final Row row;
    private final int rounds;
    private final Segments segments;
    private final Alarms alarms = new Alarms();
    private final List<Bed> beds = new ArrayList<>();
    private final Map<String, Double> figures = new TreeMap<>();
    private final PrintStream out = System.out;
    private final Rig rig;
    private final LiveScreen screen;

    private ThinRowMain(Row row, int rounds, long seed, Path folder, Segments segments)
            throws IOException, InterruptedException {
        this.row = row;
        this.rounds = rounds;
        this.segments = segments;
        rig = new Rig(folder, segments, row.load().beds());
        screen = new LiveScreen(Rig.hubPage(), true, alarms::shown);
        for (int i = 0; i < row.load().beds(); i++) {
            beds.add(new Bed(i, row.load().waves(), alarms, seed));
        }
    }

    /** Arguments: row, rounds, seed, folder, namespace of the edge, namespace of the hub. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Worker.endWithParent();
        Row row = Row.of(arguments[0]).orElseThrow();
        Segments segments = new Segments(arguments[4], arguments[5]);
        try (ThinRowMain main = new ThinRowMain(
                row, Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]), Path.of(arguments[3]), segments)) {
            main.run();
        }
    }

    private void run() throws IOException, InterruptedException {
        segments.shape(row.load().bitsPerSecond());
        if (row.load().lossPercent() > 0) {
            segments.lose(row.load().lossPercent());
        }
        segments.plug(true);
        beds.forEach(Bed::start);
        say("waiting until the hub has all %d beds", beds.size());
        await("the hub did not show all beds", LIVE_S, () -> screen.beds("live") + screen.beds("slow") == beds.size());
        pause(rounds < row.course().rounds() / 10 ? SETTLE_MS / 5 : SETTLE_MS);
        alarms.reset();
        if (row == Row.OUTAGE) {
            outage();
        } else {
            measure("", rounds);
        }
        say(
                "beds at the hub: %d live, %d slow, %d stale, %d lost",
                screen.beds("live"), screen.beds("slow"), screen.beds("stale"), screen.beds("lost"));
        out.println(new Figures(figures).line());
        out.flush();
    }

    /** Raises alarms by the clock, whatever becomes of them, and ends each half a turn later. */
    private void measure(String prefix, int count) throws IOException, InterruptedException {
        Row.Course course = row.course();
        Rig.Bytes before = rig.bytes();
        screen.samples();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            raise(i, start);
            if ((i + 1) % TELL_EVERY == 0) {
                say("%d of %d rounds: %s", i + 1, count, words(alarms.figures("")));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Rig.Bytes came = rig.bytes().since(before);
        Map<Integer, Integer> samples = screen.samples();
        double capacity = row.load().bitsPerSecond() / 8.0 * seconds;
        untilShown();
        figures.putAll(alarms.figures(prefix));
        figures.put(prefix + "used", came.all() * 100 / capacity);
        figures.put(prefix + "waves", came.of("waves") * 100 / capacity);
        say(
                "%s; link %.0f %% used: alarms and states %.0f %%, values %.0f %%, waves %.0f %% (%.0f samples a second of %d"
                        + " curves at the display); every %d ms, %d at once",
                words(alarms.figures("")),
                figure(prefix + "used"),
                came.of("life") * 100 / capacity,
                came.of("data") * 100 / capacity,
                figure(prefix + "waves"),
                samples.values().stream().mapToInt(Integer::intValue).sum() / seconds,
                samples.size(),
                course.everyMs(),
                course.atOnce());
    }

    /** What was raised last is on its way: it counts as missed only when half a minute is not enough. */
    private void untilShown() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (alarms.waiting() > 0 && System.nanoTime() < end) {
            pause(100);
        }
    }

    private void raise(int round, long start) throws IOException, InterruptedException {
        Row.Course course = row.course();
        long at = start + TimeUnit.MILLISECONDS.toNanos((long) round * course.everyMs());
        pause(Math.max(0, (at - System.nanoTime()) / 1_000_000));
        healthy();
        if (course.atOnce() > 1) {
            beds.subList(0, course.atOnce()).forEach(Bed::raise);
            pause(course.everyMs() / 2);
            beds.subList(0, course.atOnce()).forEach(Bed::end);
            pause(course.everyMs() / 2);
        } else {
            beds.get(round % beds.size()).raise();
            if (round >= beds.size() / 2) {
                beds.get((round - beds.size() / 2) % beds.size()).end();
            }
        }
    }

    /** An hour of values comes in while the cable is out; then it is put back and alarms go on meanwhile. */
    private void outage() throws IOException, InterruptedException {
        measure("before-", rounds / 2);
        endAll();
        segments.plug(false);
        await("the hub did not lose the edge", LIVE_S, () -> screen.beds("lost") == beds.size());
        int seconds = Math.max(30, (int) ((long) HOUR_S * rounds / row.course().rounds()));
        say(
                "cable out; %d s of values of %d beds (%d bytes a message) come in as fast as the edge takes them",
                seconds, beds.size(), Bed.valuesBytes());
        CountDownLatch filled = new CountDownLatch(beds.size());
        Instant from = Instant.now().minusSeconds(seconds);
        long began = System.nanoTime();
        beds.forEach(bed -> bed.past(from, seconds, filled::countDown));
        while (!filled.await(1, TimeUnit.SECONDS)) {
            healthy();
            if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(FILL_S)) {
                throw new IOException("the edge did not take the backlog within " + FILL_S + " s");
            }
        }
        say(
                "taken in %d s; cable in",
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
        heal(seconds * beds.size());
    }

    private void heal(int records) throws IOException, InterruptedException {
        alarms.reset();
        Repair repair = new Repair(screen, records);
        long plugged = System.nanoTime();
        segments.plug(true);
        await("the hub did not hear the edge again", LIVE_S, () -> screen.beds("lost") == 0);
        say("heard after %.1f s", (System.nanoTime() - plugged) / 1e9);
        int round = 0;
        long start = System.nanoTime();
        while (!repair.isDone() && System.nanoTime() - plugged < TimeUnit.SECONDS.toNanos(REPAIR_S)) {
            raise(round++, start);
            if (repair.look() && round % 20 == 0) {
                say("%s; %s", repair, words(alarms.figures("")));
            }
        }
        double took = repair.isDone() ? (System.nanoTime() - plugged) / 1e9 : Double.POSITIVE_INFINITY;
        untilShown();
        figures.put("repair", took);
        figures.put("missing", repair.most());
        figures.put("lost", repair.lost());
        figures.putAll(alarms.figures("repairing-"));
        figures.put("alarms", figure("before-alarms") + figure("repairing-alarms"));
        figures.put("missed", figure("before-missed") + figure("repairing-missed"));
        say("%s after %.1f s; %s", repair, took, words(alarms.figures("")));
    }

    private double figure(String name) {
        return figures.getOrDefault(name, Double.POSITIVE_INFINITY);
    }

    private void endAll() throws InterruptedException {
        beds.forEach(Bed::end);
        pause(2_000);
        alarms.reset();
    }

    private static String words(Map<String, Double> figures) {
        Figures so = new Figures(figures);
        return String.format(
                Locale.ROOT,
                "alarms %.0f, p50 %s, p99 %s, longest %s, not shown %.0f",
                so.of("alarms"),
                Figures.time(so.of("p50")),
                Figures.time(so.of("p99")),
                Figures.time(so.of("max")),
                so.of("missed"));
    }

    private void healthy() throws IOException {
        rig.check();
        for (Bed bed : beds) {
            if (bed.broken() != null) {
                throw new IOException(bed.broken());
            }
        }
        if (screen.hasEnded()) {
            throw new IOException("the hub has closed the display's connection");
        }
    }

    private void await(String what, long seconds, BooleanSupplier condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException(what + " within " + seconds + " s\n" + rig.lastWords());
            }
            healthy();
            pause(50);
        }
    }

    private static void pause(long ms) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ms);
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, row.word() + ": " + format + "%n", values);
        out.flush();
    }

    @Override
    public void close() {
        beds.forEach(Bed::close);
        screen.close();
        rig.close();
    }
}
