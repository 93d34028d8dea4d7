package org.vigie.model.ward;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmAction;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;

/** What a step of the ward asks for or reports, in the order in which it happened. */
public sealed interface WardEffect {
    /**
     * One step of one alarm that changed something or has to be kept: the audit record of an alarm.
     *
     * @param at engine time at which it took place (the due time, for a deadline)
     * @param occurrence occurrence id after the step
     * @param key which condition
     * @param priority after the step
     * @param code event code; null when the monitor gave only text
     * @param text the monitor's words
     * @param from state before
     * @param event what happened
     * @param to state after
     * @param actions what follows from it, with the names of alarm_fsm.csv
     * @param reason why, in words
     * @param user who, for acknowledgements and closing; null otherwise
     */
    record Transition(
            Instant at,
            String occurrence,
            AlarmKey key,
            Priority priority,
            @Nullable String code,
            String text,
            AlarmState from,
            AlarmEvent event,
            AlarmState to,
            List<AlarmAction> actions,
            String reason,
            @Nullable String user)
            implements WardEffect {}

    /**
     * Answer to a command.
     *
     * @param id of the command
     * @param accepted true when it took effect
     * @param reason a stable word such as {@code no-such-alarm}; null when accepted
     */
    record CommandResult(
            String id, boolean accepted, @Nullable String reason) implements WardEffect {}

    /**
     * The link of a bed changed.
     *
     * @param at engine time at which it took place
     * @param bed which bed
     * @param source the feed that decides; null when none was ever heard
     * @param from before
     * @param to after
     * @param reason why it is not live; NONE when it is
     */
    record LinkChanged(
            Instant at, BedId bed, @Nullable SourceId source, LinkState from, LinkState to, LinkReason reason)
            implements WardEffect {}

    /**
     * Something to keep in the audit log that changes no alarm: an end without a start, a bound that was reached, a
     * pause, a standby, a new unassigned sender.
     *
     * @param at engine time at which it took place
     * @param bed which bed; {@link BedId#UNIT} for none in particular
     * @param what a stable word such as {@code end-without-start}
     * @param text in words; no patient identity
     * @param user who; null when nobody
     */
    record Noted(
            Instant at,
            BedId bed,
            String what,
            String text,
            @Nullable String user) implements WardEffect {}
}
