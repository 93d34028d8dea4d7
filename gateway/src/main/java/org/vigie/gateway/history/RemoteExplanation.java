package org.vigie.gateway.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.EntryCodec;
import org.vigie.gateway.link.Lane;

/**
 * What another box wrote down about one alarm, as far as this hub has it. Nothing is decided again: for that the whole
 * journal is needed, and it is at that box.
 */
public final class RemoteExplanation {
    private RemoteExplanation() {}

    /**
     * What was found.
     *
     * @param steps of the occurrence, oldest first; times are that box's time of day
     * @param lost records of alarms that nobody has any more: a step may have been among them
     * @param unread records of alarms that cannot be read here: a step may be among them
     */
    public record Found(List<AlarmStep> steps, long lost, long unread) {
        public Found {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Reads the store of a box; beside a running hub as well.
     *
     * @param store folder of the box at this hub
     * @param alarm occurrence id
     * @throws IOException when the store cannot be listed
     */
    public static Found read(Path store, String alarm) throws IOException {
        Reading found = new Reading(alarm);
        JournalReader reader = JournalReader.open(store);
        for (long epoch : reader.epochs()) {
            // A copy of LIFE is of class DATA at a hub (ADR 0101).
            reader.each(epoch, RecordClass.DATA, found::take);
        }
        found.steps.sort(Comparator.comparing(AlarmStep::at));
        return new Found(found.steps, found.lost, found.unread);
    }

    /** While the store is read. */
    private static final class Reading {
        private final String alarm;
        private final List<AlarmStep> steps = new ArrayList<>();
        private long lost;
        private long unread;

        Reading(String alarm) {
            this.alarm = alarm;
        }

        void take(JournalRecord record) {
            if (record.kind() == RecordKind.REMOTE_LOST) {
                lost += EntryCodec.readLost(record.payload())
                        .filter(gone -> gone.lane() == Lane.LIFE)
                        .map(gone -> gone.count())
                        .orElse(0L);
            } else if (record.kind() == RecordKind.REMOTE) {
                EntryCodec.readEntry(record.payload()).ifPresentOrElse(this::take, () -> unread++);
            }
        }

        private void take(Entry entry) {
            if (entry.kind() == RecordKind.TRANSITION.number()) {
                Duration wall = Duration.ofNanos(entry.wallNanos() - entry.atNanos());
                RemoteSteps.Read read = RemoteSteps.read(entry.payload(), at -> at.plus(wall), known -> null);
                unread += read.readable() ? 0 : 1;
                read.row().filter(step -> step.alarm().equals(alarm)).ifPresent(steps::add);
            }
        }
    }
}
