package org.vigie.simulator.monitor.intellivue;

import java.math.BigDecimal;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.simulator.bedside.ActiveAlarm;
import org.vigie.simulator.bedside.BedsideAlarm;
import org.vigie.simulator.bedside.LimitRange;
import org.vigie.simulator.monitor.Language;

/**
 * Numbers and words of an alarm condition on the wire. Events of tables/events.csv; the words are our own in the manner
 * of the monitors.
 *
 * @param source physio id, or an object code when the lowest bit of the event is set
 * @param event event code, with the partition of the source in its lowest bit
 */
record AlertCode(int source, int event) {
    private static final int ECG_OBJECT = 0x10A6;
    private static final int HIGH = 0x0028;
    private static final int LOW = 0x003E;
    private static final int OF_OBJECT = 1;

    static AlertCode of(BedsideAlarm condition) {
        int physio = NumericObject.physio(condition.vital());
        return switch (condition) {
            case ASYSTOLE -> new AlertCode(physio, 0x0C04);
            case VENTRICULAR_FIBRILLATION -> new AlertCode(physio, 0xF004);
            case VENTRICULAR_TACHYCARDIA -> new AlertCode(physio, 0x0C98);
            case EXTREME_BRADYCARDIA -> new AlertCode(physio, 0x0C0E);
            case EXTREME_TACHYCARDIA -> new AlertCode(physio, 0x0C32);
            case APNOEA -> new AlertCode(physio, 0x0C00);
            case DESATURATION -> new AlertCode(physio, 0x0CAE);
            case LEADS_OFF -> new AlertCode(ECG_OBJECT, 0x0112 | OF_OBJECT);
            case SPO2_SENSOR_OFF -> new AlertCode(physio, 0x0134);
            case NIBP_FAILED -> new AlertCode(physio, 0x0164);
            case HEART_RATE_HIGH,
                    HEART_RATE_LOW,
                    SPO2_LOW,
                    ART_SYS_HIGH,
                    ART_SYS_LOW,
                    ART_MEAN_HIGH,
                    ART_MEAN_LOW,
                    NIBP_SYS_HIGH,
                    NIBP_SYS_LOW,
                    RESP_RATE_HIGH,
                    RESP_RATE_LOW,
                    TEMPERATURE_HIGH,
                    ETCO2_HIGH,
                    ETCO2_LOW -> new AlertCode(physio, condition.isLow() ? LOW : HIGH);
        };
    }

    long textId() {
        return 0x0002_0000L | source;
    }

    /** al_type: red, yellow, cyan, in the half of the word that its list has. */
    static int type(BedsideAlarm condition) {
        int technical = switch (condition.priority()) {
            case HIGH -> 4;
            case MEDIUM -> 2;
            case LOW -> 1;
        };
        return condition.kind() == AlarmKind.TECHNICAL ? technical : technical << 8;
    }

    /** The text on the monitor's screen. */
    static String text(ActiveAlarm alarm, Language language) {
        BedsideAlarm condition = alarm.condition();
        String words = words(condition, language == Language.FR);
        if (condition.kind() == AlarmKind.TECHNICAL) {
            return words;
        }
        String stars = switch (condition.priority()) {
            case HIGH -> "*** ";
            case MEDIUM -> "** ";
            case LOW -> "* ";
        };
        BigDecimal value = alarm.value();
        LimitRange limits = alarm.limits();
        if (!condition.isLimit() || value == null || limits == null) {
            return stars + words;
        }
        BigDecimal limit = condition.isLow() ? limits.low() : limits.high();
        return stars + words + " " + value.toPlainString() + (condition.isLow() ? " < " : " > ")
                + (limit == null ? "" : limit.toPlainString());
    }

    private static String words(BedsideAlarm condition, boolean french) {
        return switch (condition) {
            case ASYSTOLE -> french ? "ASYSTOLIE" : "ASYSTOLE";
            case VENTRICULAR_FIBRILLATION -> french ? "FIB VENTRIC." : "VENT FIB/TACH";
            case VENTRICULAR_TACHYCARDIA -> french ? "TACHY VENTRIC." : "VTACH";
            case EXTREME_BRADYCARDIA -> french ? "BRADY EXTRÊME" : "EXTREME BRADY";
            case EXTREME_TACHYCARDIA -> french ? "TACHY EXTRÊME" : "EXTREME TACHY";
            case APNOEA -> french ? "APNÉE" : "APNEA";
            case DESATURATION -> french ? "DÉSAT" : "DESAT";
            case HEART_RATE_HIGH, HEART_RATE_LOW -> french ? "FC" : "HR";
            case SPO2_LOW -> "SpO\u2082";
            case ART_SYS_HIGH, ART_SYS_LOW -> french ? "PAs" : "ABPs";
            case ART_MEAN_HIGH, ART_MEAN_LOW -> french ? "PAm" : "ABPm";
            case NIBP_SYS_HIGH, NIBP_SYS_LOW -> french ? "PBs" : "NBPs";
            case RESP_RATE_HIGH, RESP_RATE_LOW -> french ? "FR" : "RR";
            case TEMPERATURE_HIGH -> "Temp";
            case ETCO2_HIGH, ETCO2_LOW -> "etCO\u2082";
            case LEADS_OFF -> french ? "ECG ÉLECTRODES DÉCONN." : "ECG LEADS OFF";
            case SPO2_SENSOR_OFF -> french ? "SpO\u2082 PAS DE CAPTEUR" : "SpO\u2082 NO SENSOR";
            case NIBP_FAILED -> french ? "PB MESURE IMPOSS." : "NBP MEASURE FAILED";
        };
    }
}
