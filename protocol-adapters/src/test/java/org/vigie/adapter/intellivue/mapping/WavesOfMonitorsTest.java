package org.vigie.adapter.intellivue.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.unit.Unit;

/** Samples by intellivue-protocol.md section 10.2. */
class WavesOfMonitorsTest {
    private static final String ECG_SCALE = "096f fdff6000 fd009ffb 0000 3fff";
    private static final String ECG_SPEC = "096d 0080 10 0e 3000";

    @Test
    void ecgIsInMillivoltOnTheMonitorsOwnTimeAxis() {
        Waveform wave = new Cycle(ObjectClass.WAVE)
                .object(
                        "0924 00020101",
                        ECG_SPEC,
                        "098d 00000010",
                        ECG_SCALE,
                        "0996 10b2",
                        "096a 1fbd 2085",
                        "096e 0101 0000 0006 2000 2001 6000")
                .only(Waveform.class);
        assertEquals("MDC_ECG_ELEC_POTL_I@", wave.parameter().key());
        assertEquals(500, wave.rateHz());
        assertEquals(Unit.MILLIVOLT, wave.unit());
        assertEquals(0, wave.sample(0), 1e-9);
        assertEquals(0.005, wave.sample(1), 1e-9);
        assertEquals(0, wave.sample(2), 1e-9, "bits above the significant ones are no value");
        assertEquals(Duration.ofSeconds(2), wave.sourceTime());
        assertEquals(new Waveform.Span(-0.335, 0.665), wave.span());
        assertEquals(Quality.VALID, wave.quality());
    }

    @Test
    void pressureIsScaledByItsRange() {
        Waveform wave = new Cycle(ObjectClass.WAVE)
                .object(
                        "0924 00024a14",
                        "096d 0020 10 0d a000",
                        "098d 00000040",
                        "096f 00ffffd8 00000208 00a0 23a0",
                        "0996 0f20",
                        "096e 4a14 0000 0004 0320 0c80")
                .only(Waveform.class);
        assertEquals(0, wave.sample(0), 1e-9);
        assertEquals(150, wave.sample(1), 1e-9);
        assertEquals(125, wave.rateHz());
    }

    @Test
    void aWaveWithoutAbsoluteScaleStaysRawAndWithoutUnit() {
        Waveform wave = new Cycle(ObjectClass.WAVE)
                .object(
                        "0924 00024bb4",
                        "096d 0020 10 0c 8000",
                        "098d 00000040",
                        "096f 007fffff 007fffff 0000 0fff",
                        "0996 0200",
                        "096e 4bb4 0000 0002 0800")
                .only(Waveform.class);
        assertEquals(2048, wave.sample(0));
        assertEquals(Unit.NONE, wave.unit());
        assertEquals(new Waveform.Span(0, 4095), wave.span());
    }

    @Test
    void samplesMarkedInvalidAndWavesThatAreInvalidAreMissing() {
        Waveform marked = new Cycle(ObjectClass.WAVE)
                .object(ECG_SPEC, ECG_SCALE, "0996 10b2", "0a16 0001 0004 0001 8001", "096e 0101 0000 0004 8001 2000")
                .only(Waveform.class);
        assertTrue(Double.isNaN(marked.sample(0)));
        assertEquals(0, marked.sample(1), 1e-9);
        Waveform invalid = new Cycle(ObjectClass.WAVE)
                .object(ECG_SPEC, ECG_SCALE, "0996 10b2", "096e 0101 8000 0002 2000")
                .only(Waveform.class);
        assertTrue(Double.isNaN(invalid.sample(0)));
        assertEquals(Quality.INVALID, invalid.quality());
    }

    @Test
    void theLeadsOfACompoundAreNotThoseOfTheSingleWaves() {
        var leads = new Cycle(ObjectClass.WAVE)
                .object(
                        "0924 00020100",
                        ECG_SPEC,
                        "098d 00000020",
                        ECG_SCALE,
                        "0996 10b2",
                        "0964 00000000 00000001 1f9c 2064 0000 0000",
                        "0967 0002 0010 0102 0400 0002 2000 0143 0400 0002 2000")
                .observations();
        assertEquals(
                "MDC_ECG_ELEC_POTL_II@ECG_ELEC_POTL", leads.get(0).parameter().key());
        assertEquals(
                "MDC_ECG_ELEC_POTL_V@ECG_ELEC_POTL", leads.get(1).parameter().key());
        Waveform wave = (Waveform) leads.get(0);
        assertEquals(new Waveform.Span(-0.5, 1.5), wave.span());
        assertEquals(Quality.DEMO, wave.quality());
    }

    @Test
    void beforeItsDescriptionCameAWaveIsRawAndQuestionable() {
        String samples = "2000".repeat(64);
        Observation wave = new Cycle(ObjectClass.WAVE)
                .object("096e 0102 0000 0080 " + samples)
                .observations()
                .get(0);
        assertEquals(Quality.QUESTIONABLE, ((Waveform) wave).quality());
        assertEquals(250, ((Waveform) wave).rateHz(), "a block is 256 ms");
    }
}
