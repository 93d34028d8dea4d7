package org.vigie.gateway.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigie.model.ward.StorageLevel;

/** What the journal counts about itself: written on the journal thread, {@link #health} read on any. */
final class JournalCounters {
    private static final JournalHealth NOTHING_YET = new JournalHealth(
            StorageLevel.OK, 0, 1, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, false, null);

    private long shedWaves;
    private long shedData;
    private long failed;
    private long records;
    private long forces;
    private long lastForceNanos;
    private long longestForceNanos;
    private long forceBeganNanos;
    private @Nullable String problem;
    private volatile long forcingSinceNanos;
    private volatile boolean forcing;
    private volatile JournalHealth published = NOTHING_YET;

    void shed(RecordClass cls) {
        if (cls == RecordClass.WAVES) {
            shedWaves++;
        } else {
            shedData++;
        }
    }

    void written() {
        records++;
    }

    void refused(String reason) {
        failed++;
        problem = reason;
    }

    void problem(String text) {
        problem = text;
    }

    @Nullable String problem() {
        return problem;
    }

    void forceBegins() {
        forceBeganNanos = System.nanoTime();
        forcingSinceNanos = forceBeganNanos;
        forcing = true;
    }

    void forceEnded() {
        forcing = false;
        lastForceNanos = System.nanoTime() - forceBeganNanos;
        longestForceNanos = Math.max(longestForceNanos, lastForceNanos);
        forces++;
    }

    void publish(StorageLevel level, DiskSpace.Reading reading, boolean ballast) {
        published = new JournalHealth(
                level,
                reading.freeBytes(),
                reading.totalBytes(),
                shedWaves,
                shedData,
                failed,
                records,
                forces,
                Duration.ofNanos(lastForceNanos),
                Duration.ofNanos(longestForceNanos),
                Duration.ZERO,
                ballast,
                problem);
    }

    JournalHealth health() {
        JournalHealth last = published;
        return forcing ? last.whileForcing(Duration.ofNanos(System.nanoTime() - forcingSinceNanos)) : last;
    }
}
