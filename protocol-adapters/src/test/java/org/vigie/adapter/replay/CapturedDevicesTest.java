package org.vigie.adapter.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.PatientReport;
import org.vigie.model.report.Problem;
import org.vigie.model.testing.SharedData;
import org.vigie.profiles.ProfileCatalog;

/** Captures that may not be copied: what a person reads in them. */
class CapturedDevicesTest {
    private static final ProfileCatalog CATALOGUE = ProfileCatalog.load();

    private static List<Line> decode(String profile, String... paths) {
        List<Line> lines = new ArrayList<>();
        CaptureDecoder decoder = CaptureDecoder.with(CATALOGUE.find(profile).orElseThrow());
        for (String path : paths) {
            try {
                decoder.decode(Files.readAllBytes(SharedData.shared("hl7/" + path)), lines::add);
            } catch (IOException e) {
                throw new AssertionError(path, e);
            }
        }
        return lines;
    }

    /** {@code code@channel=value unit} of each number, {@code code@channel=absent} of each absence. */
    private static List<String> values(List<Line> lines) {
        List<String> values = new ArrayList<>();
        for (Line line : lines) {
            if (line.report() instanceof Observed observed) {
                String key = observed.observation().parameter().key();
                if (observed.observation() instanceof Numeric n) {
                    values.add(key + "=" + n.value() + " " + n.unit());
                } else if (observed.observation() instanceof Absent) {
                    values.add(key + "=absent");
                }
            }
        }
        return values;
    }

    private static List<AlarmReport> alarms(List<Line> lines) {
        return lines.stream()
                .map(Line::report)
                .filter(AlarmReport.class::isInstance)
                .map(AlarmReport.class::cast)
                .toList();
    }

    private static String bed(List<Line> lines) {
        return String.valueOf(lines.getFirst().report().bed());
    }

    @Test
    void geTellsItsTwoTemperaturesApart() {
        List<Line> lines = decode("ihe-pcd", "private/ge/b1x5-vitals.hl7");
        assertEquals("79874", bed(lines));
        assertEquals(
                List.of(
                        "MDC_PRESS_BLD_ART_SYS@1.13.1.1=120 mm[Hg]",
                        "MDC_PRESS_BLD_ART_DIA@1.13.1.2=80 mm[Hg]",
                        "MDC_PRESS_BLD_ART_MEAN@1.13.1.3=93 mm[Hg]",
                        "MDC_BLD_PULS_RATE_INV@1.13.1.4=72 /min",
                        "MDC_PRESS_BLD_VEN_CENT_MEAN@1.13.2.1=8 mm[Hg]",
                        "MDC_ECG_HEART_RATE@1.5.1.1=75 /min",
                        "MDC_ECG_V_P_C_RATE@1.5.1.2=2 /min",
                        "MDC_TEMP@1.26.1.1=36.8 Cel",
                        "MDC_TEMP@1.26.2.1=36.9 Cel"),
                values(lines));
    }

    @Test
    void mindraySentinelsAreNoValues() {
        List<String> values = values(decode(
                "mindray-pds", "private/mindray/pds-204-periodic.hl7", "private/mindray/pds-503-nibp-aperiodic.hl7"));
        assertEquals("MDC_ECG_HEART_RATE@2101=60 /min", values.get(0));
        assertEquals("MDC_ECG_V_P_C_RATE@2101=0 /min", values.get(1));
        assertEquals(
                7,
                values.subList(2, 9).stream().filter(v -> v.endsWith("=absent")).count());
        assertEquals(
                List.of(
                        "MDC_PRESS_BLD_NONINV_DIA@2105=80 mm[Hg]",
                        "MDC_PRESS_BLD_NONINV_MEAN@2105=93 mm[Hg]",
                        "MDC_PRESS_BLD_NONINV_SYS@2105=120 mm[Hg]",
                        "MDC_PRESS_BLD_NONINV_SYS@2105=absent"),
                values.subList(9, 13));
    }

    @Test
    void mindrayListStartsSevenAlarmsAndTheEmptyListEndsThem() {
        List<AlarmReport> alarms = alarms(decode(
                "mindray-pds",
                "private/mindray/pds-54-physiological-alarms.hl7",
                "private/mindray/pds-54-physiological-alarms.hl7",
                "private/mindray/pds-54-empty-all-clear.hl7"));
        assertEquals(21, alarms.size());
        assertEquals(
                List.of("START", "CONTINUE", "END"),
                List.of(alarms.get(0), alarms.get(7), alarms.get(14)).stream()
                        .map(alarm -> alarm.phase().name())
                        .toList());
        assertEquals("SpO2 TOO HIGH", alarms.getFirst().text());
        assertTrue(alarms.stream().allMatch(alarm -> alarm.priority().word().equals("medium")));
    }

    @Test
    void mindrayPatientLiesInTheSecondPartOfTheThirdComponent() {
        List<Line> lines = decode("mindray-pds", "private/mindray/pds-103-patient.hl7");
        PatientReport patient = (PatientReport) lines.getFirst().report();
        assertEquals("1", patient.bed());
        assertEquals("1990-01-01", String.valueOf(patient.birthDate()));
        assertEquals(List.of("MDC_ATTR_PT_HEIGHT@=189.0 cm", "MDC_ATTR_PT_WEIGHT@=100.0 kg"), values(lines));
    }

    @Test
    void mindrayWavesHaveRateScaleAndGaps() {
        List<Waveform> waves = decode("ihe-pcd", "private/mindray/nseries-continuous-waveform.hl7").stream()
                .map(Line::report)
                .filter(Observed.class::isInstance)
                .map(report -> ((Observed) report).observation())
                .filter(Waveform.class::isInstance)
                .map(Waveform.class::cast)
                .toList();
        assertEquals(2, waves.size());
        assertEquals(500, waves.getFirst().rateHz());
        assertEquals(495, waves.getFirst().length()); // five fewer than the rate says: as captured
        assertEquals(80 * 0.001221, waves.getFirst().sample(0), 1e-12);
        assertEquals("mV", waves.getFirst().unit().ucum());
        assertEquals(60, waves.getLast().rateHz());
        assertTrue(Double.isNaN(waves.getLast().sample(0)));
    }

    @Test
    void nihonKohdenGroupsHaveTheirOwnTime() {
        List<Line> lines = decode("nihon-kohden", "private/nihonkohden/pvm2701-spo2-nibp.hl7");
        assertEquals("BED-001", bed(lines));
        assertEquals(
                List.of(
                        "MDC_PULS_OXIM_PULS_RATE@1=77 /min",
                        "MDC_PULS_OXIM_SAT_O2@1=99 %",
                        "MDC_PULS_RATE@1=77 /min",
                        "MDC_PRESS_BLD_NONINV_SYS@1=133 mm[Hg]",
                        "MDC_PRESS_BLD_NONINV_DIA@1=77 mm[Hg]",
                        "MDC_PRESS_BLD_NONINV_MEAN@1=95 mm[Hg]"),
                values(lines));
        List<String> json = lines.stream().map(LineJson::of).toList();
        assertTrue(json.get(1).contains("\"deviceTime\":\"2026-04-22T18:44:00\",\"zone\":\"unknown\""));
        assertTrue(json.get(4).contains("\"deviceTime\":\"2026-04-22T18:43:37\""));
    }

    @Test
    void philipsCodesAreReadAsWhatTheyMean() {
        assertEquals(
                List.of(
                        "MDC_PULS_OXIM_SAT_O2@0=95 %",
                        "MDC_RESP_RATE@0=15 /min",
                        "MDC_ECG_HEART_RATE@0=60 /min",
                        "MDC_PRESS_BLD_ART_ABP_SYS@0=120 mm[Hg]",
                        "MDC_PRESS_BLD_ART_ABP_DIA@0=70 mm[Hg]",
                        "MDC_PRESS_BLD_ART_ABP_MEAN@0=91 mm[Hg]"),
                values(decode("philips-mdil", "private/philips/piic-mdil-doc-sample.hl7")));
        assertEquals(
                List.of(
                        "MDC_ECG_HEART_RATE@HR=60 /min",
                        "MDC_PULS_OXIM_SAT_O2@SpO2=96 %",
                        "MDC_RESP_RATE@Resp=20 /min",
                        "MDC_PULS_RATE@Pulse=59 /min"),
                values(decode("philips-mdil", "private/philips/efficia-cm-numerics.hl7")));
    }

    @Test
    void alarmsOfThreeReporters() {
        AlarmReport lead = alarms(decode("ihe-pcd", "private/mindray/nseries-pcd04-lead-off-start.hl7"))
                .getFirst();
        assertEquals("MDC_EVT_LEAD_OFF start low technical 3", words(lead));
        AlarmReport pump = alarms(decode("ihe-pcd", "private/pcd04/icumedical-plum360-template.hl7"))
                .getFirst();
        assertEquals("MDC_EVT_FLUID_LINE_OCCL start medium technical 7", words(pump));
        assertEquals("Distal Occlusion", pump.text());
        AlarmReport advice = alarms(decode("ihe-pcd", "private/ge/mural-pcd04-alert-update.hl7"))
                .getFirst();
        assertEquals("MDCX_EVT_ALERT_ADVISORY update medium physiological B1", words(advice));
        assertEquals("HYPERTENSION-Alert Recheck BP", advice.text());
    }

    private static String words(AlarmReport alarm) {
        return alarm.code() + " " + alarm.phase().word() + " "
                + alarm.priority().word() + " " + alarm.kind().word() + " " + alarm.bed();
    }

    @Test
    void laboratoryResultsAreValuesOfNobodyKnowsWhatAndAProblem() {
        List<Line> lines = decode("ihe-pcd", "lab/mirth-donkey-small.hl7");
        assertEquals(17, values(lines).size());
        assertEquals("84295^SODIUM^GH@1=145 mmol/L", values(lines).getFirst());
        assertEquals("82319^ALK PHOS^GH@8=100.1 mg/dL", values(lines).getLast());
        assertEquals("unknown-codes", ((Problem) lines.getLast().report()).reason());
    }

    @Test
    void damagedMasimoFrameIsAProblemAndItsAlarmIsStillSeen() {
        List<Line> lines = decode("ihe-pcd", "private/masimo/safetynet-pcd04-damaged.mllp");
        assertEquals("end-of-block-inside", ((Problem) lines.getFirst().report()).reason());
        AlarmReport alarm = alarms(lines).getFirst();
        assertEquals("SPO2 LOW", alarm.text());
        assertEquals("QUESTIONABLE", alarm.quality().name());
    }
}
