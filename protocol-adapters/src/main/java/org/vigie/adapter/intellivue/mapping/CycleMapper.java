package org.vigie.adapter.intellivue.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.AssociationFacts;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.model.link.MonitorMode;
import org.vigie.model.report.ModeReport;
import org.vigie.model.report.Report;
import org.vigie.profiles.DeviceProfile;

/** What one poll cycle says. Not thread-safe. SOURCE: intellivue-protocol.md sections 7 and 8.4. */
public final class CycleMapper {
    private final NumericMapper numerics;
    private final WaveMapper waves;
    private final AlertMapper alerts = new AlertMapper();
    private final PatientMapper patients = new PatientMapper();

    /** A mapper for the cycles of monitors with this profile. */
    public CycleMapper(DeviceProfile profile) {
        Names names = new Names(profile);
        numerics = new NumericMapper(names);
        waves = new WaveMapper(names);
    }

    /** The reports of a cycle in the order of its objects; cycles missing before it come first, as a problem. */
    public List<Report> map(AssembledResult cycle) {
        Speaker speaker = Speaker.of(cycle.facts());
        List<Report> reports = new ArrayList<>();
        if (cycle.gap() > 0) {
            String text =
                    String.format(Locale.ROOT, "%d cycles of class %04x are missing", cycle.gap(), cycle.objectClass());
            reports.add(speaker.problem("gap", text));
        }
        MonitorMode mode = speaker.monitorMode();
        if (cycle.objectClass() == ObjectClass.MDS || mode.isOff()) {
            String text = modeWord(cycle.facts()) + model(speaker);
            reports.add(new ModeReport(speaker.bed(), speaker.device(), mode, text));
        }
        for (PolledObject object : cycle.objects()) {
            map(speaker, cycle, object, reports::add);
        }
        return reports;
    }

    private void map(Speaker speaker, AssembledResult cycle, PolledObject object, Consumer<Report> out) {
        switch (cycle.objectClass()) {
            case ObjectClass.NUMERIC -> numerics.numerics(speaker, object, out);
            case ObjectClass.ENUMERATION -> numerics.words(speaker, object, out);
            case ObjectClass.WAVE -> waves.waves(speaker, object, cycle.ticks(), out);
            case ObjectClass.ALERT -> alerts.alerts(speaker, object, out);
            case ObjectClass.PATIENT -> patients.patient(speaker, object, out);
            default -> {} // the MDS is told by its mode; other classes are never asked for
        }
    }

    private static String model(Speaker speaker) {
        String model = speaker.facts().model();
        return model.isEmpty() ? "" : " (" + model + ")";
    }

    private static String modeWord(AssociationFacts facts) {
        List<String> words = new ArrayList<>();
        if (facts.hasMode(AssociationFacts.MODE_MONITORING)) {
            words.add("monitoring");
        }
        if (facts.hasMode(AssociationFacts.MODE_DEMO)) {
            words.add("demo");
        }
        if (facts.hasMode(AssociationFacts.MODE_SERVICE)) {
            words.add("service");
        }
        if (facts.hasMode(AssociationFacts.MODE_STANDBY)) {
            words.add("standby");
        }
        if (facts.hasMode(AssociationFacts.MODE_CONFIGURATION)) {
            words.add("configuration");
        }
        return words.isEmpty() ? "unspecified" : String.join(", ", words);
    }
}
