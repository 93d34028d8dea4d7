package org.vigie.adapter.hl7.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.Problem;

/** Samples as in reference hl7-profiles 6. */
class WaveformsTest {
    private static final String HEAD = "MSH|^~\\&|G||||20260101||ORU^R01^ORU_R01|1|P|2.6";
    private static final String ORDER = "OBR|1|||69121^MDC_OBS_WAVE_CTS^MDC|||20260101000000.000|20260101000001.000";

    private static Waveform wave(String... rows) {
        String[] segments = new String[rows.length + 2];
        segments[0] = HEAD;
        segments[1] = ORDER;
        System.arraycopy(rows, 0, segments, 2, rows.length);
        List<Observation> all = Feed.observations(Feed.message(segments));
        assertEquals(1, all.size());
        return assertInstanceOf(Waveform.class, all.getFirst());
    }

    @Test
    void appliesRateResolutionAndTheNumberForNoSample() {
        Waveform wave = wave(
                "OBX|1|NA|131329^MDC_ECG_ELEC_POTL_I^MDC|1.7.6.131329|100^-200^32767^0||||||R",
                "OBX|2|NM|0^MDC_ATTR_SAMP_RATE^MDC|1.7.6.131329.1|500|264640^MDC_DIM_HZ^MDC|||||R",
                "OBX|3|NM|67917^MDC_ATTR_NU_MSMT_RES^MDC|1.7.6.131329.2|0.001221|266418^MDC_DIM_MILLI_VOLT^MDC|||||R",
                "OBX|4|NM|196660^MDC_EVT_INOP^MDC|1.7.6.131329.3|32767||||||R");
        assertEquals(500, wave.rateHz());
        assertEquals("mV", wave.unit().ucum());
        assertEquals(0.1221, wave.sample(0));
        assertEquals(-0.2442, wave.sample(1));
        assertTrue(Double.isNaN(wave.sample(2)));
        assertEquals(0, wave.sample(3));
    }

    @Test
    void takesTheRateFromTheIntervalAndTheScaleFromTheUnit() {
        Waveform wave = wave(
                "OBX|1|NA|131329^MDC_ECG_ELEC_POTL_I^MDC|1.1.1.2|-4096^4096^0^0|10.mV/4096^10.mV/4096^UCUM|||||F|");
        assertEquals(4, wave.rateHz());
        assertEquals("mV", wave.unit().ucum());
        assertEquals(-10, wave.sample(0));
        assertEquals(10, wave.sample(1));
    }

    @Test
    void readsASamplePeriod() {
        Waveform wave = wave(
                "OBX|1|NA|131329^MDC_ECG_ELEC_POTL_I^MDC|1.1.1.2|1^2|mV|||||F",
                "OBX|2|NM|0^MDC_ATTR_TIME_PD_SAMP^MDC|1.1.1.2.1|4|264338^MDC_DIM_MILLI_SEC^MDC|||||F");
        assertEquals(250, wave.rateHz());
    }

    @Test
    void marksAStretchWithoutAnySample() {
        Waveform wave = wave(
                "OBX|1|NA|150452^MDC_PULS_OXIM_PLETH^MDC|1.3.1.5|32767^32767||||||R",
                "OBX|2|NM|196660^MDC_EVT_INOP^MDC|1.3.1.5.3|32767||||||R");
        assertEquals(Quality.INVALID, wave.quality());
        assertTrue(Double.isNaN(wave.sample(0)));
    }

    @Test
    void readsForgottenSamplesAsGaps() {
        Waveform wave = wave("OBX|1|NA|131329^MDC_ECG_ELEC_POTL_I^MDC|1.1.1.2|1^^3^x|mV|||||F");
        assertEquals(4, wave.length());
        assertTrue(Double.isNaN(wave.sample(1)));
        assertTrue(Double.isNaN(wave.sample(3)));
    }

    @Test
    void blanksAWaveWithoutSamplesAndReportsOneWithoutNumbers() {
        byte[] empty = Feed.message(HEAD, ORDER, "OBX|1|NA|131329^MDC_ECG_ELEC_POTL_I^MDC|1.1.1.2||mV|||||F");
        assertInstanceOf(Absent.class, Feed.observations(empty).getFirst());
        byte[] words = Feed.message(HEAD, ORDER, "OBX|1|NA|131329^MDC_ECG_ELEC_POTL_I^MDC|1.1.1.2|<SAMPLES>|mV|||||F");
        Problem problem =
                assertInstanceOf(Problem.class, Feed.decode("ihe-pcd", words).getFirst());
        assertEquals("samples-not-numeric", problem.reason());
    }

    @Test
    void readsALongBlockInReasonableTime() {
        String samples = IntStream.range(0, 30_000).mapToObj(Integer::toString).collect(Collectors.joining("^"));
        Waveform wave = wave("OBX|1|NA|131329^MDC_ECG_ELEC_POTL_I^MDC|1.1.1.2|" + samples + "|mV|||||F");
        assertEquals(30_000, wave.length());
        assertEquals(29_999, wave.sample(29_999));
    }
}
