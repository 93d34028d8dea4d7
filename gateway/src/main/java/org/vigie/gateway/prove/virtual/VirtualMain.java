package org.vigie.gateway.prove.virtual;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.vigie.gateway.prove.LiveScreen;
import org.vigie.gateway.prove.thin.Worker;

/**
 * The part of {@code prove virtualaddress} that runs in the namespace of the ward: takes the pair through its steps and
 * prints what the monitors and the hub saw. Exit code 0 when every claim held, 1 when one did not.
 */
public final class VirtualMain implements AutoCloseable {
    private static final long START_MS = 120_000;
    private static final long STEP_MS = 60_000;
    private static final long SETTLE_MS = 8_000;
    private static final long STAY_MS = 12_000;
    private static final long LOOK_MS = 100;

    /** For how long both may answer on the address while the switch joins them: between the two moves of a takeover. */
    private static final long BOTH_MS = 1_000;

    /** Of the IntelliVue: as without a virtual address, see docs/failover.md. */
    private static final long ASKED_MS = 16_000;

    private final Lan lan;
    private final PrintStream out = System.out;
    private final List<Sender> senders = new ArrayList<>();
    private final Pair pair;
    private final LiveScreen screen;
    private int holder;
    private boolean good = true;

    private VirtualMain(Path folder, Lan lan) throws IOException, InterruptedException {
        this.lan = lan;
        pair = new Pair(folder, lan);
        screen = new LiveScreen(URI.create("http://127.0.0.1:8080/"), false, (bed, on, nanos) -> {});
    }

    /** Arguments: rounds, folder, namespaces of the ward, the first and the second box. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Worker.endWithParent();
        Lan lan = new Lan(arguments[2], List.of(arguments[3], arguments[4]));
        boolean good;
        try (VirtualMain main = new VirtualMain(Path.of(arguments[1]), lan)) {
            good = main.run(Integer.parseInt(arguments[0]));
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(int rounds) throws IOException, InterruptedException {
        try {
            begin();
            for (int round = 0; round < rounds; round++) {
                for (Step step : Step.values()) {
                    if (step.moves()) {
                        move(step);
                    } else {
                        stay(step);
                    }
                }
            }
        } catch (IOException failed) {
            throw new IOException(failed.getMessage() + "\n" + pair.lastWords(), failed);
        }
        return good;
    }

    private void begin() throws IOException, InterruptedException {
        long end = System.currentTimeMillis() + START_MS;
        while (!(pair.address(0).isHere() && lan.holds(0))) {
            look(end, "the box that goes first did not get the address");
        }
        claim(!pair.address(1).isHere(), "the address is at one box");
        claim(
                lan.callsFromVirtual(0, Lan.monitor(0)) && !lan.callsFromVirtual(0, Lan.HUB),
                "monitors are called from the virtual address, the hub is not");
        List<Sender.Habit> habits = List.of(Sender.Habit.values());
        for (int i = 0; i < habits.size(); i++) {
            senders.add(new Sender(habits.get(i), Pair.SENDING.get(i), Lan.monitor(i)));
        }
        while (!(sendingShown() && screen.shows(Pair.ASKED, "live"))) {
            look(end, "the hub did not show the beds");
        }
        TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
    }

    private boolean sendingShown() {
        return Pair.SENDING.stream().allMatch(bed -> screen.shows(bed, "live"));
    }

    /** One look; the sampling is no finer than this. */
    private void look(long end, String otherwise) throws IOException, InterruptedException {
        pair.check();
        if (System.currentTimeMillis() > end) {
            throw new IOException(otherwise + " in time");
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }

    private void move(Step step) throws IOException, InterruptedException {
        int to = 1 - holder;
        long from = System.currentTimeMillis();
        step.act(pair, lan, holder);
        long held = 0;
        long dark = from;
        long unasked = from;
        long settled = Long.MAX_VALUE;
        while (System.currentTimeMillis() < settled) {
            look(from + STEP_MS, step + ": " + Pair.name(to) + " did not get everything");
            long now = System.currentTimeMillis();
            held = held == 0 && lan.holds(to) ? now : held;
            dark = sendingShown() ? dark : now;
            unasked = screen.shows(Pair.ASKED, "live") ? unasked : now;
            AddressLog there = pair.address(to);
            boolean all = now > Math.max(dark, unasked)
                    && held > 0
                    && there.isHere()
                    && senders.stream().allMatch(sender -> sender.answers().newest() > Math.max(from, there.came()));
            settled = !all ? Long.MAX_VALUE : Math.min(settled, now + SETTLE_MS);
        }
        long until = System.currentTimeMillis();
        say(
                "%s (%s): %s holds after %s, has the address after %s, at the hub after %s, the IntelliVue after %s",
                step.words(),
                Pair.name(holder),
                Pair.name(to),
                seconds(held - from),
                seconds(pair.address(to).came() - from),
                seconds(dark - from),
                seconds(unasked - from));
        claim(unasked - from <= ASKED_MS, step + ": the IntelliVue is at the hub again within " + seconds(ASKED_MS));
        outages(step, from, until);
        if (step != Step.DEAD) {
            together(step, from, until);
        }
        claim(pair.address(to).isHere() && lan.holds(to), step + ": the box that holds has the address");
        holder = to;
    }

    private void stay(Step step) throws IOException, InterruptedException {
        AddressLog before = pair.address(holder);
        long from = System.currentTimeMillis();
        step.act(pair, lan, 1 - holder);
        long until = System.currentTimeMillis() + STAY_MS;
        while (System.currentTimeMillis() < until) {
            look(Long.MAX_VALUE, "");
        }
        say("%s (%s)", step.words(), Pair.name(1 - holder));
        outages(step, from, until);
        together(step, from, until);
        claim(
                pair.address(holder).came() == before.came()
                        && pair.address(holder).isHere()
                        && lan.holds(holder),
                step + ": nothing is switched back");
        claim(!pair.address(1 - holder).isHere(), step + ": the address is at one box");
        claim(sendingShown() && screen.shows(Pair.ASKED, "live"), step + ": the hub shows all beds at the end");
    }

    private void outages(Step step, long from, long until) {
        for (Sender sender : senders) {
            Answers.Outage outage = sender.answers().outage(from - 2_000, until);
            List<Answers.Ending> endings = sender.answers().endings(from);
            say(
                    "  %s: %sat most %s without acknowledgement%s",
                    sender.habit().words(),
                    step.moves() ? "acknowledged again after " + seconds(outage.again() - from) + ", " : "",
                    seconds(outage.ms()),
                    endings.isEmpty()
                            ? ""
                            : "; first \"" + endings.getFirst().how() + "\" after "
                                    + seconds(endings.getFirst().at() - from) + ", " + endings.size()
                                    + " attempts failed");
            claim(
                    outage.ms() <= step.limitMs(sender.habit()),
                    step + ": acknowledged again within " + seconds(step.limitMs(sender.habit())));
            claim(sender.answers().refusedCount() == 0, step + ": nothing was answered with a refusal");
        }
    }

    private void together(Step step, long from, long until) throws IOException {
        long both = pair.address(0).together(pair.address(1), from, until);
        say("  both boxes had the address for %d ms", both);
        claim(both <= BOTH_MS, step + ": both have the address for at most " + BOTH_MS + " ms");
    }

    private void claim(boolean holds, String what) {
        if (!holds) {
            good = false;
            say("  DID NOT HOLD: %s", what);
        }
    }

    private static String seconds(long ms) {
        return ms > STEP_MS || ms < -STEP_MS ? "never" : String.format(Locale.ROOT, "%.1f s", ms / 1e3);
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, "virtualaddress: " + format + "%n", values);
        out.flush();
    }

    @Override
    public void close() {
        senders.forEach(Sender::close);
        screen.close();
        pair.close();
    }
}
