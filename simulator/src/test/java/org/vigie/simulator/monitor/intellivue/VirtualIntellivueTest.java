package org.vigie.simulator.monitor.intellivue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.simulator.patient.ClinicalEvent;

/** The monitor's side of an association on a virtual clock, against intellivue-protocol.md sections 2, 5, 7 and 8. */
final class VirtualIntellivueTest {
    private static final int MINUTE_TICKS = 480_000;

    private static Client lan() {
        return new Client(IntellivueSetup.Link.LAN);
    }

    @Test
    void anIndicationComesSoonAndThenEverySixtyOneSecondsWhileNobodyIsAssociated() {
        Client client = lan();
        client.pass(Duration.ofSeconds(130));
        List<Client.Heard> indications = client.beginning(0x00);
        assertEquals(3, indications.size());
        assertEquals(Peer.EVERYBODY, indications.getFirst().to());
        long interval = indications.get(1).atMs() - indications.get(0).atMs();
        assertTrue(Math.abs(interval - 61_440) <= 32, "interval " + interval);
        client.associate();
        int before = client.beginning(0x00).size();
        client.passAlive(Duration.ofSeconds(130));
        assertEquals(before, client.beginning(0x00).size(), "none while associated");
    }

    @Test
    void theAcceptTakesASecondOrTwoAndIsGivenOnce() {
        Client client = lan();
        client.say(Client.ME, Client.request(320_000));
        client.pass(Duration.ofSeconds(1));
        client.say(Client.ME, Client.request(320_000));
        assertTrue(client.beginning(0x0E).isEmpty());
        client.pass(Duration.ofMillis(1_300));
        assertEquals(1, client.beginning(0x0E).size());
        Client.Heard event = client.beginning(0xE1).getFirst();
        assertEquals(Nomenclature.EVENT_MDS_CREATE, event.u16(24));
        assertEquals(client.beginning(0x0E).getFirst().atMs(), event.atMs(), "at once");
    }

    @Test
    void theMdsCreateEventIsRepeatedAndThenAborted() {
        Client client = lan();
        client.say(Client.ME, Client.request(20_000));
        client.pass(Duration.ofMillis(2_300));
        long accepted = client.beginning(0x0E).getFirst().atMs();
        client.pass(Duration.ofSeconds(12));
        assertEquals(4, client.beginning(0xE1).size());
        assertTrue(Math.abs(client.beginning(0x19).getFirst().atMs() - accepted - 10_000) <= 64);
        assertFalse(client.monitor.isAssociated());
        client.associate();
        assertTrue(client.monitor.isAssociated());
    }

    @Test
    void anAssociationWithoutRequestsEndsAfterTenSecondsEvenWhilePollsRun() {
        Client client = lan();
        client.associate();
        client.extended(2, Nomenclature.CLASS_NUMERIC, Nomenclature.GROUP_ALL, MINUTE_TICKS);
        client.pass(Duration.ofMillis(9_900));
        assertTrue(client.monitor.isAssociated());
        client.pass(Duration.ofMillis(300));
        assertFalse(client.monitor.isAssociated());
        assertEquals(1, client.beginning(0x19).size());
        int results = client.heard.size();
        client.pass(Duration.ofSeconds(3));
        assertEquals(results, client.heard.size(), "no more results");
    }

    @Test
    void aKeepAliveEachThreeSecondsHoldsTheAssociationForAnHour() {
        Client client = lan();
        client.associate();
        client.passAlive(Duration.ofHours(1));
        assertTrue(client.monitor.isAssociated());
    }

    @Test
    void aLongerPollPeriodGivesALongerTimeout() {
        Client client = lan();
        client.say(Client.ME, Client.request(320_000));
        client.pass(Duration.ofMillis(2_300));
        client.confirm();
        client.pass(Duration.ofSeconds(119));
        assertTrue(client.monitor.isAssociated(), "three periods of 40 s");
        client.pass(Duration.ofSeconds(2));
        assertFalse(client.monitor.isAssociated());
    }

    @Test
    void aSecondClientIsRefusedAndTheFirstNotDisturbed() {
        Client client = lan();
        client.associate();
        client.say(Client.ANOTHER, Client.request(20_000));
        Client.Heard refused = client.beginning(0x0C).getFirst();
        assertEquals(Client.ANOTHER, refused.to());
        client.say(Client.ANOTHER, Capture.bytes("0918c11661803080020101a08062808001000000000000000000"));
        client.pass(Duration.ofSeconds(1));
        assertTrue(client.monitor.isAssociated());
        assertTrue(client.beginning(0x0A).isEmpty(), "a stranger's release is not answered");
    }

    @Test
    void aReleaseIsAnsweredWithinAMomentAndOnlyWhenAssociated() {
        Client client = lan();
        client.say("0918c11661803080020101a08062808001000000000000000000");
        client.pass(Duration.ofSeconds(1));
        assertTrue(client.beginning(0x0A).isEmpty());
        client.associate();
        long said = client.now();
        client.say("0918c11661803080020101a08062808001000000000000000000");
        client.pass(Duration.ofSeconds(1));
        assertTrue(client.beginning(0x0A).getFirst().atMs() - said <= 128);
        assertFalse(client.monitor.isAssociated());
    }

    @Test
    void aPollOfTwoSecondsIsAnsweredThreeTimesAtTheMonitorsOwnSecond() {
        Client client = lan();
        client.associate();
        client.extended(3, Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS, 16_000);
        client.pass(Duration.ofSeconds(6));
        List<Client.Heard> replies = client.of(Nomenclature.CLASS_ALERT);
        assertEquals(3, replies.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(i, replies.get(i).sequence());
            assertEquals(0, replies.get(i).relativeTime() % 8_192);
        }
        assertEquals(16_384, replies.get(2).relativeTime() - replies.get(0).relativeTime());
    }

    @Test
    void aRenewedPollBeginsAgainWithSequenceZeroAndTimeGoesOn() {
        Client client = lan();
        client.associate();
        client.extended(3, Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS, MINUTE_TICKS);
        client.pass(Duration.ofSeconds(4));
        client.extended(3, Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS, MINUTE_TICKS);
        client.pass(Duration.ofSeconds(4));
        List<Client.Heard> replies = client.of(Nomenclature.CLASS_ALERT);
        List<Integer> sequences = replies.stream().map(Client.Heard::sequence).toList();
        assertEquals(2, sequences.stream().filter(number -> number == 0).count(), sequences.toString());
        for (int i = 1; i < replies.size(); i++) {
            assertEquals(
                    8_192, replies.get(i).relativeTime() - replies.get(i - 1).relativeTime());
        }
    }

    @Test
    void aNumericPollComesLinkedWithContextThreeTimesAndThenWithValuesAlone() {
        Client client = lan();
        client.associate();
        client.extended(2, Nomenclature.CLASS_NUMERIC, Nomenclature.GROUP_ALL, MINUTE_TICKS);
        client.passAlive(Duration.ofSeconds(8));
        List<Client.Heard> linked = client.heard.stream()
                .filter(one -> one.first() == 0xE1 && one.u16(4) == Nomenclature.RO_LINKED_RESULT)
                .toList();
        assertEquals(0, linked.size() % 3);
        assertEquals(0x0101, linked.getFirst().u16(8), "first, number 1");
        assertTrue(linked.stream().allMatch(one -> one.bytes().length <= PollReply.MOST_BYTES));
        List<Client.Heard> ends = client.of(Nomenclature.CLASS_NUMERIC);
        assertEquals(0, ends.getFirst().u16(46), "the last message of a linked result holds nothing");
        assertEquals(50, ends.getFirst().bytes().length);
        assertTrue(ends.getLast().u16(46) > 0, "values alone fit in one message");
    }

    @Test
    void wavesOnTheNetworkComeInABurstEachSecondAndOnASerialLineBlockByBlock() {
        for (IntellivueSetup.Link link : IntellivueSetup.Link.values()) {
            Client client = new Client(link);
            client.associate();
            client.extended(1, Nomenclature.CLASS_WAVE, Nomenclature.GROUP_ALL, MINUTE_TICKS);
            client.passAlive(Duration.ofSeconds(6));
            List<Client.Heard> blocks = client.of(Nomenclature.CLASS_WAVE);
            assertTrue(blocks.size() >= 16, link + ": " + blocks.size());
            for (int i = 0; i < blocks.size(); i++) {
                assertEquals(i, blocks.get(i).sequence());
            }
            for (int i = 2; i < blocks.size(); i++) {
                assertEquals(
                        2_048, blocks.get(i).relativeTime() - blocks.get(i - 1).relativeTime());
            }
            long distinct = blocks.stream()
                    .skip(1)
                    .limit(4)
                    .map(Client.Heard::atMs)
                    .distinct()
                    .count();
            assertEquals(link == IntellivueSetup.Link.LAN ? 1 : 4, distinct);
        }
    }

    @Test
    void aRenewedWavePollLosesNoBlock() {
        for (IntellivueSetup.Link link : IntellivueSetup.Link.values()) {
            Client client = new Client(link);
            client.associate();
            for (int i = 0; i < 5; i++) {
                client.extended(1, Nomenclature.CLASS_WAVE, Nomenclature.GROUP_ALL, MINUTE_TICKS);
                client.pass(Duration.ofMillis(3_333));
            }
            List<Long> starts = client.of(Nomenclature.CLASS_WAVE).stream()
                    .filter(one -> one.sequence() > 0)
                    .map(Client.Heard::relativeTime)
                    .toList();
            assertTrue(starts.size() > 50, link + ": " + starts.size());
            for (int i = 1; i < starts.size(); i++) {
                assertEquals(2_048, starts.get(i) - starts.get(i - 1), link + " block " + i);
            }
        }
    }

    @Test
    void thePriorityListIsReadAndSetAndWrongEntriesFallOutSilently() {
        Client client = lan();
        client.associate();
        String get = "e1000002000100160004" + "0003001000210000000000000000" + "00010002f23a";
        client.say(get);
        client.pass(Duration.ofMillis(200));
        assertTrue(Capture.hex(client.heard.getLast().bytes())
                .endsWith("00010018f23a001400040010" + "0002010200024bb400024a1400025000"));
        client.say("e100000200010032" + "03ed0005002c00210000000000000000" + "0001001e0000f23a0018" + "00050014"
                + "00020100" + "0002dead" + "00024bb4" + "00024a14" + "00025000");
        client.pass(Duration.ofMillis(200));
        assertTrue(Capture.hex(client.heard.getLast().bytes())
                .endsWith("00010018f23a001400040010" + "0002010000024bb400024a1400025000"));
        client.say("e100000200010026" + "0009" + "0004001c00210000000000000000" + "0001000a0000f23a000400000000");
        client.pass(Duration.ofMillis(200));
        client.extended(1, Nomenclature.CLASS_WAVE, Nomenclature.GROUP_ALL, MINUTE_TICKS);
        client.passAlive(Duration.ofSeconds(3));
        assertTrue(client.of(Nomenclature.CLASS_WAVE).stream().allMatch(one -> one.bytes().length == 62));
    }

    @Test
    void relativeTimeWrapsAfterSixDaysAndGoesOn() {
        long uptime = (1L << 32) - 4 * 8_192L;
        Client client = new Client(IntellivueSetup.Link.LAN, uptime - uptime % 8_192);
        client.associate();
        client.extended(3, Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS, MINUTE_TICKS);
        client.passAlive(Duration.ofSeconds(6));
        List<Client.Heard> replies = client.of(Nomenclature.CLASS_ALERT);
        assertTrue(replies.getFirst().relativeTime() > 0xFFFF_0000L);
        assertTrue(replies.getLast().relativeTime() < 0x10000);
        for (int i = 1; i < replies.size(); i++) {
            long step = replies.get(i).relativeTime() - replies.get(i - 1).relativeTime();
            assertEquals(8_192, step & 0xFFFF_FFFFL);
        }
    }

    @Test
    void anAlarmIsNewOnceThenOnThenSilencedThenGoneAndEachChangeIsCounted() {
        Client client = lan();
        client.associate();
        client.extended(3, Nomenclature.CLASS_ALERT, Nomenclature.GROUP_ALERTS, 10 * MINUTE_TICKS);
        client.passAlive(Duration.ofSeconds(3));
        int quiet = counter(client);
        client.bedside.happen(ClinicalEvent.SPO2_SENSOR_OFF, Duration.ofSeconds(20), Duration.ofMillis(client.now()));
        client.passAlive(Duration.ofSeconds(9));
        String list = Capture.hex(client.of(Nomenclature.CLASS_ALERT).getLast().bytes());
        assertTrue(list.contains("4bb8" + "0134" + "0001" + "0000" + "0006000183d5" + "0204"), list);
        assertEquals((quiet + 2) & 0xFFFF, counter(client), "new, and no longer new");
        client.bedside.silence();
        client.passAlive(Duration.ofSeconds(2));
        assertEquals((quiet + 3) & 0xFFFF, counter(client));
        client.passAlive(Duration.ofSeconds(20));
        assertTrue(Capture.hex(client.of(Nomenclature.CLASS_ALERT).getLast().bytes())
                .endsWith("09020004000000000904000400000000"));
    }

    private static int counter(Client client) {
        String list = Capture.hex(client.of(Nomenclature.CLASS_ALERT).getLast().bytes());
        int at = list.indexOf("0916000a") + 12;
        return Integer.parseInt(list.substring(at, at + 4), 16);
    }

    @Test
    void singlePollsOfSystemAndPatientAreAnsweredAtTheNextSecond() {
        Client client = lan();
        client.associate();
        client.single(1_001, Nomenclature.CLASS_MDS, Nomenclature.GROUP_ALL);
        client.single(1_002, Nomenclature.CLASS_PATIENT, Nomenclature.GROUP_DEMOGRAPHICS);
        client.pass(Duration.ofMillis(1_100));
        List<Client.Heard> replies =
                client.heard.stream().filter(Client.Heard::isResult).toList();
        assertEquals(2, replies.size());
        assertEquals(1_001, replies.get(0).u16(8));
        assertEquals(Nomenclature.ACTION_SINGLE_POLL, replies.get(1).u16(20));
    }

    @Test
    void theSameSeedAndCallsGiveTheSameBytes() {
        byte[] first = session();
        assertArrayEquals(first, session());
        assertTrue(first.length > 20_000, "bytes " + first.length);
    }

    private static byte[] session() {
        Client client = new Client(IntellivueSetup.Link.SERIAL, 12_345_678);
        client.associate();
        client.extended(1, Nomenclature.CLASS_WAVE, Nomenclature.GROUP_ALL, MINUTE_TICKS);
        client.extended(2, Nomenclature.CLASS_NUMERIC, Nomenclature.GROUP_ALL, MINUTE_TICKS);
        client.passAlive(Duration.ofSeconds(30));
        Wire all = new Wire();
        client.heard.forEach(one -> all.raw(one.bytes()));
        return all.bytes();
    }
}
