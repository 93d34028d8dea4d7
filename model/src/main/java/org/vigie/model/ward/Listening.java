package org.vigie.model.ward;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkState;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.report.ModeReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.PatientReport;
import org.vigie.model.report.Problem;
import org.vigie.model.report.Report;

/** Takes over what a message says, bed by bed, in its own order. */
final class Listening {
    private final WardDraft ward;
    private final WardEvent.Heard message;
    private final @Nullable String onlyBed;
    private final @Nullable DeviceTime newest;
    private final List<Part> parts = new ArrayList<>(2);

    /** What a message says about one bed. */
    private static final class Part {
        final BedDraft bed;
        final ValueSupervision.Cursor cursor;
        boolean hasContent;

        Part(BedDraft bed, ValueSupervision.Cursor cursor) {
            this.bed = bed;
            this.cursor = cursor;
        }
    }

    private Listening(WardDraft ward, WardEvent.Heard message) {
        this.ward = ward;
        this.message = message;
        this.onlyBed = firstBed(message.reports());
        this.newest = newest(message.reports());
    }

    static void heard(WardDraft ward, WardEvent.Heard message) {
        if (message.reports().isEmpty()) {
            alive(ward, message.source(), message.connection());
            return;
        }
        new Listening(ward, message).takeOver();
    }

    /** A sign of life of a source that feeds one bed; of a gateway with many it says nothing about any of them. */
    static void alive(WardDraft ward, SourceId source, String connection) {
        List<BedDraft> fed = ward.fedBy(source);
        if (fed.size() == 1) {
            BedDraft bed = fed.get(0);
            LinkSupervision.alive(ward, bed, bed.feedOf(source), connection);
        } else if (fed.isEmpty()) {
            ward.resolve(source, null).ifPresent(bed -> LinkSupervision.heard(ward, bed, source, null, connection));
        }
    }

    private void takeOver() {
        String lastName = null;
        Part last = null;
        for (Report report : message.reports()) {
            if (report instanceof PatientReport patient && patient.event() != PatientReport.Event.IDENTIFIED) {
                PatientLabels.told(ward, message.source(), patient);
                continue;
            }
            if (last == null || !Objects.equals(lastName, report.bed())) {
                last = part(report);
                lastName = report.bed();
            }
            if (last != null) {
                report(last, report);
            }
        }
        for (Part part : parts) {
            if (part.hasContent) {
                AlarmLists.content(ward, part.bed, message.source());
                int index = part.bed.feedOf(message.source());
                if (index >= 0) {
                    Conflict.content(ward, part.bed, index);
                }
            }
        }
    }

    private @Nullable Part part(Report report) {
        BedDraft bed = ward.resolve(message.source(), report.bed())
                .or(() -> report.bed() == null ? ward.resolve(message.source(), onlyBed) : Optional.empty())
                .orElse(null);
        if (bed == null) {
            unassigned(report);
            return null;
        }
        for (Part part : parts) {
            if (part.bed == bed) {
                return part;
            }
        }
        LinkSupervision.heard(ward, bed, message.source(), report.bed(), message.connection());
        Part part = new Part(bed, new ValueSupervision.Cursor(message.source(), clockMoved(bed)));
        parts.add(part);
        return part;
    }

    /** Takes over the newest device time of the message; true when it is not that of the message before. */
    private boolean clockMoved(BedDraft bed) {
        int index = bed.feedOf(message.source());
        if (newest == null || index < 0) {
            return false;
        }
        Feed feed = bed.feeds.get(index);
        FeedEdit edit = new FeedEdit(feed);
        edit.told = newest;
        edit.clock = feed.clock().after(newest, ward.site().policy().zone(), ward.now());
        bed.feeds.set(index, edit.done());
        return feed.told() != null && !feed.told().equals(newest);
    }

    private void report(Part part, Report report) {
        BedDraft bed = part.bed;
        switch (report) {
            case Observed observed -> {
                part.hasContent = true;
                isMeasured(bed, observed.observation());
                ValueSupervision.observed(ward, bed, observed.device(), observed.observation(), part.cursor);
            }
            case AlarmReport alarm -> {
                part.hasContent = true;
                endsStandby(bed, alarm);
                AlarmReports.report(ward, bed, new AlarmReports.Statement(message.source(), null, alarm));
            }
            case AlarmSnapshot list -> {
                part.hasContent = true;
                list.alarms().forEach(alarm -> endsStandby(bed, alarm));
                AlarmLists.told(ward, bed, message.source(), list);
                AlarmReports.snapshot(ward, bed, message.source(), list);
            }
            case PatientReport patient -> PatientLabels.told(ward, message.source(), patient);
            case ModeReport mode -> MonitorModes.told(ward, bed, message.source(), mode.mode());
            case DeviceReport device -> {} // a sign of life, which the message has been already
            case Problem problem -> {} // counted and kept by the gateway
        }
    }

    /** A measured value is a patient: on an empty bed that is an alarm, on a standby that was silent its end. */
    private void isMeasured(BedDraft bed, Observation observation) {
        if (!(observation instanceof Numeric numeric)
                || numeric.setting()
                || (numeric.quality() != Quality.VALID && numeric.quality() != Quality.QUESTIONABLE)) {
            return;
        }
        if (bed.standbySince != null && bed.silentInStandby) {
            Standby.endByItself(ward, bed, "the monitor measures again");
        }
        if (bed.empty
                && (bed.emptiedAt == null || !ward.now().isBefore(bed.emptiedAt.plus(Admissions.UNPLUGGING)))
                && AlarmBoard.own(bed, AlarmKey.VIGIE, OwnAlarm.ACTIVE_ON_EMPTY_BED)
                        .isEmpty()) {
            AlarmBoard.raiseOwn(
                    ward,
                    bed,
                    OwnCondition.of(
                            OwnAlarm.ACTIVE_ON_EMPTY_BED, Priority.MEDIUM, "a monitor measures on an empty bed"));
        }
    }

    private void endsStandby(BedDraft bed, AlarmReport alarm) {
        if (bed.standbySince != null && AlarmReports.needsAnswer(alarm) && (bed.demoSounds || isReal(alarm))) {
            Standby.endByItself(ward, bed, "the monitor alarms");
        }
    }

    private static boolean isReal(AlarmReport alarm) {
        return alarm.quality() != Quality.DEMO && alarm.quality() != Quality.TEST;
    }

    private void unassigned(Report report) {
        for (Unassigned known : ward.unassigned.items()) {
            if (known.source().equals(message.source()) && Objects.equals(known.reportedBed(), report.bed())) {
                return;
            }
        }
        if (ward.unassigned.size() == ward.limits().unassignedSources()) {
            ward.unassigned.remove(0);
        }
        ward.unassigned.add(new Unassigned(message.source(), report.bed(), report.device(), ward.now()));
        ward.note(BedId.UNIT, "unassigned-sender", message.source().toString(), null);
        ward.touch();
    }

    private static @Nullable String firstBed(List<Report> reports) {
        for (Report report : reports) {
            if (report.bed() != null) {
                return report.bed();
            }
        }
        return null;
    }

    private static @Nullable DeviceTime newest(List<Report> reports) {
        DeviceTime newest = null;
        for (Report report : reports) {
            DeviceTime told = report instanceof Observed observed
                    ? observed.observation().deviceTime()
                    : report instanceof AlarmReport alarm ? alarm.deviceTime() : null;
            if (told != null && (newest == null || told.local().isAfter(newest.local()))) {
                newest = told;
            }
        }
        return newest;
    }

    /** The bed has no monitor that measures any more. */
    static void settleEmpty(WardDraft ward, BedDraft bed) {
        if (AlarmBoard.own(bed, AlarmKey.VIGIE, OwnAlarm.ACTIVE_ON_EMPTY_BED).isEmpty()) {
            return;
        }
        boolean active = bed.empty && bed.feeds.items().stream().anyMatch(feed -> feed.state() != LinkState.LOST);
        if (!active) {
            AlarmBoard.endOwn(ward, bed, AlarmKey.VIGIE, OwnAlarm.ACTIVE_ON_EMPTY_BED, "nothing measures here");
        }
    }
}
