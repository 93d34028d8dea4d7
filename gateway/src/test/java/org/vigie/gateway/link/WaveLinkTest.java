package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.vigie.model.limits.LinkLimits;

/** Waves beside alarms over one cable of a given width, on virtual time; the edge has more waves than it can send. */
class WaveLinkTest {
    private static final int AROUND = 140;
    private static final long STEP_MS = 5;
    private static final LinkLimits LIMITS = LinkLimits.DEFAULT;

    private final EdgeUplink edge = new EdgeUplink("edge-a", 1, 7, LIMITS);
    private final HubReceiver hub = HubReceiver.ofThePresent("edge-a", LIMITS);
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMs).thenComparingLong(Event::no));
    private final List<Long> alarmMs = new ArrayList<>();
    private Predicate<Packet> arrives = packet -> true;
    private double bytesPerMs;
    private long nowMs;
    private long number;
    private double upFreeMs;
    private double downFreeMs;
    private long credit = LIMITS.waveBytes();
    private long waveBytes;
    private long mostUnderWay;
    private long underWay;
    private long alarmSinceMs;
    private boolean off;
    private boolean offSaid;

    private record Event(long atMs, long no, Runnable what) {}

    private void later(double atMs, Runnable what) {
        events.add(new Event((long) Math.ceil(atMs), number++, what));
    }

    private void cable(int bitsPerSecond) {
        bytesPerMs = bitsPerSecond / 8_000.0;
        for (Lane lane : Lane.values()) {
            toEdge(new UplinkEvent.Up(lane));
            toHub(new HubEvent.Up(lane));
        }
        toHub(new HubEvent.WavesWanted(true, List.of()));
    }

    private void toEdge(UplinkEvent event) {
        for (UplinkEffect effect : edge.on(event, nowMs)) {
            if (effect instanceof UplinkEffect.Send send) {
                up(send);
            }
        }
    }

    private void up(UplinkEffect.Send send) {
        Packet packet = send.packet().packet();
        int bytes = PacketCodec.encode(send.packet()).length + AROUND;
        upFreeMs = Math.max(upFreeMs, (double) nowMs) + bytes / bytesPerMs;
        if (packet instanceof Packet.Waves waves) {
            assertTrue(waves.total() <= credit, "no more than the hub has given credit for");
            underWay += bytes;
            mostUnderWay = Math.max(mostUnderWay, underWay);
            toEdgeLater((double) nowMs, new UplinkEvent.Acknowledged(send.lane(), send.token()));
        } else {
            toEdgeLater(upFreeMs + 70 / bytesPerMs + 5, new UplinkEvent.Acknowledged(send.lane(), send.token()));
        }
        later(upFreeMs + 2, () -> {
            if (packet instanceof Packet.Waves) {
                underWay -= bytes;
                waveBytes += bytes;
            }
            beats(packet);
            if (arrives.test(packet)) {
                toHub(new HubEvent.Came(send.packet()));
            }
        });
    }

    private void beats(Packet packet) {
        if (packet instanceof Packet.Beat beat) {
            offSaid = beat.wavesOff();
        } else if (packet instanceof Packet.Several several) {
            several.packets().forEach(this::beats);
        }
    }

    private void toEdgeLater(double atMs, UplinkEvent event) {
        later(atMs, () -> toEdge(event));
    }

    private void toHub(HubEvent event) {
        for (HubEffect effect : hub.on(event, nowMs)) {
            switch (effect) {
                case HubEffect.Send send -> {
                    int bytes = PacketCodec.encode(send.packet()).length + AROUND;
                    downFreeMs = Math.max(downFreeMs, (double) nowMs) + bytes / bytesPerMs;
                    later(downFreeMs + 2, () -> {
                        if (arrives.test(send.packet().packet())) {
                            if (send.packet().packet() instanceof Packet.Credit more) {
                                credit = Math.max(credit, more.total());
                            }
                            toEdge(new UplinkEvent.Came(send.packet()));
                        }
                    });
                }
                case HubEffect.Show show -> {
                    if (show.state().key().equals("ALARM")) {
                        alarmMs.add(nowMs - alarmSinceMs);
                    }
                }
                default -> {}
            }
        }
    }

    private void run(long ms, long alarmEveryMs) {
        long end = nowMs + ms;
        for (; nowMs < end; nowMs += STEP_MS) {
            while (!events.isEmpty() && events.peek().atMs() <= nowMs) {
                events.remove().what().run();
            }
            if (nowMs % 200 == 0) {
                toEdge(new UplinkEvent.Tick(nowMs));
                toHub(new HubEvent.Tick());
                values();
            }
            if (alarmEveryMs > 0 && nowMs % alarmEveryMs == 0) {
                alarmSinceMs = nowMs;
                toEdge(UplinkEvent.Changed.now(Packet.Part.LIFE, "ALARM", state(nowMs)));
            }
            waves();
        }
    }

    /** Each bed has new values once a second. */
    private void values() {
        for (long bed = nowMs / 200 % 5; bed < 20; bed += 5) {
            toEdge(UplinkEvent.Changed.now(Packet.Part.DATA, "R" + bed, state(nowMs * 31 + bed)));
        }
    }

    private static byte[] state(long about) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append("{\"code\":\"MDC_RESP_RATE\",\"value\":")
                    .append(about * (i + 7) % 199)
                    .append('}');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void waves() {
        edge.waves().offered(true);
        for (int room = edge.waveRoom(nowMs); room > 0; room = edge.waveRoom(nowMs)) {
            toEdge(new UplinkEvent.Samples(new byte[room]));
        }
        off = edge.waves().isOff(nowMs);
    }

    private double share(long ms) {
        return waveBytes / (bytesPerMs * ms);
    }

    @Test
    void overSixtyFourKilobitsWavesFillWhatIsLeftAndNoAlarmWaitsLong() {
        cable(64_000);
        run(10_000, 0);
        waveBytes = 0;
        mostUnderWay = 0;
        run(60_000, 500);
        alarmMs.sort(null);
        String told = "waves " + share(60_000) + ", alarms " + alarmMs.get(60) + " and " + alarmMs.getLast() + " ms, "
                + mostUnderWay + " bytes under way";
        assertTrue(alarmMs.size() >= 118, told);
        assertTrue(share(60_000) >= 0.4, told);
        assertTrue(alarmMs.get(60) <= 250 && alarmMs.getLast() <= 600, told);
        assertTrue(mostUnderWay <= 1_700, told);
        assertEquals(0, edge.status(nowMs).wavesLeftOut());
    }

    @Test
    void overAWideLinkTheCreditGrowsWithWhatItCarries() {
        cable(10_000_000);
        run(5_000, 0);
        waveBytes = 0;
        run(5_000, 0);
        assertTrue(share(5_000) >= 0.2, "waves " + share(5_000));
        assertFalse(edge.isThin());
    }

    @Test
    void overAModemThereAreNoWavesAndTheHubKnowsWhy() {
        cable(9_600);
        run(30_000, 0);
        assertEquals(0, waveBytes);
        assertTrue(off && offSaid, "said in the heartbeat");
        assertTrue(hub.wavesOff());
        bytesPerMs = 8;
        run(30_000, 0);
        assertFalse(hub.wavesOff(), "a better link carries them again");
        assertTrue(waveBytes > 0);
    }

    @Test
    void nobodyWhoDrawsMeansNoWaves() {
        cable(1_000_000);
        toHub(new HubEvent.WavesWanted(false, List.of()));
        run(3_000, 0);
        assertEquals(Optional.empty(), edge.waves().beds());
        long before = waveBytes;
        run(3_000, 0);
        assertEquals(before, waveBytes);
        toHub(new HubEvent.WavesWanted(true, List.of("R1", "R2")));
        run(2_000, 0);
        assertEquals(Optional.of(List.of("R1", "R2")), edge.waves().beds());
        assertTrue(waveBytes > before);
    }

    @Test
    void lostCreditStopsWavesForTwoSecondsAndNotForEver() {
        cable(64_000);
        run(5_000, 0);
        arrives = packet -> !(packet instanceof Packet.Waves);
        run(300, 0);
        arrives = packet -> true;
        credit = Long.MAX_VALUE; // one frame beyond the credit asks for more
        run(3_000, 0);
        waveBytes = 0;
        run(5_000, 0);
        assertTrue(share(5_000) >= 0.3, "waves " + share(5_000));
    }
}
