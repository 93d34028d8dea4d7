package org.vigie.gateway.recovery.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.history.History;
import org.vigie.gateway.ops.Version;
import org.vigie.gateway.paper.Sheets;
import org.vigie.gateway.pipeline.ProfileDecoding;
import org.vigie.gateway.recovery.Item;
import org.vigie.gateway.recovery.Retelling;
import org.vigie.gateway.recovery.Tally;
import org.vigie.gateway.recovery.Whose;
import org.vigie.gateway.recovery.export.CsvExport;
import org.vigie.gateway.recovery.export.Export;
import org.vigie.gateway.recovery.export.FhirExport;
import org.vigie.gateway.recovery.export.WholeFile;
import org.vigie.model.BedId;
import org.vigie.model.DeviceText;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Patient;
import org.vigie.model.ward.Ward;
import org.vigie.profiles.ProfileCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie journal bundle}: everything about one patient, to go with the patient. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what was kept of the patient who lies in a bed into one ZIP file: the sheet (PDF), the values and",
            "alarms (CSV and FHIR), and their SHA-256. Works beside a running gateway."
        },
        footer = "Of another patient who lay in the bed before nothing is in it.")
public final class BundleCommand implements Callable<Integer> {
    private static final Duration SHEET = Duration.ofHours(24);

    @Mixin
    private final PastOptions past = new PastOptions();

    @Option(names = "--out", paramLabel = "FILE.zip", required = true, description = "File to write; must not exist.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path out;

    @Option(
            names = "--authority",
            paramLabel = "NAME",
            description = "Who gives the patients' identifiers, a URI or a name.")
    private String authority = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // as above
    private CommandSpec spec;

    /** For picocli. */
    public BundleCommand() {}

    @Override
    public Integer call() throws IOException {
        PastOptions.Past journal = past.open();
        BedId bed = past.oneBed(journal.site());
        var selection = past.selection(journal.site());
        List<Item> told = new ArrayList<>();
        Retelling.Result end = Retelling.tell(journal.source(), past.sampling(), true, item -> {
            if (selection.test(item)) {
                told.add(item);
            }
        });
        Ward ward = end.ward()
                .orElseThrow(() -> new IOException("The journal in " + past.data() + " has no record that can be read."
                        + " `vigie journal verify` tells why."));
        @Nullable Bed present = ward.beds().get(bed);
        if (present == null) {
            throw new IOException("Bed " + bed + " was in the site file, and is no more in the journal.");
        }
        Patient patient = present.patient()
                .orElseThrow(
                        () -> new IOException(
                                "Nobody is admitted in " + bed
                                        + ", so that nobody can tell whose its values are. Admit the patient at the screen, then run this again."));
        List<Item> own = told.stream().filter(item -> isOf(patient, item)).toList();
        if (own.isEmpty()) {
            throw new IOException(
                    "There is nothing of the patient in " + bed + " in the journal in " + past.data() + ".");
        }
        Tally tally = new Tally();
        own.forEach(tally);
        write(new Content(journal, end, ward, bed, own, tally));
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                Locale.ROOT,
                "%s: %s, %s; left out, of others or in doubt: %,d%n",
                out,
                tally.times(ZoneId.systemDefault()),
                tally.words(),
                told.size() - own.size());
        print.flush();
        return 0;
    }

    /** A name without identifier may be this patient; any other doubt about who it was leaves it out. */
    private static boolean isOf(Patient patient, Item item) {
        @Nullable Patient told = item.whose().patient();
        Whose.@Nullable Doubt doubt = item.whose().doubt();
        boolean certain = doubt == null || doubt == Whose.Doubt.NO_IDENTIFIER;
        return told != null && certain && told.mayBe(patient);
    }

    private record Content(
            PastOptions.Past journal, Retelling.Result end, Ward ward, BedId bed, List<Item> own, Tally tally) {
        Clock clock() {
            return new Clock(end.last(), end.offset(), ZoneId.systemDefault());
        }

        GatewayConfig site() {
            return journal.site();
        }
    }

    private void write(Content content) throws IOException {
        try (WholeFile whole = WholeFile.begin(out)) {
            OutputStream stream = whole.stream();
            try (TransferBundle bundle = new TransferBundle(stream)) {
                byte[] sheet = sheet(content);
                bundle.add("sheet.pdf", part -> part.write(sheet));
                bundle.addText("values.csv", part -> export(new CsvExport(part, ZoneId.systemDefault()), content));
                bundle.addText(
                        "fhir.json",
                        part -> export(
                                new FhirExport(
                                        part,
                                        new FhirExport.About(
                                                content.journal().identity(),
                                                content.site().mode(),
                                                Instant.now(),
                                                authority)),
                                content));
                bundle.addText("README.txt", part -> readMe(part, content));
            }
            whole.finish();
        }
    }

    private static void export(Export export, Content content) throws IOException {
        for (Item item : content.own()) {
            export.write(item);
        }
        export.close();
    }

    /** The sheet begins where the patient does: what was before belongs to somebody else. */
    private byte[] sheet(Content content) throws IOException {
        Instant begin = content.own().get(0).period().from();
        Instant last = content.end().last();
        Instant from = begin.isBefore(last.minus(SHEET)) ? last.minus(SHEET) : begin;
        try (History history = new History(Limits.History.DEFAULT)) {
            history.read(
                    new History.Before(
                            past.data(),
                            Long.MAX_VALUE,
                            content.ward().site(),
                            new ProfileDecoding(ProfileCatalog.load())),
                    from,
                    last.plusMillis(1));
            Sheets sheets = new Sheets(
                    history,
                    new Sheets.Printing(
                            content.site().site(),
                            content.site().unit(),
                            "Vigie " + Version.text(),
                            content.site().language() == GatewayConfig.Language.FR,
                            content.site().mode() != GatewayConfig.Mode.LIVE));
            return sheets.bed(content.ward(), content.bed().value(), content.clock())
                    .orElseThrow(() -> new IOException("no sheet of " + content.bed()));
        }
    }

    private static void readMe(Writer out, Content content) throws IOException {
        String period = content.tally().times(ZoneId.systemDefault());
        String site = DeviceText.clean(content.site().site()) + ", "
                + DeviceText.clean(content.site().unit());
        String mark = content.site().mode() == GatewayConfig.Mode.LIVE ? "" : "DEMO - NO PATIENT / AUCUN PATIENT\n\n";
        out.write(mark + "VIGIE - " + site + ", " + content.bed() + "\n" + period + "\n\n"
                + "FR  Ce que la station de secours a gard\u00e9 de ce patient pendant la panne.\n"
                + "    sheet.pdf  feuille des 24 derni\u00e8res heures ; values.csv  valeurs, alarmes, trous avec leur cause ;\n"
                + "    fhir.json  la m\u00eame chose en FHIR R4. V\u00e9rifier : sha256sum -c SHA256SUMS\n\n"
                + "EN  What the emergency station kept of this patient during the outage.\n"
                + "    sheet.pdf  the last 24 hours; values.csv  values, alarms, gaps with their cause;\n"
                + "    fhir.json  the same as FHIR R4. To check: sha256sum -c SHA256SUMS\n\n"
                + content.tally().words() + "\n");
        out.flush();
    }
}
