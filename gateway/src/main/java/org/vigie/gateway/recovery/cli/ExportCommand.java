package org.vigie.gateway.recovery.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.recovery.Item;
import org.vigie.gateway.recovery.Retelling;
import org.vigie.gateway.recovery.Selection;
import org.vigie.gateway.recovery.Tally;
import org.vigie.gateway.recovery.export.CsvExport;
import org.vigie.gateway.recovery.export.Export;
import org.vigie.gateway.recovery.export.FhirExport;
import org.vigie.gateway.recovery.export.Hl7Export;
import org.vigie.gateway.recovery.export.WholeFile;
import org.vigie.gateway.recovery.hl7.PcdEncoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie journal export}: what was kept, as a file for other programs. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what was kept as a file: one set of values a minute, more of them around alarms, every step of",
            "every alarm, and every gap with its cause. Works beside a running gateway and never writes into its folder."
        },
        footer = "The file names patients: keep it where their records are kept.")
public final class ExportCommand implements Callable<Integer> {
    @Mixin
    private final PastOptions past = new PastOptions();

    @Parameters(paramLabel = "FORMAT", description = "One of: ${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Format format;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "File to write; must not exist. In an existing folder a name is chosen.")
    @SuppressWarnings("NullAway.Init") // as above
    private Path out;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = MomentConverter.class,
            description = "The same as --until.")
    private @Nullable Instant to;

    @Option(
            names = "--box",
            paramLabel = "NAME",
            description = {
                "At a hub: of this box, from what the hub stored of it; beds by their names there. The same messages as",
                "an export at that box for what is stored; what is missing is a gap. Messages are stored for a day."
            })
    private @Nullable String box;

    @Option(
            names = "--authority",
            paramLabel = "NAME",
            description = "Who gives the patients' identifiers (PID-3.4; in FHIR a URI or a name).")
    private String authority = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // as above
    private CommandSpec spec;

    /** Formats by their name on the command line. */
    enum Format {
        csv,
        hl7,
        fhir;

        String ending() {
            return this == fhir ? "json" : name();
        }
    }

    /** For picocli. */
    public ExportCommand() {}

    @Override
    public Integer call() throws IOException {
        PastOptions.Past journal = past.open(box);
        Selection selection = past.selection(journal.site()).endingAt(to);
        Path file = Files.isDirectory(out)
                ? out.resolve("vigie-" + format.name() + "-"
                        + journal.identity().toString().substring(0, 8) + "." + format.ending())
                : out;
        Tally tally = new Tally();
        try (WholeFile whole = WholeFile.begin(file)) {
            Writer writer = new BufferedWriter(new OutputStreamWriter(whole.stream(), StandardCharsets.UTF_8));
            Export export = export(writer, journal);
            Retelling.tell(journal.source(), past.sampling(), true, item -> {
                if (selection.test(item)) {
                    tally.accept(item);
                    write(export, item);
                }
            });
            export.close();
            whole.finish();
        } catch (UncheckedIOException broken) {
            throw new IOException(
                    file + " cannot be written: " + broken.getMessage() + ". Name another place with --out.", broken);
        }
        PrintWriter print = spec.commandLine().getOut();
        print.printf(Locale.ROOT, "%s: %s, %s%n", file, tally.times(ZoneId.systemDefault()), tally.words());
        print.flush();
        return 0;
    }

    private static void write(Export export, Item item) {
        try {
            export.write(item);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Export export(Writer writer, PastOptions.Past journal) throws IOException {
        return switch (format) {
            case csv -> new CsvExport(writer, ZoneId.systemDefault());
            case hl7 ->
                new Hl7Export(
                        writer,
                        new PcdEncoder(new PcdEncoder.Header(
                                journal.identity(),
                                journal.site().site(),
                                journal.site().unit(),
                                journal.site().mode(),
                                new PcdEncoder.Receiver("", ""),
                                authority)),
                        Instant.now());
            case fhir ->
                new FhirExport(
                        writer,
                        new FhirExport.About(journal.identity(), journal.site().mode(), Instant.now(), authority));
        };
    }
}
