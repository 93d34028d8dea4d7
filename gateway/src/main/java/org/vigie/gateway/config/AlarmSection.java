package org.vigie.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vigie.gateway.config.GatewayConfig.Alarms;
import org.vigie.gateway.config.GatewayConfig.Annunciator;
import org.vigie.model.alarm.AlarmPolicy;
import org.vigie.model.alarm.Escalation;
import org.vigie.model.alarm.Priority;

/** Reads {@code alarms} of the site file: what the unit decided about alarms. */
final class AlarmSection {
    private AlarmSection() {}

    static Alarms read(YamlSection section) {
        boolean mirror = section.truth("mirror-bedside-acknowledge", false);
        Duration repeat = section.time("medium-repeat-delay", Duration.ZERO, AlarmPolicy.LONGEST_DELAY)
                .orElse(Duration.ZERO);
        boolean demo = section.truth("alarm-on-demo-data", false);
        Annunciator annunciator = section.choice(
                "annunciator", SiteFile.words(Annunciator.values(), Annunciator::word), Annunciator.AUTO);
        String port = section.text("relay", 255).orElse("");
        if (!port.isEmpty() && !port.startsWith("/dev/")) {
            section.problem("relay", "`relay`: a serial port such as /dev/serial/by-id/NAME expected");
        }
        Escalation escalation = escalation(section.section("escalation"));
        boolean otherNetwork = section.truth("other-network", false);
        section.end();
        return new Alarms(
                mirror, repeat, demo, annunciator, port.isEmpty() ? null : Path.of(port), escalation, otherNetwork);
    }

    private static Escalation escalation(YamlSection section) {
        Escalation latest = Escalation.DEFAULT;
        List<Duration> high = levels(section, "high", latest.high());
        List<Duration> medium = levels(section, "medium", latest.medium());
        Map<String, Priority> from = new LinkedHashMap<>();
        from.put("high", Priority.HIGH);
        from.put("medium", Priority.MEDIUM);
        Priority box = section.choice("box", from, latest.box());
        section.end();
        return new Escalation(high, medium, box);
    }

    /** As many times as there are levels, each in its range; the latest ones for a list with a fault. */
    private static List<Duration> levels(YamlSection section, String key, List<Duration> latest) {
        if (!section.has(key)) {
            return latest;
        }
        List<YamlSection.TimeAt> given = section.times(key);
        if (given.size() != latest.size()) {
            section.problem(
                    section.line(key),
                    "`" + key + "`: " + latest.size() + " times expected, one a level, for example " + words(latest));
            return latest;
        }
        List<Duration> times = new ArrayList<>();
        Duration before = Duration.ZERO;
        for (int i = 0; i < given.size(); i++) {
            YamlSection.TimeAt one = given.get(i);
            if (!one.read()) {
                return latest;
            }
            if (!Escalation.allows(one.time(), before, latest.get(i))) {
                section.problem(
                        one.line(),
                        "`" + key + "`: level " + (i + 1) + " of " + YamlSection.show(one.time()) + ": "
                                + YamlSection.show(before.plus(Escalation.LEAST)) + " to "
                                + YamlSection.show(latest.get(i))
                                + " expected; a unit may choose earlier, never later");
                return latest;
            }
            before = one.time();
            times.add(before);
        }
        return times;
    }

    private static String words(List<Duration> times) {
        return times.stream().map(YamlSection::show).toList().toString();
    }
}
