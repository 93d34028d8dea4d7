package org.vigie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.vigie.bench.hl7.Beds;

/** A site.yaml of the bench: beds B01 to B64 at 127.0.1.1 to 127.0.1.64, the journal in a fresh folder. */
public final class SiteFile {
    private static final int BEDS = 64;

    private SiteFile() {}

    /**
     * Writes it, and empties the journal's folder.
     *
     * @param folder that holds both
     * @param http port of the page
     * @param hl7 port of the listener
     */
    public static Path write(Path folder, int http, int hl7) throws IOException {
        return write(folder, http, hl7, BEDS);
    }

    /**
     * Writes it for some beds, and empties the journal's folder.
     *
     * @param beds 1 to 64
     */
    public static Path write(Path folder, int http, int hl7, int beds) throws IOException {
        Path data = folder.resolve("journal");
        delete(data);
        Files.createDirectories(folder);
        StringBuilder text = new StringBuilder("""
                site: Bench
                unit: Bench
                language: en
                http: { host: 127.0.0.1, port: %d }
                data: %s
                mode: live
                listeners:
                  - name: hl7
                    protocol: hl7
                    host: 127.0.0.1
                    port: %d
                    # A monitor sends at most a few messages a second; the bench wants to see where the program ends.
                    limits: { messages-per-second-per-bed: 10000 }
                beds:
                """.formatted(http, data.toAbsolutePath(), hl7));
        for (int i = 1; i <= beds; i++) {
            text.append("  - { bed: ")
                    .append(Beds.name(i))
                    .append(", address: 127.0.1.")
                    .append(i)
                    .append(" }\n");
        }
        return Files.writeString(folder.resolve("site.yaml"), text);
    }

    /**
     * Writes one whose beds have IntelliVue monitors with three waves each, and empties the journal's folder.
     *
     * @param announcements UDP port of the listener
     * @param addresses of the monitors, one a bed from B01 on
     */
    public static Path intellivue(Path folder, int http, int announcements, List<String> addresses) throws IOException {
        Path data = folder.resolve("journal");
        delete(data);
        Files.createDirectories(folder);
        StringBuilder text = new StringBuilder("""
                site: Bench
                unit: Bench
                language: en
                http: { host: 127.0.0.1, port: %d }
                data: %s
                mode: live
                listeners:
                  - { name: iv, protocol: intellivue, port: %d, waves: [ecg, pleth, abp], interfaces: [lo] }
                beds:
                """.formatted(http, data.toAbsolutePath(), announcements));
        for (int i = 0; i < addresses.size(); i++) {
            text.append("  - { bed: ")
                    .append(Beds.name(i + 1))
                    .append(", address: ")
                    .append(addresses.get(i))
                    .append(", profile: philips-intellivue }\n");
        }
        return Files.writeString(folder.resolve("site.yaml"), text);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
