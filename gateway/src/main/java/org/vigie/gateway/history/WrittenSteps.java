package org.vigie.gateway.history;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.journal.Records;

/**
 * Which steps of alarms a box itself wrote down. Where records of it are missing, others come out of what is left, and
 * some do not come out at all: what it wrote is what happened. One thread; as large as what the box wrote.
 */
public final class WrittenSteps {
    private final Set<String> written = new HashSet<>();
    private final Set<String> told = new HashSet<>();

    /** Reads what the box wrote of its alarms. */
    public WrittenSteps(Records records) {
        for (long epoch : records.epochs()) {
            records.life(epoch, record -> step(record).ifPresent(step -> written.add(key(step))));
        }
    }

    private static Optional<AlarmStep> step(JournalRecord record) {
        return record.kind() == RecordKind.TRANSITION
                ? RemoteSteps.read(record.payload(), at -> at, alarm -> null).row()
                : Optional.empty();
    }

    private static String key(AlarmStep step) {
        return step.at() + "|" + step.bed() + "|" + step.from() + "|" + step.to() + "|" + step.event() + "|"
                + step.code() + "|" + step.text();
    }

    /** Whether a step that came out of the records is one that the box wrote down; it counts as told then. */
    public boolean has(AlarmStep step) {
        String key = key(step);
        return written.contains(key) && told.add(key);
    }

    /** The step in a record of the box that did not come out of the records before it; empty when it did. */
    public Optional<AlarmStep> untold(JournalRecord record) {
        return step(record).filter(step -> told.add(key(step)));
    }
}
