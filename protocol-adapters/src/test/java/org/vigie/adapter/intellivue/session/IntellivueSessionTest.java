package org.vigie.adapter.intellivue.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.adapter.intellivue.session.IntellivueSession.Phase;
import org.vigie.adapter.intellivue.session.ScriptedMonitor.Mood;
import org.vigie.adapter.spi.Arrival;
import org.vigie.model.limits.Limits;
import org.vigie.model.link.LinkReason;

/** The session against a scripted monitor on a virtual clock. */
class IntellivueSessionTest {
    private static final List<WaveChoice> WAVES = List.of(WaveChoice.ECG, WaveChoice.PLETH, WaveChoice.ABP);
    private static final byte[] TACHYCARDIA = ScriptedMonitor.alarm(0x4182, 0xF148, 0x0400, 1);
    private static final byte[] DESATURATION = ScriptedMonitor.alarm(0x4BB8, 0x0CAE, 0x0400, 2);

    private VirtualTalk talk = new VirtualTalk(SessionPlan.network(WAVES, Limits.INTELLIVUE), 7);

    @Test
    void releasesRequestsConfirmsAndPollsAlarmsFirst() {
        talk.up();
        talk.pass(Duration.ofSeconds(5));
        assertEquals(Phase.POLLING, talk.session.phase());
        List<String> heard = talk.monitor.heard();
        assertEquals("ReleaseRequest", heard.getFirst());
        assertEquals(
                List.of("MdsCreateResult", "PollRequest 0036/0801", "PollRequest 0006/0000", "PollRequest 0036/0811"),
                heard.subList(heard.indexOf("MdsCreateResult"), heard.indexOf("MdsCreateResult") + 4),
                "the confirmation, then alarms before values");
        assertEquals(List.of("open none"), talk.links);
        assertEquals("R12", talk.session.facts().bedLabel());
        AssembledResult first = talk.cycles.getFirst();
        assertEquals(ObjectClass.MDS, first.objectClass(), "who it is comes before any value");
    }

    @Test
    void associationSurvives24Hours() {
        talk.keepCycles = false;
        talk.up();
        talk.pass(Duration.ofHours(24));
        assertEquals(1, talk.monitor.associations());
        assertEquals(0, talk.monitor.aborts());
        assertEquals(List.of("open none"), talk.links);
        assertEquals(0, talk.count("missing-cycles"));
        assertEquals(0, talk.count("missing-wave-blocks"));
        assertEquals(0, talk.count("missing-alerts"));
        long cycles = Duration.ofHours(24).toMillis() / 1_024;
        long lists = talk.published.stream()
                .filter(kind -> kind == Arrival.Kind.ALARM_MESSAGE)
                .count();
        assertEquals(1, lists, "a list that says the same is no alarm record");
        assertTrue(talk.count("cycles") > 6 * (cycles - 10), "cycles " + talk.count("cycles"));
    }

    @Test
    void valuesCarryTheDescriptionThatCameOnce() {
        talk.up();
        talk.pass(Duration.ofSeconds(20));
        List<AssembledResult> numerics = of(ObjectClass.NUMERIC);
        assertTrue(numerics.size() > 10);
        for (AssembledResult cycle : numerics) {
            assertEquals(2, cycle.objects().size());
            assertTrue(cycle.objects().stream().allMatch(object -> object.value(AttributeId.LABEL) != null));
        }
    }

    @Test
    void wavesAreSetReadBackAndReplacedByWhatTheMonitorHas() {
        talk.monitor.has(List.of(0x0002_0100L, 0x0002_4BB4L));
        talk.up();
        talk.pass(Duration.ofSeconds(6));
        assertEquals(List.of(0x0002_0100L, 0x0002_4BB4L), talk.monitor.waveList());
        assertEquals(1, talk.count("waves-not-granted"), "abp is not to be had");
        assertTrue(talk.published.contains(Arrival.Kind.WAVES));
    }

    @Test
    void withoutWavesAskedForTheListOfTheMonitorIsNotTouched() {
        talk = new VirtualTalk(SessionPlan.serial(19_200, WAVES, Limits.INTELLIVUE), 7);
        talk.up();
        talk.pass(Duration.ofSeconds(10));
        assertFalse(talk.monitor.heard().contains("PriorityListSet"));
        assertFalse(talk.published.contains(Arrival.Kind.WAVES));
        assertTrue(talk.published.contains(Arrival.Kind.MESSAGE));
    }

    @Test
    void monitorWithoutTheExtensionIsAskedForEachValue() {
        talk.monitor.mood(Mood.OLD);
        talk.up();
        talk.pass(Duration.ofMinutes(2));
        assertEquals(1, talk.count("extension-not-granted"));
        assertEquals(Phase.POLLING, talk.session.phase());
        assertTrue(of(ObjectClass.NUMERIC).size() > 100);
        assertTrue(of(ObjectClass.ALERT).size() > 100);
    }

    @Test
    void refusalMeansWaitingLongerAndLongerUpTo15Seconds() {
        talk.monitor.mood(Mood.REFUSES);
        talk.up();
        talk.pass(Duration.ofMinutes(5));
        long refused = talk.count("refused");
        assertTrue(refused > 20 && refused < 50, "refused " + refused);
        talk.monitor.mood(Mood.WELL);
        talk.pass(Duration.ofSeconds(20));
        assertEquals(Phase.POLLING, talk.session.phase());
    }

    @Test
    void silentMonitorIsAskedInRoundsAndAtOnceWhenItAnnouncesItself() {
        talk.monitor.mood(Mood.SILENT);
        talk.up();
        talk.pass(Duration.ofMinutes(3));
        assertTrue(talk.count("no-answer") >= 8, talk.counts.toString());
        while (talk.session.phase() != Phase.WAITING) {
            talk.pass(Duration.ofMillis(500));
        }
        talk.monitor.mood(Mood.WELL);
        talk.input(new Input.Announced());
        talk.pass(Duration.ofSeconds(3));
        assertEquals(Phase.POLLING, talk.session.phase());
    }

    @Test
    void silenceEndsTheAssociationAndItComesBackByItself() {
        talk.up();
        talk.pass(Duration.ofSeconds(40));
        talk.monitor.mood(Mood.SILENT);
        talk.pass(Duration.ofSeconds(11));
        assertEquals(List.of("open none", "closed silent"), talk.links);
        talk.monitor.mood(Mood.WELL);
        talk.pass(Duration.ofSeconds(30));
        assertEquals(List.of("open none", "closed silent", "open none"), talk.links);
    }

    @Test
    void abortAtAnyMomentIsTakenAndAnsweredWithANewAssociation() {
        for (int seed = 0; seed < 60; seed++) {
            talk = new VirtualTalk(SessionPlan.network(WAVES, Limits.INTELLIVUE), seed);
            talk.up();
            talk.pass(Duration.ofMillis(137L * seed));
            talk.monitor.abort(talk.now);
            talk.pass(Duration.ofSeconds(25));
            assertEquals(Phase.POLLING, talk.session.phase(), "seed " + seed);
            assertTrue(talk.links.size() <= 3, "seed " + seed + " " + talk.links);
        }
    }

    @Test
    void monitorThatLetsTheAlarmListGoMissingIsNotBelievedLive() {
        talk.up();
        talk.pass(Duration.ofSeconds(20));
        talk.monitor.mood(Mood.WITHOUT_ALARMS);
        talk.pass(Duration.ofSeconds(10));
        assertTrue(talk.count("missing-alerts") >= 2, talk.counts.toString());
        assertEquals(List.of("open none"), talk.links);
        talk.pass(Duration.ofSeconds(8));
        assertEquals(List.of("open none", "closed silent"), talk.links.subList(0, 2));
        assertEquals(1, talk.count("alarm-list-lost"));
    }

    @Test
    void rebootOfTheMonitorIsANewAssociationWithItsOwnTime() {
        talk.up();
        talk.pass(Duration.ofHours(2));
        talk.monitor.reboot(talk.now);
        talk.pass(Duration.ofSeconds(5));
        talk.input(new Input.Announced());
        talk.pass(Duration.ofSeconds(6));
        assertEquals(List.of("open none", "closed silent", "open none"), talk.links);
        AssembledResult last = of(ObjectClass.NUMERIC).getLast();
        assertTrue(last.ticks() < 20 * 8_000, "ticks " + last.ticks());
    }

    @Test
    void announcementOfAStrangerDoesNotEndAnAssociationThatLives() {
        talk.up();
        talk.pass(Duration.ofSeconds(20));
        for (int i = 0; i < 100; i++) {
            talk.input(new Input.Announced());
            talk.pass(Duration.ofMillis(100));
        }
        assertEquals(List.of("open none"), talk.links);
    }

    @Test
    void newAlarmGoesOnAtOnceAndAnEndWaitsForTheNextList() {
        talk.up();
        talk.pass(Duration.ofSeconds(10));
        talk.monitor.alarms(List.of(TACHYCARDIA, DESATURATION));
        int before = alarmRecords();
        talk.pass(Duration.ofMillis(1_100));
        assertEquals(before + 1, alarmRecords());
        talk.monitor.alarms(List.of(TACHYCARDIA));
        talk.pass(Duration.ofMillis(1_024));
        assertEquals(before + 1, alarmRecords(), "an end needs a second list");
        talk.pass(Duration.ofMillis(1_024));
        assertEquals(before + 2, alarmRecords());
        talk.monitor.alarms(List.of(DESATURATION));
        talk.pass(Duration.ofMillis(1_024));
        assertEquals(before + 3, alarmRecords(), "one ends, another begins: at once");
    }

    @Test
    void endThatComesWithTheLossOfTheLinkIsNotBelieved() {
        talk.up();
        talk.monitor.alarms(List.of(TACHYCARDIA));
        talk.pass(Duration.ofSeconds(10));
        int before = alarmRecords();
        talk.monitor.alarms(List.of());
        talk.pass(Duration.ofMillis(1_030));
        talk.monitor.abort(talk.now);
        talk.pass(Duration.ofSeconds(1));
        assertEquals(before, alarmRecords());
        assertEquals(1, talk.count("alarm-ends-not-believed"));
    }

    @Test
    void alarmListThatTheJournalDidNotTakeIsAnAlarmAgain() {
        talk.up();
        talk.monitor.alarms(List.of(TACHYCARDIA));
        talk.pass(Duration.ofSeconds(10));
        int before = alarmRecords();
        talk.input(new Input.NotStored(Arrival.Kind.ALARM_MESSAGE));
        talk.pass(Duration.ofSeconds(2));
        assertEquals(before + 1, alarmRecords());
    }

    @Test
    void atMostFourMessagesLeaveWithin256Milliseconds() {
        talk.up();
        talk.pass(Duration.ofMinutes(10));
        List<Instant> sent = talk.sentAt;
        for (int i = 4; i < sent.size(); i++) {
            Duration five = Duration.between(sent.get(i - 4), sent.get(i));
            assertTrue(five.toMillis() >= 256, "five messages within " + five);
        }
    }

    @Test
    void releaseBeforeStopLetsTheNextStartAssociateAtOnce() {
        talk.up();
        talk.pass(Duration.ofSeconds(10));
        talk.input(new Input.Stop());
        talk.pass(Duration.ofMillis(500));
        assertFalse(talk.monitor.isAssociated());
        assertEquals(List.of("open none", "closed closed-by-gateway"), talk.links);
        assertEquals(0, talk.monitor.aborts());
    }

    @Test
    void cableThatIsPulledAndPluggedInAgainBeginsANewAssociation() {
        talk.up();
        talk.pass(Duration.ofSeconds(10));
        talk.input(new Input.Down(LinkReason.CONNECTION_ERROR));
        assertEquals(Phase.DOWN, talk.session.phase());
        talk.pass(Duration.ofSeconds(3));
        talk.up();
        talk.pass(Duration.ofSeconds(5));
        assertEquals(List.of("open none", "closed connection-error", "open none"), talk.links);
    }

    @Test
    void lossDoublingAndDelayMixNothingAndAreTold() {
        for (int seed = 0; seed < 12; seed++) {
            talk = new VirtualTalk(SessionPlan.network(WAVES, Limits.INTELLIVUE), seed);
            talk.weather = new VirtualTalk.Weather(6, 6, 6);
            talk.up();
            talk.pass(Duration.ofMinutes(10));
            List<AssembledResult> numerics = of(ObjectClass.NUMERIC);
            assertTrue(numerics.size() > 300, "seed " + seed + ": " + numerics.size());
            for (AssembledResult cycle : numerics) {
                assertEquals(2, cycle.objects().size(), "seed " + seed);
                assertEquals(
                        1,
                        cycle.objects().stream()
                                .map(object -> object.value(AttributeId.NUMERIC))
                                .map(value -> value == null ? -1 : value.u32(6))
                                .distinct()
                                .count(),
                        "values of one cycle only, seed " + seed);
            }
            assertTrue(talk.count("missing-cycles") > 0, "seed " + seed);
            assertTrue(talk.links.size() < 12, "seed " + seed + " " + talk.links);
        }
    }

    @Test
    void anyBytesAtAnyTimeAreNoException() {
        Random random = new Random(11);
        talk.up();
        for (int i = 0; i < 20_000; i++) {
            byte[] junk = new byte[random.nextInt(80)];
            random.nextBytes(junk);
            if (junk.length > 0 && random.nextBoolean()) {
                junk[0] = (byte) new int[] {0x00, 0x0D, 0x0E, 0x0C, 0x09, 0x0A, 0xE1}[random.nextInt(7)];
            }
            talk.input(new Input.Received(junk));
            if (i % 50 == 0) {
                talk.pass(Duration.ofMillis(random.nextInt(700)));
            }
        }
        long kept = talk.published.stream()
                .filter(kind -> kind == Arrival.Kind.UNREADABLE)
                .count();
        assertTrue(kept > 0 && kept < 400, "one unreadable message a second is kept: " + kept);
    }

    /** N11; every other test here checks it too, byte by byte of what leaves. */
    @Test
    void whateverAMonitorDoesItIsOnlyAskedForData() {
        for (Mood mood : Mood.values()) {
            talk = new VirtualTalk(SessionPlan.network(WAVES, Limits.INTELLIVUE), 11);
            talk.weather = new VirtualTalk.Weather(3, 3, 3);
            talk.monitor.mood(mood);
            talk.monitor.alarms(List.of(TACHYCARDIA, DESATURATION));
            talk.up();
            talk.pass(Duration.ofMinutes(5));
            talk.input(new Input.Stop());
            talk.pass(Duration.ofSeconds(1));
            assertTrue(talk.requests.seen() > 20, mood + ": " + talk.requests.seen());
        }
        byte[] silence = HexFormat.of().parseHex("E10000020001001000010007000A00210000000000000000C1700000");
        assertThrows(AssertionError.class, () -> talk.requests.sent(silence), "the check itself");
    }

    private List<AssembledResult> of(int objectClass) {
        return talk.cycles.stream()
                .filter(cycle -> cycle.objectClass() == objectClass)
                .toList();
    }

    private int alarmRecords() {
        return (int) talk.published.stream()
                .filter(kind -> kind == Arrival.Kind.ALARM_MESSAGE)
                .count();
    }
}
