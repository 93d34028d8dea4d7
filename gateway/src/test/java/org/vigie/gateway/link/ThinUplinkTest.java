package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.model.limits.LinkLimits;

/** What an edge puts on a link that is thin: found by {@code prove thinlink} at 64 and 9.6 kbit/s. */
class ThinUplinkTest {
    private static final byte[] STATE =
            "{\"bed\":\"R\",\"link\":\"live\",\"alarms\":[]}".repeat(16).getBytes(StandardCharsets.UTF_8);

    private final EdgeUplink uplink = new EdgeUplink("edge-a", 1, 7, LinkLimits.DEFAULT);
    private final List<UplinkEffect.Send> sent = new ArrayList<>();

    private void on(UplinkEvent event, long nowMs) {
        for (UplinkEffect effect : uplink.on(event, nowMs)) {
            if (effect instanceof UplinkEffect.Send send && !(send.packet().packet() instanceof Packet.Beat)) {
                sent.add(send);
            }
        }
    }

    private void changed(Packet.Part part, int bed, long nowMs) {
        byte[] state = STATE.clone();
        state[state.length - 1] = (byte) bed;
        on(UplinkEvent.Changed.now(part, "R" + bed, state), nowMs);
    }

    private static Entry record(long seq) {
        return new Entry(1, Lane.LIFE, seq, 11, "", 1, 1, STATE);
    }

    private void acknowledge(int index, long nowMs) {
        on(new UplinkEvent.Acknowledged(sent.get(index).lane(), sent.get(index).token()), nowMs);
    }

    @Test
    void stateOfAnAlarmGoesAtOnceAndItsRecordsTogetherLater() {
        on(new UplinkEvent.Up(Lane.LIFE), 0);
        changed(Packet.Part.LIFE, 2, 0);
        acknowledge(0, 400);
        sent.clear();
        on(new UplinkEvent.Appended(record(1)), 510);
        on(new UplinkEvent.Appended(record(2)), 512);
        changed(Packet.Part.LIFE, 1, 514);
        assertEquals(1, sent.size());
        assertInstanceOf(Packet.State.class, sent.getFirst().packet().packet());
        on(new UplinkEvent.Tick(0), 1_700);
        assertEquals(1, sent.size(), "a heartbeat alone");
        on(new UplinkEvent.Tick(0), 2_700);
        assertEquals(2, sent.size());
        Packet.Several together =
                assertInstanceOf(Packet.Several.class, sent.getLast().packet().packet());
        Packet.Live live =
                assertInstanceOf(Packet.Live.class, together.packets().getFirst());
        assertEquals(List.of(1L, 2L), live.entries().stream().map(Entry::seq).toList());
    }

    @Test
    void recordsDoNotWaitForOthersOnALinkOfWhichNothingSlowIsKnown() {
        on(new UplinkEvent.Up(Lane.LIFE), 0);
        on(new UplinkEvent.Appended(record(1)), 10);
        assertEquals(1, sent.size());
        acknowledge(0, 400);
        on(new UplinkEvent.Appended(record(2)), 500);
        assertEquals(1, sent.size(), "now it is slow");
        on(new UplinkEvent.Tick(0), 2_600);
        assertEquals(2, sent.size());
        acknowledge(1, 2_650);
        on(new UplinkEvent.Appended(record(3)), 11_000);
        assertEquals(3, sent.size(), "long ago");
    }

    @Test
    void alarmsOfAllBedsAtOnceAreAFewPackets() {
        on(new UplinkEvent.Up(Lane.LIFE), 0);
        for (int bed = 1; bed <= 20; bed++) {
            changed(Packet.Part.LIFE, bed, 10);
        }
        for (int i = 0; i < sent.size(); i++) {
            acknowledge(i, 2_000 + i);
        }
        assertTrue(sent.size() < 10, sent.size() + " packets");
        assertEquals(20, sent.stream().mapToInt(ThinUplinkTest::states).sum());
    }

    private static int states(UplinkEffect.Send send) {
        return send.packet().packet() instanceof Packet.States several
                ? several.states().size()
                : 1;
    }

    @Test
    void whatWasUnderWayWhenTheLaneBrokeIsSentAgain() {
        on(new UplinkEvent.Up(Lane.LIFE), 0);
        for (int bed = 1; bed <= 20; bed++) {
            changed(Packet.Part.LIFE, bed, 10);
        }
        on(new UplinkEvent.Down(Lane.LIFE), 20);
        sent.clear();
        on(new UplinkEvent.Up(Lane.LIFE), 30);
        for (int i = 0; i < sent.size(); i++) {
            acknowledge(i, 2_000 + i);
        }
        assertEquals(20, sent.stream().mapToInt(ThinUplinkTest::states).sum());
    }

    @Test
    void noValueIsPutInFrontOfAnAlarmThatHasToWait() {
        on(new UplinkEvent.Up(Lane.LIFE), 0);
        on(new UplinkEvent.Up(Lane.DATA), 0);
        for (int bed = 1; bed <= 40; bed++) {
            changed(Packet.Part.LIFE, bed, 10);
        }
        changed(Packet.Part.DATA, 1, 11);
        assertTrue(sent.stream().allMatch(send -> send.lane() == Lane.LIFE), "alarms fill the window");
        for (int i = 0; i < sent.size(); i++) {
            acknowledge(i, 1_000 + i);
        }
        assertEquals(Lane.DATA, sent.getLast().lane());
    }

    @Test
    void aSlowLaneOfValuesRestsHalfASecond() {
        on(new UplinkEvent.Up(Lane.DATA), 0);
        changed(Packet.Part.DATA, 1, 0);
        acknowledge(0, 700);
        changed(Packet.Part.DATA, 2, 710);
        on(new UplinkEvent.Tick(0), 1_150);
        assertEquals(1, sent.size());
        on(new UplinkEvent.Tick(0), 1_250);
        assertEquals(2, sent.size());
    }

    /** At 9.6 kbit/s an answer of the journal stood before an alarm for two seconds: p99 8.5 s instead of 3. */
    @Test
    void thePastOfValuesStaysWhereItIsWhileTheLinkIsKnownToBeTooThinForCurves() {
        on(new UplinkEvent.Up(Lane.DATA), 0);
        Packet.Fill past = new Packet.Fill(1, 1, Lane.DATA, 1, 1, List.of(record(1)), -1, Packet.Loss.NONE);
        on(new UplinkEvent.Found(past), 10);
        assertEquals(1, fills(), "nothing is known of the link yet");
        for (int second = 1; second <= 4; second++) {
            for (int bed = 1; bed <= 20; bed++) {
                byte[] state = STATE.clone();
                state[second] = (byte) bed;
                on(UplinkEvent.Changed.now(Packet.Part.DATA, "R" + bed, state), second * 2_000L);
            }
            for (int i = 0; i < sent.size(); i++) {
                acknowledge(i, second * 2_000L + 1_000);
            }
        }
        on(new UplinkEvent.Found(past), 10_000);
        on(new UplinkEvent.Tick(0), 12_000);
        assertEquals(1, fills(), "no value waits, and yet it does not go");
        on(new UplinkEvent.Tick(0), 60_000);
        assertEquals(2, fills(), "for half a minute next to nothing was sent");
    }

    private long fills() {
        return sent.stream()
                .filter(send -> send.packet().packet() instanceof Packet.Fill)
                .count();
    }
}
