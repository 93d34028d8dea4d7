package org.vigie.gateway.prove.thin;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vigie.gateway.prove.PageTable;

/** The table of {@code prove thinlink}. */
final class LinkTable {
    static final PageTable TABLE = new PageTable(
            "thinlink",
            List.of("| row | link | alarms | measured, and what is asked | | run |", "|---|---|---|---|---|---|"),
            Stream.of(Row.values()).map(Row::word).toList());

    private LinkTable() {}

    /** One line. */
    static String line(Row row, List<Row.Claim> claims, Figures figures, LocalDate day) {
        boolean holds = claims.stream().allMatch(Row.Claim::holds);
        String measured = claims.stream()
                .map(claim -> claim.holds() ? claim.text() : "**" + claim.text() + "**")
                .collect(Collectors.joining("; "));
        return String.format(
                Locale.ROOT,
                "%s %s | %.0f | %s | %s | %s |",
                PageTable.begin(row.word()),
                row.text(),
                figures.of("alarms"),
                measured,
                holds ? "PASS" : "FAIL",
                day);
    }
}
