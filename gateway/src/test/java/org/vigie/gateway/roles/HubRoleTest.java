package org.vigie.gateway.roles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.config.LinkConfig;
import org.vigie.gateway.fanout.RemoteFeed;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.LinkPort;
import org.vigie.gateway.link.LinkTopics;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.link.PacketCodec;
import org.vigie.gateway.link.PacketCodec.Sealed;
import org.vigie.gateway.link.WaveBundle;
import org.vigie.gateway.link.WaveLane;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.RemoteBeds;
import org.vigie.gateway.waves.LaneInfo;
import org.vigie.gateway.waves.Piece;
import org.vigie.gateway.waves.WaveSource;
import org.vigie.gateway.waves.WaveWish;
import org.vigie.model.limits.LinkLimits;
import org.vigie.model.observation.Quality;

/** A hub with a transport that keeps what it is given; its clock moves when the test says so. */
class HubRoleTest {
    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private final Cable cable = new Cable();
    private long version;
    private final HubReceiver twin = new HubReceiver("box-1", List.of(), LinkLimits.DEFAULT);
    private final HubRole hub = new HubRole(
            new LinkConfig(LinkConfig.Role.HUB, "hub-1", List.of(), List.of("box-1"), null, null),
            cable,
            this::moment,
            Set::of);

    private WardViews.Moment moment() {
        Instant now = Instant.ofEpochMilli(nowMs.get());
        return new WardViews.Moment(1, "live", now, now, Duration.ZERO, ZoneOffset.UTC);
    }

    private static final class Cable implements LinkPort {
        final List<Packet> sent = new CopyOnWriteArrayList<>();
        final AtomicBoolean takes = new AtomicBoolean(true);
        volatile @Nullable Listener listener;

        @Override
        public boolean send(Lane lane, String topic, byte[] payload, boolean retain, long token) {
            if (takes.get()) {
                PacketCodec.decode(payload).ifPresent(packet -> sent.add(packet.packet()));
            }
            return takes.get();
        }

        @Override
        public void start(Listener told) {
            listener = told;
        }

        @Override
        public void close() {
            listener = null;
        }

        void bring(Lane lane, byte[] payload) {
            Listener told = listener;
            if (told != null) {
                told.received(lane, LinkTopics.up("box-1", "hub-1", lane), payload, false);
            }
        }
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private void bring(Packet.Up packet) {
        Sealed sealed = new Sealed("box-1", 3, 7, packet);
        twin.on(new HubEvent.Came(sealed), nowMs.get());
        cable.bring(Lane.LIFE, PacketCodec.encode(sealed));
    }

    /** A live bed, and that the edge has 50 records of alarms and 900 of values. */
    private void talk() {
        WardView.Bed bed = RemoteBeds.bed("R01", "live", "none");
        long now = nowMs.get();
        bring(Packet.State.whole(Packet.Part.LIFE, "R01", ++version, now, BedParts.life(bed)));
        bring(Packet.State.whole(Packet.Part.DATA, "R01", ++version, now, BedParts.values(bed)));
        bring(new Packet.Beat(Lane.DATA, 1, 900, 900, twin.digest(Packet.Part.DATA), 0, now, now, now, 0, false));
        bring(new Packet.Beat(Lane.LIFE, 1, 50, 50, twin.digest(Packet.Part.LIFE), 0, now, now, now, 0, false));
    }

    private String link() {
        RemoteFeed.RemoteBed bed = hub.now().beds().get("R01");
        return bed == null ? "none" : bed.view().link();
    }

    private void awaitBeats(int more) {
        int from = beats();
        Await.until("beats of the hub", () -> {
            nowMs.addAndGet(100);
            return beats() >= from + more;
        });
    }

    private int beats() {
        return (int)
                cable.sent.stream().filter(Packet.HubBeat.class::isInstance).count();
    }

    @Test
    void aHubThatKeepsNoPastOfOtherBoxesAsksForNone() {
        hub.start();
        talk();
        Await.until("live", () -> link().equals("live"));
        awaitBeats(2);
        assertTrue(cable.sent.stream().noneMatch(Packet.Ask.class::isInstance), "a thin link has no room for that");
    }

    @Test
    void nothingLooksLiveWhileTheThreadOfTheLinksStandsStill() {
        CountDownLatch stuck = new CountDownLatch(1);
        AtomicBoolean inside = new AtomicBoolean();
        hub.start();
        talk();
        Await.until("live", () -> link().equals("live"));
        long before = hub.now().changes();
        hub.onChange(() -> {
            if (inside.compareAndSet(false, true)) {
                awaitQuietly(stuck);
            }
        });
        talk();
        Await.until("the thread is stuck", inside::get);
        assertEquals("live", link());
        nowMs.addAndGet(3_500);
        assertEquals("stale", link());
        assertEquals(
                0,
                hub.now().beds().values().stream()
                        .filter(bed -> bed.view().link().equals("live"))
                        .count());
        assertTrue(hub.now().changes() > before, "displays are told");
        assertTrue(
                hub.problem().orElse("").contains("stands still"), hub.problem().orElse("none"));
        stuck.countDown();
        talk();
        Await.until("live again", () -> link().equals("live"));
        assertFalse(hub.problem().orElse("").contains("stands still"));
    }

    private static Packet.Waves waves(String bed) {
        WaveLane lane = new WaveLane(
                5, bed, "MDC_ECG_ELEC_POTL_II", "II", "mV", 125, new WaveLane.Scale(0, 1, -1, 1), 1_000, "DEMO");
        WaveBundle.Block block = new WaveBundle.Block(5, 125, true, new short[] {1, WaveBundle.MISSING, 3});
        return new Packet.Waves(500, new WaveBundle(List.of(lane), List.of(block)).encode());
    }

    private void awaitAsked(boolean wanted, List<String> beds) {
        Await.until("asked for waves: " + wanted + " " + beds, () -> {
            nowMs.addAndGet(100);
            return !cable.sent.isEmpty()
                    && cable.sent.getLast() instanceof Packet.HubBeat beat
                    && beat.wantsWaves() == wanted
                    && beat.beds().equals(beds);
        });
    }

    @Test
    void curvesOfAnEdgeAreAskedForWhileADisplayDrawsThemAndShownUnderTheBedsNameHere() {
        hub.start();
        talk();
        Await.until("live", () -> link().equals("live"));
        awaitAsked(false, List.of());
        WaveSource source = hub.waves();
        source.wish(WaveWish.ALL);
        awaitAsked(true, List.of());
        source.wish(new WaveWish(Set.of("R01", "of nobody")));
        awaitAsked(true, List.of("R01"));
        bring(waves("R01"));
        Await.until("a lane", () -> !source.lanes().isEmpty());
        LaneInfo lane = source.lanes().getFirst();
        assertEquals("R01", lane.bed());
        assertEquals(Quality.DEMO, lane.quality());
        assertTrue(lane.lane() > LaneInfo.OWN, "no number of the hub's own lanes");
        List<Piece> came = new CopyOnWriteArrayList<>();
        Await.until("its samples", () -> {
            came.addAll(source.drain());
            return !came.isEmpty();
        });
        Piece piece = came.getFirst();
        assertEquals(lane.lane(), piece.lane());
        assertEquals(125, piece.first());
        assertArrayEquals(new short[] {1, WaveBundle.MISSING, 3}, piece.samples());
        Await.until("more may come", () -> cable.sent.stream().anyMatch(Packet.Credit.class::isInstance));
        source.wish(null);
        awaitAsked(false, List.of());
        cable.bring(Lane.WAVES, PacketCodec.encode(new Sealed("box-1", 3, 7, new Packet.Waves(900, new byte[] {9}))));
        Await.until(
                "what cannot be read is told", () -> hub.problem().orElse("").contains("cannot be read: 1"));
        Await.until("an end after silence", () -> {
            nowMs.addAndGet(1_000);
            return source.lanes().isEmpty();
        });
    }

    @Test
    void wavesThatTheLinkIsTooThinForAreMissedOnTheBedItself() {
        hub.start();
        talk();
        Await.until("live", () -> link().equals("live"));
        hub.waves().wish(WaveWish.ALL);
        awaitAsked(true, List.of());
        talk();
        Await.until("fresh", () -> link().equals("live"));
        long now = nowMs.get();
        bring(new Packet.Beat(Lane.LIFE, 2, 50, 50, twin.digest(Packet.Part.LIFE), 0, now, now, now, 0, true));
        Await.until("said", () -> link().equals("slow"));
        talk();
        Await.until("no longer", () -> link().equals("live"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsLostInsideIsVisible() {
        hub.start();
        cable.bring(Lane.LIFE, new byte[] {1, 2, 3});
        Await.until("counted", () -> hub.problem().orElse("").contains("cannot be read: 1"));
        assertTrue(hub.problem().orElse("").contains("not heard: box-1"));
        cable.takes.set(false);
        Await.until("own broker", () -> {
            nowMs.addAndGet(100);
            return hub.problem().orElse("").contains("own broker takes nothing: life");
        });
        cable.takes.set(true);
        Await.until("it takes again", () -> {
            nowMs.addAndGet(100);
            return !hub.problem().orElse("").contains("own broker");
        });
    }
}
