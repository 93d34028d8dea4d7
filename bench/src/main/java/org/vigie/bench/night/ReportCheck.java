package org.vigie.bench.night;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vigie.bench.night.MonitorDiary.Raise;
import org.vigie.dashboard.wire.ShiftReportView;
import org.vigie.model.alarm.Priority;

/** Compares the report of the shift with what the monitors and the scenario did, bed by bed. */
final class ReportCheck {
    private ReportCheck() {}

    /**
     * Compares; what does not fit becomes a finding.
     *
     * @param report at the end
     * @param before at the begin, when the watch had just been taken
     * @param check has compared the log already
     * @param raises of the monitors, those that the log has
     */
    static void compare(
            ShiftReportView report, ShiftReportView before, NightCheck check, List<Story> stories, List<Raise> raises) {
        Map<String, Long> unwatched = new HashMap<>();
        before.beds().forEach(bed -> unwatched.put(name(bed), bed.unwatchedSeconds()));
        Map<String, Integer> low = new HashMap<>();
        Map<String, Integer> more = new HashMap<>(check.gone());
        for (Raise raise : raises) {
            boolean isLow = raise.condition().priority() == Priority.LOW;
            (isLow ? low : more).merge(raise.bed(), 1, Integer::sum);
        }
        Map<String, Integer> losses = new HashMap<>();
        check.losses().forEach(bed -> {
            losses.merge(bed, 1, Integer::sum);
            more.merge(bed, 1, Integer::sum);
        });
        for (ShiftReportView.OfBed bed : report.beds()) {
            String name = name(bed);
            boolean same = bed.high() + bed.medium() == more.getOrDefault(name, 0)
                    && bed.low() == low.getOrDefault(name, 0)
                    && bed.losses() == losses.getOrDefault(name, 0)
                    && bed.unwatchedSeconds() <= unwatched.getOrDefault(name, 0L) + 1;
            check.require(
                    same,
                    "report of bed " + bed + ", expected " + more.getOrDefault(name, 0) + " high or medium, "
                            + low.getOrDefault(name, 0) + " low, " + losses.getOrDefault(name, 0)
                            + " losses, watched all the time");
        }
        Set<String> listed = new HashSet<>();
        report.beds().forEach(bed -> listed.add(name(bed)));
        more.keySet().forEach(bed -> check.require(listed.contains(bed), "not in the report: bed " + bed));
        for (ShiftReportView.OfPriority one : report.priorities()) {
            List<Story> some = stories.stream()
                    .filter(story -> story.priority().equals(one.priority()))
                    .toList();
            long acknowledged =
                    some.stream().filter(story -> story.acknowledged() != null).count();
            check.require(
                    one.raised() == some.size() && one.acknowledged() == acknowledged,
                    "report of priority " + one + ", the log has " + some.size() + " and " + acknowledged
                            + " acknowledged");
        }
        check.require(
                !report.loading() && report.forgotten() == 0, "the report says that something is missing: " + report);
        check.require(
                report.failures().times() == 0 && report.failures().unseen() == 0,
                "the report says that alarms did not arrive: " + report.failures());
    }

    private static String name(ShiftReportView.OfBed bed) {
        return bed.bed() == null ? "*" : bed.bed();
    }
}
