package org.vigie.gateway.prove.thin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a row came to, by name; times in milliseconds. What was never measured is infinite, so that nothing is proven by
 * it.
 *
 * @param numbers by name
 */
record Figures(Map<String, Double> numbers) {
    private static final String MARK = "= ";

    Figures {
        numbers = Map.copyOf(numbers);
    }

    double of(String name) {
        return numbers.getOrDefault(name, Double.POSITIVE_INFINITY);
    }

    /** Milliseconds for a person. */
    static String time(double ms) {
        return Double.isInfinite(ms)
                ? "never"
                : ms < 1_000
                        ? String.format(Locale.ROOT, "%.0f ms", ms)
                        : String.format(Locale.ROOT, "%.2f s", ms / 1_000);
    }

    /** The middle, the 99th of a hundred and the longest of these times, those that never came to an end among them. */
    static Map<String, Double> latencies(String prefix, List<Double> ms, long missed) {
        double[] sorted = ms.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        Map<String, Double> figures = new TreeMap<>();
        figures.put(prefix + "p50", at(sorted, missed, 0.50));
        figures.put(prefix + "p99", at(sorted, missed, 0.99));
        figures.put(
                prefix + "max",
                missed > 0 || sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[sorted.length - 1]);
        figures.put(prefix + "alarms", (double) sorted.length + missed);
        figures.put(prefix + "missed", (double) missed);
        return figures;
    }

    private static double at(double[] sorted, long missed, double share) {
        int place = (int) Math.ceil(share * (sorted.length + missed)) - 1;
        return place < 0 || place >= sorted.length ? Double.POSITIVE_INFINITY : sorted[place];
    }

    /** One line, for another process. */
    String line() {
        return MARK
                + new TreeMap<>(numbers)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(" "));
    }

    /** The figures of such a line; empty for any other. */
    static Optional<Figures> read(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        Map<String, Double> numbers = new TreeMap<>();
        for (String word : line.substring(MARK.length()).split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                numbers.put(word.substring(0, equals), Double.valueOf(word.substring(equals + 1)));
            }
        }
        return Optional.of(new Figures(numbers));
    }
}
