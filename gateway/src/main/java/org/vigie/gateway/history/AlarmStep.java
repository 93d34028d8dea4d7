package org.vigie.gateway.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceText;
import org.vigie.model.alarm.AlarmAction;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.ward.WardEffect;

/**
 * One row of the alarm log: one step of one alarm. Times are engine time.
 *
 * @param at when
 * @param bed name of the bed, {@code *} for the unit
 * @param alarm occurrence id
 * @param step what it means for a person
 * @param event word of the event
 * @param from state before
 * @param to state after
 * @param priority after the step
 * @param kind physiological or technical
 * @param code event code; null when the monitor gave only text
 * @param text the monitor's words
 * @param about parameter it is about; null when unknown
 * @param value extreme of the occurrence so far; null when unknown
 * @param limit limit that it broke; null when unknown
 * @param unit UCUM of both; null without value
 * @param user who acknowledged or closed; null otherwise
 * @param reason why, in words of the state machine
 * @param origin whose it is; null for this box
 */
public record AlarmStep(
        Instant at,
        String bed,
        String alarm,
        Step step,
        AlarmEvent event,
        AlarmState from,
        AlarmState to,
        Priority priority,
        AlarmKind kind,
        @Nullable String code,
        String text,
        @Nullable String about,
        @Nullable BigDecimal value,
        @Nullable BigDecimal limit,
        @Nullable String unit,
        @Nullable String user,
        String reason,
        @Nullable Origin origin) {

    /**
     * Another box, and the bed as it names it: what the bed is called here changes, and does not say whose it is.
     *
     * @param bed {@code *} for its unit
     */
    public record Origin(String box, String bed) {}

    /** True when Vigie found it: its text is none of the monitor's words. */
    public boolean isOwn() {
        return code != null && code.startsWith(AlarmKey.OWN_PREFIX);
    }

    /** Who acknowledged or closed; {@code bedside} for somebody at the monitor; null otherwise. */
    public @Nullable String doer() {
        return user == null && event == AlarmEvent.SRC_ACK ? "bedside" : user;
    }

    /** The same as a row of another box, with the name that the bed has here. */
    AlarmStep of(String box, String here) {
        return new AlarmStep(
                at,
                here,
                alarm,
                step,
                event,
                from,
                to,
                priority,
                kind,
                code,
                text,
                about,
                value,
                limit,
                unit,
                user,
                reason,
                new Origin(box, bed));
    }

    /**
     * What a transition does not say, as the state of the alarm says it.
     *
     * @param kind physiological or technical
     * @param about parameter it is about; null when unknown
     * @param value extreme reached; null when unknown
     * @param limit limit that it broke; null when unknown
     * @param unit UCUM of both; null without value
     */
    public record Facts(
            AlarmKind kind,
            @Nullable String about,
            @Nullable BigDecimal value,
            @Nullable BigDecimal limit,
            @Nullable String unit) {
        /** Nothing but what the transition says itself. */
        static Facts of(WardEffect.Transition t) {
            return new Facts(t.key().isOwn() ? AlarmKind.TECHNICAL : AlarmKind.PHYSIOLOGICAL, null, null, null, null);
        }
    }

    /** The row of a transition that happened at this engine time. */
    static AlarmStep of(WardEffect.Transition t, Instant at, Facts facts) {
        @Nullable String code = t.code();
        return new AlarmStep(
                at,
                t.key().bed().value(),
                t.occurrence(),
                Step.of(t),
                t.event(),
                t.from(),
                t.to(),
                t.priority(),
                facts.kind(),
                code == null ? null : DeviceText.clean(code).intern(),
                DeviceText.clean(t.text()).intern(),
                facts.about(),
                facts.value(),
                facts.limit(),
                facts.unit(),
                t.user() == null ? null : DeviceText.clean(t.user()),
                DeviceText.clean(t.reason()).intern(),
                null);
    }

    /** What a step means for a person. */
    public enum Step {
        /** It began, or began again before anybody saw its end. */
        RAISED,
        /** A person saw it, here or at the bedside. */
        ACKNOWLEDGED,
        /** The condition is gone, or a person closed it. */
        ENDED,
        /** Its priority, its truth or its reminder changed. */
        CHANGED,
        /** It ended before its delay was over: nobody saw or heard it. */
        SUPPRESSED;

        /** The word on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Step of(WardEffect.Transition t) {
            List<AlarmAction> actions = t.actions();
            if (t.event() == AlarmEvent.ACK
                    || actions.contains(AlarmAction.ACKNOWLEDGED_AT_BEDSIDE)
                    || actions.contains(AlarmAction.RESET_AT_BEDSIDE)) {
                return ACKNOWLEDGED;
            }
            if (!t.from().isShown()) {
                return t.to().isShown() ? RAISED : SUPPRESSED;
            }
            if (actions.contains(AlarmAction.RAISED_AGAIN)) {
                return RAISED;
            }
            boolean over = !t.to().isShown() || t.to() == AlarmState.LATCHED_UNACK;
            return over && t.from() != t.to() ? ENDED : CHANGED;
        }
    }
}
