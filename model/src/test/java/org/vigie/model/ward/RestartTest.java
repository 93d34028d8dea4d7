package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;
import org.vigie.model.report.Inactivation;
import org.vigie.model.report.PatientReport;
import org.vigie.model.testing.SharedData;

/** Checkpoints, restarts and changed configurations: nothing is quieter afterwards. */
final class RestartTest {
    private static final String CODE = "MDC_EVT_DESAT";

    /** A ward in which a little of everything is on. */
    static Rig busy() {
        Rig rig = Rig.of("R01", "R02", "R03", "Réa 4").beats(5, "R01", "R02", "R03", "Réa 4");
        LocalDateTime clock = LocalDateTime.parse("2026-01-05T07:30:00");
        rig.say("R01", Rig.value("R01", Rig.NIBP, 118, clock), Rig.value("R01", Rig.HR, 80, clock.plusSeconds(1)));
        rig.say(
                "R01",
                Rig.words("R01", CODE).id("7&ns\\1").below(78, 90).told(clock).done(),
                Rig.words("R01", "MDC_EVT_OFF")
                        .technical()
                        .priority(Priority.LOW)
                        .silenced(Inactivation.AUDIO_OFF)
                        .done());
        rig.acknowledge(rig.alarm("R01", CODE));
        rig.say("R02", Rig.words("R02", CODE).priority(Priority.MEDIUM).done());
        rig.apply(new WardEvent.Heard(
                Rig.source("R02"),
                "c/R02",
                List.of(new PatientReport(
                        PatientReport.Event.IDENTIFIED, "R02", null, null, "1", "D\tU\nR\\N", "J", null, null))));
        rig.command(Action.PAUSE, "R02", null);
        rig.apply(new WardEvent.Heard(new SourceId("hl7/x"), "x", List.of(Rig.value("?", Rig.HR, 1))));
        rig.apply(new WardEvent.Unreadable(Rig.source("R01"), "c/R01", "bad"));
        rig.command(Action.STANDBY, "R03", null);
        return rig.beats(12, "R01").disconnect("R01");
    }

    @Test
    void aCheckpointReadBackIsTheSameCheckpoint() {
        Rig rig = busy();
        String text = rig.ward.checkpoint();
        Ward restored = Ward.restore(rig.ward.site(), text, rig.now);
        assertEquals(text, restored.checkpoint());
        assertEquals(rig.alarms("R01"), restored.alarms(new BedId("R01")));
        assertEquals(rig.ward.unassigned(), restored.unassigned());
        assertEquals(rig.ward.recent(), restored.recent());
        assertEquals(rig.bed("R02").patient(), bed(restored, "R02").patient());
        assertEquals(rig.stream("R01", Rig.NIBP), bed(restored, "R01").streams().get(0));
        assertEquals(
                rig.ward.nextDeadline().isPresent(), restored.nextDeadline().isPresent());
    }

    @Test
    void aRestoredWardGoesOnAsIfNothingHadHappened() {
        Rig rig = busy();
        Ward restored = Ward.restore(rig.ward.site(), rig.ward.checkpoint(), rig.now);
        Rig other = new Rig(rig.ward.site());
        other.ward = restored;
        other.now = rig.now;
        for (Rig one : List.of(rig, other)) {
            one.beats(200, "R01", "R02").afterSeconds(70);
        }
        for (String bed : List.of("R01", "R02", "R03", "*")) {
            assertEquals(rig.alarms(bed), other.alarms(bed), bed);
        }
        assertEquals(rig.bed("R01").link(), other.bed("R01").link());
    }

    @Test
    void aRestartIsNeverQuieterThanBefore() {
        Rig rig = busy();
        Ward before = rig.ward;
        rig.ward = Ward.restore(rig.ward.site(), rig.ward.checkpoint(), rig.now);
        rig.now = rig.now.plus(Duration.ofHours(3));
        rig.apply(new WardEvent.Restarted());
        for (Bed bed : before.beds().values()) {
            for (AlarmCondition alarm : bed.alarms()) {
                AlarmCondition after = rig.ward.alarm(alarm.id()).orElseThrow();
                if (bed.sounds(alarm)) {
                    assertTrue(bed(rig.ward, bed.id().value()).sounds(after), () -> alarm + " -> " + after);
                }
            }
        }
        assertEquals(AlarmState.UNKNOWN_UNACK, rig.alarm("R01", CODE).state());
        assertTrue(rig.sounds("R01", CODE));
        assertTrue(rig.sounds("R02", CODE));
        assertTrue(rig.bed("R02").soundPausedUntil().isEmpty());
        assertEquals(LinkState.STALE, rig.bed("R01").link());
        assertEquals(LinkReason.RESTARTED, rig.bed("R01").linkReason());
        assertEquals(LinkState.STANDBY, rig.bed("R03").link());
        assertFalse(rig.has("R01", OwnAlarm.NO_DATA));
    }

    @Test
    void whatCameWhileTheGatewayWasDownIsConfirmedOrLatched() {
        Rig rig = busy();
        rig.now = rig.now.plusSeconds(30);
        rig.apply(new WardEvent.Restarted());
        rig.say(
                "R01",
                Rig.words("R01", CODE)
                        .id("7&ns\\1")
                        .phase(org.vigie.model.report.AlarmPhase.END)
                        .done());
        assertEquals(AlarmState.LATCHED_UNACK, rig.alarm("R01", CODE).state());
        rig.afterSeconds(10);
        assertTrue(rig.has("R02", OwnAlarm.NO_DATA));
    }

    @Test
    void aCheckpointFromAClockThatWasSetBackIsMovedToNow() {
        Rig rig = busy();
        Instant now = Instant.parse("1970-01-01T00:10:00Z");
        Ward restored = Ward.restore(rig.ward.site(), rig.ward.checkpoint(), now);
        assertEquals(now, restored.now());
        Rig back = new Rig(rig.ward.site());
        back.ward = restored;
        back.now = now;
        back.apply(new WardEvent.Restarted()).afterSeconds(11);
        assertTrue(back.has("R01", OwnAlarm.NO_DATA) || back.has("*", OwnAlarm.GROUP_LOSS));
    }

    @Test
    void aTextThatIsNoCheckpointIsRefusedWithItsLine() {
        Site site = Rig.site(WardPolicy.DEFAULT, "R01");
        assertThrows(IllegalArgumentException.class, () -> Ward.restore(site, "", Rig.START));
        assertThrows(
                IllegalArgumentException.class, () -> Ward.restore(site, "vigie-checkpoint\t99\nend\n", Rig.START));
        String text = Ward.start(site, Rig.START).checkpoint();
        String broken = text.replace("bed\tR01\t0", "bed\tR01\tx");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Ward.restore(site, broken, Rig.START));
        assertTrue(String.valueOf(refused.getMessage()).contains("line 4"), refused.getMessage());
        String cut = text.substring(0, text.length() - 4);
        assertThrows(IllegalArgumentException.class, () -> Ward.restore(site, cut, Rig.START));
    }

    @Test
    void readsTheCheckpointOfVersionOne() throws IOException {
        String text = Files.readString(SharedData.testdata("alarms/checkpoint-v1.txt"));
        Ward ward = Ward.restore(Rig.site(WardPolicy.DEFAULT, "R01", "R02", "R03"), text, Rig.START.plusSeconds(60));
        assertEquals(AlarmState.ACTIVE_ACK, ward.alarms(new BedId("R01")).get(0).state());
        String next = ward.checkpoint();
        assertEquals(next, Ward.restore(ward.site(), next, ward.now()).checkpoint());
    }

    @Test
    void readsTheCheckpointOfVersionTwo() throws IOException {
        String text = Files.readString(SharedData.testdata("alarms/checkpoint-v2.txt"));
        Ward ward = Ward.restore(Rig.site(WardPolicy.DEFAULT, "R01"), text, Rig.START.plusSeconds(60));
        assertTrue(ward.alarms(new BedId("R01")).stream().anyMatch(AlarmCondition::stale));
        assertEquals(text, ward.checkpoint());
    }

    @Test
    void bedsThatStayKeepTheirStateAndBedsThatGoAreClosedWithARecord() {
        Rig rig = Rig.of("R01", "R02").beats(5, "R01", "R02");
        rig.say("R01", Rig.words("R01", CODE).done())
                .say("R02", Rig.words("R02", CODE).done());
        rig.apply(new WardEvent.SiteChanged(Rig.site(WardPolicy.DEFAULT, "R03", "R02")));
        assertEquals(
                List.of(new BedId("R03"), new BedId("R02")),
                List.copyOf(rig.ward.beds().keySet()));
        assertTrue(rig.sounds("R02", CODE));
        assertEquals(LinkState.LIVE, rig.bed("R02").link());
        assertEquals(LinkState.CONNECTING, rig.bed("R03").link());
        assertTrue(rig.effects.stream()
                .anyMatch(effect -> effect instanceof WardEffect.Transition transition
                        && transition.key().bed().equals(new BedId("R01"))
                        && transition.to() == AlarmState.INACTIVE
                        && transition.reason().contains("removed")));
        rig.beats(60, "R02");
        assertTrue(rig.has("R03", OwnAlarm.NO_DATA));
    }

    @Test
    void aBedThatLeftTheSiteDuringARestartIsClosedWithARecord() {
        Rig rig = Rig.of("R01", "R02").beats(5, "R01", "R02");
        rig.say("R01", Rig.words("R01", CODE).done());
        Site smaller = Rig.site(WardPolicy.DEFAULT, "R02");
        rig.ward = Ward.restore(smaller, rig.ward.checkpoint(), rig.now);
        rig.apply(new WardEvent.Restarted());
        assertEquals(1, rig.ward.beds().size());
        assertTrue(rig.effects.stream()
                .anyMatch(effect -> effect instanceof WardEffect.Transition transition
                        && transition.key().bed().equals(new BedId("R01"))));
    }

    @Test
    void aBedWhoseSenderIsGivenToAnotherBedIsWaitedForAnew() {
        Rig rig = Rig.of("R01", "R02").beats(5, "R01");
        BedPlace first = new BedPlace(new BedId("R01"), List.of(new Binding(null, "other")), null, false, false);
        BedPlace second =
                new BedPlace(new BedId("R02"), List.of(new Binding(Rig.source("R01"), null)), null, false, false);
        rig.apply(new WardEvent.SiteChanged(new Site("s", "u", List.of(first, second), WardPolicy.DEFAULT)));
        assertEquals(LinkState.CONNECTING, rig.bed("R01").link());
        rig.beats(3, "R01");
        assertEquals(LinkState.LIVE, rig.bed("R02").link());
    }

    private static Bed bed(Ward ward, String name) {
        Bed bed = ward.beds().get(new BedId(name));
        if (bed == null) {
            throw new AssertionError(name);
        }
        return bed;
    }
}
