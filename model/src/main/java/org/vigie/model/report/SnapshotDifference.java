package org.vigie.model.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * What changed between two complete lists of alarms: the one way in which lists become phases, for the ward and for the
 * decode of files alike. Pure.
 */
public final class SnapshotDifference {
    private SnapshotDifference() {}

    /**
     * The phases that lead from one list to the next.
     *
     * @param open the alarms of the same bed, source and scope that were on before, as last reported
     * @param snapshot the complete list now
     * @return ends first (what is missing from a complete list), then the list in its own order: START for what is new,
     *     CONTINUE for what was on. The phases LATCHED and SILENCED of the list are kept.
     */
    public static List<AlarmReport> between(Collection<AlarmReport> open, AlarmSnapshot snapshot) {
        List<AlarmReport> changes = new ArrayList<>();
        for (AlarmReport before : open) {
            if (snapshot.complete() && snapshot.alarms().stream().noneMatch(now -> same(before, now))) {
                changes.add(before.in(AlarmPhase.END));
            }
        }
        for (AlarmReport now : snapshot.alarms()) {
            boolean known = open.stream().anyMatch(before -> same(before, now));
            changes.add(
                    switch (now.phase()) {
                        case START, CONTINUE, UPDATE -> now.in(known ? AlarmPhase.CONTINUE : AlarmPhase.START);
                        case LATCHED, SILENCED, END -> now;
                    });
        }
        return changes;
    }

    /** The same alarm: the same device, and the same id where both have one, else the same condition. */
    public static boolean same(AlarmReport one, AlarmReport other) {
        if (!Objects.equals(one.device(), other.device())) {
            return false;
        }
        if (one.alarmId() != null && other.alarmId() != null) {
            return one.alarmId().equals(other.alarmId());
        }
        return one.condition().equals(other.condition());
    }
}
