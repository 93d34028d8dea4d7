package org.vigie.gateway.waves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.unit.Unit;

/** Lanes on a clock that the test moves. Blocks of 64 samples at 250 Hz, as an IntelliVue monitor sends them. */
class LaneBoardTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration BLOCK = Duration.ofMillis(256);
    private static final int SAMPLES = 64;
    private static final BedId BED = new BedId("R01");
    private static final SourceId SOURCE = new SourceId("iv/10.0.0.1");
    private static final Parameter ECG = new Parameter("MDC_ECG_ELEC_POTL_II", null, null, "II");

    private final WaveTotals totals = new WaveTotals();
    private final LaneBoard board = new LaneBoard(Limits.Waves.DEFAULT, totals);
    private final List<Piece> pieces = new ArrayList<>();
    private Instant now = NOON;

    private static Waveform wave(double value, int samples, @Nullable Duration at) {
        double[] values = new double[samples];
        Arrays.fill(values, value);
        Waveform wave = new Waveform(ECG, values, 250, Unit.MILLIVOLT, Quality.VALID, null);
        return at == null ? wave : wave.at(at);
    }

    private void send(Waveform wave) {
        pieces.addAll(board.take(List.of(new LaneBoard.Block(BED, SOURCE, null, wave)), now));
    }

    private void stamped(int block, Duration passes) {
        now = now.plus(passes);
        send(wave(block / 100.0, SAMPLES, BLOCK.multipliedBy(block)));
    }

    private List<Long> firsts() {
        return pieces.stream().map(Piece::first).toList();
    }

    @Test
    void blocksInOrderFollowEachOtherWithoutAHole() {
        for (int i = 10; i < 15; i++) {
            stamped(i, BLOCK);
        }
        assertEquals(List.of(0L, 64L, 128L, 192L, 256L), firsts());
        assertEquals(1, board.lanes().size());
        assertEquals(BLOCK, board.lanes().get(0).block());
        assertEquals(0, totals.missingSamples());
    }

    @Test
    void aTremblingStampMovesNothing() {
        int[] trembles = {0, 30, -40, 12, -3, 60};
        for (int i = 0; i < trembles.length; i++) {
            now = now.plus(BLOCK);
            send(wave(1, SAMPLES, BLOCK.multipliedBy(i).plusMillis(trembles[i] + 1_000)));
        }
        assertEquals(List.of(0L, 64L, 128L, 192L, 256L, 320L), firsts());
    }

    @Test
    void aBlockThatIsLostLeavesAHoleOfItsWidth() {
        stamped(0, BLOCK);
        stamped(1, BLOCK);
        stamped(4, BLOCK.multipliedBy(3));
        assertEquals(List.of(0L, 64L, 256L), firsts());
        assertEquals(128, totals.missingSamples());
    }

    @Test
    void aBlockThatWasOvertakenStandsInItsPlaceAndOnlyOnce() {
        stamped(0, BLOCK);
        stamped(1, BLOCK);
        stamped(3, BLOCK);
        stamped(2, Duration.ZERO);
        stamped(2, Duration.ZERO);
        stamped(3, Duration.ZERO);
        stamped(4, BLOCK);
        assertEquals(List.of(0L, 64L, 192L, 128L, 256L), firsts());
        assertEquals(128, totals.lateSamples());
    }

    @Test
    void aBlockThatComesTooLateIsDropped() {
        stamped(0, BLOCK);
        stamped(2, BLOCK.multipliedBy(2));
        for (int i = 3; i < 14; i++) {
            stamped(i, BLOCK);
        }
        int before = pieces.size();
        stamped(1, Duration.ZERO);
        assertEquals(before, pieces.size());
        assertEquals(64, totals.lateSamples());
    }

    @Test
    void aMonitorThatStartsAgainGoesOnBehindWhatItSentBefore() {
        stamped(1_000, BLOCK);
        stamped(1_001, BLOCK);
        stamped(0, BLOCK);
        stamped(1, BLOCK);
        assertEquals(List.of(0L, 64L, 128L, 192L), firsts());
    }

    @Test
    void aStampThatJumpsAheadIsNoHoleOfHours() {
        stamped(0, BLOCK);
        stamped(1, BLOCK);
        stamped(100_000, BLOCK);
        stamped(100_001, BLOCK);
        assertEquals(List.of(0L, 64L, 128L, 192L), firsts());
    }

    @Test
    void withoutStampsBlocksFollowAsTheyComeAndAPauseIsAHole() {
        for (int i = 0; i < 6; i++) {
            now = now.plusMillis(i % 2 == 0 ? 900 : 1_100);
            send(wave(1, 250, null));
        }
        assertEquals(List.of(0L, 250L, 500L, 750L, 1_000L, 1_250L), firsts());
        now = now.plusSeconds(6);
        send(wave(1, 250, null));
        long hole = pieces.getLast().first() - 1_500;
        assertTrue(Math.abs(hole - 1_250) < 60, hole + " samples");
        assertEquals(hole, totals.missingSamples());
    }

    @Test
    void aClockThatDriftsMakesNoHole() {
        for (int i = 0; i < 4 * 3_600; i++) {
            now = now.plusNanos(1_000_300_000); // 300 ppm
            send(wave(1, 250, null));
        }
        assertEquals(0, totals.missingSamples());
    }

    @Test
    void severalBlocksOfOneMessageCountAsOneStretch() {
        for (int i = 0; i < 3; i++) {
            now = now.plusSeconds(1);
            List<LaneBoard.Block> four = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                four.add(new LaneBoard.Block(BED, SOURCE, null, wave(1, 62, null)));
            }
            pieces.addAll(board.take(four, now));
        }
        assertEquals(Duration.ofMillis(992), board.lanes().get(0).block());
        assertEquals(11 * 62L, pieces.getLast().first());
        assertEquals(0, totals.missingSamples());
    }

    @Test
    void leadsOffAreMissingSamplesAndTheLaneGoesOn() {
        stamped(0, BLOCK);
        now = now.plus(BLOCK);
        double[] flat = new double[SAMPLES];
        send(new Waveform(ECG, flat, 250, Unit.MILLIVOLT, Quality.INVALID, null).at(BLOCK));
        for (short sample : pieces.getLast().samples()) {
            assertEquals(Scale.MISSING, sample);
        }
        assertEquals(64, pieces.getLast().first());
        assertEquals(Quality.INVALID, board.lanes().get(0).quality());
    }

    @Test
    void aSensorThatWasNeverOnHasNoLane() {
        double[] none = new double[SAMPLES];
        Arrays.fill(none, Double.NaN);
        send(new Waveform(ECG, none, 250, Unit.MILLIVOLT, Quality.VALID, null));
        send(new Waveform(ECG, new double[SAMPLES], 250, Unit.MILLIVOLT, Quality.INVALID, null));
        assertEquals(List.of(), board.lanes());
        assertEquals(List.of(), pieces);
    }

    @Test
    void demonstrationDataSayItInTheLane() {
        send(new Waveform(ECG, new double[] {1, 2}, 250, Unit.MILLIVOLT, Quality.DEMO, null));
        assertEquals(Quality.DEMO, board.lanes().get(0).quality());
    }

    @Test
    void numbersAreTheValuesWithinAStep() {
        double[] values = {-1.5, 0, 0.001, 1.25, Double.NaN, 4.9};
        send(new Waveform(ECG, values, 250, Unit.MILLIVOLT, Quality.VALID, null));
        LaneInfo lane = board.lanes().get(0);
        short[] numbers = pieces.get(0).samples();
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                assertEquals(Scale.MISSING, numbers[i]);
            } else {
                assertEquals(values[i], lane.offset() + lane.step() * numbers[i], lane.step());
            }
        }
    }

    @Test
    void aCurveThatOutgrowsItsGuessedScaleBeginsAnew() {
        Parameter pleth = new Parameter("MDC_PULS_OXIM_PLETH", null, null, "");
        send(new Waveform(pleth, new double[] {1, 2, 3}, 125, Unit.NONE, Quality.VALID, null));
        int before = board.lanes().get(0).lane();
        send(new Waveform(pleth, new double[] {10_000, -10_000}, 125, Unit.NONE, Quality.VALID, null));
        assertEquals(1, board.lanes().size());
        assertNotEquals(before, board.lanes().get(0).lane());
    }

    @Test
    void aLaneEndsWhenNothingHasComeForTenSeconds() {
        stamped(0, BLOCK);
        board.advance(now.plusSeconds(10));
        assertEquals(1, board.lanes().size());
        board.advance(now.plusMillis(10_001));
        assertEquals(List.of(), board.lanes());
    }

    @Test
    void lanesAndSamplesAreBounded() {
        for (int i = 0; i < 40; i++) {
            Parameter one = new Parameter("MDC_ECG_ELEC_POTL", null, "c" + i, "");
            send(new Waveform(one, new double[] {1}, 250, Unit.MILLIVOLT, Quality.VALID, null));
        }
        assertEquals(Limits.Waves.DEFAULT.lanesPerBed(), board.lanes().size());
        assertEquals(40 - Limits.Waves.DEFAULT.lanesPerBed(), totals.refusedLanes());
        send(wave(1, 30_000, null));
        pieces.clear();
        LaneBoard other = new LaneBoard(Limits.Waves.DEFAULT, totals);
        List<Piece> long1 = other.take(List.of(new LaneBoard.Block(BED, SOURCE, null, wave(1, 30_000, null))), now);
        assertEquals(20_000, long1.get(0).samples().length);
    }

    @Test
    void whatHasNoRateIsNotDrawn() {
        send(new Waveform(ECG, new double[] {1}, 0, Unit.MILLIVOLT, Quality.VALID, null));
        assertEquals(1, totals.unusable());
        assertEquals(List.of(), board.lanes());
    }

    @Test
    void theListIsTheSameObjectWhileNothingHasChanged() {
        stamped(0, BLOCK);
        stamped(1, BLOCK);
        List<LaneInfo> before = board.lanes();
        stamped(2, BLOCK);
        stamped(3, BLOCK);
        assertSame(before, board.lanes());
    }
}
