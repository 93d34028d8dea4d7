package org.vigie.simulator.monitor.intellivue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.patient.Rhythm;
import org.vigie.simulator.patient.Vital;

/** Rhythm and ectopy as the ECG analysis tells them (intellivue-protocol.md section 10.3, tables/physio.csv). */
final class Enumerations {
    private static final int ACCESS = 0x4220;
    private static final int OBJECT_ID = 1;
    private static final Metric RHYTHM = metric(0x82CE, 0xD007, "Rhythm", "Rythme");
    private static final Metric ECTOPY = metric(0x82D0, 0xD006, "Ectop.", "Ectopq");

    private static final int ASYSTOLE = 0x4003;
    private static final int UNANALYSABLE = 0x4011;
    private static final int SINUS = 0x4012;
    private static final int SINUS_BRADYCARDIA = 0x4013;
    private static final int SINUS_TACHYCARDIA = 0x4014;
    private static final int VENTRICULAR_TACHYCARDIA = 0x401A;
    private static final int FIBRILLATION = 0x4020;

    private Enumerations() {}

    private static Metric metric(int handle, int physio, String english, String french) {
        MetricText text = new MetricText(english, french);
        return new Metric(Nomenclature.CLASS_ENUMERATION, 1, handle, 0x0002_0000L | physio, text, 0, ACCESS);
    }

    static List<PolledObject> of(BedsideView view, boolean withContext, int mask) {
        Attributes rhythm = withContext ? context(RHYTHM, view) : new Attributes();
        int state = mask | (view.readings().rhythm() == Rhythm.UNKNOWN ? Nomenclature.STATE_QUESTIONABLE : 0);
        Wire value = new Wire().u16(0xD007).u16(state).u16(OBJECT_ID).u16(2).u16(code(view));
        rhythm.put(Nomenclature.ATTR_ENUM_VALUE, value);
        Attributes ectopy = withContext ? context(ECTOPY, view) : new Attributes();
        return List.of(new PolledObject(1, RHYTHM.handle(), rhythm), new PolledObject(1, ECTOPY.handle(), ectopy));
    }

    /** Its texts have no NUL at the end, as CAP-L shows. */
    private static Attributes context(Metric metric, BedsideView view) {
        String text = view.language() == Language.FR
                ? metric.text().french()
                : metric.text().english();
        Wire string = new Wire().u16(2 * text.length()).utf16(text);
        return metric.head(Nomenclature.CYCLE_TICKS)
                .u32(Nomenclature.ATTR_LABEL, metric.label())
                .put(Nomenclature.ATTR_LABEL_STRING, string)
                .u16(Nomenclature.ATTR_COLOUR, 2);
    }

    private static int code(BedsideView view) {
        return switch (view.readings().rhythm()) {
            case ASYSTOLE -> ASYSTOLE;
            case VENTRICULAR_FIBRILLATION -> FIBRILLATION;
            case VENTRICULAR_TACHYCARDIA -> VENTRICULAR_TACHYCARDIA;
            case UNKNOWN -> UNANALYSABLE;
            case SINUS -> sinus(view.readings().number(Vital.HEART_RATE));
        };
    }

    private static int sinus(Optional<BigDecimal> rate) {
        double beats = rate.map(Number::doubleValue).orElse(80.0);
        if (beats < 50) {
            return SINUS_BRADYCARDIA;
        }
        return beats > 120 ? SINUS_TACHYCARDIA : SINUS;
    }
}
