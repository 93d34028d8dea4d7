package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.vigie.model.observation.Parameter;
import org.vigie.model.report.Report;

/** What one message costs, in processor time of this thread, so that a busy machine does not matter. */
final class WardCostTest {
    private static final int BEDS = 64;
    private static final int VALUES = 20;

    @Test
    void aMessageOfTwentyValuesInAWardOfSixtyFourBedsIsCheap(TestReporter reporter) {
        List<BedPlace> places = new ArrayList<>();
        for (int bed = 0; bed < BEDS; bed++) {
            places.add(BedPlace.named("R" + bed));
        }
        Ward ward = Ward.start(new Site("s", "u", places, WardPolicy.DEFAULT), Rig.START);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Instant now = Rig.START;
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 12; round++) {
            List<WardEvent> second = new ArrayList<>();
            for (int bed = 0; bed < BEDS * 10; bed++) {
                second.add(message(
                        "R" + bed % BEDS,
                        LocalDateTime.parse("2026-01-05T08:00:00").plusSeconds(round * 10L + bed / BEDS)));
            }
            long begun = threads.getCurrentThreadCpuTime();
            for (WardEvent event : second) {
                now = now.plusNanos(15_625_000);
                ward = ward.apply(event, now).ward();
            }
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - begun) / second.size());
        }
        reporter.publishEntry("nanosecondsPerMessage", Long.toString(best));
        assertTrue(best < 400_000, "nanoseconds per message: " + best);
    }

    private static WardEvent message(String bed, LocalDateTime told) {
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            reports.add(Rig.value(bed, new Parameter("MDC_" + i, null, "1.1.1." + i, "p"), 60 + i, told));
        }
        return new WardEvent.Heard(Rig.source(bed), "c/" + bed, reports);
    }
}
