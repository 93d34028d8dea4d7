package org.vigie.simulator.monitor.hl7;

import org.vigie.simulator.patient.Vital;

/**
 * The numbers by which the dialects call a vital. Sources: MDC codes and names in IHE PCD TF-2 annex E and the
 * IntelliVue code tables; MDIL, Mindray PDS and Nihon Kohden in hl7-profiles.md section 7 (samples and open code; not
 * verified on a device).
 *
 * @param mdc IEEE 11073-10101 code and reference identifier, {@code code^REFID^MDC}
 * @param unit MDC unit, {@code code^REFID^MDC}
 * @param mdil Philips MDIL code with its label; empty when the dialect has none that we know
 * @param mdilUnit Philips MDIL unit
 * @param pds Mindray PDS parameter id with its label
 * @param pdsModule Mindray PDS module number (OBX-4)
 * @param nihonKohden code with its label; empty when none is known
 */
record Codes(String mdc, String unit, String mdil, String mdilUnit, String pds, String pdsModule, String nihonKohden) {
    private static final String BEATS = "264864^MDC_DIM_BEAT_PER_MIN^MDC";
    private static final String BREATHS = "264928^MDC_DIM_RESP_PER_MIN^MDC";
    private static final String PERCENT = "262688^MDC_DIM_PERCENT^MDC";
    private static final String MM_HG = "266016^MDC_DIM_MMHG^MDC";
    private static final String CELSIUS = "268192^MDC_DIM_DEGC^MDC";
    private static final String MDIL_BEATS = "0004-0aa0^bpm^MDIL";
    private static final String MDIL_BREATHS = "0004-0ae0^rpm^MDIL";
    private static final String MDIL_PERCENT = "0004-0220^%^MDIL";
    private static final String MDIL_MM_HG = "0004-0f20^mmHg^MDIL";
    /** 268192 less 4 times 65536. */
    private static final String MDIL_CELSIUS = "0004-17a0^C^MDIL";

    static Codes of(Vital vital) {
        return switch (vital) {
            case HEART_RATE ->
                new Codes(
                        "147842^MDC_ECG_HEART_RATE^MDC",
                        BEATS,
                        "0002-4182^HR^MDIL",
                        MDIL_BEATS,
                        "101^HR",
                        "2101",
                        "001000^VITAL HR");
            case SPO2 ->
                new Codes(
                        "150456^MDC_PULS_OXIM_SAT_O2^MDC",
                        PERCENT,
                        "0002-4bb8^SpO2^MDIL",
                        MDIL_PERCENT,
                        "160^SpO2",
                        "2103",
                        "007000^VITAL SpO2");
            case PULSE_RATE ->
                new Codes(
                        "149530^MDC_PULS_OXIM_PULS_RATE^MDC",
                        BEATS,
                        "0002-480a^Pulse^MDIL",
                        MDIL_BEATS,
                        "161^PR",
                        "2103",
                        "007001^VITAL PR(spo2)");
            case ART_SYS -> art("150033^MDC_PRESS_BLD_ART_SYS^MDC", "0002-4a15^ABPs^MDIL", "500^Art-Sys");
            case ART_DIA -> art("150034^MDC_PRESS_BLD_ART_DIA^MDC", "0002-4a16^ABPd^MDIL", "502^Art-Dia");
            case ART_MEAN -> art("150035^MDC_PRESS_BLD_ART_MEAN^MDC", "0002-4a17^ABPm^MDIL", "501^Art-Mean");
            case NIBP_SYS ->
                cuff("150021^MDC_PRESS_BLD_NONINV_SYS^MDC", "0002-4a05^NBPs^MDIL", "170^Sys", "009000^NIBP SYS");
            case NIBP_DIA ->
                cuff("150022^MDC_PRESS_BLD_NONINV_DIA^MDC", "0002-4a06^NBPd^MDIL", "171^Dia", "009001^NIBP DIAS");
            case NIBP_MEAN ->
                cuff("150023^MDC_PRESS_BLD_NONINV_MEAN^MDC", "0002-4a07^NBPm^MDIL", "172^Mean", "009002^NIBP MEAN");
            case RESP_RATE ->
                new Codes("151562^MDC_RESP_RATE^MDC", BREATHS, "0002-500a^RR^MDIL", MDIL_BREATHS, "151^RR", "2102", "");
            case TEMPERATURE ->
                new Codes("150344^MDC_TEMP^MDC", CELSIUS, "0002-4b60^Tcore^MDIL", MDIL_CELSIUS, "200^T1", "2104", "");
            case ETCO2 ->
                new Codes(
                        "151728^MDC_AWAY_CO2_ET^MDC",
                        MM_HG,
                        "0002-50b0^etCO2^MDIL",
                        MDIL_MM_HG,
                        "220^EtCO2",
                        "2107",
                        "");
        };
    }

    private static Codes art(String mdc, String mdil, String pds) {
        return new Codes(mdc, MM_HG, mdil, MDIL_MM_HG, pds, "2116", "");
    }

    private static Codes cuff(String mdc, String mdil, String pds, String nihonKohden) {
        return new Codes(mdc, MM_HG, mdil, MDIL_MM_HG, pds, "2105", nihonKohden);
    }

    /** The bare MDC number. */
    String mdcNumber() {
        return mdc.substring(0, mdc.indexOf('^'));
    }
}
