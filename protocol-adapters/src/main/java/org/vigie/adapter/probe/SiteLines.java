package org.vigie.adapter.probe;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lines for site.yaml that fit what was seen, with hints in English and French. */
final class SiteLines {
    private SiteLines() {}

    /** For monitors on the network: one listener, and a bed for each. */
    static String network(List<Seen> monitors) {
        StringBuilder text = new StringBuilder("""
                # For site.yaml. Pour site.yaml.
                listeners:
                  - { name: iv, protocol: intellivue, port: 24005, waves: [ecg, pleth, abp] }
                beds:
                """);
        Map<String, Integer> labels = new HashMap<>();
        monitors.forEach(monitor -> labels.merge(monitor.bedLabel(), 1, Integer::sum));
        int unnamed = 0;
        for (Seen monitor : monitors) {
            String label = monitor.bedLabel();
            boolean unique = !label.isBlank() && labels.getOrDefault(label, 0) == 1;
            if (unique) {
                text.append("  - { bed: ").append(quoted(label)).append(" }\n");
            } else {
                unnamed++;
                text.append("  - { bed: NAME-")
                        .append(unnamed)
                        .append(", address: ")
                        .append(quoted(monitor.source()))
                        .append(", profile: philips-intellivue }   # ")
                        .append(label.isBlank() ? "no bed label" : "label used twice")
                        .append(": write the name on the door\n");
            }
        }
        if (unnamed > 0) {
            text.append("# Better: set a different bed label at each of these monitors, then the address may change.\n")
                    .append(
                            "# Mieux : donner à chacun de ces moniteurs un nom de lit différent ; l'adresse pourra alors"
                                    + " changer.\n");
        }
        return text.toString();
    }

    /** For one monitor that is called. */
    static String called(String address, Seen monitor) {
        String bed = monitor.bedLabel().isBlank() ? "NAME" : monitor.bedLabel();
        return """
                # For site.yaml. Pour site.yaml.
                monitors:
                  - { name: %s, protocol: intellivue, address: "%s", bed: %s, waves: [ecg, pleth, abp] }
                beds:
                  - { bed: %s }   # the name on the door / le nom sur la porte
                """.formatted(word(bed), address, quoted(bed), quoted(bed));
    }

    private static String word(String bed) {
        String word = bed.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
        return word.matches("[a-z0-9].*") ? word.substring(0, Math.min(32, word.length())) : "monitor-1";
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9._-]*")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
