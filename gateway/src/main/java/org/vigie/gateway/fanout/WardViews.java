package org.vigie.gateway.fanout;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WardView;
import org.vigie.model.BedId;
import org.vigie.model.DeviceText;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.ward.AlarmCondition;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Mark;
import org.vigie.model.ward.Patient;
import org.vigie.model.ward.Person;
import org.vigie.model.ward.Unassigned;
import org.vigie.model.ward.ValueState;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.Watcher;

/** The ward as displays get it: pure, from the state and two clock readings. */
public final class WardViews {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
    private static final DateTimeFormatter HOUR_MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final long NEVER_HEARD = -1;

    private WardViews() {}

    /**
     * What a view needs beside the ward.
     *
     * @param epoch start number of the gateway
     * @param mode live, demo or drill
     * @param now engine time
     * @param wall time of day at that moment
     * @param offset from engine time to time of day; the same at every moment unless somebody set the clock, so that
     *     the time of an alarm is always written alike
     * @param zone in which times are written
     */
    public record Moment(long epoch, String mode, Instant now, Instant wall, Duration offset, ZoneId zone) {
        /** Time of day of a moment of engine time, as ISO-8601 with offset. */
        public String iso(Instant engine) {
            return ISO.format(wallOf(engine).truncatedTo(ChronoUnit.MILLIS).atZone(zone));
        }

        /** Time of day as ISO-8601 with offset. */
        public String serverTime() {
            return ISO.format(wall.truncatedTo(ChronoUnit.MILLIS).atZone(zone));
        }

        Instant wallOf(Instant engine) {
            return engine.plus(offset);
        }

        /** Milliseconds since a moment of engine time, at least 0. */
        public long msSince(Instant engine) {
            return Math.max(0, Duration.between(engine, now).toMillis());
        }

        long msUntil(Optional<Instant> engine) {
            return engine.map(then -> Math.max(0, Duration.between(now, then).toMillis()))
                    .orElse(0L);
        }
    }

    /** Everything. */
    public static WardView view(Ward ward, Moment moment) {
        return new WardView(
                moment.epoch(),
                ward.changes(),
                moment.serverTime(),
                moment.mode(),
                ward.bedsReporting(),
                ward.bedsTotal(),
                moment.msUntil(ward.unit().soundPausedUntil()),
                alarms(ward.unit(), moment),
                ward.beds().values().stream().map(bed -> bed(bed, moment)).toList(),
                unassigned(ward.unassigned()),
                people(ward.people()));
    }

    /** What changed between two states of the same site; beds that are the same object did not change. */
    public static LiveMessage.Delta delta(Ward before, Ward after, Moment moment) {
        List<WardView.Bed> changed = new ArrayList<>();
        for (Bed bed : after.beds().values()) {
            if (!isSame(bed, before.beds().get(bed.id()))) {
                changed.add(bed(bed, moment));
            }
        }
        return new LiveMessage.Delta(
                moment.epoch(),
                before.changes(),
                after.changes(),
                after.bedsReporting(),
                after.bedsTotal(),
                moment.msUntil(after.unit().soundPausedUntil()),
                changed,
                isSame(before.unit(), after.unit()) ? null : alarms(after.unit(), moment),
                before.unassigned().equals(after.unassigned()) ? null : unassigned(after.unassigned()),
                before.people().equals(after.people()) ? null : people(after.people()));
    }

    /** True when nothing but values of beds, their times and what follows from time alone is another than before. */
    static boolean onlyValuesDiffer(Ward before, Ward after) {
        if (!isSame(before.unit(), after.unit())
                || !before.people().equals(after.people())
                || !before.unassigned().equals(after.unassigned())) {
            return false;
        }
        Map<BedId, Bed> known = before.beds(); // once: this is asked for each state that is published
        for (Bed bed : after.beds().values()) {
            Bed earlier = known.get(bed.id());
            if (!isSame(bed, earlier) && (earlier == null || !bed.differsOnlyInValues(earlier))) {
                return false;
            }
        }
        return true;
    }

    /** True when a display that shows one can be brought to the other by a delta: same beds, same order. */
    public static boolean canDelta(Ward before, Ward after) {
        return before.site().equals(after.site())
                || List.copyOf(before.beds().keySet())
                        .equals(List.copyOf(after.beds().keySet()));
    }

    /** The unit's own alarms. */
    public static List<WardView.Alarm> unitAlarms(Ward ward, Moment moment) {
        return alarms(ward.unit(), moment);
    }

    /** Alarms that are on, of all beds and of the unit. */
    public static int alarmsActive(Ward ward) {
        return ward.unit().alarms().size()
                + ward.beds().values().stream()
                        .mapToInt(bed -> bed.alarms().size())
                        .sum();
    }

    @SuppressWarnings("ReferenceEquality") // unchanged beds stay the same object: the contract of Ward
    private static boolean isSame(Bed one, @Nullable Bed other) {
        return one == other;
    }

    /** One bed. */
    public static WardView.Bed bed(Bed bed, Moment moment) {
        Optional<Patient> patient = bed.patient();
        return new WardView.Bed(
                bed.id().value(),
                patient.map(WardViews::label).orElse(null),
                patient.map(Patient::id).map(DeviceText::clean).orElse(null),
                patient.map(Patient::verified).orElse(false),
                bed.link().word(),
                bed.linkReason().word(),
                bed.lastHeard().map(moment::msSince).orElse(NEVER_HEARD),
                bed.period().map(Duration::toMillis).orElse(0L),
                bed.priority().map(priority -> priority.word()).orElse(null),
                moment.msUntil(bed.soundPausedUntil()),
                bed.marks().stream().sorted().map(Mark::word).toList(),
                bed.clockOffset().map(Duration::toMillis).orElse(null),
                TileOrder.of(bed.streams()).stream()
                        .map(placed -> numeric(placed, moment))
                        .toList(),
                alarms(bed, moment),
                new WardView.Care(
                        bed.watcher().map(Watcher::initials).orElse(null),
                        bed.watcher()
                                .map(watcher -> moment.iso(watcher.since()))
                                .orElse(null),
                        bed.isUnwatched(),
                        bed.labelOrigin().word()),
                ScoreViews.news2(bed, moment).orElse(null));
    }

    private static List<WardView.Person> people(List<Person> people) {
        return people.stream()
                .map(person -> new WardView.Person(person.initials(), person.name(), person.hasPin()))
                .toList();
    }

    /** Initials, given name first; null when no name is known. */
    private static @Nullable String label(Patient patient) {
        String initials = initial(patient.givenName()) + initial(patient.familyName());
        return initials.isEmpty() ? null : initials;
    }

    private static String initial(@Nullable String name) {
        String clean = name == null ? "" : DeviceText.clean(name);
        return clean.isEmpty()
                ? ""
                : new StringBuilder()
                        .appendCodePoint(clean.codePointAt(0))
                        .append('.')
                        .toString();
    }

    private static WardView.Numeric numeric(TileOrder.Placed placed, Moment moment) {
        ValueState state = placed.stream().state();
        Parameter parameter = placed.stream().observation().parameter();
        @Nullable Numeric numeric = placed.stream().observation() instanceof Numeric some ? some : null;
        boolean shown = state != ValueState.ABSENT && state != ValueState.INVALID;
        return new WardView.Numeric(
                parameter.code(),
                placed.channel() == null ? null : DeviceText.clean(placed.channel()),
                label(parameter),
                numeric == null || !shown ? null : numeric.value(),
                numeric == null ? "" : numeric.unit().ucum(),
                (numeric == null ? Quality.VALID : numeric.quality()).name().toLowerCase(Locale.ROOT),
                state.word(),
                placed.stream().observation() instanceof Absent absent
                        ? absent.reason().name().toLowerCase(Locale.ROOT).replace('_', '-')
                        : null,
                moment.msSince(placed.stream().measured()),
                placed.stream().episodic() ? measuredAt(placed, moment) : null,
                numeric == null ? null : limits(numeric.limits()));
    }

    private static String label(Parameter parameter) {
        if (!parameter.label().isBlank()) {
            return DeviceText.clean(parameter.label());
        }
        @Nullable String vendorCode = parameter.vendorCode();
        return vendorCode == null || parameter.code() != null ? "" : DeviceText.clean(vendorCode);
    }

    /** The monitor's own time of day where it gives one: it is what stands on its screen. */
    private static String measuredAt(TileOrder.Placed placed, Moment moment) {
        @Nullable DeviceTime time = placed.stream().observation().deviceTime();
        return HOUR_MINUTE.format(
                time != null
                        ? time.local()
                        : moment.wallOf(placed.stream().measured()).atZone(moment.zone()));
    }

    private static WardView.@Nullable Limits limits(@Nullable AlarmLimits limits) {
        return limits == null ? null : new WardView.Limits(limits.low(), limits.high());
    }

    private static List<WardView.Alarm> alarms(Bed bed, Moment moment) {
        return bed.alarms().stream().map(alarm -> alarm(bed, alarm, moment)).toList();
    }

    private static WardView.Alarm alarm(Bed bed, AlarmCondition alarm, Moment moment) {
        @Nullable BigDecimal value = alarm.extreme() == null ? null : alarm.extreme().value();
        return new WardView.Alarm(
                alarm.id(),
                alarm.code().map(DeviceText::clean).orElse(null),
                DeviceText.clean(alarm.text()),
                alarm.about().map(DeviceText::clean).orElse(null),
                value,
                alarm.extreme() == null ? null : alarm.extreme().unit().ucum(),
                alarm.brokenLimit().orElse(null),
                alarm.isAbove().orElse(null),
                alarm.priority().word(),
                alarm.kind().word(),
                alarm.state().word(),
                bed.sounds(alarm),
                moment.iso(alarm.since()),
                alarm.acknowledgedBy() == null ? null : DeviceText.clean(alarm.acknowledgedBy()),
                alarm.acknowledgedAt() == null ? null : moment.iso(alarm.acknowledgedAt()),
                alarm.stale(),
                alarm.silencedAtBedside(),
                alarm.beds().stream().map(BedId::value).toList(),
                alarm.escalation());
    }

    private static List<WardView.Unassigned> unassigned(List<Unassigned> senders) {
        return senders.stream()
                .map(sender -> new WardView.Unassigned(
                        sender.source().value(),
                        sender.reportedBed() == null ? null : DeviceText.clean(sender.reportedBed()),
                        sender.device() == null
                                ? null
                                : DeviceText.clean(sender.device().value())))
                .toList();
    }
}
