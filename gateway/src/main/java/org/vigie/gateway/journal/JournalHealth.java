package org.vigie.gateway.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigie.model.ward.StorageLevel;

/**
 * State of the journal at one moment.
 *
 * @param level what is still written
 * @param freeBytes of the disk at the last look
 * @param totalBytes of the disk
 * @param shedWaves wave records not written since the start
 * @param shedData data records not written since the start
 * @param failed records refused with {@link JournalUnavailableException} since the start
 * @param records written since the start
 * @param forces done since the start
 * @param lastForce how long the last force took
 * @param longestForce the longest one since the start
 * @param forcing how long the force under way has been running; zero when none is. Above 2 s the disk is stalled
 * @param ballast whether the reserve for alarms is still there
 * @param problem what broke last, for the biomedical engineer; null when nothing did
 */
public record JournalHealth(
        StorageLevel level,
        long freeBytes,
        long totalBytes,
        long shedWaves,
        long shedData,
        long failed,
        long records,
        long forces,
        Duration lastForce,
        Duration longestForce,
        Duration forcing,
        boolean ballast,
        @Nullable String problem) {

    /** Whether records of this class are written now. */
    public boolean writes(RecordClass cls) {
        return StorageGuard.isWritten(cls, level);
    }

    JournalHealth whileForcing(Duration soFar) {
        return new JournalHealth(
                level,
                freeBytes,
                totalBytes,
                shedWaves,
                shedData,
                failed,
                records,
                forces,
                lastForce,
                longestForce,
                soFar,
                ballast,
                problem);
    }
}
