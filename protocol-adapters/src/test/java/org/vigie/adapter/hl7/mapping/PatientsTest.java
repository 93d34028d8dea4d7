package org.vigie.adapter.hl7.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.model.report.PatientReport;
import org.vigie.model.report.PatientReport.Event;
import org.vigie.model.report.Report;

/** Patients and beds as in reference hl7-profiles 3.2 and 5. */
class PatientsTest {
    private static PatientReport adt(String trigger, String pid, String pv1) {
        List<Report> reports = Feed.decode(
                "ihe-pcd",
                Feed.message(
                        "MSH|^~\\&|HIS|H|||20260101||ADT^" + trigger + "|1|P|2.5|||||UTF-8",
                        "EVN|" + trigger,
                        pid,
                        pv1));
        return assertInstanceOf(PatientReport.class, reports.getFirst());
    }

    @Test
    void aMergeTellsWhichIdentifierIsReplaced() {
        List<Report> reports = Feed.decode(
                "ihe-pcd",
                Feed.message(
                        "MSH|^~\\&|HIS|H|||20260101||ADT^A40^ADT_A39|1|P|2.5|||||UTF-8",
                        "EVN|A40",
                        "PID|1||new^^^H||NAME^FIRST",
                        "MRG|old^^^H",
                        "PID|2||other^^^H||SECOND^ONE",
                        "MRG|\"\""));
        assertEquals(
                "old", assertInstanceOf(PatientReport.class, reports.get(0)).priorId());
        assertNull(assertInstanceOf(PatientReport.class, reports.get(1)).priorId());
        assertNull(adt("A08", "PID|1||42", "MRG|old").priorId());
    }

    @ParameterizedTest
    @CsvSource({
        "A01,ADMIT",
        "A04,ADMIT",
        "A02,TRANSFER",
        "A03,DISCHARGE",
        "A08,UPDATE",
        "A31,UPDATE",
        "A11,CANCEL_ADMIT",
        "A12,TRANSFER",
        "A13,ADMIT",
        "A40,MERGE",
        "A05,UPDATE",
        "A99,UPDATE"
    })
    void knowsWhatHappened(String trigger, Event event) {
        PatientReport report = adt(trigger, "PID|1||42^^^H||NAME^FIRST||19600229|F", "PV1|1|I|ICU^2^7^H|||ICU^1^3");
        assertEquals(event, report.event());
        assertEquals("7", report.bed());
        assertEquals("3", report.priorBed());
        assertEquals("42", report.patientId());
        assertEquals("NAME", report.familyName());
        assertEquals("FIRST", report.givenName());
        assertEquals("1960-02-29", String.valueOf(report.birthDate()));
        assertEquals("F", report.sex());
        assertNull(report.device());
    }

    @Test
    void readsAPidThatIsShiftedByOneField() {
        PatientReport report = adt("A01", "PID||12345^^^MRN||SMITH^JOHN^A||19800101|M|||1 ST", "PV1||I|2000^2012^01");
        assertEquals("12345", report.patientId());
        assertEquals("SMITH", report.familyName());
        assertEquals("1980-01-01", String.valueOf(report.birthDate()));
        assertEquals("M", report.sex());
        assertEquals("01", report.bed());
    }

    @Test
    void takesTheFirstIdAndTheFirstNameThatAreThere() {
        PatientReport report =
                adt("A08", "PID|1||^^^H^PI~77^^^H^MR||^^^^^^L~MÜLLER&VON^Ännchen||1960|\"\"", "PV1|1|I|");
        assertEquals("77", report.patientId());
        assertEquals("MÜLLER", report.familyName());
        assertEquals("Ännchen", report.givenName());
        assertNull(report.birthDate());
        assertNull(report.sex());
        assertNull(report.bed());
    }

    @Test
    void saysNothingOfABedWithoutAPatient() {
        List<Report> reports = Feed.decode(
                "ihe-pcd",
                Feed.message(
                        "MSH|^~\\&|M||||20260101||ORU^R01|1|P|2.6",
                        "PID|||^^^Hospital^PI||^^^^^^L",
                        "PV1||I|HDU^507^3",
                        "OBR|1",
                        "OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1|97|%|||||R"));
        assertTrue(reports.stream().noneMatch(PatientReport.class::isInstance));
        assertEquals("3", reports.getFirst().bed());
    }

    @ParameterizedTest
    @CsvSource({
        "ihe-pcd,ICU^B1^B1^GE_BLR_LAB,B1",
        "ihe-pcd,My Unit^^Bed1^Institution,Bed1",
        "ihe-pcd,ICU^^79874,79874",
        "ihe-pcd,COLWELL^^SOLAR,SOLAR",
        "philips-mdil,^^Doc1&5&1,Doc1",
        "philips-mdil,^^,",
        "nihon-kohden,^^BED-001^10.0.100.98:1,BED-001",
        "mindray-pds,^^ICU&12&3232237756&4601&&1,12"
    })
    void findsTheBedByTheRuleOfTheProfile(String profile, String location, String bed) {
        List<Report> reports = Feed.decode(
                profile,
                Feed.message(
                        "MSH|^~\\&|M||||20260101||ORU^R01|1|P|2.6",
                        "PV1||I|" + location,
                        "OBX|1|NM|1^X^L|1|97|%|||||R"));
        assertEquals(bed, reports.getFirst().bed());
    }

    @Test
    void neverWritesANameIntoALog() {
        PatientReport report = adt("A01", "PID|1||42^^^H||SECRET^NAME", "PV1|1|I|ICU^2^7");
        assertTrue(!report.toString().contains("SECRET"));
    }
}
