package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;
import org.vigie.model.SourceId;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;

/**
 * How each value may be shown. With I its usual interval: live up to max(3 s, 2 I), late up to max(5 s, 5 I), then
 * stale, after 60 s of stale absent; stale at once when its feed is not live or its monitor says that it measures
 * nobody. SOURCE: docs/alarms.md, values.
 */
final class ValueSupervision {
    private static final Duration LIVE_AT_LEAST = Duration.ofSeconds(3);
    private static final Duration LATE_AT_LEAST = Duration.ofSeconds(5);
    private static final Duration STALE_BEFORE_ABSENT = Duration.ofSeconds(60);

    /** Assumed for values that are taken now and then, until two of them were seen. */
    private static final Duration EPISODIC_INTERVAL = Duration.ofMinutes(15);

    /** A usual interval from here on makes a value episodic. */
    private static final Duration EPISODIC_FROM = Duration.ofSeconds(90);

    private static final Duration LATE_ARRIVAL_WITHIN = Duration.ofSeconds(10);

    private ValueSupervision() {}

    /** Where the last observation of a message was found, so that the next one is found beside it. */
    static final class Cursor {
        private final SourceId source;
        private final boolean clockMoved;
        private int next;

        /**
         * @param source who sent the message
         * @param clockMoved true when the newest device time of the message is not that of the message before
         */
        Cursor(SourceId source, boolean clockMoved) {
            this.source = source;
            this.clockMoved = clockMoved;
        }
    }

    /** Takes over one observation. */
    static void observed(
            WardDraft ward, BedDraft bed, @Nullable DeviceId device, Observation observation, Cursor cursor) {
        int index = find(bed, device, observation.parameter(), cursor);
        if (index < 0) {
            if (bed.streams.size() >= ward.limits().parametersPerBed() && !makeRoom(bed)) {
                if (bed.refusedParameters++ == 0) {
                    ward.note(bed.id(), "parameter-refused", "more parameters than are held for one bed", null);
                }
                return;
            }
            Stream first = first(ward, cursor.source, device, observation);
            bed.streams.add(first);
            cursor.next = bed.streams.size();
            VitalSigns.told(ward, bed, first);
            return;
        }
        cursor.next = index + 1;
        Stream before = bed.streams.get(index);
        if (isOvertaken(ward, before, observation)) {
            VitalSigns.overtaken(ward, bed, before);
            return;
        }
        Stream next = next(ward, before, observation, cursor);
        bed.streams.set(index, next);
        VitalSigns.told(ward, bed, next);
    }

    private static Stream first(WardDraft ward, SourceId source, @Nullable DeviceId device, Observation observation) {
        return new Stream(
                source,
                device,
                observation,
                ward.now(),
                ward.now(),
                rhythm(Rhythm.UNKNOWN, ward, observation, false),
                isTakenNowAndThen(observation.parameter()),
                plain(observation),
                null);
    }

    private static Stream next(WardDraft ward, Stream before, Observation observation, Cursor cursor) {
        DeviceTime then = before.observation().deviceTime();
        DeviceTime now = observation.deviceTime();
        boolean sameTime = then != null && then.equals(now);
        boolean repeated = sameTime && cursor.clockMoved && sameValue(before.observation(), observation);
        if (repeated) {
            return new Stream(
                    before.source(),
                    before.device(),
                    observation,
                    ward.now(),
                    before.measured(),
                    before.rhythm(),
                    before.episodic(),
                    before.state(),
                    before.staleSince());
        }
        boolean wasOut = before.state() == ValueState.STALE || before.staleSince() != null;
        Rhythm rhythm = rhythm(before.rhythm(), ward, observation, wasOut);
        boolean episodic = isTakenNowAndThen(observation.parameter())
                || rhythm.period()
                        .filter(period -> period.compareTo(EPISODIC_FROM) >= 0)
                        .isPresent();
        return new Stream(
                before.source(),
                before.device(),
                observation,
                ward.now(),
                ward.now(),
                rhythm,
                episodic,
                plain(observation),
                null);
    }

    /** The interval of a cuff is that between two measurements; "no value yet" once a second says nothing about it. */
    private static Rhythm rhythm(Rhythm before, WardDraft ward, Observation observation, boolean wasOut) {
        boolean noMeasurement = observation instanceof Absent && isTakenNowAndThen(observation.parameter());
        return noMeasurement ? before : before.after(ward.now(), wasOut);
    }

    private static int find(BedDraft bed, @Nullable DeviceId device, Parameter parameter, Cursor cursor) {
        int from = cursor.next;
        int size = bed.streams.size();
        for (int step = 0; step < size; step++) {
            int index = from + step < size ? from + step : from + step - size;
            Stream stream = bed.streams.get(index);
            if (isSame(stream.observation().parameter(), parameter)
                    && stream.source().equals(cursor.source)
                    && Objects.equals(stream.device(), device)) {
                return index;
            }
        }
        return -1;
    }

    private static boolean isSame(Parameter one, Parameter other) {
        if (!Objects.equals(one.channel(), other.channel())) {
            return false;
        }
        if (one.code() != null || other.code() != null) {
            return Objects.equals(one.code(), other.code());
        }
        return Objects.equals(one.vendorCode(), other.vendorCode());
    }

    /** Drops the parameter that has had no value for longest; false when all have one. */
    private static boolean makeRoom(BedDraft bed) {
        int oldest = -1;
        for (int i = 0; i < bed.streams.size(); i++) {
            Stream stream = bed.streams.get(i);
            if (stream.state() == ValueState.ABSENT
                    && (oldest < 0
                            || stream.received()
                                    .isBefore(bed.streams.get(oldest).received()))) {
                oldest = i;
            }
        }
        if (oldest >= 0) {
            bed.streams.remove(oldest);
        }
        return oldest >= 0;
    }

    /**
     * True for an older value that arrives after a newer one: it belongs into the history. A monitor whose clock was
     * set back is believed again as soon as nothing newer has come for 10 s (2.5 intervals).
     */
    private static boolean isOvertaken(WardDraft ward, Stream before, Observation observation) {
        if (!AlarmReports.isBefore(
                observation.deviceTime(), before.observation().deviceTime())) {
            return false;
        }
        Duration interval = before.rhythm().period().orElse(Duration.ZERO);
        Duration within = Spans.twoAndAHalf(interval);
        return Duration.between(before.received(), ward.now())
                        .compareTo(within.compareTo(LATE_ARRIVAL_WITHIN) > 0 ? within : LATE_ARRIVAL_WITHIN)
                < 0;
    }

    private static boolean sameValue(Observation one, Observation other) {
        return switch (one) {
            case Numeric numeric ->
                other instanceof Numeric that && numeric.value().compareTo(that.value()) == 0;
            case Enumerated word ->
                other instanceof Enumerated that && word.value().equals(that.value());
            case Waveform wave -> wave.equals(other);
            case Absent absent -> other instanceof Absent that && absent.reason() == that.reason();
        };
    }

    /** Cuff pressures and cardiac output by thermodilution are taken now and then, whatever the feed repeats. */
    private static boolean isTakenNowAndThen(Parameter parameter) {
        String code = parameter.code();
        return code != null && code.contains("_NONINV");
    }

    private static ValueState plain(Observation observation) {
        return switch (observation) {
            case Absent absent -> ValueState.ABSENT;
            case Numeric numeric when numeric.quality() == Quality.INVALID -> ValueState.INVALID;
            case Enumerated word when word.quality() == Quality.INVALID -> ValueState.INVALID;
            case Waveform wave when wave.quality() == Quality.INVALID -> ValueState.INVALID;
            case Numeric numeric -> ValueState.LIVE;
            case Enumerated word -> ValueState.LIVE;
            case Waveform wave -> ValueState.LIVE;
        };
    }

    /**
     * Brings all values of a bed up to date.
     *
     * @return the next moment at which time alone changes one; null when none
     */
    static @Nullable Instant settle(WardDraft ward, BedDraft bed) {
        Instant due = null;
        Instant now = ward.now();
        Feed feed = null;
        for (int i = 0; i < bed.streams.size(); i++) {
            Stream stream = bed.streams.get(i);
            if (stream.observation() instanceof Absent) {
                continue;
            }
            if (feed == null || !feed.source().equals(stream.source())) {
                int index = bed.feedOf(stream.source());
                feed = index < 0 ? null : bed.feeds.get(index);
            }
            boolean believed = feed != null
                    && feed.isMonitoring()
                    && (bed.notLiveBefore == null || !stream.received().isBefore(bed.notLiveBefore));
            Duration interval = interval(stream, feed);
            Instant lateAt = stream.measured().plus(longer(LIVE_AT_LEAST, Spans.times(interval, 2)));
            Instant staleAt = stream.measured().plus(staleAfter(interval));
            Instant next;
            ValueState state;
            Instant staleSince = null;
            if (!believed || !now.isBefore(staleAt)) {
                staleSince = stream.staleSince() == null ? now : stream.staleSince();
                Instant absentAt = staleSince.plus(STALE_BEFORE_ABSENT);
                boolean gone = !now.isBefore(absentAt);
                state = gone ? ValueState.ABSENT : ValueState.STALE;
                next = gone ? null : absentAt;
            } else {
                boolean late = !now.isBefore(lateAt);
                ValueState fresh = plain(stream.observation());
                state = fresh == ValueState.INVALID ? fresh : late ? ValueState.LATE : ValueState.LIVE;
                next = late ? staleAt : lateAt;
            }
            due = LinkSupervision.earlier(due, next);
            if (state != stream.state() || !Objects.equals(staleSince, stream.staleSince())) {
                bed.streams.set(i, in(stream, state, staleSince));
                ward.touch();
            }
        }
        return due;
    }

    /** What was received up to now may not look live again, not even what came at this very moment. */
    static void distrust(WardDraft ward, BedDraft bed) {
        bed.notLiveBefore = ward.now();
        for (int i = 0; i < bed.streams.size(); i++) {
            Stream stream = bed.streams.get(i);
            if (!stream.received().isBefore(ward.now())) {
                Stream earlier = new Stream(
                        stream.source(),
                        stream.device(),
                        stream.observation(),
                        ward.now().minusNanos(1),
                        stream.measured(),
                        stream.rhythm(),
                        stream.episodic(),
                        stream.state(),
                        stream.staleSince());
                bed.streams.set(i, earlier);
            }
        }
    }

    private static Stream in(Stream stream, ValueState state, @Nullable Instant staleSince) {
        return new Stream(
                stream.source(),
                stream.device(),
                stream.observation(),
                stream.received(),
                stream.measured(),
                stream.rhythm(),
                stream.episodic(),
                state,
                staleSince);
    }

    /** How old a value of that usual interval may be before it is stale. */
    static Duration staleAfter(Duration interval) {
        return longer(LATE_AT_LEAST, Spans.times(interval, 5));
    }

    private static Duration interval(Stream stream, @Nullable Feed feed) {
        Duration learnt = stream.rhythm().period().orElse(null);
        if (learnt != null) {
            return learnt;
        }
        if (stream.episodic()) {
            return EPISODIC_INTERVAL;
        }
        return feed == null ? Duration.ofSeconds(1) : LinkSupervision.period(feed.rhythm());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
