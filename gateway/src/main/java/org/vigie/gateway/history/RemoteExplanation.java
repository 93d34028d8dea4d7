package org.vigie.gateway.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
     */
    public record Found(List<AlarmStep> steps, long lost) {
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
        List<AlarmStep> steps = new ArrayList<>();
        long[] lost = {0};
        JournalReader reader = JournalReader.open(store);
        for (long epoch : reader.epochs()) {
            // A copy of LIFE is of class DATA at a hub (ADR 0101).
            reader.each(epoch, RecordClass.DATA, record -> lost[0] += take(record, alarm, steps));
        }
        steps.sort(Comparator.comparing(AlarmStep::at));
        return new Found(steps, lost[0]);
    }

    private static long take(JournalRecord record, String alarm, List<AlarmStep> steps) {
        if (record.kind() == RecordKind.REMOTE_LOST) {
            return EntryCodec.readLost(record.payload())
                    .filter(lost -> lost.lane() == Lane.LIFE)
                    .map(lost -> lost.count())
                    .orElse(0L);
        }
        if (record.kind() == RecordKind.REMOTE) {
            EntryCodec.readEntry(record.payload())
                    .filter(entry -> entry.kind() == RecordKind.TRANSITION.number())
                    .flatMap(RemoteExplanation::step)
                    .filter(step -> step.alarm().equals(alarm))
                    .ifPresent(steps::add);
        }
        return 0;
    }

    private static Optional<AlarmStep> step(Entry entry) {
        Duration wall = Duration.ofNanos(entry.wallNanos() - entry.atNanos());
        return RemoteSteps.read(entry.payload(), at -> at.plus(wall), known -> null);
    }
}
