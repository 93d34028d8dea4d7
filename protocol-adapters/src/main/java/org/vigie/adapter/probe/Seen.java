package org.vigie.adapter.probe;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.AssociationFacts;
import org.vigie.adapter.intellivue.codec.ConnectFacts;
import org.vigie.adapter.intellivue.codec.IntellivuePdu;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;

/** What one monitor has shown so far. Not thread-safe. */
final class Seen {
    private static final int MOST_NAMES = 64;

    private final String source;
    private AssociationFacts facts = AssociationFacts.UNKNOWN;
    private String software = "";
    private String serial = "";
    private final Map<String, String> numerics = new TreeMap<>();
    private final Map<String, String> words = new TreeMap<>();
    private final Map<String, String> waves = new TreeMap<>();
    private final Set<String> alarms = new TreeSet<>();
    private long gaps;
    private boolean alarmList;
    private boolean described;

    Seen(String source) {
        this.source = source;
    }

    String source() {
        return source;
    }

    String bedLabel() {
        return facts.bedLabel();
    }

    /** Whether it has shown all that one waits for. */
    boolean isComplete() {
        return described && alarmList && !numerics.isEmpty() && !waves.isEmpty();
    }

    void take(AssembledResult cycle, List<Report> reports) {
        facts = cycle.facts();
        gaps += cycle.gap();
        if (cycle.objectClass() == ObjectClass.MDS) {
            for (PolledObject object : cycle.objects()) {
                describe(ConnectFacts.of(new IntellivuePdu.ConnectIndication(0, object.attributes())));
            }
        }
        for (Report report : reports) {
            if (report instanceof Observed observed) {
                Observation what = observed.observation();
                String rate =
                        what instanceof Waveform wave ? String.format(Locale.ROOT, " (%.0f/s)", wave.rateHz()) : "";
                switch (what) {
                    case Waveform wave -> name(waves, what, rate);
                    case Numeric numeric -> name(numerics, what, rate);
                    case Enumerated word -> name(words, what, rate);
                    default -> {} // a value that is not there is offered, but not measured now
                }
            } else if (report instanceof AlarmSnapshot list) {
                alarmList = true;
                list.alarms().stream().map(AlarmReport::text).forEach(text -> add(alarms, clean(text)));
            }
        }
    }

    private void describe(ConnectFacts told) {
        described |= !told.software().isEmpty() || !told.serial().isEmpty();
        software = told.software().isEmpty() ? software : told.software();
        serial = told.serial().isEmpty() ? serial : told.serial();
    }

    /** The monitor's own label, which may come later than the first value; until then the code. */
    private static void name(Map<String, String> names, Observation what, String more) {
        String key = what.parameter().key();
        String label = clean(what.parameter().label());
        if (names.size() < MOST_NAMES || names.containsKey(key)) {
            if (label.isBlank()) {
                names.putIfAbsent(key, key + more);
            } else {
                names.put(key, label + more);
            }
        }
    }

    private static void add(Set<String> names, String name) {
        if (names.size() < MOST_NAMES && !name.isBlank()) {
            names.add(name);
        }
    }

    private static String clean(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    /** The description for a person. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("monitor ").append(source).append('\n');
        line(text, "model", facts.model());
        line(text, "software", software);
        line(text, "serial number", serial);
        line(text, "device (MAC)", ConnectFacts.mac(facts.systemId()));
        line(text, "bed label", facts.bedLabel().isEmpty() ? "none set at the monitor" : clean(facts.bedLabel()));
        line(text, "operating mode", mode());
        line(text, "numerics", joined(distinct(numerics), "none: is a patient connected?"));
        line(text, "words", words.isEmpty() ? "" : joined(distinct(words), ""));
        line(text, "waves", joined(distinct(waves), "none (a line of 19200 baud has none)"));
        line(text, "alarm list", alarmList ? joined(alarms, "received, no alarm now") : "NOT received");
        if (gaps > 0) {
            line(text, "missing cycles", gaps + ": the network or the line loses data");
        }
        return text.toString();
    }

    private String mode() {
        if (facts.hasMode(AssociationFacts.MODE_DEMO)) {
            return "DEMO: all values are invented";
        }
        if (facts.hasMode(AssociationFacts.MODE_STANDBY)) {
            return "standby: it measures nobody";
        }
        if (facts.hasMode(AssociationFacts.MODE_SERVICE)) {
            return "service: it measures nobody";
        }
        if (facts.hasMode(AssociationFacts.MODE_CONFIGURATION)) {
            return "configuration: it measures nobody";
        }
        return facts.hasMode(AssociationFacts.MODE_MONITORING) ? "monitoring" : "";
    }

    private static Set<String> distinct(Map<String, String> names) {
        return new TreeSet<>(names.values());
    }

    private static String joined(Set<String> names, String none) {
        return names.isEmpty() ? none : String.join(", ", names);
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isBlank()) {
            text.append(String.format(Locale.ROOT, "  %-15s %s%n", name, clean(value)));
        }
    }
}
