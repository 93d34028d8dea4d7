package org.vigie.bench;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the table of a bench goes; the same options for each of them. */
final class Publishing {
    @Option(names = "--write", description = "Put the table into docs/performance.md.")
    private boolean write;

    @Option(names = "--date", description = "Date of the table (default: today).")
    private @Nullable LocalDate date;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** The command that these options belong to. */
    CommandSpec command() {
        CommandSpec self = spec;
        if (self == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return self;
    }

    /** The day that the table names. */
    LocalDate day() {
        return date == null ? LocalDate.now(ZoneOffset.UTC) : date;
    }

    /** Prints a table, and puts it into the page when that is wanted. */
    void publish(Place place, String part, String table) throws IOException {
        command().commandLine().getOut().println(table);
        if (write) {
            PerformancePage.replace(place.repository().resolve("docs/performance.md"), part, table);
        }
    }
}
