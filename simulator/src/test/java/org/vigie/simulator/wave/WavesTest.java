package org.vigie.simulator.wave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.model.testing.SharedData;
import org.vigie.simulator.patient.ClinicalEvent;
import org.vigie.simulator.patient.PatientPlan;
import org.vigie.simulator.patient.Readings;
import org.vigie.simulator.patient.VirtualPatient;
import org.vigie.simulator.patient.Vital;
import org.vigie.simulator.wfdb.WfdbRecord;

/** Waves that hang together with the numbers. */
final class WavesTest {
    private final VirtualPatient patient = new VirtualPatient(PatientPlan.DEFAULT, 3);
    private final SynthesizedWaves waves = new SynthesizedWaves(3);
    private int second;

    /** One wave over so many seconds; invalid pieces are gaps (NaN). */
    private double[] draw(WaveKind kind, int seconds) {
        List<Double> samples = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            second++;
            patient.advanceTo(Duration.ofSeconds(second));
            WaveBlock.Piece piece =
                    waves.next(1_000, patient.readings()).of(kind).orElseThrow();
            for (double sample : piece.samples()) {
                samples.add(piece.valid() ? sample : Double.NaN);
            }
        }
        return samples.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Places where the wave rises through a level. */
    private static List<Integer> rises(double[] samples, double level) {
        List<Integer> at = new ArrayList<>();
        for (int i = 1; i < samples.length; i++) {
            if (samples[i - 1] < level && samples[i] >= level) {
                at.add(i);
            }
        }
        return at;
    }

    private static double most(double[] samples) {
        double most = -Double.MAX_VALUE;
        for (double sample : samples) {
            most = Math.max(most, sample);
        }
        return most;
    }

    private static double least(double[] samples) {
        double least = Double.MAX_VALUE;
        for (double sample : samples) {
            least = Math.min(least, sample);
        }
        return least;
    }

    @Test
    void theEcgBeatsAsOftenAsTheMonitorSays() {
        double[] ecg = draw(WaveKind.ECG, 30);
        assertEquals(15_000, ecg.length);
        double perMinute = rises(ecg, 0.5).size() * 2.0;
        double shown = patient.readings().number(Vital.HEART_RATE).orElseThrow().doubleValue();
        assertEquals(shown, perMinute, 5);
    }

    @Test
    void thePressureWaveRunsBetweenTheTwoPressuresOfTheMonitor() {
        double[] pressure = draw(WaveKind.ARTERIAL, 20);
        Readings readings = patient.readings();
        assertEquals(readings.number(Vital.ART_SYS).orElseThrow().doubleValue(), most(pressure), 6);
        assertEquals(readings.number(Vital.ART_DIA).orElseThrow().doubleValue(), least(pressure), 6);
    }

    @Test
    void everyPulseFollowsItsBeat() {
        patient.advanceTo(Duration.ofSeconds(1));
        WaveBlock block = waves.next(4_000, patient.readings());
        List<Integer> beats = rises(block.of(WaveKind.ECG).orElseThrow().samples(), 0.5);
        List<Integer> pulses = rises(block.of(WaveKind.PLETH).orElseThrow().samples(), 0.5);
        assertEquals(beats.size(), pulses.size(), 1);
        for (int pulse : pulses) {
            double at = pulse * 8.0;
            double delay = beats.stream()
                    .mapToDouble(beat -> at - beat * 2.0)
                    .filter(late -> late > 0)
                    .min()
                    .orElse(300); // of the beat before the beginning
            assertTrue(delay > 150 && delay < 450, "delay " + delay);
        }
    }

    @Test
    void asystoleIsAFlatLineThatIsDrawn() {
        draw(WaveKind.ECG, 5);
        patient.happen(ClinicalEvent.ASYSTOLE, Duration.ofSeconds(30));
        draw(WaveKind.ECG, 4);
        double[] flat = draw(WaveKind.ECG, 10);
        assertTrue(most(flat) - least(flat) < 0.1, "height " + (most(flat) - least(flat)));
        assertTrue(most(flat) > least(flat), "not frozen: noise and drift go on");
    }

    @Test
    void fibrillationHasNoBeatsAndIsNotFlat() {
        draw(WaveKind.ECG, 5);
        patient.happen(ClinicalEvent.VENTRICULAR_FIBRILLATION, Duration.ofSeconds(30));
        draw(WaveKind.ECG, 3);
        double[] coarse = draw(WaveKind.ECG, 10);
        assertTrue(most(coarse) - least(coarse) > 0.4);
        assertTrue(rises(coarse, 0.75).isEmpty());
    }

    @Test
    void electrodesOffGiveNoSampleThatCounts() {
        draw(WaveKind.ECG, 5);
        patient.happen(ClinicalEvent.LEADS_OFF, Duration.ofSeconds(30));
        draw(WaveKind.ECG, 1);
        for (double sample : draw(WaveKind.ECG, 3)) {
            assertTrue(Double.isNaN(sample));
        }
    }

    @Test
    void thePieceSizeDoesNotChangeTheWave() {
        patient.advanceTo(Duration.ofSeconds(1));
        Readings readings = patient.readings();
        double[] whole =
                waves.next(1_024, readings).of(WaveKind.PLETH).orElseThrow().samples();
        SynthesizedWaves again = new SynthesizedWaves(3);
        List<Double> pieces = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            for (double sample :
                    again.next(256, readings).of(WaveKind.PLETH).orElseThrow().samples()) {
                pieces.add(sample);
            }
        }
        assertArrayEquals(
                whole, pieces.stream().mapToDouble(Double::doubleValue).toArray(), 1e-9);
    }

    @Test
    void aRealRecordIsPlayedAtTheMonitorsRatesAndAgainFromItsBeginning() throws IOException {
        WfdbRecord record = WfdbRecord.read(SharedData.shared("wfdb/041s.hea"));
        RecordedWaves played = new RecordedWaves(record);
        patient.advanceTo(Duration.ofSeconds(1));
        List<double[]> pieces = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            WaveBlock block = played.next(4_000, patient.readings());
            assertEquals(2_000, block.of(WaveKind.ECG).orElseThrow().samples().length);
            pieces.add(block.of(WaveKind.ARTERIAL).orElseThrow().samples());
        }
        double[] pressure = pieces.stream().flatMapToDouble(Arrays::stream).toArray();
        assertEquals(2_500, pressure.length);
        assertTrue(most(pressure) < 220 && least(pressure) > 20, least(pressure) + " to " + most(pressure));
        for (int i = 0; i < 100; i++) {
            assertEquals(pressure[i], pressure[i + 2_000], 1e-9, "16 s later the record begins again");
        }
        WfdbRecord numerics = WfdbRecord.read(SharedData.shared("wfdb/s00001-2896-10-10-00-31n.hea"));
        assertFalse(numerics.framesPerSecond() > 1);
    }
}
