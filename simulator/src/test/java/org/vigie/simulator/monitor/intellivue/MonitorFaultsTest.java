package org.vigie.simulator.monitor.intellivue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.vigie.simulator.patient.ClinicalEvent;

/** The fault modes of the monitor itself; those of its network are in DatagramFaultsTest. */
final class MonitorFaultsTest {
    private static final int MINUTE_TICKS = 480_000;

    private final Client client = new Client(IntellivueSetup.Link.LAN, 8_192 * 1_000L);

    private void poll(int objectClass, int group) {
        client.extended(objectClass, objectClass, group, 10 * MINUTE_TICKS);
    }

    @Test
    void aRefusingMonitorRefusesEachRequestUntilTheFaultEnds() {
        client.monitor.begin(VirtualIntellivue.Fault.REFUSE);
        client.say(Client.ME, Client.request(20_000));
        client.say(Client.ME, Client.request(20_000));
        client.pass(Duration.ofSeconds(3));
        assertEquals(2, client.beginning(0x0C).size());
        assertTrue(client.beginning(0x0E).isEmpty());
        client.monitor.end(VirtualIntellivue.Fault.REFUSE);
        client.associate();
        assertTrue(client.monitor.isAssociated());
    }

    @Test
    void anAbortEndsTheAssociationAndItsPolls() {
        client.associate();
        poll(Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS);
        client.passAlive(Duration.ofSeconds(3));
        client.monitor.abort();
        int before = client.heard.size();
        client.pass(Duration.ofSeconds(3));
        assertEquals(before, client.heard.size());
        assertFalse(client.monitor.isAssociated());
    }

    @Test
    void aSilentMonitorLosesItsAssociationOnlyAfterItsTimeout() {
        client.associate();
        poll(Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS);
        client.passAlive(Duration.ofSeconds(2));
        client.monitor.begin(VirtualIntellivue.Fault.SILENCE);
        int before = client.heard.size();
        client.passAlive(Duration.ofSeconds(5));
        assertEquals(before, client.heard.size());
        client.monitor.end(VirtualIntellivue.Fault.SILENCE);
        client.passAlive(Duration.ofSeconds(3));
        assertTrue(client.heard.size() > before, "a short silence: the polls go on");
        client.monitor.begin(VirtualIntellivue.Fault.SILENCE);
        client.passAlive(Duration.ofSeconds(11));
        client.monitor.end(VirtualIntellivue.Fault.SILENCE);
        assertFalse(client.monitor.isAssociated());
        assertTrue(client.beginning(0x19).isEmpty(), "and nobody was told");
    }

    @Test
    void aRebootForgetsEverythingAndStartsTimeAgain() {
        client.associate();
        poll(Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS);
        client.passAlive(Duration.ofSeconds(3));
        long before = client.of(Nomenclature.CLASS_ALERT).getLast().relativeTime();
        client.monitor.begin(VirtualIntellivue.Fault.REBOOT);
        client.say(Client.ME, Client.request(20_000));
        client.pass(Duration.ofSeconds(15));
        assertFalse(client.monitor.isAssociated());
        client.monitor.end(VirtualIntellivue.Fault.REBOOT);
        client.associate();
        poll(Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS);
        client.passAlive(Duration.ofSeconds(8));
        long after = client.of(Nomenclature.CLASS_ALERT).getLast().relativeTime();
        assertTrue(after < 160_000 && before > 8_192_000, before + " then " + after);
    }

    @Test
    void mutedAlarmListsAreMissingWhileNumericsGoOn() {
        client.associate();
        poll(Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS);
        poll(Nomenclature.CLASS_NUMERIC, Nomenclature.GROUP_VALUES);
        client.passAlive(Duration.ofSeconds(3));
        client.monitor.begin(VirtualIntellivue.Fault.MUTE_ALERTS);
        int alerts = client.of(Nomenclature.CLASS_ALERT).size();
        int numerics = client.of(Nomenclature.CLASS_NUMERIC).size();
        client.passAlive(Duration.ofSeconds(5));
        assertEquals(alerts, client.of(Nomenclature.CLASS_ALERT).size());
        assertTrue(client.of(Nomenclature.CLASS_NUMERIC).size() >= numerics + 4);
        client.monitor.end(VirtualIntellivue.Fault.MUTE_ALERTS);
        client.passAlive(Duration.ofSeconds(2));
        assertTrue(client.of(Nomenclature.CLASS_ALERT).size() > alerts);
    }

    @Test
    void qualityMasksSetEachBitInTurn() {
        client.monitor.begin(VirtualIntellivue.Fault.QUALITY_MASKS);
        client.associate();
        poll(Nomenclature.CLASS_NUMERIC, Nomenclature.GROUP_VALUES);
        client.passAlive(Duration.ofSeconds(8));
        Set<Integer> states = new TreeSet<>();
        for (Client.Heard reply : client.of(Nomenclature.CLASS_NUMERIC)) {
            String hex = Capture.hex(reply.bytes());
            int at = hex.indexOf("0950000a4182") + 12;
            states.add(Integer.parseInt(hex.substring(at, at + 4), 16));
        }
        assertEquals(Set.of(0x8000, 0x4000, 0x2000, 0x1000, 0x0800, 0x0400), states);
    }

    @Test
    void recalibrationTellsTheNewScaleOnceAndUsesItAtOnce() {
        client.associate();
        poll(Nomenclature.CLASS_WAVE, Nomenclature.GROUP_ALL);
        client.passAlive(Duration.ofSeconds(4));
        String scale = "096f000cffffffd80000020800a023a0";
        String changed = "096f000cffffffd800000208005011d0";
        assertEquals(1, count(scale.replace("ffffffd8", "00ffffd8")));
        assertEquals(0, count(changed.replace("ffffffd8", "00ffffd8")));
        client.monitor.begin(VirtualIntellivue.Fault.RECALIBRATION);
        client.passAlive(Duration.ofSeconds(4));
        assertEquals(1, count(changed.replace("ffffffd8", "00ffffd8")));
        client.monitor.end(VirtualIntellivue.Fault.RECALIBRATION);
        client.passAlive(Duration.ofSeconds(4));
        assertEquals(2, count(scale.replace("ffffffd8", "00ffffd8")));
    }

    private long count(String attribute) {
        return client.of(Nomenclature.CLASS_WAVE).stream()
                .filter(reply -> Capture.hex(reply.bytes()).contains(attribute))
                .count();
    }

    @Test
    void pausedAlarmsLeaveTheListAndSayWhy() {
        client.associate();
        poll(Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS);
        client.bedside.happen(ClinicalEvent.ASYSTOLE, Duration.ofSeconds(60), Duration.ofMillis(client.now()));
        client.passAlive(Duration.ofSeconds(8));
        String list = Capture.hex(client.of(Nomenclature.CLASS_ALERT).getLast().bytes());
        assertTrue(list.contains("41820c040400"), list);
        client.monitor.begin(VirtualIntellivue.Fault.ALARMS_PAUSED);
        client.passAlive(Duration.ofSeconds(3));
        String paused =
                Capture.hex(client.of(Nomenclature.CLASS_ALERT).getLast().bytes());
        assertTrue(paused.contains("0916000a4000"), paused);
        assertTrue(paused.contains("0902000400000000"), paused);
    }

    @Test
    void aLabelOfAnotherBedIsSaidInThePollOfTheSystem() {
        client.associate();
        client.monitor.configure(client.monitor.setup().labelled("R01"));
        client.single(1, Nomenclature.CLASS_MDS, Nomenclature.GROUP_ALL);
        client.pass(Duration.ofSeconds(2));
        List<Client.Heard> replies =
                client.heard.stream().filter(Client.Heard::isResult).toList();
        assertTrue(Capture.hex(replies.getLast().bytes()).contains("091e00240022005200300031" + "0000"));
    }
}
