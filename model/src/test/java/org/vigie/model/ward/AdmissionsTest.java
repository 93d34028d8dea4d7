package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigie.model.BedId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.link.LinkState;
import org.vigie.model.report.PatientReport;

/** Who lies where, by hand, and together with the hospital's list. */
final class AdmissionsTest {
    private static final BedId R01 = new BedId("R01");
    private static final BedId R02 = new BedId("R02");
    private final Rig rig = Rig.of("R01", "R02").beats(3, "R01", "R02").order(null, new Order.SignOn("AB", null, null));

    @Test
    void anIdentityTypedByHandIsNotVerified() {
        admit(R01, null, "Petit");
        assertEquals(Optional.empty(), rig.refusal());
        assertEquals(LabelOrigin.HAND, rig.bed("R01").labelOrigin());
        assertFalse(rig.bed("R01").patient().orElseThrow().verified());
    }

    @Test
    void theListVerifiesWhatWasTypedWhenBothAgree() {
        admit(R01, null, "Petit");
        list(PatientReport.Event.ADMIT, "R01", "77", "PETIT");
        assertEquals(LabelOrigin.LIST, rig.bed("R01").labelOrigin());
        assertFalse(rig.bed("R01").marks().contains(Mark.IDENTITY_CONFLICT));
        assertEquals("77", rig.bed("R01").patient().orElseThrow().id());
    }

    @Test
    void theListWinsAndTheConflictStaysVisibleUntilAPersonConfirms() {
        admit(R01, "12", "Petit");
        list(PatientReport.Event.ADMIT, "R01", "77", "Grand");
        assertEquals("77", rig.bed("R01").patient().orElseThrow().id());
        assertTrue(rig.bed("R01").marks().contains(Mark.IDENTITY_CONFLICT));
        assertEquals("12", rig.bed("R01").typedOtherwise().orElseThrow().id());
        rig.order("AB", new Order.ConfirmIdentity(R01));
        assertEquals(Optional.empty(), rig.refusal());
        assertFalse(rig.bed("R01").marks().contains(Mark.IDENTITY_CONFLICT));
    }

    @Test
    void aMonitorNeverReplacesWhatAPersonTyped() {
        admit(R01, "12", "Petit");
        list(PatientReport.Event.IDENTIFIED, "R01", "99", "Autre");
        assertEquals("12", rig.bed("R01").patient().orElseThrow().id());
        assertTrue(rig.bed("R01").marks().contains(Mark.IDENTITY_MISMATCH));
    }

    @Test
    void theListDoesNotDischargeWhomAPersonPutHereInstead() {
        admit(R01, null, "Petit");
        list(PatientReport.Event.DISCHARGE, "R01", "77", "Grand");
        assertFalse(rig.bed("R01").patient().orElseThrow().discharged());
        list(PatientReport.Event.DISCHARGE, "R01", "78", "Petit");
        assertTrue(rig.bed("R01").patient().orElseThrow().discharged());
    }

    @Test
    void anotherPatientIsNotPutOverOneWhoLiesThere() {
        list(PatientReport.Event.ADMIT, "R01", "77", "Grand");
        admit(R01, null, "Petit");
        assertEquals(Optional.of("bed-occupied"), rig.refusal());
        admit(R02, "77", "Grand");
        assertEquals(Optional.of("lies-elsewhere"), rig.refusal());
    }

    @Test
    void dischargeEmptiesTheBedAndAsksBeforeItClosesAnAlarm() {
        admit(R01, null, "Petit");
        rig.say("R01", Rig.words("R01", "MDC_EVT_DESAT").done());
        rig.order("AB", new Order.Discharge(R01, false));
        assertEquals(Optional.of("alarm-active"), rig.refusal());
        rig.order("AB", new Order.Discharge(R01, true));
        assertEquals(Optional.empty(), rig.refusal());
        assertEquals(LinkState.EMPTY, rig.bed("R01").link());
        assertTrue(rig.bed("R01").patient().isEmpty());
        assertTrue(rig.alarms("R01").isEmpty());
    }

    @Test
    void aMonitorThatGoesOnMeasuringOnAnEmptiedBedIsAnAlarmAfterTheTimeToUnplugIt() {
        rig.order("AB", new Order.Discharge(R01, false)).beats(110, "R01", "R02");
        assertFalse(rig.has("R01", OwnAlarm.ACTIVE_ON_EMPTY_BED));
        rig.beats(15, "R01", "R02");
        assertTrue(rig.has("R01", OwnAlarm.ACTIVE_ON_EMPTY_BED));
        admit(R01, null, "Petit");
        assertFalse(rig.has("R01", OwnAlarm.ACTIVE_ON_EMPTY_BED));
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
    }

    @Test
    void silenceOfAnEmptiedBedIsNoAlarm() {
        rig.order("AB", new Order.Discharge(R01, false)).beats(120, "R02");
        assertTrue(rig.alarms("R01").isEmpty());
        admit(R01, null, "Petit");
        rig.beats(90, "R02");
        assertTrue(rig.has("R01", OwnAlarm.NO_DATA));
    }

    /** Fault row 56: a pressure is not inherited with the bed, neither by hand nor by a transfer in the list. */
    @Test
    void whoComesNextIntoABedHasNoneOfTheValuesOfWhoLeftIt() {
        admit(R01, null, "Petit");
        rig.say("R01", Rig.value("R01", Rig.NIBP, 62));
        rig.order("AB", new Order.Discharge(R01, false)).beats(30, "R01", "R02");
        admit(R01, null, "Grand");
        rig.beats(2, "R01", "R02");
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
        assertNotEquals(ValueState.LIVE, rig.stream("R01", Rig.NIBP).state());
        list(PatientReport.Event.ADMIT, "R02", "77", "Moyen");
        rig.say("R02", Rig.value("R02", Rig.NIBP, 62));
        rig.apply(new WardEvent.Heard(Rig.source("R02"), "c/R02", List.of(moved("77", "R02"))));
        list(PatientReport.Event.ADMIT, "R02", "78", "Dernier");
        rig.beats(2, "R01", "R02");
        assertEquals(ValueState.LIVE, rig.stream("R02", Rig.HR).state());
        assertNotEquals(ValueState.LIVE, rig.stream("R02", Rig.NIBP).state());
    }

    private static PatientReport moved(String id, String from) {
        return new PatientReport(PatientReport.Event.TRANSFER, null, from, null, id, "Moyen", null, null, null);
    }

    @Test
    void aTransferTakesTheLabelAlongAndLeavesAnEmptyBed() {
        list(PatientReport.Event.ADMIT, "R01", "77", "Grand");
        rig.order("AB", new Order.Transfer(R01, R02, false));
        assertEquals(Optional.empty(), rig.refusal());
        assertEquals("77", rig.bed("R02").patient().orElseThrow().id());
        assertEquals(LinkState.EMPTY, rig.bed("R01").link());
        // The list, which does not know of it yet, does not put the patient into two beds.
        list(PatientReport.Event.UPDATE, "R01", "77", "Grand");
        assertTrue(rig.bed("R01").patient().isEmpty());
        rig.order("AB", new Order.Transfer(R01, R02, false));
        assertEquals(Optional.of("no-patient"), rig.refusal());
    }

    private void admit(BedId bed, @Nullable String id, String family) {
        rig.order("AB", new Order.Admit(bed, new Patient(id, family, null, null, null, true, false)));
    }

    private void list(PatientReport.Event event, String bed, String id, String family) {
        rig.say(bed, new PatientReport(event, bed, null, null, id, family, null, null, null));
    }
}
