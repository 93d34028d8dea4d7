package org.vigie.simulator.monitor.intellivue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ten minutes of a serial line. */
final class SerialStreamTest {
    @Test
    void tenMinutesReadInPiecesOfAnyLengthGiveEveryFrame() {
        SerialStream.Recorded recorded = SerialStream.record(Duration.ofMinutes(10), 3);
        // Waves 3.9 a second, numerics, rhythm and alerts each 1.024 s, a keep-alive each 3 s.
        assertTrue(recorded.frames() > 10 * 60 * 6, "frames " + recorded.frames());
        for (int most : new int[] {1, 17, 4_096}) {
            SerialLine line = new SerialLine();
            int messages = 0;
            for (byte[] piece : recorded.inPieces(most, most)) {
                messages += line.read(piece).size();
            }
            assertEquals(recorded.frames(), messages, "pieces of at most " + most);
            assertEquals(0, line.damaged());
        }
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        Duration minute = Duration.ofMinutes(1);
        assertArrayEquals(
                SerialStream.record(minute, 5).bytes(),
                SerialStream.record(minute, 5).bytes());
    }
}
