package org.vigie.gateway.recovery.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.history.StoredRecords;
import org.vigie.gateway.history.StoredSite;
import org.vigie.gateway.history.WrittenSteps;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.OtherBoxes;
import org.vigie.gateway.pipeline.ProfileDecoding;
import org.vigie.gateway.recovery.JournalSites;
import org.vigie.gateway.recovery.Retelling;
import org.vigie.gateway.recovery.Sampling;
import org.vigie.gateway.recovery.Selection;
import org.vigie.model.BedId;
import org.vigie.model.limits.Limits;
import org.vigie.profiles.ProfileCatalog;
import picocli.CommandLine.Option;

/** Which journal, which part of it, and how values are thinned: the same for all commands that tell the past. */
final class PastOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "/var/lib/vigie",
            description =
                    "Data folder of the gateway (data: in site.yaml), or a backup of it. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "site.yaml, for a journal that no longer names its site.")
    private @Nullable Path config;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = MomentConverter.class,
            description = "Begin, for example 2026-03-01T09:12 (local) or with an offset.")
    private @Nullable Instant from;

    @Option(names = "--until", paramLabel = "TIME", converter = MomentConverter.class, description = "End, exclusive.")
    private @Nullable Instant until;

    @Option(names = "--bed", paramLabel = "BED", split = ",", description = "Only these beds.")
    private List<String> beds = List.of();

    @Option(names = "--every", paramLabel = "S", description = "Seconds between two sets of values. Default: 60")
    private long every = Sampling.DEFAULT.every().toSeconds();

    @Option(
            names = "--around-alarms",
            paramLabel = "S",
            description = "Seconds before and after an alarm with more sets; 0 for none. Default: 30")
    private long around = Sampling.DEFAULT.around().toSeconds();

    @Option(names = "--around-every", paramLabel = "S", description = "Seconds between two such sets. Default: 10")
    private long aroundEvery = Sampling.DEFAULT.aroundEvery().toSeconds();

    /**
     * A journal that can be told.
     *
     * @param source for the telling
     * @param site as the journal or {@code --config} names it
     * @param identity of the journal
     * @param running true when a gateway writes it now
     */
    record Past(Retelling.Source source, GatewayConfig site, UUID identity, boolean running) {}

    Path data() {
        return data;
    }

    /**
     * Opens the journal.
     *
     * @throws IOException with what is missing and what to do
     */
    Past open() throws IOException {
        return open(null);
    }

    /**
     * Opens the journal, or what a hub stored of another box.
     *
     * @param box name of that box; null for the journal itself
     * @throws IOException with what is missing and what to do
     */
    Past open(@Nullable String box) throws IOException {
        return box == null ? own() : stored(OtherBoxes.stored(data, box));
    }

    private Past own() throws IOException {
        if (!Files.isDirectory(data.resolve("journal"))) {
            throw new IOException("There is no journal in " + data + ". Name the data folder with --data.");
        }
        ProfileCatalog catalog = ProfileCatalog.load();
        JournalReader reader = JournalReader.open(data);
        JournalSites sites = JournalSites.of(data, reader, catalog);
        GatewayConfig site = site(sites, data);
        Retelling.Source source =
                new Retelling.Source(reader, sites.present(), sites, new ProfileDecoding(catalog), null);
        return new Past(source, site, reader.identity().orElseGet(() -> made(site)), reader.isBeingWritten());
    }

    private Past stored(Path store) throws IOException {
        ProfileCatalog catalog = ProfileCatalog.load();
        StoredRecords records = StoredRecords.open(store, Limits.Recovery.DEFAULT.storedRuns());
        JournalSites sites = JournalSites.none(store, catalog);
        StoredSite.text(store).ifPresent(sites::apply);
        GatewayConfig site = site(sites, store);
        Retelling.Source source = new Retelling.Source(
                records, sites.present(), sites, new ProfileDecoding(catalog), new WrittenSteps(records));
        return new Past(source, site, StoredSite.journal(store).orElseGet(() -> made(site)), false);
    }

    private GatewayConfig site(JournalSites sites, Path folder) throws IOException {
        if (config != null) {
            if (!Files.isRegularFile(config)) {
                throw new IOException(config + " is no file that can be read. Name the site file with --config.");
            }
            sites.apply(Files.readString(config, StandardCharsets.UTF_8));
        }
        return sites.config()
                .orElseThrow(
                        () -> new IOException(
                                "The journal in " + folder
                                        + " names no site: it is empty, or its oldest records are gone. Name the site file with --config."));
    }

    private static UUID made(GatewayConfig site) {
        return UUID.nameUUIDFromBytes((site.site() + "|" + site.unit()).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What is wanted.
     *
     * @throws IOException when a bed is named that the site does not have
     */
    Selection selection(GatewayConfig site) throws IOException {
        Set<String> known = new TreeSet<>();
        site.beds().forEach(bed -> known.add(bed.bed()));
        for (String bed : beds) {
            if (!known.contains(bed)) {
                throw new IOException("There is no bed " + bed + " in " + site.unit() + ". Its beds are "
                        + String.join(", ", known) + ".");
            }
        }
        return new Selection(Set.copyOf(beds), from, until);
    }

    /**
     * The one bed that is named.
     *
     * @throws IOException when it is none, or several
     */
    BedId oneBed(GatewayConfig site) throws IOException {
        if (beds.size() != 1) {
            throw new IOException("Name one bed with --bed. The beds of " + site.unit() + " are "
                    + String.join(
                            ", ",
                            site.beds().stream().map(GatewayConfig.Bed::bed).toList()) + ".");
        }
        return new BedId(beds.get(0));
    }

    /**
     * How values are thinned.
     *
     * @throws IOException for numbers out of range
     */
    Sampling sampling() throws IOException {
        try {
            return new Sampling(Duration.ofSeconds(every), Duration.ofSeconds(around), Duration.ofSeconds(aroundEvery));
        } catch (IllegalArgumentException outOfRange) {
            throw new IOException(outOfRange.getMessage(), outOfRange);
        }
    }
}
