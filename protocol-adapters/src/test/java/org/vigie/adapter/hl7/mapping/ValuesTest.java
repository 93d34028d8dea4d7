package org.vigie.adapter.hl7.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.PatientReport;
import org.vigie.model.report.Problem;
import org.vigie.model.report.Report;

/** Rules of OBX as in reference hl7-profiles 3.4 and 3.5. */
class ValuesTest {
    private static final String SPO2 = "150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.1";

    private static Numeric numeric(String row) {
        return assertInstanceOf(Numeric.class, Feed.one(row));
    }

    private static Absent absent(String row) {
        return assertInstanceOf(Absent.class, Feed.one(row));
    }

    @Test
    void readsAValueWithEverythingAroundIt() {
        List<Report> reports = Feed.decode(
                "ihe-pcd",
                Feed.results(
                        "OBX|1|NM|" + SPO2
                                + "|97.0|262688^MDC_DIM_PERCENT^MDC|90-100||||R|||20260102030350+0100||||DEV7^^0012210000000007^EUI-64"));
        PatientReport patient = assertInstanceOf(PatientReport.class, reports.getFirst());
        assertEquals("R07", patient.bed());
        assertEquals("4711", patient.patientId());
        Observed observed = assertInstanceOf(Observed.class, reports.get(1));
        assertEquals("R07", observed.bed());
        assertEquals("DEV7", String.valueOf(observed.device()));
        Numeric value = assertInstanceOf(Numeric.class, observed.observation());
        assertEquals("MDC_PULS_OXIM_SAT_O2", value.parameter().code());
        assertNull(value.parameter().vendorCode());
        assertEquals("1.3.1.1", value.parameter().channel());
        assertEquals(new BigDecimal("97.0"), value.value());
        assertEquals("%", value.unit().ucum());
        assertEquals(Quality.VALID, value.quality());
        assertEquals(new AlarmLimits(new BigDecimal("90"), new BigDecimal("100")), value.limits());
        DeviceTime time = value.deviceTime();
        assertEquals("2026-01-02T03:03:50+01:00", time == null ? null : time.iso());
    }

    @ParameterizedTest
    @ValueSource(strings = {"---", "-?-", "***", "off", "12,345", "1e5", "NaN", "0x10"})
    void takesTextInANumberAsNoValue(String text) {
        assertEquals(
                AbsenceReason.NOT_A_NUMBER,
                absent("OBX|1|NM|" + SPO2 + "|" + text + "|%|||||R").reason());
    }

    @ParameterizedTest
    @CsvSource({"36.8,36.8", "'36,8',36.8", "+5,5", "' 7 ',7", "-3.50,-3.50", ".5,0.5", "0,0"})
    void readsNumbersAsTheyAreSent(String sent, String expected) {
        Numeric value = numeric("OBX|1|NM|188420^MDC_TEMP_RECT^MDC|1.2.1.1|" + sent + "|268192^MDC_DIM_DEGC^MDC|||||F");
        assertEquals(new BigDecimal(expected), value.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INV"})
    void keepsAnInvalidValueAndSaysThatItIs(String mark) {
        assertEquals(
                Quality.INVALID,
                numeric("OBX|1|NM|" + SPO2 + "|97|%||" + mark + "|||R").quality());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NAV", "NA", "NI", "NAN", "MSK", "OTH", "BUSY", "L~NAV"})
    void blanksAValueThatIsNotAvailable(String mark) {
        assertEquals(
                AbsenceReason.MARKED_INVALID,
                absent("OBX|1|NM|" + SPO2 + "|97|%||" + mark + "|||R").reason());
    }

    @Test
    void blanksAValueWhoseSensorIsOff() {
        assertEquals(
                AbsenceReason.SENSOR_OFF,
                absent("OBX|1|NM|" + SPO2 + "|97|%||OFF|||R").reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUES", "CAL", "EARLY"})
    void marksADoubtfulValue(String mark) {
        assertEquals(
                Quality.QUESTIONABLE,
                numeric("OBX|1|NM|" + SPO2 + "|97|%||" + mark + "|||R").quality());
    }

    @Test
    void marksAValueWithStatusX() {
        assertEquals(
                Quality.QUESTIONABLE,
                numeric("OBX|1|NM|" + SPO2 + "|97|%|||||X").quality());
    }

    @Test
    void blanksAnEmptyMetricWithStatusX() {
        assertEquals(
                AbsenceReason.NOT_MEASURED,
                absent("OBX|1|NM|" + SPO2 + "||%|||||X").reason());
        assertEquals(
                AbsenceReason.NOT_MEASURED,
                absent("OBX|1||" + SPO2 + "||%|||||X").reason());
        assertEquals(
                AbsenceReason.NOT_MEASURED,
                absent("OBX|1|NM|" + SPO2 + "|\"\"|%|||||F").reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"D", "W"})
    void blanksAWithdrawnValue(String status) {
        assertEquals(
                AbsenceReason.MARKED_INVALID,
                absent("OBX|1|NM|" + SPO2 + "|97|%|||||" + status).reason());
    }

    @Test
    void flagsASetting() {
        String row =
                "OBX|1|NM|151976^MDC_VENT_PRESS_AWAY_END_EXP_POS^MDC|1.4.1.9|5|266048^MDC_DIM_CM_H2O^MDC|||||R||||||";
        assertTrue(numeric(row + "ASET^auto-setting^MDC").setting());
        assertTrue(numeric(row + "MSET").setting());
        assertTrue(numeric("OBX|1|NM|" + SPO2 + "|97|%|||||R||SETTING").setting());
        assertEquals(false, numeric(row + "AMEAS^auto-measurement^MDC").setting());
    }

    @ParameterizedTest
    @CsvSource({
        "264864^MDC_DIM_BEAT_PER_MIN^MDC,/min",
        "264864^^MDC,/min",
        "^MDC_DIM_BEAT_PER_MIN^MDC,/min",
        "{beat}/min^{beat}/min^UCUM,/min",
        "1/min^^UCUM,/min",
        "bpm,/min",
        "BPM,/min",
        "/min,/min",
        "0004-0aa0^bpm^MDIL,/min"
    })
    void knowsAUnitByEachOfItsNames(String unit, String ucum) {
        assertEquals(
                ucum,
                numeric("OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|80|" + unit + "|||||R")
                        .unit()
                        .ucum());
    }

    @ParameterizedTest
    @CsvSource({
        "266016^MDC_DIM_MMHG^MDC,mm[Hg]",
        "262688^MDC_DIM_MMHG,mm[Hg]",
        "mmHg,mm[Hg]",
        "mm[Hg],mm[Hg]",
        "265987^MDC_DIM_KILO_PASCAL^MDC,kPa",
        "265987^^MDC,kPa",
        "kPa,kPa",
        "cmH2O,cm[H2O]"
    })
    void knowsPressureUnits(String unit, String ucum) {
        assertEquals(
                ucum,
                numeric("OBX|1|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.1.5|12|" + unit + "|||||R")
                        .unit()
                        .ucum());
    }

    @Test
    void keepsAnUnknownUnitAsAnAnnotation() {
        assertEquals(
                "{flurbs}", numeric("OBX|1|NM|99^X^L|1|12|flurbs|||||R").unit().ucum());
    }

    @Test
    void marksAValueInAUnitThatDoesNotMeasureIt() {
        assertEquals(
                Quality.QUESTIONABLE,
                numeric("OBX|1|NM|" + SPO2 + "|97|266016^MDC_DIM_MMHG^MDC|||||R")
                        .quality());
    }

    @Test
    void crossesOutAnImplausibleValue() {
        assertEquals(
                Quality.INVALID,
                numeric("OBX|1|NM|" + SPO2 + "|970|262688^MDC_DIM_PERCENT^MDC|||||R")
                        .quality());
    }

    @Test
    void keepsAVendorsCodeThatNobodyKnows() {
        Numeric value = numeric("OBX|1|NM|4711^FLUX^99ACME||3.5||||||R");
        assertNull(value.parameter().code());
        assertEquals("4711^FLUX^99ACME", value.parameter().vendorCode());
        assertEquals("FLUX", value.parameter().channel());
        assertEquals("1", value.unit().ucum());
    }

    @ParameterizedTest
    @CsvSource({
        "8889-8^Heart Rate by Oximetry^LN^149530^MDC_PULS_OXIM_PULS_RATE^MDC,MDC_PULS_OXIM_PULS_RATE",
        "149530^ MDC_PULS_OXIM_PULS_RATE^MDC,MDC_PULS_OXIM_PULS_RATE",
        "149530^mdc_puls_oxim_puls_rate^MDC,MDC_PULS_OXIM_PULS_RATE",
        "149530^^MDC,MDC_PULS_OXIM_PULS_RATE",
        "149530^Pulse^MDC,MDC_PULS_OXIM_PULS_RATE",
        "147236^MDC_ECG_TIME_PD_QTc^MDC,MDC_ECG_TIME_PD_QTc",
        "0^MDCX_SOMETHING_NEW^MDC,MDCX_SOMETHING_NEW",
        "8867-4^Heart rate^LN,MDC_ECG_HEART_RATE",
        "0002-4182^HR^MDIL,MDC_ECG_CARD_BEAT_RATE|MDC_ECG_HEART_RATE"
    })
    void findsTheReferenceIdentifier(String code, String expected) {
        String found =
                numeric("OBX|1|NM|" + code + "|1.2.3.4|80||||||R").parameter().code();
        assertTrue(List.of(expected.split("\\|")).contains(String.valueOf(found)), String.valueOf(found));
    }

    @Test
    void tellsTwoTemperaturesApartByTheirChannel() {
        List<Observation> both = Feed.observations(Feed.results(
                "OBX|1|NM|150344^MDC_TEMP^MDC|1.26.1.1|36.8|268192^MDC_DIM_DEGC^MDC|||||R",
                "OBX|2|NM|150344^MDC_TEMP^MDC|1.26.2.1|36.9|268192^MDC_DIM_DEGC^MDC|||||R"));
        assertEquals(2, both.stream().map(o -> o.parameter().key()).distinct().count());
    }

    @Test
    void inheritsDeviceAndTimeFromTheRowsAbove() {
        List<Report> reports = Feed.decode(
                "ihe-pcd",
                Feed.results(
                        "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||MON1",
                        "OBX|2||70686^MDC_DEV_PRESS_BLD_NONINV_VMD^MDC|1.1.0.0|||||||X|||||||MOD1",
                        "OBX|3||70687^MDC_DEV_PRESS_BLD_NONINV_CHAN^MDC|1.1.1.0|||||||X|||20260102025900",
                        "OBX|4|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.1.5|117|266016^MDC_DIM_MMHG^MDC|||||R",
                        "OBX|5|NM|151562^MDC_RESP_RATE^MDC|1.2.1.19|14|264928^MDC_DIM_RESP_PER_MIN^MDC|||||R"));
        assertEquals(
                "MON1",
                String.valueOf(
                        assertInstanceOf(DeviceReport.class, reports.get(1)).device()));
        Observed pressure = assertInstanceOf(Observed.class, reports.get(4));
        assertEquals("MOD1", String.valueOf(pressure.device()));
        assertEquals(
                "2026-01-02T02:59",
                String.valueOf(
                        pressure.observation().deviceTime() == null
                                ? null
                                : pressure.observation().deviceTime().iso()));
        Observed rate = assertInstanceOf(Observed.class, reports.get(5));
        assertEquals("MON1", String.valueOf(rate.device()));
        assertEquals(
                "2026-01-02T03:04+01:00",
                rate.observation().deviceTime() == null
                        ? null
                        : rate.observation().deviceTime().iso());
    }

    @Test
    void fallsBackToTheSenderAsDevice() {
        List<Report> reports = Feed.decode("ihe-pcd", Feed.results("OBX|1|NM|" + SPO2 + "|97|%|||||R"));
        assertEquals("0012210000000009", String.valueOf(reports.get(1).device()));
    }

    @ParameterizedTest
    @CsvSource({
        "'OBX|1|ST|184327^MDC_ECG_STAT_RHY^MDC|1.2.1.21|MDC_ECG_SINUS_RHY||||||F',MDC_ECG_SINUS_RHY",
        "'OBX|1|CWE|184327^MDC_ECG_STAT_RHY^MDC|1.2.1.21|147474^MDC_ECG_SINUS_RHY^MDC||||||F',MDC_ECG_SINUS_RHY",
        "'OBX|1|CWE|184519^MDC_PUMP_INFUSING_STATUS^MDC|1.1.1.1|^pump-status-infusing||||||R',pump-status-infusing",
        "'OBX|1|TX|1^NOTE^L|1|a\\T\\b||||||R',a&b",
        "'OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.1|>99|%|||||R',>99",
        "'OBX|1|DT|1^DAY^L|1|20260102||||||R',20260102"
    })
    void readsWords(String row, String word) {
        assertEquals(word, assertInstanceOf(Enumerated.class, Feed.one(row)).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ST", "", "ZZ", "SN"})
    void readsANumberInATextRowWhenItsCodeIsAQuantity(String type) {
        String value = type.equals("SN") ? "^97" : "97";
        assertEquals(
                new BigDecimal("97"),
                numeric("OBX|1|" + type + "|" + SPO2 + "|" + value + "|262688^MDC_DIM_PERCENT^MDC|||||R")
                        .value());
    }

    @Test
    void spreadsRepeatedValuesOverTheInterval() {
        byte[] message = Feed.message(
                "MSH|^~\\&|G||||20260101||ORU^R01|1|P|2.6",
                "OBR|1|||1^X|||20260101000000|20260101000010",
                "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|80~81|/min|||||R");
        List<Observation> both = Feed.observations(message);
        assertEquals(2, both.size());
        DeviceTime second = both.get(1).deviceTime();
        assertEquals("2026-01-01T00:00:05", second == null ? null : second.iso());
    }

    @ParameterizedTest
    @CsvSource({"D,DEMO", "T,TEST", "P,VALID", "'',VALID"})
    void flagsDemonstrationAndTestData(String processing, Quality quality) {
        byte[] message = Feed.message(
                "MSH|^~\\&|G||||20260101||ORU^R01|1|" + processing + "|2.6", "OBX|1|NM|" + SPO2 + "|97|%|||||R");
        assertEquals(
                quality,
                assertInstanceOf(Numeric.class, Feed.observations(message).getFirst())
                        .quality());
    }

    @Test
    void reportsAValueWithoutACode() {
        List<Report> reports = Feed.decode("ihe-pcd", Feed.results("OBX|1|ST|||Blood&Plasma||||||F"));
        assertEquals("no-code", assertInstanceOf(Problem.class, reports.get(1)).reason());
    }

    @Test
    void readsDeviceRowsAsFacts() {
        List<Report> reports = Feed.decode(
                "ihe-pcd", Feed.results("OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X"));
        DeviceReport row = assertInstanceOf(DeviceReport.class, reports.get(1));
        assertEquals("MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS", row.code());
    }

    @Test
    void keepsThePatientsOfOneMessageApart() {
        byte[] message = Feed.message(
                "MSH|^~\\&|CENTRAL||||20260101||ORU^R01|1|P|2.6",
                "PID|||1^^^H||EINS^A",
                "PV1||I|ICU^^B1",
                "OBR|1|||1^X",
                "OBX|1|NM|" + SPO2 + "|91|%|||||R",
                "PID|||2^^^H||ZWEI^B",
                "PV1||I|ICU^^B2",
                "OBR|2|||1^X",
                "OBX|1|NM|" + SPO2 + "|92|%|||||R");
        List<Report> reports = Feed.decode("ihe-pcd", message);
        assertEquals(
                List.of("B1", "B1", "B2", "B2"),
                reports.stream().map(r -> String.valueOf(r.bed())).toList());
    }
}
