package org.vigie.gateway.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.link.WaveBundle;
import org.vigie.gateway.link.WaveLane;
import org.vigie.gateway.waves.LaneInfo;
import org.vigie.gateway.waves.Piece;
import org.vigie.model.limits.LinkLimits;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.unit.Unit;

class WaveOfferTest {
    private static final short HOLE = WaveBundle.MISSING;

    private final WaveOffer offer = new WaveOffer(LinkLimits.DEFAULT);
    private final List<LaneInfo> lanes = new ArrayList<>();
    private final Map<Integer, WaveLane> told = new HashMap<>();
    private final Map<String, Integer> samples = new HashMap<>();
    private final List<WaveBundle.Block> blocks = new ArrayList<>();
    private long nowMs;

    private void beds(int count) {
        for (int bed = 1; bed <= count; bed++) {
            lanes.add(lane("R" + bed, "MDC_PULS_OXIM_PLETH", 125));
            lanes.add(lane("R" + bed, "MDC_ECG_ELEC_POTL_II", 250));
        }
    }

    private LaneInfo lane(String bed, String code, double rate) {
        return new LaneInfo(
                lanes.size() + 1,
                bed,
                new Parameter(code, null, null, ""),
                Unit.MILLIVOLT,
                rate,
                0,
                1,
                null,
                Duration.ofSeconds(1),
                Quality.VALID);
    }

    /** Seconds in which each lane sends a second of samples and the link takes so many bytes. */
    private void seconds(int count, int bytes, boolean thin, Set<String> alarming, String... beds) {
        for (int i = 0; i < count; i++) {
            List<Piece> pieces = new ArrayList<>();
            for (LaneInfo lane : lanes) {
                short[] some = new short[(int) lane.rateHz()];
                for (int n = 0; n < some.length; n++) {
                    some[n] = (short) (n * 37 % 101);
                }
                pieces.add(new Piece(lane.lane(), nowMs / 1_000 * some.length, some));
            }
            for (int part = 0; part < 5; part++) {
                offer.take(
                        new WaveOffer.Offered(lanes, List.of(beds), alarming, thin),
                        part == 0 ? pieces : List.of(),
                        nowMs);
                fetch(bytes / 5);
                nowMs += 200;
            }
        }
    }

    private void fetch(int bytes) {
        int left = bytes;
        Optional<byte[]> bundle = offer.next(Math.min(left, 600), nowMs);
        while (bundle.isPresent() && left > 0) {
            assertTrue(bundle.get().length <= Math.min(left, 600), "no longer than asked for");
            left -= bundle.get().length;
            WaveBundle read = WaveBundle.decode(bundle.get()).orElseThrow();
            read.lanes().forEach(lane -> told.put(lane.lane(), lane));
            for (WaveBundle.Block block : read.blocks()) {
                WaveLane lane = Objects.requireNonNull(told.get(block.lane()), "told before its samples");
                samples.merge(lane.bed() + " " + lane.code(), block.samples().length, Integer::sum);
                blocks.add(block);
            }
            bundle = offer.next(Math.min(Math.max(0, left), 600), nowMs);
        }
    }

    private int of(String bed, String code) {
        return samples.getOrDefault(bed + " " + code, 0);
    }

    @Test
    void aWideLinkCarriesEverythingAsItIs() {
        beds(3);
        seconds(5, 100_000, false, Set.of());
        assertEquals(5 * 250, of("R2", "MDC_ECG_ELEC_POTL_II"));
        assertEquals(5 * 125, of("R2", "MDC_PULS_OXIM_PLETH"));
        assertEquals(0, offer.leftOut());
        assertTrue(blocks.stream().noneMatch(WaveBundle.Block::rounded));
    }

    @Test
    void aThinLinkCarriesOneCurveOfEachBedOfHalfTheRate() {
        beds(20);
        seconds(2, 3_500, true, Set.of());
        for (int bed = 1; bed <= 20; bed++) {
            assertTrue(of("R" + bed, "MDC_ECG_ELEC_POTL_II") >= 124, "bed " + bed);
            assertEquals(0, of("R" + bed, "MDC_PULS_OXIM_PLETH"));
        }
        assertTrue(told.values().stream().allMatch(lane -> lane.rateHz() == 125 && lane.blockMs() >= 1_000));
        assertTrue(blocks.stream().allMatch(WaveBundle.Block::rounded));
    }

    @Test
    void roomThatIsLeftIsUsedForSecondCurvesAndThenForTheFullRate() {
        beds(4);
        seconds(60, 20_000, true, Set.of());
        assertTrue(of("R1", "MDC_PULS_OXIM_PLETH") > 0);
        assertTrue(told.values().stream().anyMatch(lane -> lane.rateHz() == 250));
        assertEquals(0, offer.leftOut());
    }

    @Test
    void tooMuchForTheLinkBecomesFewerWholeCurvesAndTheBedInAlarmKeepsIts() {
        beds(20);
        seconds(30, 800, true, Set.of("R13"));
        assertTrue(offer.leftOut() > 0, "counted");
        samples.clear();
        long before = offer.leftOut();
        seconds(20, 800, true, Set.of("R13"));
        assertTrue(of("R13", "MDC_ECG_ELEC_POTL_II") >= 18 * 125, "the bed in alarm is whole: " + samples);
        assertTrue(offer.leftOut() - before < 20, "what is shown is whole: " + (offer.leftOut() - before));
    }

    @Test
    void onlyBedsThatAreDrawnTravel() {
        beds(5);
        seconds(4, 50_000, false, Set.of(), "R2", "R4");
        assertEquals(
                Set.of("R2", "R4"),
                Set.copyOf(told.values().stream().map(WaveLane::bed).toList()));
    }

    @Test
    void whatWaitedTooLongIsLeftOutOldestFirst() {
        beds(1);
        seconds(10, 0, false, Set.of());
        assertTrue(offer.leftOut() >= 14, "left out " + offer.leftOut());
        nowMs -= 200;
        fetch(100_000);
        assertTrue(blocks.stream().allMatch(block -> block.first() >= 7 * 125), "the newest wins: " + blocks);
    }

    @Test
    void curvesThatBeginAfterSomebodyWantsThemAreThereAtOnceOnAWideLink() {
        seconds(5, 100_000, false, Set.of());
        beds(10);
        seconds(3, 100_000, false, Set.of());
        assertEquals(
                20,
                told.values().stream()
                        .map(lane -> lane.bed() + lane.code())
                        .distinct()
                        .count());
        beds(10);
        seconds(3, 200_000, false, Set.of());
        assertEquals(40, told.size(), "those that come later as well, and none begins anew");
        assertTrue(blocks.stream().noneMatch(WaveBundle.Block::rounded));
    }

    @Test
    void aBedThatComesToAThinLinkHasItsFirstCurveAtOnceUnlessTheLinkIsFull() {
        seconds(5, 3_500, true, Set.of());
        beds(4);
        seconds(3, 3_500, true, Set.of());
        assertEquals(4, told.values().stream().map(WaveLane::bed).distinct().count());
    }

    @Test
    void thinningKeepsPeaksAndHolesAndPlaces() {
        Thinner thinner = new Thinner(2);
        List<Piece> made = new ArrayList<>(thinner.take(new Piece(1, 10, new short[] {0, 0, 0, 900, 0, -5, HOLE, 3})));
        made.addAll(thinner.take(new Piece(1, 18, new short[] {HOLE, HOLE, 7, 7})));
        made.addAll(thinner.take(new Piece(1, 40, new short[] {1, 1, 2, 2})));
        List<String> out = new ArrayList<>();
        for (Piece piece : made) {
            for (int i = 0; i < piece.samples().length; i++) {
                out.add(piece.first() + i + ":" + piece.samples()[i]);
            }
        }
        assertEquals(List.of("5:0", "6:900", "7:-5", "8:3", "9:" + HOLE, "10:7", "20:1"), out);
    }
}
