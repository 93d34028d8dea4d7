package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkState;
import org.vigie.model.observation.Numeric;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.Inactivation;

/** The conditions that Vigie finds itself, the links apart; and who belongs to which bed. */
final class OwnConditionsTest {
    @Test
    void theBoxOnItsBatteryIsAnAlarmUntilTheMainsAreBack() {
        Rig rig = Rig.of("R01");
        rig.apply(new WardEvent.PowerChanged(PowerState.MAINS, "on mains"));
        assertEquals(List.of(), rig.ward.unit().alarms());
        rig.apply(new WardEvent.PowerChanged(PowerState.BATTERY, "on battery, 60 %"));
        assertEquals(Priority.MEDIUM, rig.alarm("*", OwnAlarm.MAINS_LOST).priority());
        rig.apply(new WardEvent.PowerChanged(PowerState.LOW, "on battery, 20 %"));
        assertEquals(Priority.HIGH, rig.alarm("*", OwnAlarm.BATTERY_LOW).priority());
        rig.apply(new WardEvent.Restarted());
        rig.apply(new WardEvent.PowerChanged(PowerState.LOW, "on battery, 19 %"));
        assertEquals(
                AlarmState.ACTIVE_UNACK, rig.alarm("*", OwnAlarm.BATTERY_LOW).state());
        rig.apply(new WardEvent.PowerChanged(PowerState.MAINS, "on mains, 19 %"));
        assertTrue(rig.ward.unit().alarms().isEmpty());
    }

    @Test
    void threeUnreadableMessagesInSixtySecondsAreAnAlarmOfTheirBed() {
        Rig rig = Rig.of("R01").beats(3, "R01");
        for (int i = 0; i < 2; i++) {
            rig.apply(new WardEvent.Unreadable(Rig.source("R01"), "c/R01", "bad"))
                    .beats(20, "R01");
        }
        rig.beats(19, "R01");
        assertFalse(rig.has("R01", OwnAlarm.CANNOT_READ));
        rig.apply(new WardEvent.Unreadable(Rig.source("R01"), "c/R01", "bad"));
        assertTrue(rig.sounds("R01", OwnAlarm.CANNOT_READ));
        rig.beats(1, "R01");
        assertFalse(rig.has("R01", OwnAlarm.CANNOT_READ));
    }

    @Test
    void anUnreadableStrangerIsAnAlarmOfTheUnit() {
        Rig rig = Rig.of("R01").beats(1, "R01");
        for (int i = 0; i < 3; i++) {
            rig.apply(new WardEvent.Unreadable(new SourceId("hl7/stranger"), "c/9", "bad"));
        }
        assertTrue(rig.sounds("*", OwnAlarm.CANNOT_READ));
    }

    @Test
    void twoSourcesForOneBedAreAConflict() {
        Rig rig = Rig.of("R01").beats(3, "R01");
        SourceId other = new SourceId("hl7/other");
        for (int i = 0; i < 3; i++) {
            rig.beats(1, "R01").apply(new WardEvent.Heard(other, "c/o", List.of(Rig.value("R01", Rig.HR, 120))));
        }
        assertTrue(rig.sounds("R01", OwnAlarm.CONFLICT));
        assertTrue(rig.bed("R01").marks().contains(Mark.CONFLICT));
        rig.beats(11, "R01");
        assertFalse(rig.has("R01", OwnAlarm.CONFLICT));
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
        assertEquals(1, rig.bed("R01").feeds().size());
    }

    /** Fault row 9: somebody else on the segment says that he is bed 3, and then that he is bed 4. */
    @Test
    void aStrangerThatClaimsABedIsListedOrAConflictAndItsValuesStayItsMonitors() {
        Binding known = new Binding(Rig.source("R03"), null);
        BedPlace bound = new BedPlace(new BedId("R03"), List.of(known), null, false, false);
        Rig rig = new Rig(new Site("s", "u", List.of(bound, BedPlace.named("R04")), WardPolicy.DEFAULT));
        rig.beats(3, "R03", "R04");
        SourceId stranger = new SourceId("10.0.0.66");
        for (int i = 0; i < 3; i++) {
            rig.beats(1, "R03", "R04");
            for (String bed : List.of("R03", "R04")) {
                rig.apply(new WardEvent.Heard(stranger, "c/s", List.of(Rig.value(bed, Rig.HR, 190))));
            }
        }
        assertEquals(1, rig.bed("R03").streams().size(), "a bed with an address of its own takes nothing from another");
        assertEquals("R03", rig.ward.unassigned().get(0).reportedBed());
        assertFalse(rig.has("R03", OwnAlarm.CONFLICT));
        assertTrue(rig.sounds("R04", OwnAlarm.CONFLICT), "where nobody knows who is right, a person has to look");
        for (String bed : List.of("R03", "R04")) {
            Numeric own = (Numeric) rig.stream(bed, Rig.HR).observation();
            assertEquals(BigDecimal.valueOf(80.0), own.value());
            assertEquals(Rig.source(bed), rig.stream(bed, Rig.HR).source());
        }
    }

    @Test
    void aMonitorThatChangedItsAddressIsNoConflict() {
        Rig rig = Rig.of("R01").beats(3, "R01");
        SourceId other = new SourceId("hl7/new-address");
        for (int i = 0; i < 30; i++) {
            rig.afterSeconds(1).apply(new WardEvent.Heard(other, "c/o", List.of(Rig.value("R01", Rig.HR, 120))));
        }
        assertTrue(rig.alarms("R01").isEmpty());
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
    }

    @Test
    void twoSourcesThatTheSiteNamesAreWatchedEach() {
        BedPlace place = new BedPlace(
                new BedId("R01"),
                List.of(new Binding(Rig.source("R01"), null), new Binding(new SourceId("hl7/vent"), null)),
                null,
                false,
                false);
        Rig rig = new Rig(new Site("s", "u", List.of(place), WardPolicy.DEFAULT));
        SourceId vent = new SourceId("hl7/vent");
        for (int i = 0; i < 5; i++) {
            rig.beats(1, "R01").apply(new WardEvent.Heard(vent, "c/v", List.of(Rig.value("X", Rig.SPO2, 97))));
        }
        assertTrue(rig.alarms("R01").isEmpty());
        rig.beats(11, "R01");
        assertEquals(LinkState.LOST, rig.bed("R01").link());
        assertEquals(vent, rig.alarm("R01", OwnAlarm.NO_DATA).key().source());
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
        assertEquals(ValueState.STALE, rig.stream("R01", Rig.SPO2).state());
    }

    @Test
    void aMonitorThatMeasuresOnAnEmptyBedIsAnAlarm() {
        BedPlace place = new BedPlace(new BedId("R01"), List.of(), null, false, true);
        Rig rig = new Rig(new Site("s", "u", List.of(place), WardPolicy.DEFAULT)).afterSeconds(300);
        assertEquals(LinkState.EMPTY, rig.bed("R01").link());
        assertTrue(rig.alarms("R01").isEmpty());
        rig.beats(2, "R01");
        assertTrue(rig.sounds("R01", OwnAlarm.ACTIVE_ON_EMPTY_BED));
        rig.afterSeconds(10);
        assertTrue(rig.alarms("R01").isEmpty());
        rig.command(Action.END_STANDBY, "R01", null);
        assertEquals(Optional.empty(), rig.refusal());
        rig.afterSeconds(60);
        assertTrue(rig.has("R01", OwnAlarm.NO_DATA));
    }

    @Test
    void alarmsThatAreOffAtTheBedsideAreMarkedAtOnceAndAnAlarmAfterThreeMinutes() {
        Rig rig = Rig.of("R01").beats(3, "R01");
        rig.say(
                "R01",
                Rig.words("R01", "A")
                        .priority(Priority.LOW)
                        .silenced(Inactivation.ALARM_OFF)
                        .done());
        assertTrue(rig.bed("R01").marks().contains(Mark.BEDSIDE_ALARMS_OFF));
        rig.beats(179, "R01");
        assertFalse(rig.has("R01", OwnAlarm.BEDSIDE_ALARMS_OFF));
        rig.beats(1, "R01");
        assertTrue(rig.sounds("R01", OwnAlarm.BEDSIDE_ALARMS_OFF));
        rig.say(
                "R01",
                Rig.words("R01", "A")
                        .priority(Priority.LOW)
                        .phase(AlarmPhase.UPDATE)
                        .done());
        assertFalse(rig.has("R01", OwnAlarm.BEDSIDE_ALARMS_OFF));
        assertTrue(rig.bed("R01").marks().isEmpty());
    }

    @Test
    void storageIsAnAlarmOfTheUnitThatGrowsAndGoes() {
        Rig rig = Rig.of("R01").beats(1, "R01");
        rig.apply(new WardEvent.StorageChanged(StorageLevel.WAVES_SHED));
        assertEquals(Priority.LOW, rig.alarm("*", OwnAlarm.STORAGE).priority());
        rig.apply(new WardEvent.StorageChanged(StorageLevel.FAILED));
        assertEquals(Priority.HIGH, rig.alarm("*", OwnAlarm.STORAGE).priority());
        rig.apply(new WardEvent.StorageChanged(StorageLevel.OK));
        assertTrue(rig.alarms("*").isEmpty());
    }

    @Test
    void aSenderWithoutABedIsListedAndBounded() {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < 100; i++) {
            SourceId stranger = new SourceId("hl7/10.0.0." + i);
            rig.apply(new WardEvent.Heard(stranger, "c" + i, List.of(Rig.value("Z" + i, Rig.HR, 80))));
            rig.apply(new WardEvent.Heard(stranger, "c" + i, List.of(Rig.value("Z" + i, Rig.HR, 80))));
        }
        assertEquals(64, rig.ward.unassigned().size());
        assertEquals("Z99", rig.ward.unassigned().get(63).reportedBed());
    }

    @Test
    void theMoreExactBindingWins() {
        SourceId gateway = new SourceId("hl7/gateway");
        Site site = new Site(
                "s",
                "u",
                List.of(
                        new BedPlace(new BedId("A"), List.of(new Binding(gateway, null)), null, false, false),
                        new BedPlace(new BedId("B"), List.of(new Binding(null, "ICU-2")), null, false, false),
                        new BedPlace(new BedId("C"), List.of(new Binding(gateway, "ICU-2")), null, false, false),
                        BedPlace.named("D")),
                WardPolicy.DEFAULT);
        assertEquals(Optional.of(new BedId("C")), site.resolve(gateway, "ICU-2"));
        assertEquals(Optional.of(new BedId("B")), site.resolve(new SourceId("x"), "ICU-2"));
        assertEquals(Optional.of(new BedId("A")), site.resolve(gateway, "other"));
        assertEquals(Optional.of(new BedId("D")), site.resolve(gateway, "D"));
        assertEquals(Optional.empty(), site.resolve(new SourceId("x"), null));
    }
}
