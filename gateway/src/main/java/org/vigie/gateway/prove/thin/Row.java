package org.vigie.gateway.prove.thin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One row of the table: a link, what it carries, and what is asked of it (issue 5). */
@SuppressWarnings("ImmutableEnumChecker") // records of numbers
enum Row {
    /** Alarms beside waves. */
    WAVES("64k", new Load(64_000, 0, 20, true), new Course(500, 500, 1)),
    /** The same when a tenth of what the edge sends is lost. */
    LOSS("64k-loss", new Load(64_000, 10, 20, true), new Course(500, 500, 1)),
    /** A link as thin as a modem. */
    MODEM("9k6", new Load(9_600, 0, 20, true), new Course(500, 5_000, 1)),
    /** All beds alarm at once over it. */
    MODEM_BURST("9k6-burst", new Load(9_600, 0, 20, true), new Course(10, 60_000, 20)),
    /** A link that was cut for an hour. */
    OUTAGE("outage", new Load(10_000_000, 0, 64, false), new Course(500, 500, 1));

    private final String word;
    private final Load load;
    private final Course course;

    /**
     * The link and the beds.
     *
     * @param bitsPerSecond each way
     * @param lossPercent of the packets to the hub
     * @param beds each with twelve values a second
     * @param waves whether each has an ECG and a pleth as well
     */
    record Load(int bitsPerSecond, int lossPercent, int beds, boolean waves) {}

    /**
     * The alarms.
     *
     * @param rounds how many times
     * @param everyMs from one to the next
     * @param atOnce beds that alarm together
     */
    record Course(int rounds, int everyMs, int atOnce) {}

    /**
     * One thing that is asked.
     *
     * @param text of it, with what was measured
     * @param holds whether it was reached
     */
    record Claim(String text, boolean holds) {}

    Row(String word, Load load, Course course) {
        this.word = word;
        this.load = load;
        this.course = course;
    }

    /** The row with this name. */
    static Optional<Row> of(String word) {
        for (Row row : values()) {
            if (row.word.equals(word)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /** Its name on the command line. */
    String word() {
        return word;
    }

    Load load() {
        return load;
    }

    Course course() {
        return course;
    }

    /** The first column of the table. */
    String text() {
        String rate = load.bitsPerSecond() >= 1_000_000
                ? load.bitsPerSecond() / 1_000_000 + " Mbit/s"
                : String.format(Locale.ROOT, "%s kbit/s", trimmed(load.bitsPerSecond() / 1_000.0));
        return rate
                + (load.lossPercent() > 0 ? ", " + load.lossPercent() + " % lost on the way to the hub" : "")
                + ", " + load.beds() + " beds" + (load.waves() ? " with waves" : "")
                + switch (this) {
                    case WAVES, LOSS, MODEM -> "";
                    case MODEM_BURST -> ", 20 alarms at once";
                    case OUTAGE -> ", an hour missing";
                };
    }

    private static String trimmed(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** What is asked, held against what was measured. */
    List<Claim> claims(Figures figures) {
        List<Claim> claims = new ArrayList<>();
        switch (this) {
            case WAVES -> {
                claims.add(atMost(figures, "p50", 200));
                claims.add(atMost(figures, "p99", 800));
                claims.add(new Claim(
                        String.format(Locale.ROOT, "waves %.0f %% of the link (>= 60)", figures.of("waves")),
                        Double.isFinite(figures.of("waves")) && figures.of("waves") >= 60));
            }
            case LOSS -> claims.add(atMost(figures, "p99", 2_500));
            case MODEM -> claims.add(atMost(figures, "p99", 4_000));
            case MODEM_BURST -> claims.add(atMost(figures, "max", 8_000));
            case OUTAGE -> {
                claims.add(new Claim(
                        String.format(
                                Locale.ROOT,
                                "%,.0f records repaired in %.0f s (<= 120), %.0f lost",
                                figures.of("missing"),
                                figures.of("repair"),
                                figures.of("lost")),
                        figures.of("repair") <= 120 && figures.of("lost") == 0 && figures.of("missing") > 0));
                double before = figures.of("before-p99");
                claims.add(new Claim(
                        String.format(
                                Locale.ROOT,
                                "alarm p99 while repairing %s (before %s)",
                                Figures.time(figures.of("repairing-p99")),
                                Figures.time(before)),
                        Double.isFinite(before) && figures.of("repairing-p99") <= Math.max(before * 1.5, before + 50)));
            }
        }
        claims.add(new Claim(
                String.format(
                        Locale.ROOT, "%.0f of %.0f alarms never shown", figures.of("missed"), figures.of("alarms")),
                figures.of("missed") == 0));
        return claims;
    }

    private static Claim atMost(Figures figures, String what, long ms) {
        double value = figures.of(what);
        return new Claim(
                String.format(Locale.ROOT, "%s %s (<= %s)", what, Figures.time(value), Figures.time((double) ms)),
                value <= ms);
    }
}
