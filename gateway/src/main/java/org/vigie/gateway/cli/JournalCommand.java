package org.vigie.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.GatewayProgram;
import org.vigie.gateway.config.SiteFile;
import org.vigie.gateway.config.SiteMapping;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.Explanation;
import org.vigie.gateway.pipeline.ProfileDecoding;
import org.vigie.model.program.Subcommand;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.WardPolicy;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code vigie journal}: looks into the journal, also beside a running gateway; never writes. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(ls | cat | verify | explain)",
        description = "Looks into the journal of a site; never changes it.")
public final class JournalCommand implements Subcommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            defaultValue = "site.yaml",
            description = "site file that names the data folder (${DEFAULT-VALUE})")
    private Path config = Path.of("site.yaml");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "data folder, instead of the site file's")
    private @Nullable Path data;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                require(spec).commandLine(), "one of ls, cat, verify, explain is missing");
    }

    @Command(name = "ls", mixinStandardHelpOptions = true, description = "Lists the epochs: one for each start.")
    int ls() throws IOException {
        PrintWriter out = require(spec).commandLine().getOut();
        JournalReader reader = JournalReader.open(folder());
        out.printf("%8s %12s %6s %s%n", "epoch", "bytes", "files", "end");
        for (long epoch : reader.epochs()) {
            JournalReader.EpochSummary summary = reader.summary(epoch);
            out.printf(
                    "%8d %12d %6d %s%n",
                    epoch, summary.bytes(), summary.files(), summary.complete() ? "orderly" : "running or cut off");
        }
        out.flush();
        return 0;
    }

    @Command(name = "cat", mixinStandardHelpOptions = true, description = "Prints the records, one JSON object a line.")
    int cat(
            @Option(names = "--epoch", description = "from this epoch on") @Nullable Long epoch,
            @Option(names = "--after", description = "after this record number", defaultValue = "0") long after,
            @Option(names = "--kind", description = "only this kind: ${COMPLETION-CANDIDATES}") @Nullable RecordKind kind,
            @Option(names = "--payload", description = "with the payload; it may name patients") boolean payload)
            throws IOException {
        PrintWriter out = require(spec).commandLine().getOut();
        JournalReader reader = JournalReader.open(folder());
        try (JournalEntries entries = epoch == null ? reader.all() : reader.after(epoch, after)) {
            while (entries.hasNext()) {
                Entry entry = entries.next();
                if (entry instanceof Entry.Damage damage) {
                    out.println(JournalLines.damage(damage));
                } else if (entry instanceof Entry.Intact intact
                        && (kind == null || intact.entry().kind() == kind)) {
                    out.println(JournalLines.record(intact.entry(), payload ? payload(intact.entry()) : null));
                }
            }
        }
        out.flush();
        return 0;
    }

    /** Texts as they are, messages in base64. */
    private static String payload(JournalRecord record) {
        return switch (record.kind()) {
            case TRANSITION, PROBLEM -> new String(record.payload(), StandardCharsets.UTF_8);
            default -> Base64.getEncoder().encodeToString(record.payload());
        };
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Reads everything and tests every checksum; 1 when something is damaged.")
    int verify() throws IOException {
        PrintWriter out = require(spec).commandLine().getOut();
        Map<RecordKind, Long> kinds = new EnumMap<>(RecordKind.class);
        int damaged = 0;
        long records = 0;
        JournalReader reader = JournalReader.open(folder());
        try (JournalEntries entries = reader.all()) {
            while (entries.hasNext()) {
                switch (entries.next()) {
                    case Entry.Intact intact -> {
                        records++;
                        kinds.merge(intact.entry().kind(), 1L, Long::sum);
                    }
                    case Entry.Damage damage -> {
                        damaged++;
                        out.println(JournalLines.damage(damage));
                    }
                }
            }
        }
        out.println(records + " intact records in " + reader.epochs().size() + " epochs, " + damaged + " damages; "
                + kinds.entrySet().stream()
                        .map(some -> some.getKey() + " " + some.getValue())
                        .collect(Collectors.joining(", ")));
        out.flush();
        return damaged == 0 ? 0 : 1;
    }

    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description = {
                "Tells why an alarm did what it did, by replay.",
                "ALARM is the id of an occurrence, as in /api/v1/ward or `vigie journal cat --kind TRANSITION --payload`."
            })
    int explain(@Parameters(paramLabel = "ALARM") String alarm) throws IOException {
        PrintWriter out = require(spec).commandLine().getOut();
        ProfileCatalog catalog = ProfileCatalog.load();
        Set<String> ids = catalog.all().stream().map(DeviceProfile::id).collect(Collectors.toSet());
        Function<String, Site> sites = text -> SiteMapping.site(SiteFile.parse("site.yaml", text, Path.of("/"), ids));
        Explanation.Found found = Explanation.explain(folder(), alarm, site(), new ProfileDecoding(catalog), sites);
        if (found.steps().isEmpty()) {
            require(spec).commandLine().getErr().println("no alarm " + alarm + " in this journal");
            return 1;
        }
        found.steps().forEach(step -> JournalLines.step(step).forEach(out::println));
        found.damage().forEach(text -> out.println("gap: " + text));
        out.println(found.same() + " of " + found.recorded() + " recorded steps are the same in replay");
        out.flush();
        return 0;
    }

    private Site site() {
        return Files.exists(config)
                ? SiteMapping.site(GatewayProgram.read(config))
                : new Site("", "", List.of(), WardPolicy.DEFAULT);
    }

    private Path folder() {
        return data != null ? data : GatewayProgram.read(config).data();
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return value;
    }
}
