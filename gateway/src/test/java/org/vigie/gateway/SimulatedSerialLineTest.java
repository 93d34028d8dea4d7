package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.intellivue.codec.Parsed;
import org.vigie.adapter.intellivue.codec.PduReader;
import org.vigie.adapter.intellivue.codec.SerialFrame;
import org.vigie.adapter.intellivue.codec.SerialFramer;
import org.vigie.adapter.replay.IntellivueCapture;
import org.vigie.model.report.Problem;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;
import org.vigie.simulator.monitor.intellivue.SerialStream;

/** Ten minutes of a virtual monitor's serial line, read by the adapter's own codec in pieces of any length. */
class SimulatedSerialLineTest {
    private enum Found {
        MESSAGE,
        MALFORMED,
        DAMAGED
    }

    private static final SerialStream.Recorded RECORDED = SerialStream.record(Duration.ofMinutes(10), 3);

    @Test
    void everyFrameIsFoundAndEveryMessageReadInPiecesOfOneToFourThousandBytes() {
        for (int longest : new int[] {1, 7, 100, 4_096}) {
            SerialFramer framer = new SerialFramer();
            Map<Found, Integer> found = new EnumMap<>(Found.class);
            for (byte[] piece : RECORDED.inPieces(longest, longest)) {
                framer.read(piece, frame -> found.merge(kind(frame), 1, Integer::sum));
            }
            assertEquals(Map.of(Found.MESSAGE, RECORDED.frames()), found, "pieces of at most " + longest);
            assertEquals(0, framer.counters().junk());
        }
    }

    private static Found kind(SerialFrame frame) {
        if (!(frame instanceof SerialFrame.Whole whole)) {
            return Found.DAMAGED;
        }
        boolean read = PduReader.read(whole.payload()) instanceof Parsed.Read message && message.trailing() == 0;
        return read ? Found.MESSAGE : Found.MALFORMED;
    }

    @Test
    void decodeTellsNoProblem() throws Exception {
        DeviceProfile profile = ProfileCatalog.load().find("philips-intellivue").orElseThrow();
        Map<String, Integer> counts = new TreeMap<>();
        IntellivueCapture.decode(
                profile,
                RECORDED.bytes(),
                line -> counts.merge(line.report().getClass().getSimpleName(), 1, Integer::sum));
        assertEquals(0, counts.getOrDefault(Problem.class.getSimpleName(), 0), counts.toString());
        assertTrue(counts.getOrDefault("Observed", 0) > 10_000, counts.toString());
    }
}
