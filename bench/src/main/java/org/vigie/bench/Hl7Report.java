package org.vigie.bench;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.vigie.bench.Hl7Command.Contender;
import org.vigie.bench.Hl7Command.Round;
import org.vigie.bench.hl7.OpenLoop;

/**
 * The table of {@code bench hl7} and its verdicts: medians over the runs of each figure by itself, losses added up.
 *
 * @param date of the run
 * @param machine as {@link Machine#describe}
 * @param runs measured
 * @param seconds length of a saturated run
 * @param contenders with their rounds
 */
record Hl7Report(LocalDate date, String machine, int runs, int seconds, List<Contender> contenders) {
    private static final double OF_HAPI = 2.0;
    private static final double OF_CAMEL = 0.5;
    private static final double P99_MILLIS = 10;
    private static final double APPLIED_MILLIS = 1_000;

    Hl7Report {
        contenders = List.copyOf(contenders);
    }

    String markdown() {
        StringBuilder text = new StringBuilder(2_000);
        text.append(date)
                .append("; ")
                .append(machine)
                .append(".\nMedian of ")
                .append(runs)
                .append(" runs of ")
                .append(seconds)
                .append(" s saturated and 2 x 10 s at a fixed rate; load client and server share the machine.\n\n");
        text.append(
                "| server | saturated, msg/s | p50 ms | p99 ms | CPU us/msg | RSS MB | burst: lost of "
                        + "| misordered | 1,000/s: p50 / p99 ms | lost | 64 beds at 1 Hz: p50 / p99 ms | lost | others' load |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (Contender contender : contenders) {
            text.append(row(contender));
        }
        text.append("\n| target | figure | verdict |\n|---|---|---|\n");
        for (Verdict verdict : verdicts()) {
            text.append("| ")
                    .append(verdict.target())
                    .append(" | ")
                    .append(verdict.figure())
                    .append(" | ")
                    .append(verdict.passed() ? "PASS" : "FAIL")
                    .append(" |\n");
        }
        return text.toString();
    }

    boolean passed() {
        return verdicts().stream().allMatch(Verdict::passed);
    }

    private record Verdict(String target, String figure, boolean passed) {}

    private List<Verdict> verdicts() {
        Optional<Contender> vigie = named("vigie");
        if (vigie.isEmpty()) {
            return List.of();
        }
        Contender ours = vigie.get();
        List<Verdict> verdicts = new ArrayList<>();
        ratio(ours, "hapi", "HAPI SimpleServer", OF_HAPI).ifPresent(verdicts::add);
        ratio(ours, "camel", "camel-mllp + HAPI", OF_CAMEL).ifPresent(verdicts::add);
        int lost = sum(ours, r -> r.burst().lost())
                + sum(ours, r -> r.thousand().lost())
                + sum(ours, r -> r.beds().lost());
        int misordered = sum(ours, r -> r.burst().misordered());
        long wrong = sum(ours, r -> (int) r.saturated().wrong());
        verdicts.add(new Verdict(
                "nothing lost, misordered or wrongly answered",
                lost + " / " + misordered + " / " + wrong,
                lost == 0 && misordered == 0 && wrong == 0));
        double applied = median(ours, r -> millis(r.applied()));
        verdicts.add(new Verdict(
                "after the load: last value of all 8 beds in the unit's state within 1 s of its acknowledgement",
                String.format(Locale.ROOT, "%.0f ms", applied),
                applied <= APPLIED_MILLIS));
        verdicts.add(p99(ours, "1,000 msg/s", Round::thousand));
        verdicts.add(p99(ours, "64 connections at 1 Hz", Round::beds));
        return verdicts;
    }

    private Optional<Verdict> ratio(Contender ours, String name, String peer, double least) {
        return named(name).map(other -> {
            double ratio = median(ours, r -> r.saturated().rate())
                    / median(other, r -> r.saturated().rate());
            return new Verdict(
                    String.format(Locale.ROOT, "saturated, at least %.1f x %s (which keeps nothing)", least, peer),
                    String.format(Locale.ROOT, "%.2f x", ratio),
                    ratio >= least);
        });
    }

    private static Verdict p99(Contender ours, String what, Function<Round, OpenLoop.Result> part) {
        double p99 = median(ours, r -> millis(part.apply(r).latencies().quantile(0.99)));
        return new Verdict(
                String.format(Locale.ROOT, "%s: acknowledgement p99 at most %.0f ms", what, P99_MILLIS),
                String.format(Locale.ROOT, "%.2f ms", p99),
                p99 <= P99_MILLIS);
    }

    private static String row(Contender c) {
        String name = switch (c.name()) {
            case "vigie" -> "**Vigie** (journal forced, applied)";
            case "hapi" -> "HAPI SimpleServer 2.6.0, generic, no validation";
            default -> "camel-mllp 4.22.0 + HAPI generic";
        };
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %.2f | %.0f | %.0f | %d of %d | %d | %.2f / %.2f | %d | %.2f / %.2f | %d | %.0f %% |%n",
                name,
                median(c, r -> r.saturated().rate()),
                median(c, r -> millis(r.saturated().latencies().quantile(0.5))),
                median(c, r -> millis(r.saturated().latencies().quantile(0.99))),
                median(
                        c,
                        r -> r.cpu().toNanos() / 1e3 / Math.max(1, r.saturated().messages())),
                median(c, r -> r.residentBytes() / 1e6),
                sum(c, r -> r.burst().lost()),
                sum(c, r -> r.burst().sent()),
                sum(c, r -> r.burst().misordered()),
                median(c, r -> millis(r.thousand().latencies().quantile(0.5))),
                median(c, r -> millis(r.thousand().latencies().quantile(0.99))),
                sum(c, r -> r.thousand().lost()),
                median(c, r -> millis(r.beds().latencies().quantile(0.5))),
                median(c, r -> millis(r.beds().latencies().quantile(0.99))),
                sum(c, r -> r.beds().lost()),
                median(c, Round::othersPerCent));
    }

    private Optional<Contender> named(String name) {
        return contenders.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    private static double median(Contender contender, ToDoubleFunction<Round> figure) {
        double[] sorted =
                contender.rounds().stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static int sum(Contender contender, ToIntFunction<Round> figure) {
        return contender.rounds().stream().mapToInt(figure).sum();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
