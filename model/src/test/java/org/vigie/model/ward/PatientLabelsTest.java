package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.link.LinkState;
import org.vigie.model.report.PatientReport;
import org.vigie.model.report.PatientReport.Event;

/** Labels of beds, and that they are only labels. */
final class PatientLabelsTest {
    private static final SourceId ADT = new SourceId("adt/server");
    private final Rig rig = Rig.of("R01", "R02").beats(3, "R01", "R02");

    private void adt(Event event, @Nullable String bed, @Nullable String prior, String id) {
        PatientReport report = new PatientReport(event, bed, prior, null, id, "DURAND", "Jeanne", null, "F");
        rig.apply(new WardEvent.Heard(ADT, "adt/1", List.of(report)));
    }

    private Optional<String> patient(String bed) {
        return rig.bed(bed).patient().map(patient -> patient.id() == null ? "" : patient.id());
    }

    @Test
    void anAdmissionAndATransferMoveTheLabel() {
        adt(Event.ADMIT, "R01", null, "1");
        assertEquals(Optional.of("1"), patient("R01"));
        adt(Event.TRANSFER, "R02", "R01", "1");
        assertEquals(Optional.empty(), patient("R01"));
        assertEquals(Optional.of("1"), patient("R02"));
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
    }

    @Test
    void aDischargeKeepsTheBedWatched() {
        adt(Event.ADMIT, "R01", null, "1");
        adt(Event.DISCHARGE, "R01", null, "1");
        assertTrue(rig.bed("R01").marks().contains(Mark.DISCHARGED_STILL_MONITORED));
        rig.say("R01", Rig.words("R01", "X").done());
        assertTrue(rig.sounds("R01", "X"));
        adt(Event.ADMIT, "R01", null, "2");
        assertFalse(rig.bed("R01").marks().contains(Mark.DISCHARGED_STILL_MONITORED));
    }

    @Test
    void theDischargeOfAnotherPatientChangesNothing() {
        adt(Event.ADMIT, "R01", null, "1");
        adt(Event.DISCHARGE, "R01", null, "9");
        assertFalse(rig.bed("R01").marks().contains(Mark.DISCHARGED_STILL_MONITORED));
    }

    @Test
    void theMonitorNeverReplacesTheLabelOfTheHospital() {
        PatientReport told =
                new PatientReport(Event.IDENTIFIED, "R01", null, Rig.DEVICE, "7", "MARTIN", null, null, null);
        rig.say("R01", told);
        assertEquals(Optional.of("7"), patient("R01"));
        assertFalse(rig.bed("R01").patient().orElseThrow().verified());
        adt(Event.ADMIT, "R01", null, "1");
        rig.say("R01", told);
        assertEquals(Optional.of("1"), patient("R01"));
        assertTrue(rig.bed("R01").marks().contains(Mark.IDENTITY_MISMATCH));
    }

    @Test
    void aPatientListIsNoSignOfLifeOfTheMonitor() {
        rig.afterSeconds(9);
        adt(Event.ADMIT, "R01", null, "1");
        rig.afterSeconds(1);
        assertEquals(LinkState.LOST, rig.bed("R01").link());
    }

    @Test
    void aCancelledAdmissionFreesTheBed() {
        adt(Event.ADMIT, "R01", null, "1");
        adt(Event.CANCEL_ADMIT, "R01", null, "1");
        assertEquals(Optional.empty(), patient("R01"));
    }

    /** Fault row 56: the cable was out, the bed was given to somebody else, the cable is back. */
    @Test
    void whatWasMeasuredOfThePatientBeforeNeverLooksLiveUnderAnotherName() {
        PatientReport before =
                new PatientReport(Event.IDENTIFIED, "R01", null, Rig.DEVICE, "7", "MARTIN", null, null, null);
        rig.say("R01", before, Rig.value("R01", Rig.HR, 80), Rig.value("R01", Rig.NIBP, 62));
        rig.say("R01", Rig.words("R01", "X").done());
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.NIBP).state());
        rig.afterSeconds(90);
        assertTrue(rig.has("R01", OwnAlarm.NO_DATA));
        PatientReport after =
                new PatientReport(Event.IDENTIFIED, "R01", null, Rig.DEVICE, "8", "DURAND", null, null, null);
        rig.say("R01", after, Rig.value("R01", Rig.HR, 71));
        assertEquals(Optional.of("8"), patient("R01"));
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state(), "measured of the one who lies there now");
        assertNotEquals(ValueState.LIVE, rig.stream("R01", Rig.NIBP).state(), "a pressure of the one before");
        rig.beats(5, "R01");
        assertNotEquals(ValueState.LIVE, rig.stream("R01", Rig.NIBP).state());
        assertTrue(rig.has("R01", "X"), "an alarm that nobody has seen stays until somebody has");
        rig.say("R01", Rig.value("R01", Rig.NIBP, 118));
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.NIBP).state());
    }

    /** The same by the hospital's list; a name that was only missing until now is nobody else. */
    @Test
    void anAdmissionOverAnotherPatientDoubtsOldValuesAndAFirstAdmissionDoesNot() {
        rig.say("R01", Rig.value("R01", Rig.NIBP, 62));
        adt(Event.ADMIT, "R01", null, "1");
        rig.afterSeconds(1).beat("R01");
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.NIBP).state());
        adt(Event.UPDATE, "R01", null, "1");
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.NIBP).state());
        adt(Event.ADMIT, "R01", null, "2");
        rig.afterSeconds(1).beat("R01");
        assertNotEquals(ValueState.LIVE, rig.stream("R01", Rig.NIBP).state());
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
    }

    private void merge(@Nullable String bed, String id, String old) {
        PatientReport report = new PatientReport(Event.MERGE, bed, null, null, id, "DURAND", "Jeanne", null, "F", old);
        rig.apply(new WardEvent.Heard(ADT, "adt/1", List.of(report)));
    }

    @Test
    void aMergeReplacesTheOldIdentifierWhereverItStandsAndMovesNobody() {
        adt(Event.ADMIT, "R01", null, "old");
        merge(null, "new", "old");
        assertEquals(Optional.of("new"), patient("R01"));
        assertTrue(rig.bed("R01").patient().orElseThrow().verified());
        adt(Event.DISCHARGE, null, null, "new");
        assertTrue(rig.bed("R01").marks().contains(Mark.DISCHARGED_STILL_MONITORED));
    }

    @Test
    void aMergeOfAPatientWhoIsInNoBedChangesNoLabel() {
        adt(Event.ADMIT, "R01", null, "1");
        merge(null, "new", "old");
        assertEquals(Optional.of("1"), patient("R01"));
        assertEquals(Optional.empty(), patient("R02"));
    }

    @Test
    void aMergeThatNamesTheBedDoesNotEndADischarge() {
        adt(Event.ADMIT, "R01", null, "old");
        adt(Event.DISCHARGE, "R01", null, "old");
        merge("R01", "new", "old");
        assertEquals(Optional.of("new"), patient("R01"));
        assertTrue(rig.bed("R01").marks().contains(Mark.DISCHARGED_STILL_MONITORED));
    }

    @Test
    void noIdentityIsInTheEffects() {
        adt(Event.ADMIT, "R01", null, "1");
        assertFalse(rig.effects.toString().contains("DURAND"));
        assertFalse(rig.bed("R01").toString().contains("DURAND"));
    }
}
