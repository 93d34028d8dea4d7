package org.vigie.gateway.journal;

import org.vigie.model.limits.Limits;
import org.vigie.model.ward.StorageLevel;

/** Which classes the disk has room for. Pure. */
final class StorageGuard {
    /** A level is left upwards only at this multiple of the mark that started it, so that it does not flicker. */
    private static final double HYSTERESIS = 1.2;

    private static final double LIFE_ONLY_SHARE = 0.02;
    private static final double SMALL_DISK_SHARE = 0.05;
    private static final double BALLAST_SHARE = 0.02;

    private final Limits.Journal limits;
    private final long totalBytes;

    StorageGuard(Limits.Journal limits, long totalBytes) {
        this.limits = limits;
        this.totalBytes = totalBytes;
    }

    /** Size of the ballast: what the limits say, bounded to 2 % of a small disk. */
    long ballastBytes() {
        return Math.min(limits.ballastBytes(), (long) (totalBytes * BALLAST_SHARE));
    }

    /** Below 2 % of the disk, but never less than two of the longest records (at most 5 % of a small disk). */
    long lifeOnlyBelowBytes() {
        long twoRecords = Math.min(2L * limits.recordBytes(), (long) (totalBytes * SMALL_DISK_SHARE));
        return Math.max((long) (totalBytes * LIFE_ONLY_SHARE), twoRecords);
    }

    /** The level that fits the free room when the level was {@code before}. */
    StorageLevel level(long freeBytes, StorageLevel before) {
        StorageLevel now = level(freeBytes, 1.0);
        if (now.compareTo(before) >= 0) {
            return now;
        }
        StorageLevel cautious = level(freeBytes, HYSTERESIS);
        return cautious.compareTo(before) < 0 ? cautious : before;
    }

    private StorageLevel level(long freeBytes, double factor) {
        double share = (double) freeBytes / totalBytes;
        if (freeBytes < lifeOnlyBelowBytes() * factor) {
            return StorageLevel.LIFE_ONLY;
        }
        if (share < limits.shedDataBelow() * factor) {
            return StorageLevel.DATA_SHED;
        }
        return share < limits.shedWavesBelow() * factor ? StorageLevel.WAVES_SHED : StorageLevel.OK;
    }

    /** Whether records of the class are written at the level. */
    static boolean isWritten(RecordClass cls, StorageLevel level) {
        return switch (cls) {
            case LIFE -> true;
            case DATA -> level.compareTo(StorageLevel.LIFE_ONLY) < 0;
            case WAVES -> level.compareTo(StorageLevel.WAVES_SHED) < 0;
        };
    }
}
