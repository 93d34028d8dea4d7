package org.vigie.simulator.wfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.model.testing.SharedData;

final class WfdbRecordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "041s01",
                "041s02",
                "3975656_0012",
                "3975656_0013",
                "3975656_0014",
                "3975656_0015",
                "3975656_0016",
                "a103l",
                "s00001-2896-10-10-00-31n"
            })
    void everySignalHasTheFirstSampleTheLengthAndTheChecksumOfItsHeader(String name) throws IOException {
        WfdbRecord record = WfdbRecord.read(SharedData.shared("wfdb/" + name + ".hea"));
        for (WfdbRecord.Signal signal : record.signals()) {
            SignalSpec spec = signal.spec();
            OptionalInt first = signal.raw(0);
            assertEquals(
                    spec.initialValue(), first.orElse(spec.format().missing()), spec.description() + " first sample");
            assertEquals(record.frames() * spec.samplesPerFrame(), signal.length(), spec.description() + " length");
            assertEquals(spec.checksum(), signal.checksum(), spec.description() + " checksum");
        }
    }

    @Test
    void joinsTheSegmentsOfAMultiSegmentRecord() throws IOException {
        WfdbRecord record = WfdbRecord.read(SharedData.shared("wfdb/041s.hea"));
        assertEquals(2_000, record.frames());
        assertEquals(7, record.signals().size());
        WfdbRecord.Signal lead = record.signal("III").orElseThrow();
        assertEquals(8_000, lead.length());
        assertEquals(168, lead.raw(0).orElseThrow());
        assertEquals(-103, lead.raw(4_000).orElseThrow());
        WfdbRecord.Signal pressure = record.signal("ABP").orElseThrow();
        assertEquals(-715, pressure.raw(1_000).orElseThrow());
        assertEquals(new BigDecimal("67.90"), pressure.physical(0).orElseThrow());
    }

    @Test
    void readsTheNumericsOfARealPatient() throws IOException {
        WfdbRecord record = WfdbRecord.read(SharedData.shared("wfdb/s00001-2896-10-10-00-31n.hea"));
        assertEquals(1_936, record.frames());
        assertEquals(1.0 / 60, record.framesPerSecond(), 1e-9);
        assertEquals(
                new BigDecimal("62.8"),
                record.signal("HR").orElseThrow().physical(1).orElseThrow());
        WfdbRecord.Signal cuff = record.signal("NBPSys").orElseThrow();
        long missing = IntStream.range(0, cuff.length())
                .filter(i -> cuff.physical(i).isEmpty())
                .count();
        assertEquals(1_784, missing);
    }

    @Test
    void readsFormat24(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("x.hea"), "x 1 100 3\nx.dat 24 10/mV 24 0 1 0 0 ECG\n");
        Files.write(
                folder.resolve("x.dat"),
                new byte[] {1, 0, 0, (byte) 0xFE, (byte) 0xFF, (byte) 0xFF, 0, 0, (byte) 0x80});
        WfdbRecord.Signal signal =
                WfdbRecord.read(folder.resolve("x")).signal("ECG").orElseThrow();
        assertEquals(1, signal.raw(0).orElseThrow());
        assertEquals(-2, signal.raw(1).orElseThrow());
        assertEquals(OptionalInt.empty(), signal.raw(2));
    }

    @Test
    void saysFileAndLineOfWhatItCannotRead(@TempDir Path folder) throws IOException {
        Path header = folder.resolve("bad.hea");
        for (String text : List.of(
                "",
                "bad\n",
                "bad 1 125 10\nbad.dat 310 200 12 0 0 0 0 II\n",
                "bad 1 125 10\nbad.dat 16 many 12 0 0 0 0 II\n",
                "bad 1 125 10\nabsent.dat 16 200 12 0 0 0 0 II\n",
                "bad 1 125 10\n../escape.dat 16 200 12 0 0 0 0 II\n",
                "bad 1000 125 10\n")) {
            Files.writeString(header, text, StandardCharsets.US_ASCII);
            WfdbException problem = assertThrows(WfdbException.class, () -> WfdbRecord.read(header), text);
            assertTrue(String.valueOf(problem.getMessage()).contains("bad.hea"), String.valueOf(problem.getMessage()));
        }
        Files.writeString(header, "bad 1 125 10\nbad.dat 16 200 12 0 0 0 0 II\n");
        Files.write(folder.resolve("bad.dat"), new byte[19]);
        assertTrue(String.valueOf(assertThrows(WfdbException.class, () -> WfdbRecord.read(header))
                        .getMessage())
                .contains("20 bytes expected, got 19"));
    }
}
