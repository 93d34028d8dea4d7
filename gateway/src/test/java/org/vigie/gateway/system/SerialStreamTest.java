package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.intellivue.codec.SerialFrame;
import org.vigie.adapter.intellivue.codec.SerialFramer;
import org.vigie.adapter.replay.IntellivueCapture;
import org.vigie.adapter.replay.Line;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Problem;
import org.vigie.profiles.ProfileCatalog;
import org.vigie.simulator.monitor.intellivue.SerialStream;

/** Ten minutes of a virtual monitor on a serial line, whose encoder knows nothing of our decoder. */
class SerialStreamTest {
    private static final SerialStream.Recorded STREAM = SerialStream.record(Duration.ofMinutes(10), 3);

    @Test
    void inPiecesOfOneToFourThousandBytesItIsTheSameStream() {
        List<byte[]> whole = payloads(List.of(STREAM.bytes()));
        assertEquals(STREAM.frames(), whole.size());
        for (int most : new int[] {1, 7, 64, 4_096}) {
            List<byte[]> cut = payloads(STREAM.inPieces(11, most));
            assertEquals(whole.size(), cut.size(), "pieces of up to " + most);
            for (int i = 0; i < whole.size(); i++) {
                assertArrayEquals(whole.get(i), cut.get(i), "frame " + i + " in pieces of up to " + most);
            }
        }
    }

    @Test
    void everySecondHasItsNumbersAndOnlyARenewedWavePollLeavesAGap() {
        List<Line> lines = new ArrayList<>();
        IntellivueCapture.decode(
                ProfileCatalog.load().find("philips-intellivue").orElseThrow(), STREAM.bytes(), lines::add);
        List<Problem> problems = lines.stream()
                .filter(line -> line.report() instanceof Problem)
                .map(line -> (Problem) line.report())
                .toList();
        problems.forEach(problem -> assertTrue(
                problem.reason().equals("gap") && problem.text().contains("class 0009"), problem.toString()));
        assertTrue(problems.size() <= 20, "the poll of the waves is renewed each 30 s");
        long heartRates = lines.stream()
                .filter(line -> line.report() instanceof Observed(var bed, var device, Numeric numeric)
                        && "MDC_ECG_HEART_RATE".equals(numeric.parameter().code()))
                .count();
        long waves = lines.stream()
                .filter(line ->
                        line.report() instanceof Observed(var bed, var device, Waveform wave) && wave.rateHz() > 0)
                .count();
        assertTrue(heartRates >= 550, "heart rates: " + heartRates);
        assertTrue(waves >= 2_000, "blocks of waves: " + waves);
    }

    private static List<byte[]> payloads(List<byte[]> pieces) {
        List<byte[]> payloads = new ArrayList<>();
        SerialFramer framer = new SerialFramer();
        for (byte[] piece : pieces) {
            framer.read(piece, frame -> {
                if (frame instanceof SerialFrame.Whole whole) {
                    payloads.add(whole.payload());
                } else {
                    throw new AssertionError(frame.toString());
                }
            });
        }
        return payloads;
    }
}
