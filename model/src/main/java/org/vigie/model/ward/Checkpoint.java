package org.vigie.model.ward;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.link.MonitorMode;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Parameter;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.Inactivation;
import org.vigie.model.score.News2;

/**
 * Writes what has to survive a restart: alarms, links and their rhythms, patients, standby, pauses, and the values that
 * are taken now and then. Values that come every few seconds are not kept. Format: docs/alarms.md, checkpoint.
 */
final class Checkpoint {
    static final String NAME = "vigie-checkpoint";
    static final int VERSION = 2;

    private Checkpoint() {}

    static String write(WardFacts ward) {
        StringBuilder text = new StringBuilder(8_192);
        line(text, NAME).number(VERSION).end();
        line(text, "ward")
                .time(ward.now())
                .number(ward.changes())
                .number(ward.occurrences())
                .word(ward.storage())
                .end();
        bed(text, ward.unit().facts());
        for (Bed bed : ward.beds()) {
            bed(text, bed.facts());
        }
        Outage outage = ward.outage();
        if (outage != null) {
            CheckpointLine line = line(text, "outage").time(outage.cut());
            line.each(outage.members(), line::add).end();
        }
        for (Garbled one : ward.garbled()) {
            CheckpointLine line = line(text, "garbled").add(one.source());
            line.each(one.times(), line::time).each(one.beds(), line::add).end();
        }
        for (Unassigned one : ward.unassigned()) {
            line(text, "unassigned")
                    .add(one.source())
                    .add(one.reportedBed())
                    .add(one.device())
                    .time(one.firstHeard())
                    .end();
        }
        for (AlarmCondition alarm : ward.recent()) {
            alarm(text, "recent", alarm);
        }
        for (Person person : ward.people()) {
            line(text, "person")
                    .add(person.initials())
                    .add(person.name())
                    .add(person.pin())
                    .time(person.since())
                    .end();
        }
        for (WardEffect.CommandResult result : ward.commands()) {
            line(text, "command")
                    .add(result.id())
                    .flag(result.accepted())
                    .add(result.reason())
                    .end();
        }
        text.append("end\n");
        return text.toString();
    }

    private static CheckpointLine line(StringBuilder text, String kind) {
        return CheckpointLine.begin(text, kind);
    }

    private static void bed(StringBuilder text, BedFacts bed) {
        line(text, "bed")
                .add(bed.place().bed())
                .flag(bed.empty())
                .time(bed.watchFrom())
                .flag(bed.neverHeardRaised())
                .time(bed.notLiveBefore())
                .word(bed.link())
                .word(bed.reason())
                .time(bed.alarmsOffSince())
                .flag(bed.alarmsOffRaised())
                .time(bed.pausedUntil())
                .time(bed.standbySince())
                .flag(bed.silentInStandby())
                .flag(bed.resumed())
                .flag(bed.mismatch())
                .end();
        Patient patient = bed.patient();
        if (patient != null) {
            patient(text, "patient", patient);
        }
        Patient typed = bed.typed();
        if (typed != null) {
            patient(text, "typed", typed);
        }
        Watcher watcher = bed.watcher();
        if (watcher != null) {
            line(text, "watcher")
                    .add(watcher.initials())
                    .time(watcher.since())
                    .number(watcher.display())
                    .end();
        }
        Seen seen = bed.seen();
        if (seen != null) {
            News2.Entry<News2.Consciousness> consciousness = seen.consciousness();
            News2.Entry<Boolean> oxygen = seen.oxygen();
            line(text, "seen")
                    .word(seen.scale())
                    .add(consciousness == null ? null : consciousness.what())
                    .time(consciousness == null ? null : consciousness.at())
                    .add(consciousness == null ? null : consciousness.by())
                    .add(oxygen == null ? null : oxygen.what())
                    .time(oxygen == null ? null : oxygen.at())
                    .add(oxygen == null ? null : oxygen.by())
                    .end();
        }
        if (bed.emptiedAt() != null) {
            line(text, "emptied").time(bed.emptiedAt()).end();
        }
        bed.feeds().forEach(feed -> feed(text, feed));
        for (Feed feed : bed.feeds()) {
            if (feed.mode() != MonitorMode.MONITORING) {
                line(text, "mode").add(feed.source()).word(feed.mode()).end();
            }
        }
        for (VitalSign sign : bed.vitals()) {
            line(text, "vital")
                    .word(sign.vital())
                    .add(sign.source())
                    .duration(sign.interval())
                    .time(sign.from())
                    .flag(sign.raised())
                    .end();
        }
        for (AlarmList list : bed.lists()) {
            CheckpointLine line =
                    line(text, "list").add(list.source()).add(list.device()).add(list.scope());
            line.duration(list.period())
                    .time(list.told())
                    .time(list.from())
                    .number(list.content())
                    .number(list.repetitions())
                    .flag(list.lost())
                    .end();
        }
        bed.board().forEach(alarm -> alarm(text, "alarm", alarm));
        for (BedsideSilence silence : bed.silences()) {
            CheckpointLine line = line(text, "silence")
                    .add(silence.source())
                    .add(silence.device())
                    .add(silence.condition());
            line.each(silence.what().stream().sorted().toList(), line::word).end();
        }
        for (Stream stream : bed.streams()) {
            if (stream.episodic() && stream.observation() instanceof Numeric numeric) {
                value(text, stream, numeric);
            }
        }
    }

    private static void patient(StringBuilder text, String kind, Patient patient) {
        line(text, kind)
                .add(patient.id())
                .add(patient.familyName())
                .add(patient.givenName())
                .add(patient.birthDate())
                .add(patient.sex())
                .flag(patient.verified())
                .flag(patient.discharged())
                .end();
    }

    private static void feed(StringBuilder text, Feed feed) {
        CheckpointLine line = line(text, "feed")
                .add(feed.source())
                .add(feed.reportedBed())
                .flag(feed.explicit())
                .add(feed.connection())
                .time(feed.closedAt())
                .word(feed.closeReason())
                .time(feed.lastHeard())
                .time(feed.lastContent())
                .time(feed.watchFrom())
                .word(feed.state())
                .word(feed.reason())
                .time(feed.unreadableSince());
        deviceTime(line, feed.told());
        line.each(feed.clock().offsetsMs(), line::number).time(feed.clock().takenAt());
        rhythm(line, feed.rhythm());
        line.end();
    }

    private static void rhythm(CheckpointLine line, Rhythm rhythm) {
        line.duration(rhythm.learnt())
                .each(rhythm.intervals(), line::duration)
                .each(rhythm.slow(), line::duration)
                .time(rhythm.beat())
                .flag(rhythm.configured());
    }

    private static void alarm(StringBuilder text, String kind, AlarmCondition alarm) {
        AlarmKey key = alarm.key();
        CheckpointLine line = line(text, kind)
                .add(key.bed())
                .add(key.source())
                .add(key.device())
                .add(key.condition())
                .add(alarm.id())
                .word(alarm.state());
        report(line, alarm.report());
        evidence(line, alarm.extreme());
        line.each(alarm.alarmIds(), line::add)
                .add(alarm.scope())
                .time(alarm.since())
                .time(alarm.changed())
                .time(alarm.seen())
                .time(alarm.delayUntil())
                .time(alarm.closesAt())
                .time(alarm.remindAt())
                .number(alarm.escalation())
                .time(alarm.escalatesFrom())
                .add(alarm.acknowledgedBy())
                .time(alarm.acknowledgedAt())
                .flag(alarm.silencedAtBedside())
                .flag(alarm.covered())
                .number(alarm.times())
                .each(alarm.beds(), line::add);
        rhythm(line, alarm.repeats());
        line.flag(alarm.stale()).end();
    }

    private static void report(CheckpointLine line, AlarmReport report) {
        line.add(report.bed())
                .add(report.device())
                .add(report.alarmId())
                .add(report.code())
                .add(report.vendorCode())
                .add(report.channel())
                .word(report.priority())
                .word(report.kind())
                .word(report.phase())
                .add(report.text());
        evidence(line, report.evidence());
        List<Inactivation> sorted = new ArrayList<>(report.inactivation());
        sorted.sort(null);
        line.each(sorted, line::word).flag(report.momentary()).word(report.quality());
        deviceTime(line, report.deviceTime());
    }

    private static void evidence(CheckpointLine line, AlarmReport.@Nullable Evidence evidence) {
        if (evidence == null) {
            line.add(null);
            return;
        }
        line.decimal(evidence.value()).add(evidence.unit());
        limits(line, evidence.limits());
    }

    private static void limits(CheckpointLine line, @Nullable AlarmLimits limits) {
        line.decimal(limits == null ? null : limits.low()).decimal(limits == null ? null : limits.high());
    }

    private static void deviceTime(CheckpointLine line, @Nullable DeviceTime time) {
        line.add(time == null ? null : time.local());
        if (time != null) {
            line.add(time.offset());
        }
    }

    private static void value(StringBuilder text, Stream stream, Numeric numeric) {
        Parameter parameter = numeric.parameter();
        CheckpointLine line = line(text, "value")
                .add(stream.source())
                .add(stream.device())
                .add(parameter.code())
                .add(parameter.vendorCode())
                .add(parameter.channel())
                .add(parameter.label())
                .decimal(numeric.value())
                .add(numeric.unit())
                .word(numeric.quality())
                .flag(numeric.setting());
        limits(line, numeric.limits());
        deviceTime(line, numeric.deviceTime());
        line.time(stream.received()).time(stream.measured());
        rhythm(line, stream.rhythm());
        line.word(stream.state()).time(stream.staleSince()).end();
    }
}
