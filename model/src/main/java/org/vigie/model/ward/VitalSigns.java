package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Numeric;

/**
 * A heart rate or saturation that was live and is gone while its feed goes on: an alarm of medium priority after max(5
 * s, 5 intervals), one per bed and value. None while the monitor itself says why: "off" in place of the value, or a
 * technical alarm about it. SOURCE: reference/alarms.md 3, link table; docs/alarms.md, values.
 */
final class VitalSigns {
    private VitalSigns() {}

    /** A new observation of a stream was taken over. */
    static void told(WardDraft ward, BedDraft bed, Stream stream) {
        Vital vital = Vital.of(stream.observation().parameter());
        if (vital == null) {
            return;
        }
        if (stream.observation() instanceof Absent absent) {
            int index = indexOf(bed, vital);
            if (absent.reason() == AbsenceReason.SENSOR_OFF && index >= 0) {
                forget(ward, bed, index, "the monitor says that it is off");
            }
        } else if (isMeasured(ward, bed, stream)) {
            seen(ward, bed, vital, stream);
        }
    }

    private static boolean isMeasured(WardDraft ward, BedDraft bed, Stream stream) {
        if (!(stream.observation() instanceof Numeric numeric)
                || numeric.setting()
                || !bed.isWatched()
                || !stream.measured().equals(ward.now())) {
            return false;
        }
        return switch (numeric.quality()) {
            case VALID, QUESTIONABLE -> true;
            case DEMO, TEST -> bed.demoSounds;
            case INVALID -> false;
        };
    }

    private static void seen(WardDraft ward, BedDraft bed, Vital vital, Stream stream) {
        int feed = bed.feedOf(stream.source());
        Duration interval = stream.interval()
                .orElseGet(() -> feed < 0
                        ? Duration.ZERO
                        : LinkSupervision.period(bed.feeds.get(feed).rhythm()));
        VitalSign sign = new VitalSign(vital, stream.source(), interval, ward.now(), false);
        int index = indexOf(bed, vital);
        if (index < 0) {
            bed.vitals.add(sign);
            return;
        }
        VitalSign before = bed.vitals.get(index);
        bed.vitals.set(index, sign);
        if (before.raised()) {
            end(ward, bed, before, "the value is back");
        }
    }

    /** An older value has come, as after a monitor's clock was set back: it is not shown, and yet nothing is gone. */
    static void overtaken(WardDraft ward, BedDraft bed, Stream stream) {
        Vital vital = Vital.of(stream.observation().parameter());
        int index = vital == null ? -1 : indexOf(bed, vital);
        if (index >= 0) {
            VitalSign sign = bed.vitals.get(index);
            bed.vitals.set(index, sign.from(ward.now(), sign.raised()));
        }
    }

    /** The feed has been silent: absence counts from its return. */
    static void watchAgain(WardDraft ward, BedDraft bed, SourceId source) {
        for (int i = 0; i < bed.vitals.size(); i++) {
            VitalSign sign = bed.vitals.get(i);
            if (sign.source().equals(source)) {
                bed.vitals.set(i, sign.from(ward.now(), sign.raised()));
            }
        }
    }

    /**
     * Raises what is due.
     *
     * @return when the next one is; null when none
     */
    static @Nullable Instant settle(WardDraft ward, BedDraft bed) {
        Instant due = null;
        for (int i = bed.vitals.size() - 1; i >= 0; i--) {
            VitalSign sign = bed.vitals.get(i);
            int feed = bed.feedOf(sign.source());
            if (feed < 0 || !bed.isWatched()) {
                forget(ward, bed, i, "no longer expected");
            } else if (bed.feeds.get(feed).mode().isOff()) {
                forget(ward, bed, i, "the monitor says that it measures nobody");
            } else if (bed.feeds.get(feed).isLive()) { // else the silence of the feed is the alarm
                Instant at = sign.from().plus(patience(sign));
                if (ward.now().isBefore(at)) {
                    due = LinkSupervision.earlier(due, at);
                } else {
                    due = LinkSupervision.earlier(due, overdue(ward, bed, i));
                }
            }
        }
        return due;
    }

    private static @Nullable Instant overdue(WardDraft ward, BedDraft bed, int index) {
        VitalSign sign = bed.vitals.get(index);
        if (isExplained(bed, sign)) {
            if (sign.raised()) {
                end(ward, bed, sign, "the monitor says why");
            }
            bed.vitals.set(index, sign.from(ward.now(), false)); // after the explanation has ended it counts anew
            return ward.now().plus(patience(sign));
        }
        boolean isUnknown = AlarmBoard.own(bed, AlarmKey.VIGIE, condition(sign))
                .map(AlarmCondition::state)
                .filter(state -> state == AlarmState.UNKNOWN_UNACK || state == AlarmState.UNKNOWN_ACK)
                .isPresent();
        if (!sign.raised() || isUnknown) {
            bed.vitals.set(index, sign.from(sign.from(), true));
            AlarmBoard.raiseOwn(
                    ward,
                    bed,
                    OwnCondition.about(
                            OwnAlarm.VALUE_LOST,
                            sign.vital().code(),
                            Priority.MEDIUM,
                            "no value any more, although the monitor goes on sending"));
        }
        return null;
    }

    private static boolean isExplained(BedDraft bed, VitalSign sign) {
        for (int i = 0; i < bed.board.size(); i++) {
            AlarmCondition alarm = bed.board.get(i);
            if (alarm.kind() == AlarmKind.TECHNICAL
                    && !alarm.key().isOwn()
                    && alarm.state().mayBePresent()
                    && alarm.key().source().equals(sign.source())
                    && (bed.demoSounds || !alarm.isDemo())
                    && sign.vital().isMeantBy(alarm)) {
                return true;
            }
        }
        return false;
    }

    private static Duration patience(VitalSign sign) {
        return ValueSupervision.staleAfter(sign.interval());
    }

    private static void forget(WardDraft ward, BedDraft bed, int index, String why) {
        VitalSign sign = bed.vitals.get(index);
        bed.vitals.remove(index);
        if (sign.raised()) {
            end(ward, bed, sign, why);
        }
    }

    private static void end(WardDraft ward, BedDraft bed, VitalSign sign, String why) {
        AlarmBoard.endOwn(ward, bed, AlarmKey.VIGIE, condition(sign), why);
    }

    private static String condition(VitalSign sign) {
        return OwnCondition.condition(OwnAlarm.VALUE_LOST, sign.vital().code());
    }

    private static int indexOf(BedDraft bed, Vital vital) {
        for (int i = 0; i < bed.vitals.size(); i++) {
            if (bed.vitals.get(i).vital() == vital) {
                return i;
            }
        }
        return -1;
    }
}
