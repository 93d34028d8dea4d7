package org.vigie.adapter.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.report.Report;
import org.vigie.model.report.SnapshotDifference;

/** Complete lists of alarms as the alarms that start, go on and end. Not thread-safe. */
final class AlarmLists {
    private final Map<String, List<AlarmReport>> open = new HashMap<>();

    /** What has changed since the last list of the same bed, device and scope; an all-clear only when it is news. */
    void take(AlarmSnapshot list, Consumer<Report> out) {
        String key =
                list.scope() + "\n" + Objects.toString(list.bed(), "") + "\n" + Objects.toString(list.device(), "");
        List<AlarmReport> before = open.get(key);
        List<AlarmReport> now = new ArrayList<>();
        for (AlarmReport change : SnapshotDifference.between(before == null ? List.of() : before, list)) {
            out.accept(change);
            if (change.phase() != AlarmPhase.END) {
                now.add(change);
            }
        }
        if (!list.complete() && before != null) {
            keep(before, now);
        } else if (list.alarms().isEmpty() && (before == null || !before.isEmpty())) {
            String text = "all clear: no " + list.scope() + " alarm is on";
            out.accept(new DeviceReport(list.bed(), list.device(), list.scope(), null, text));
        }
        open.put(key, now);
    }

    /** In a list that is paused what is missing is still on. */
    private static void keep(List<AlarmReport> before, List<AlarmReport> now) {
        for (AlarmReport alarm : before) {
            if (now.stream().noneMatch(other -> SnapshotDifference.same(alarm, other))) {
                now.add(alarm);
            }
        }
    }
}
