package org.vigie.simulator.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.scenario.Scenario;
import org.vigie.simulator.scenario.ScenarioBed;

/** Writes the site.yaml of a demonstration: one bed per virtual monitor, nothing reachable from outside. */
final class DemoSite {
    private static final String MARK = "# Written by `vigie demo`; overwritten at its next start.";

    private DemoSite() {}

    /**
     * Writes the file.
     *
     * @param pdsPorts port per bed whose monitor is a server
     * @return the file
     * @throws IOException when it cannot be written, or a site.yaml of somebody's own lies there
     */
    static Path write(Path folder, Scenario scenario, int httpPort, Language language, Map<String, Integer> pdsPorts)
            throws IOException {
        Path file = folder.resolve("site.yaml");
        if (Files.exists(file) && !Files.readString(file).startsWith(MARK)) {
            throw new IOException(file + " was not written by `vigie demo`; choose another folder with --data");
        }
        Files.writeString(file, text(scenario, httpPort, language, pdsPorts), StandardCharsets.UTF_8);
        return file;
    }

    static String text(Scenario scenario, int httpPort, Language language, Map<String, Integer> pdsPorts) {
        StringBuilder yaml = new StringBuilder(2_048);
        yaml.append(MARK).append('\n');
        yaml.append("site: Demo\n");
        yaml.append("unit: ").append(quoted(scenario.unit())).append('\n');
        yaml.append("language: ").append(language.word()).append('\n');
        yaml.append("mode: demo\n");
        yaml.append("http: { host: 127.0.0.1, port: ").append(httpPort).append(" }\n");
        yaml.append("data: journal\n");
        yaml.append("listeners:\n  - { name: hl7, protocol: hl7, host: 127.0.0.1, port: 0, profile: auto }\n");
        if (!pdsPorts.isEmpty()) {
            yaml.append("monitors:\n");
            pdsPorts.forEach((bed, port) -> yaml.append("  - { name: ")
                    .append(monitorName(bed))
                    .append(", protocol: mindray-pds, address: \"127.0.0.1:")
                    .append(port)
                    .append("\", bed: ")
                    .append(quoted(bed))
                    .append(" }\n"));
        }
        yaml.append("beds:\n");
        for (ScenarioBed bed : scenario.beds()) {
            yaml.append("  - { bed: ").append(quoted(bed.bed())).append(", period: ");
            yaml.append(bed.period().toMillis()).append("ms, connection: persistent }\n");
        }
        return yaml.toString();
    }

    private static String monitorName(String bed) {
        return "pds-" + bed.toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
