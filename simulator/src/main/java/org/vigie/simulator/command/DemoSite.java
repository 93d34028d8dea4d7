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

/**
 * The site.yaml of a demonstration: one bed per virtual monitor, nothing reachable from outside.
 *
 * @param httpPort of the page
 * @param pdsPorts port per bed whose monitor is an HL7 server
 * @param intellivue address per bed with an IntelliVue monitor, as site.yaml writes it
 */
record DemoSite(
        Scenario scenario,
        int httpPort,
        Language language,
        Map<String, Integer> pdsPorts,
        Map<String, String> intellivue) {
    private static final String MARK = "# Written by `vigie demo`; overwritten at its next start.";

    /**
     * Writes the file.
     *
     * @return the file
     * @throws IOException when it cannot be written, or a site.yaml of somebody's own lies there
     */
    Path write(Path folder) throws IOException {
        Path file = folder.resolve("site.yaml");
        if (Files.exists(file) && !Files.readString(file).startsWith(MARK)) {
            throw new IOException(file + " was not written by `vigie demo`; choose another folder with --data");
        }
        Files.writeString(file, text(), StandardCharsets.UTF_8);
        return file;
    }

    String text() {
        return text(0);
    }

    /** @param hl7Port that monitors send to; 0 for any */
    String text(int hl7Port) {
        StringBuilder yaml = new StringBuilder(4_096);
        yaml.append(MARK).append('\n');
        yaml.append("site: Demo\n");
        yaml.append("unit: ").append(quoted(scenario.unit())).append('\n');
        yaml.append("language: ").append(language.word()).append('\n');
        yaml.append("mode: demo\n");
        yaml.append("http: { host: 127.0.0.1, port: ").append(httpPort).append(" }\n");
        yaml.append("data: journal\n");
        yaml.append("listeners:\n  - { name: hl7, protocol: hl7, host: 127.0.0.1, port: ")
                .append(hl7Port)
                .append(", profile: auto }\n");
        if (!pdsPorts.isEmpty() || !intellivue.isEmpty()) {
            yaml.append("monitors:\n");
        }
        pdsPorts.forEach((bed, port) -> monitor(yaml, "pds-", "mindray-pds", bed, "127.0.0.1:" + port));
        intellivue.forEach((bed, address) -> monitor(yaml, "iv-", "intellivue", bed, address));
        yaml.append("beds:\n");
        for (ScenarioBed bed : scenario.beds()) {
            yaml.append("  - { bed: ").append(quoted(bed.bed())).append(", period: ");
            yaml.append(bed.period().toMillis()).append("ms, connection: persistent }\n");
        }
        return yaml.toString();
    }

    private static void monitor(StringBuilder yaml, String prefix, String protocol, String bed, String address) {
        yaml.append("  - { name: ").append(prefix).append(bed.toLowerCase(Locale.ROOT));
        yaml.append(", protocol: ").append(protocol);
        yaml.append(", address: ").append(quoted(address));
        yaml.append(", bed: ").append(quoted(bed));
        yaml.append(protocol.equals("intellivue") ? ", waves: [ecg, pleth, abp] }\n" : " }\n");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
