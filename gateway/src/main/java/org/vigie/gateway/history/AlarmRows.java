package org.vigie.gateway.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Rows of an alarm log, wherever they come from. Thread-safe. */
@FunctionalInterface
public interface AlarmRows {
    /**
     * Rows that fit, newest first.
     *
     * @param offset rows that are left out, newest first
     * @param most rows of the page
     */
    AlarmLog.Page find(Predicate<AlarmStep> fits, int offset, int most);

    /** The rows of this and of another log, in one order. */
    default AlarmRows with(AlarmRows other) {
        return (fits, offset, most) -> {
            // As many of each as could stand on the page: what is newest of both is among them.
            int enough = (int) Math.min(Integer.MAX_VALUE, (long) offset + most);
            AlarmLog.Page first = find(fits, 0, enough);
            AlarmLog.Page second = other.find(fits, 0, enough);
            List<AlarmStep> all = new ArrayList<>(first.rows());
            all.addAll(second.rows());
            all.sort(Comparator.comparing(AlarmStep::at).reversed());
            return new AlarmLog.Page(
                    all.stream().skip(offset).limit(most).toList(),
                    first.matching() + second.matching(),
                    first.forgotten() + second.forgotten(),
                    first.loading() || second.loading());
        };
    }
}
