package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaveBundleTest {
    private static final WaveLane LANE = new WaveLane(
            7,
            "R07",
            "MDC_ECG_ELEC_POTL_II",
            "II",
            "mV",
            125,
            new WaveLane.Scale(0, 20.0 / 32_767, Double.NaN, Double.NaN),
            1_000,
            "VALID");

    /** A second of an ECG, in numbers of the lane, with a peak of 1.5 mV and a hole. */
    private static short[] ecg() {
        Random random = new Random(1);
        short[] samples = new short[125];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (2_450 * Math.exp(-Math.pow((i - 40) / 2.5, 2)) + 6 * random.nextGaussian());
        }
        samples[90] = WaveBundle.MISSING;
        samples[91] = WaveBundle.MISSING;
        return samples;
    }

    private static WaveBundle there(WaveBundle bundle) {
        return WaveBundle.decode(bundle.encode()).orElseThrow();
    }

    @Test
    void exactSamplesComeOutAsTheyWentIn() {
        short[] steep = {WaveBundle.MISSING, 32_767, -32_767, 0, WaveBundle.MISSING, -1, 63, -64, 8_000};
        for (short[] samples : List.of(ecg(), steep, new short[0], new short[] {WaveBundle.MISSING})) {
            WaveBundle back = there(
                    new WaveBundle(List.of(LANE), List.of(new WaveBundle.Block(7, 4_000_000_000L, false, samples))));
            assertEquals(List.of(LANE), back.lanes());
            assertEquals(4_000_000_000L, back.blocks().getFirst().first());
            assertArrayEquals(samples, back.blocks().getFirst().samples());
        }
    }

    @Test
    void roundedSamplesStayWithinAHundredthOfAMillivoltAndHolesStayHoles() {
        short[] samples = ecg();
        WaveBundle bundle = new WaveBundle(List.of(), List.of(new WaveBundle.Block(7, 0, true, samples)));
        short[] back = there(bundle).blocks().getFirst().samples();
        assertEquals(samples.length, back.length);
        for (int i = 0; i < back.length; i++) {
            if (samples[i] == WaveBundle.MISSING) {
                assertEquals(WaveBundle.MISSING, back[i]);
            } else {
                assertEquals(samples[i], back[i], 16, "sample " + i);
            }
        }
        assertTrue(bundle.encode().length <= 140, bundle.encode().length + " bytes for a second");
    }

    @Test
    void bytesOfNobodyAreNoBundleAndNeverMoreThanAPacketHolds() {
        Random random = new Random(2);
        byte[] good = new WaveBundle(List.of(LANE), List.of(new WaveBundle.Block(7, 0, true, ecg()))).encode();
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int flips = random.nextInt(4) + 1; flips > 0; flips--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            WaveBundle.decode(bad)
                    .ifPresent(read -> read.blocks().forEach(block -> assertTrue(block.samples().length <= 262_144)));
        }
        assertEquals(Optional.empty(), WaveBundle.decode(new byte[0]));
        assertEquals(Optional.empty(), WaveBundle.decode(new byte[] {0, 3, 1}));
    }
}
