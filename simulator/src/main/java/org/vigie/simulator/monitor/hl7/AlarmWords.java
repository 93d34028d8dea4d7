package org.vigie.simulator.monitor.hl7;

import org.vigie.simulator.bedside.BedsideAlarm;
import org.vigie.simulator.monitor.Language;

/**
 * How the dialects call an alarm condition. MDC events from the IntelliVue event table (partition 3); fibrillation has
 * no number that we could verify and goes out the way IHE PCD asks for codes not yet assigned: code 0 and a name that
 * begins with MDCX. Mindray PDS: 10002, 10033, 10044, 10170, 10172, 10174 and the technical 5 and 205 were seen in
 * captures; the other numbers are our own stand-ins.
 *
 * @param event {@code code^REFID^MDC}
 * @param english the monitor's text
 * @param french the monitor's text
 * @param pdsId Mindray PDS alarm id
 * @param pdsText Mindray PDS text
 */
record AlarmWords(String event, String english, String french, int pdsId, String pdsText) {
    private static final String LOW = "196670^MDC_EVT_LO^MDC";
    private static final String HIGH = "196648^MDC_EVT_HI^MDC";

    String in(Language language) {
        return language == Language.FR ? french : english;
    }

    static AlarmWords of(BedsideAlarm condition) {
        return switch (condition) {
            case ASYSTOLE ->
                new AlarmWords("199684^MDC_EVT_ECG_ASYSTOLE^MDC", "ASYSTOLE", "ASYSTOLIE", 10_201, "ASYSTOLE");
            case VENTRICULAR_FIBRILLATION ->
                new AlarmWords(
                        "0^MDCX_EVT_ECG_V_FIB^MDC", "VENT FIB", "FIBRILLATION VENTRICULAIRE", 10_202, "VFIB/VTAC");
            case VENTRICULAR_TACHYCARDIA ->
                new AlarmWords("199832^MDC_EVT_ECG_V_TACHY^MDC", "VTACH", "TACHYCARDIE VENTRICULAIRE", 10_203, "VTAC");
            case EXTREME_BRADYCARDIA ->
                new AlarmWords(
                        "199694^MDC_EVT_ECG_BRADY_EXTREME^MDC",
                        "EXTREME BRADY",
                        "BRADYCARDIE EXTRÊME",
                        10_204,
                        "EXTREME BRADY");
            case EXTREME_TACHYCARDIA ->
                new AlarmWords(
                        "199730^MDC_EVT_ECG_TACHY_EXTREME^MDC",
                        "EXTREME TACHY",
                        "TACHYCARDIE EXTRÊME",
                        10_205,
                        "EXTREME TACHY");
            case APNOEA -> new AlarmWords("199680^MDC_EVT_APNEA^MDC", "APNEA", "APNÉE", 10_206, "RESP APNEA");
            case DESATURATION ->
                new AlarmWords("199854^MDC_EVT_DESAT^MDC", "DESAT", "DÉSATURATION", 10_207, "SpO2 DESAT");
            case HEART_RATE_HIGH -> new AlarmWords(HIGH, "HR HIGH", "FC HAUTE", 10_001, "HR TOO HIGH");
            case HEART_RATE_LOW -> new AlarmWords(LOW, "HR LOW", "FC BASSE", 10_002, "HR TOO LOW");
            case SPO2_LOW -> new AlarmWords(LOW, "SpO2 LOW", "SpO2 BASSE", 10_034, "SpO2 TOO LOW");
            case ART_SYS_HIGH -> new AlarmWords(HIGH, "ABPs HIGH", "PAs HAUTE", 10_170, "Art-Sys TOO HIGH");
            case ART_SYS_LOW -> new AlarmWords(LOW, "ABPs LOW", "PAs BASSE", 10_171, "Art-Sys TOO LOW");
            case ART_MEAN_HIGH -> new AlarmWords(HIGH, "ABPm HIGH", "PAm HAUTE", 10_172, "Art-Mean TOO HIGH");
            case ART_MEAN_LOW -> new AlarmWords(LOW, "ABPm LOW", "PAm BASSE", 10_173, "Art-Mean TOO LOW");
            case NIBP_SYS_HIGH -> new AlarmWords(HIGH, "NBPs HIGH", "PNIs HAUTE", 10_061, "NIBP-Sys TOO HIGH");
            case NIBP_SYS_LOW -> new AlarmWords(LOW, "NBPs LOW", "PNIs BASSE", 10_062, "NIBP-Sys TOO LOW");
            case RESP_RATE_HIGH -> new AlarmWords(HIGH, "RR HIGH", "FR HAUTE", 10_043, "RR TOO HIGH");
            case RESP_RATE_LOW -> new AlarmWords(LOW, "RR LOW", "FR BASSE", 10_044, "RR TOO LOW");
            case TEMPERATURE_HIGH -> new AlarmWords(HIGH, "T HIGH", "T HAUTE", 10_081, "T1 TOO HIGH");
            case ETCO2_HIGH -> new AlarmWords(HIGH, "etCO2 HIGH", "etCO2 HAUT", 10_091, "EtCO2 TOO HIGH");
            case ETCO2_LOW -> new AlarmWords(LOW, "etCO2 LOW", "etCO2 BAS", 10_092, "EtCO2 TOO LOW");
            case LEADS_OFF ->
                new AlarmWords(
                        "196680^MDC_EVT_LEAD_OFF^MDC",
                        "ECG LEADS OFF",
                        "ECG ÉLECTRODES DÉBRANCHÉES",
                        5,
                        "ECG Lead Off");
            case SPO2_SENSOR_OFF ->
                new AlarmWords(
                        "196916^MDC_EVT_SENSOR_DISCONN^MDC",
                        "SpO2 SENSOR OFF",
                        "SpO2 CAPTEUR RETIRÉ",
                        205,
                        "SpO2 Sensor Off");
            case NIBP_FAILED ->
                new AlarmWords(
                        "196964^MDC_EVT_MSMT_FAIL^MDC",
                        "NBP MEASURE FAILED",
                        "PNI MESURE IMPOSSIBLE",
                        61,
                        "NIBP Measure Failed");
        };
    }
}
