package org.vigie.simulator.bedside;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.bedside.AlarmNotice.Phase;
import org.vigie.simulator.patient.Readings;

/**
 * The alarm unit of one virtual monitor: derives alarms from readings with delays, latches, and obeys a person at the
 * bedside. Not thread-safe; fed with one set of readings per step of patient time.
 */
public final class BedsideAlarms {
    private static final Duration GONE_AFTER = Duration.ofSeconds(3);
    private static final Duration SAID_AGAIN_EVERY = Duration.ofSeconds(60);

    private final BedsideLimits limits;
    private final Map<BedsideAlarm, Watch> watches = new EnumMap<>(BedsideAlarm.class);
    private long occurrences;

    /** What is remembered of one condition. */
    private static final class Watch {
        private @Nullable Duration presentSince;
        private @Nullable Duration absentSince;
        private Duration lastSaid = Duration.ZERO;
        private @Nullable ActiveAlarm alarm;
    }

    /** @param limits as set at this monitor */
    public BedsideAlarms(BedsideLimits limits) {
        this.limits = limits;
        for (BedsideAlarm condition : BedsideAlarm.values()) {
            watches.put(condition, new Watch());
        }
    }

    /** The limits set at this monitor. */
    public BedsideLimits limits() {
        return limits;
    }

    /**
     * Looks at the readings of this moment.
     *
     * @param now patient time
     * @return what changed, most urgent condition first
     */
    public List<AlarmNotice> step(Duration now, Readings readings) {
        List<AlarmNotice> notices = new ArrayList<>();
        for (BedsideAlarm condition : BedsideAlarm.values()) {
            Watch watch = watchOf(condition);
            boolean present = condition.isPresent(readings, limits) && !isReplaced(condition);
            note(watch, now, present);
            if (watch.alarm == null) {
                raise(condition, watch, now, readings, notices);
            } else {
                follow(watch, watch.alarm, now, readings, notices);
            }
        }
        return notices;
    }

    private boolean isReplaced(BedsideAlarm condition) {
        for (BedsideAlarm other = condition.replacedBy(); other != null; other = other.replacedBy()) {
            ActiveAlarm alarm = watchOf(other).alarm;
            if (alarm != null && !alarm.latched()) {
                return true;
            }
        }
        return false;
    }

    private static void note(Watch watch, Duration now, boolean present) {
        if (present) {
            watch.absentSince = null;
            if (watch.presentSince == null) {
                watch.presentSince = now;
            }
        } else {
            watch.presentSince = null;
            if (watch.absentSince == null) {
                watch.absentSince = now;
            }
        }
    }

    private void raise(
            BedsideAlarm condition, Watch watch, Duration now, Readings readings, List<AlarmNotice> notices) {
        Duration since = watch.presentSince;
        if (since == null || now.minus(since).compareTo(condition.delay()) < 0) {
            return;
        }
        occurrences++;
        BigDecimal value = readings.number(condition.vital()).orElse(null);
        LimitRange range = condition.isLimit() ? limits.of(condition.vital()).orElse(null) : null;
        ActiveAlarm alarm = new ActiveAlarm(occurrences, condition, value, range, now, false, false);
        say(watch, alarm, now, Phase.START, notices);
    }

    private static void follow(
            Watch watch, ActiveAlarm alarm, Duration now, Readings readings, List<AlarmNotice> notices) {
        Duration gone = watch.absentSince;
        boolean replaced = gone != null && now.minus(gone).compareTo(GONE_AFTER) >= 0;
        if (alarm.latched()) {
            if (watch.presentSince != null) {
                ActiveAlarm again = new ActiveAlarm(
                        alarm.occurrence(),
                        alarm.condition(),
                        alarm.value(),
                        alarm.limits(),
                        alarm.since(),
                        false,
                        false);
                say(watch, again, now, Phase.CONTINUE, notices);
            }
            return;
        }
        if (replaced) {
            if (alarm.condition().isLatching() && !alarm.silenced()) {
                say(watch, alarm.latchedNow(), now, Phase.LATCHED, notices);
            } else {
                say(watch, alarm, now, Phase.END, notices);
                watch.alarm = null;
            }
            return;
        }
        BigDecimal value = readings.number(alarm.condition().vital()).orElse(null);
        if (isWorse(alarm, value)) {
            say(watch, alarm.withValue(value), now, Phase.UPDATE, notices);
        } else if (now.minus(watch.lastSaid).compareTo(SAID_AGAIN_EVERY) >= 0) {
            say(watch, alarm, now, Phase.CONTINUE, notices);
        }
    }

    /** Two steps of the display worse than the worst so far: not every flicker is news. */
    private static boolean isWorse(ActiveAlarm alarm, @Nullable BigDecimal value) {
        BigDecimal worst = alarm.value();
        if (worst == null || value == null) {
            return false;
        }
        BigDecimal change = alarm.condition().isLow() ? worst.subtract(value) : value.subtract(worst);
        return change.compareTo(BigDecimal.valueOf(2)) >= 0;
    }

    private static void say(Watch watch, ActiveAlarm alarm, Duration now, Phase phase, List<AlarmNotice> notices) {
        watch.alarm = alarm;
        watch.lastSaid = now;
        notices.add(new AlarmNotice(alarm, phase));
    }

    /** A person presses "silence" at the bedside: active alarms are silenced, latched ones end. */
    public List<AlarmNotice> silence(Duration now) {
        List<AlarmNotice> notices = new ArrayList<>();
        for (Watch watch : watches.values()) {
            ActiveAlarm alarm = watch.alarm;
            if (alarm == null) {
                continue;
            }
            if (alarm.latched()) {
                say(watch, alarm, now, Phase.END, notices);
                watch.alarm = null;
            } else if (!alarm.silenced()) {
                say(watch, alarm.silencedNow(), now, Phase.SILENCED, notices);
            }
        }
        return notices;
    }

    /** Everything that is on, said again: what a reporter sends after a reconnect (IHE PCD CP-157). */
    public List<AlarmNotice> sayAgain(Duration now) {
        List<AlarmNotice> notices = new ArrayList<>();
        for (Watch watch : watches.values()) {
            ActiveAlarm alarm = watch.alarm;
            if (alarm != null) {
                say(watch, alarm, now, alarm.latched() ? Phase.LATCHED : Phase.CONTINUE, notices);
            }
        }
        return notices;
    }

    /** Whether a person has left an alarm alone since that moment, or longer. */
    public boolean isUnansweredSince(Duration moment) {
        for (Watch watch : watches.values()) {
            ActiveAlarm alarm = watch.alarm;
            if (alarm != null && !alarm.silenced() && alarm.since().compareTo(moment) <= 0) {
                return true;
            }
        }
        return false;
    }

    /** All alarms on this monitor's screen, most urgent first. */
    public List<ActiveAlarm> active() {
        List<ActiveAlarm> alarms = new ArrayList<>();
        for (Watch watch : watches.values()) {
            if (watch.alarm != null) {
                alarms.add(watch.alarm);
            }
        }
        return alarms;
    }

    private Watch watchOf(BedsideAlarm condition) {
        Watch watch = watches.get(condition);
        if (watch == null) {
            throw new IllegalStateException("no watch for " + condition);
        }
        return watch;
    }
}
