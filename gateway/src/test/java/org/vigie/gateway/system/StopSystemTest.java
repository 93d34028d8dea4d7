package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.gateway.ops.AddressFile;

/** How {@code vigie run} ends: in order, and with the code that a service manager expects. */
class StopSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsItInOrder(String signal, int code) throws Exception {
        assumeTrue(
                !isIgnored(signal), "this test was started with SIG" + signal + " ignored, which its children inherit");
        try (Unit unit = new Unit(folder)) {
            VigieProcess gateway = unit.gateway();
            gateway.awaitReady();
            assertTrue(Files.exists(folder.resolve("data").resolve(AddressFile.NAME)));
            gateway.signal(signal);
            assertEquals(code, gateway.exitCode(LIMIT), gateway.errors());
            assertTrue(gateway.errors().contains("event=stopped"), gateway.errors());
            assertEquals(1, gateway.output().lines().count(), gateway.output());
            assertFalse(Files.exists(folder.resolve("data").resolve(AddressFile.NAME)));
        }
    }

    @Test
    void itsTimeEndsItWithZero() throws Exception {
        try (Unit unit = new Unit(folder)) {
            VigieProcess gateway = unit.gateway("--for", "2s");
            gateway.awaitReady();
            assertEquals(0, gateway.exitCode(LIMIT), gateway.errors());
            assertTrue(gateway.errors().contains("event=stopped"), gateway.errors());
        }
    }

    /** Shells ignore SIGINT for what they start in the background. SOURCE: proc_pid_status(5), SigIgn. */
    private static boolean isIgnored(String signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        int number = signal.equals("INT") ? 2 : 15;
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(mask -> (mask >> (number - 1) & 1) == 1);
    }
}
