package org.vigie.gateway.recovery;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.journal.Records;

/**
 * What time it was, as far as the journal knows in the end. Engine time does not jump; when somebody, or a time server,
 * set the clock, everything before it in that run was off by that step. So was every earlier run, as long as the clock
 * ran on between the two; where a run began before the end of the one before it, the clock had been lost, and nothing
 * is carried over. SOURCE: reference/degraded-networks.md 3.4.
 */
final class Corrections {
    private static final Duration CONTINUED = Duration.ofSeconds(2);

    private final NavigableMap<Long, Run> runs = new TreeMap<>();

    /**
     * One run.
     *
     * @param first from engine time to the clock at its first record
     * @param steps by how much the clock was set in it, in all
     */
    private record Run(Duration first, Duration steps) {
        boolean continuesTheOneBefore() {
            return first.abs().compareTo(CONTINUED) <= 0;
        }
    }

    private Corrections() {}

    /** Reads the alarm queue of every run, which is small. */
    static Corrections read(Records records) {
        Corrections found = new Corrections();
        for (long epoch : records.epochs()) {
            records.life(epoch, record -> found.take(epoch, record));
        }
        return found;
    }

    private void take(long epoch, JournalRecord record) {
        @Nullable Run run = runs.get(epoch);
        if (run == null) {
            run = new Run(Duration.between(record.at(), record.wall()), Duration.ZERO);
        }
        if (record.kind() == RecordKind.CLOCK_STEP) {
            run = new Run(run.first(), run.steps().plus(step(record)));
        }
        runs.put(epoch, run);
    }

    /** By how much the clock was set; zero for a record that is none of ours. */
    static Duration step(JournalRecord record) {
        byte[] payload = record.payload();
        return payload.length == 1 + Long.BYTES && payload[0] == 1
                ? Duration.ofNanos(ByteBuffer.wrap(payload).getLong(1))
                : Duration.ZERO;
    }

    /** From engine time to the clock as it stood at the begin of a run. */
    Duration atBegin(long epoch) {
        @Nullable Run run = runs.get(epoch);
        return run == null ? Duration.ZERO : run.first();
    }

    /** From engine time of a run to time of day, with every later setting of the clock. */
    Duration inTheEnd(long epoch) {
        @Nullable Run run = runs.get(epoch);
        Duration offset = run == null ? Duration.ZERO : run.first().plus(run.steps());
        for (Run later : runs.tailMap(epoch, false).values()) {
            if (!later.continuesTheOneBefore()) {
                break;
            }
            offset = offset.plus(later.steps());
        }
        return offset;
    }
}
