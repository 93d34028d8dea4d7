package org.vigie.profiles.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vigie.model.unit.Unit;
import org.vigie.profiles.Nomenclature;
import org.vigie.profiles.ProfileProblem;

/**
 * What a schema cannot say of a profile: names that exist, units that fit, codes that mean one thing, ranges that are
 * ranges, evidence for the claimed maturity. Works on any tree, also on one with problems of form. Thread-safe.
 */
final class ProfileMeaning {
    private final Nomenclature nomenclature = Nomenclature.standard();

    List<ProfileProblem> check(String file, ProfileYaml.Document document) {
        Findings findings = new Findings(file, document, new ArrayList<>());
        values(findings);
        alarms(findings);
        maturity(findings);
        return findings.problems;
    }

    private record Findings(String file, ProfileYaml.Document document, List<ProfileProblem> problems) {
        void add(String pointer, String text) {
            problems.add(new ProfileProblem(file, document.line(pointer), text));
        }
    }

    private void values(Findings findings) {
        Map<String, Integer> seen = new HashMap<>();
        JsonNode values = findings.document.tree().path("values");
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.get(i);
            String pointer = "/values/" + i;
            String local = value.path("local").asText();
            String key = local + " " + value.path("when").asText();
            Integer before = seen.putIfAbsent(key, findings.document.line(pointer));
            if (before != null && !local.isEmpty()) {
                findings.add(
                        pointer,
                        "values[" + (i + 1) + "]: '" + key.strip() + "' already has a meaning in line " + before);
            }
            code(findings, value, pointer, "values[" + (i + 1) + "]");
            range(findings, value.path("plausible"), pointer + "/plausible", "values[" + (i + 1) + "]");
        }
    }

    private void code(Findings findings, JsonNode value, String pointer, String where) {
        String mdc = value.path("mdc").asText();
        String ucum = value.path("unit").asText();
        Optional<Nomenclature.Term> term = nomenclature.term(mdc);
        if (!mdc.isEmpty() && term.isEmpty()) {
            findings.add(pointer + "/mdc", where + ".mdc: " + mdc + " is not in the nomenclature");
        }
        if (!ucum.isEmpty() && !nomenclature.knowsUnit(ucum)) {
            findings.add(pointer + "/unit", where + ".unit: '" + ucum + "' is not a known UCUM unit");
        } else if (!ucum.isEmpty() && term.isPresent() && !nomenclature.fits(term.get(), new Unit(ucum))) {
            findings.add(
                    pointer + "/unit",
                    where + ".unit: " + mdc + " is a "
                            + String.join(
                                    " or ",
                                    term.get().dimensions().stream().sorted().toList()) + ", which '"
                            + ucum + "' does not measure");
        }
    }

    private static void range(Findings findings, JsonNode plausible, String pointer, String where) {
        if (plausible.size() == 2
                && plausible.get(0).isNumber()
                && plausible.get(1).isNumber()
                && plausible.get(0).decimalValue().compareTo(plausible.get(1).decimalValue()) >= 0) {
            findings.add(pointer, where + ".plausible: the low end is not below the high end");
        }
    }

    private void alarms(Findings findings) {
        Map<String, Integer> seen = new HashMap<>();
        JsonNode alarms = findings.document.tree().path("alarms");
        for (int i = 0; i < alarms.size(); i++) {
            JsonNode alarm = alarms.get(i);
            String pointer = "/alarms/" + i;
            String where = "alarms[" + (i + 1) + "]";
            String local = alarm.path("local").asText();
            Integer before = seen.putIfAbsent(local, findings.document.line(pointer));
            if (before != null && !local.isEmpty()) {
                findings.add(pointer, where + ": '" + local + "' already has a meaning in line " + before);
            }
            for (String key : List.of("mdc", "about")) {
                String name = alarm.path(key).asText();
                if (!name.isEmpty() && nomenclature.term(name).isEmpty()) {
                    findings.add(pointer + "/" + key, where + "." + key + ": " + name + " is not in the nomenclature");
                }
            }
            if (alarm.path("kind").asText().equals("physiological")
                    && alarm.path("about").isMissingNode()
                    && !alarm.path("priority").asText().equals("from-device")) {
                findings.add(pointer, where + ": a physiological alarm with a fixed priority says what it is about");
            }
        }
        if (!alarms.isEmpty()
                && findings.document.tree().path("alarm-source").asText().equals("none")) {
            findings.add("/alarms", "alarms: 'alarm-source' says none");
        }
    }

    private static void maturity(Findings findings) {
        JsonNode tree = findings.document.tree();
        String maturity = tree.path("maturity").asText();
        boolean replay = false;
        boolean device = false;
        for (JsonNode evidence : tree.path("evidence")) {
            replay |= evidence.has("replay");
            device |= evidence.path("from").asText().equals("device");
        }
        if (maturity.equals("replayed") && !replay) {
            findings.add("/maturity", "maturity: 'replayed' needs evidence with a 'replay' file");
        }
        if ((maturity.equals("bench") || maturity.equals("ward")) && !device) {
            findings.add("/maturity", "maturity: '" + maturity + "' needs evidence from a device");
        }
    }
}
