package org.vigie.gateway.recovery;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.config.SiteFile;
import org.vigie.gateway.config.SiteFileException;
import org.vigie.gateway.config.SiteMapping;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.WardPolicy;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;

/** The site as the journal itself names it: at each start and at each change. One thread. */
public final class JournalSites implements Function<String, Site> {
    private final Path data;
    private final Set<String> profiles;
    private @Nullable GatewayConfig newest;

    private JournalSites(Path data, ProfileCatalog catalog) {
        this.data = data;
        this.profiles = catalog.all().stream().map(DeviceProfile::id).collect(Collectors.toSet());
    }

    /**
     * The sites of a journal; until its first site record is met, its newest one serves: retention may have deleted the
     * first.
     *
     * @param data folder of the journal
     * @param catalog of the profiles that a site may name
     */
    public static JournalSites of(Path data, JournalReader reader, ProfileCatalog catalog) {
        JournalSites sites = new JournalSites(data, catalog);
        reader.newest(RecordKind.SITE).ifPresent(record -> {
            try {
                sites.apply(new String(record.payload(), 1, record.payload().length - 1, StandardCharsets.UTF_8));
            } catch (SiteFileException unreadable) {
                sites.newest = null; // of a newer version, or damaged: the caller says what to do
            }
        });
        return sites;
    }

    /** The sites of records that name none in the beginning. */
    public static JournalSites none(Path data, ProfileCatalog catalog) {
        return new JournalSites(data, catalog);
    }

    /** What is configured, as last met; empty when the journal names no site. */
    public Optional<GatewayConfig> config() {
        return Optional.ofNullable(newest);
    }

    /** The site as last met; without beds when the journal names none. */
    public Site present() {
        return config().map(SiteMapping::site).orElseGet(() -> new Site("", "", List.of(), WardPolicy.DEFAULT));
    }

    /** The site of a site file's text. */
    @Override
    public Site apply(String text) {
        GatewayConfig config = SiteFile.parse("site.yaml", text, data, profiles);
        newest = config;
        return SiteMapping.journaled(text, config);
    }
}
