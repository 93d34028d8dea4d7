package org.vigie.gateway.prove.thin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of {@code prove thinlink}, one line a row, in docs/reliability.md between two marks. */
final class LinkTable {
    private static final String OPEN = "<!-- prove thinlink -->";
    private static final String CLOSE = "<!-- end of prove thinlink -->";
    private static final List<String> HEAD =
            List.of("| row | link | alarms | measured, and what is asked | | run |", "|---|---|---|---|---|---|");

    private LinkTable() {}

    /** One line. */
    static String line(Row row, List<Row.Claim> claims, Figures figures, LocalDate day) {
        boolean holds = claims.stream().allMatch(Row.Claim::holds);
        String measured = claims.stream()
                .map(claim -> claim.holds() ? claim.text() : "**" + claim.text() + "**")
                .collect(Collectors.joining("; "));
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %.0f | %s | %s | %s |",
                row.word(),
                row.text(),
                figures.of("alarms"),
                measured,
                holds ? "PASS" : "FAIL",
                day);
    }

    /** The whole table. */
    static String of(List<String> lines) {
        List<String> all = new ArrayList<>(HEAD);
        all.addAll(lines);
        return String.join("\n", all);
    }

    /**
     * Puts lines into the page; lines of other rows stay as they are.
     *
     * @throws IOException when the page lacks the marks
     */
    static void write(Path page, List<String> lines) throws IOException {
        String text = Files.readString(page);
        int from = text.indexOf(OPEN);
        int until = text.indexOf(CLOSE);
        if (from < 0 || until < from) {
            throw new IOException(page + " has no place for it: " + OPEN + " ... " + CLOSE);
        }
        List<String> there = text.substring(from, until).lines().toList();
        List<String> all = new ArrayList<>();
        for (Row row : Row.values()) {
            String begin = "| `" + row.word() + "` |";
            lines.stream()
                    .filter(line -> line.startsWith(begin))
                    .findFirst()
                    .or(() -> there.stream()
                            .filter(line -> line.startsWith(begin))
                            .findFirst())
                    .ifPresent(all::add);
        }
        Files.writeString(page, text.substring(0, from) + OPEN + "\n" + of(all) + "\n" + text.substring(until));
    }
}
