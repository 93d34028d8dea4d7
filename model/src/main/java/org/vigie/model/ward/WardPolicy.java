package org.vigie.model.ward;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.vigie.model.alarm.AlarmPolicy;
import org.vigie.model.alarm.Escalation;

/**
 * What a unit may choose about its alarms. Nothing here can make the alarm of a monitor disappear.
 *
 * @param mirrorBedsideAcknowledge true when an acknowledgement at the bedside silences the central station too
 * @param mediumRepeatDelay delay of repeated medium limit alarms, 0 to 15 s; 0 for none
 * @param alarmOnDemoData true when alarms of demonstration and test data sound as real ones do (demo mode, drills)
 * @param escalation when an unacknowledged alarm becomes more urgent
 * @param zone the zone of device times that come without one; only for showing how far a monitor's clock is off
 */
public record WardPolicy(
        boolean mirrorBedsideAcknowledge,
        Duration mediumRepeatDelay,
        boolean alarmOnDemoData,
        Escalation escalation,
        ZoneId zone) {
    /** No mirroring, no delays, demonstration data stay silent, the latest escalation, UTC. */
    public static final WardPolicy DEFAULT = new WardPolicy(false, Duration.ZERO, false, ZoneOffset.UTC);

    /** A policy with the latest escalation. */
    public WardPolicy(
            boolean mirrorBedsideAcknowledge, Duration mediumRepeatDelay, boolean alarmOnDemoData, ZoneId zone) {
        this(mirrorBedsideAcknowledge, mediumRepeatDelay, alarmOnDemoData, Escalation.DEFAULT, zone);
    }

    public WardPolicy {
        if (mediumRepeatDelay.isNegative() || mediumRepeatDelay.compareTo(AlarmPolicy.LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("delay of repeated medium alarms: " + mediumRepeatDelay);
        }
    }

    /** The part of it that the state machine of one alarm needs. */
    public AlarmPolicy alarms() {
        return new AlarmPolicy(mirrorBedsideAcknowledge, mediumRepeatDelay, escalation);
    }
}
