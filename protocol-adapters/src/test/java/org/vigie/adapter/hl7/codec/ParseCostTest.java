package org.vigie.adapter.hl7.codec;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.adapter.testing.Golden;
import org.vigie.model.limits.Limits;

/** What one PCD-01 message of twenty values costs; the bounds are far off, the figures are reported. */
final class ParseCostTest {
    private static final byte[] MESSAGE = Golden.message("pcd01-twenty-values");
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 400;

    private final Hl7Parser parser = new Hl7Parser();

    @Test
    void framesScansAndParsesFarFasterThanAnyWardSends(TestReporter reporter) {
        byte[] framed = Golden.framed(MESSAGE);
        Duration framing = best(() -> {
            MllpFramer framer = new MllpFramer(Limits.DEFAULT.hl7());
            framer.read(framed, Instant.EPOCH, found -> assertInstanceOf(Framed.Whole.class, found));
        });
        Duration scan = best(() -> assertInstanceOf(Scanned.class, StructureScan.scan(MESSAGE)));
        Duration parse = best(() -> read(assertInstanceOf(Hl7Parser.Parsing.Parsed.class, parser.parse(MESSAGE))));
        reporter.publishEntry(String.format(
                Locale.ROOT,
                "%d bytes: frame %.1f us, scan %.1f us, scan + parse + 100 fields read %.1f us",
                MESSAGE.length,
                micros(framing),
                micros(scan),
                micros(parse)));
        assertTrue(scan.toNanos() < 1_000_000, scan::toString);
        assertTrue(parse.toNanos() < 10_000_000, parse::toString);
    }

    private static void read(Hl7Parser.Parsing.Parsed parsed) {
        int length = 0;
        for (Hl7Message.Segment segment : parsed.message().segments()) {
            length += segment.value(3).length()
                    + segment.value(4).length()
                    + segment.value(5).length()
                    + segment.value(6).length()
                    + segment.value(7).length();
        }
        assertTrue(length > 0);
    }

    /** Mean processor time of the best of five runs: other work on the machine does not count. */
    private static Duration best(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long start = CPU.getCurrentThreadCpuTime();
            for (int i = 0; i < ROUNDS; i++) {
                work.run();
            }
            best = Math.min(best, (CPU.getCurrentThreadCpuTime() - start) / ROUNDS);
        }
        return Duration.ofNanos(best);
    }

    private static double micros(Duration time) {
        return time.toNanos() / 1_000.0;
    }
}
