package org.vigie.model.ward;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.link.LinkReason;
import org.vigie.model.report.Report;

/** Everything that can change a ward, apart from time. */
public sealed interface WardEvent {
    /**
     * A message was read.
     *
     * @param source who sent it
     * @param connection the connection it came over, unique per connection, for example {@code hl7/17}
     * @param reports what it says, in its own order
     */
    record Heard(SourceId source, String connection, List<Report> reports) implements WardEvent {
        public Heard {
            reports = List.copyOf(reports);
        }
    }

    /** A duplicate or a keep-alive: a sign of life without content. */
    record Alive(SourceId source, String connection) implements WardEvent {}

    /** Bytes that could not be read. No sign of life: a bed that cannot be read is a silent bed. */
    record Unreadable(SourceId source, String connection, String reason) implements WardEvent {}

    /** A connection was opened. No sign of life of the monitor behind it. */
    record Connected(SourceId source, String connection) implements WardEvent {}

    /** A connection was closed. */
    record Disconnected(SourceId source, String connection, LinkReason reason) implements WardEvent {}

    /**
     * A person did something at a display.
     *
     * @param id idempotency key chosen by the display: the same id again has no effect and gives the same result
     * @param action what
     * @param bed where; null for the whole unit
     * @param alarm occurrence id, for ACKNOWLEDGE and CLOSE; null for all alarms of the bed
     * @param user initials; null when nobody gave them
     */
    record Commanded(
            String id,
            Action action,
            @Nullable BedId bed,
            @Nullable String alarm,
            @Nullable String user) implements WardEvent {}

    /**
     * A person arranged something at a display.
     *
     * @param id idempotency key, as for a command
     * @param order what
     * @param user initials of who gave it; null when nobody did, or the display could not prove it
     * @param display number of the display; 0 when unknown
     */
    record Ordered(String id, Order order, @Nullable String user, int display) implements WardEvent {}

    /**
     * Whether the displays answer: an alarm that had to be shown and heard by now is, or is not. SOURCE:
     * reference/alarms.md 3, NO_DISPLAY_ANSWERS, and invariant A13.
     *
     * @param answering false when it is not
     * @param text for the engineer
     */
    record DisplaysAnswer(boolean answering, String text) implements WardEvent {}

    /**
     * What is not to be seen: a display at which somebody watches, or a bed. SOURCE: reference/central-ui.md 1.2 and
     * 7.1.
     *
     * @param hidden names of the displays that are watched and cannot be seen, for people; empty for none
     * @param nowhere beds that no visible display shows
     */
    record DisplaysSeen(String hidden, List<BedId> nowhere) implements WardEvent {
        public DisplaysSeen {
            nowhere = List.copyOf(nowhere);
        }
    }

    /**
     * The box slept. It is applied at the engine time of its end, before any later event or advance: what falls due
     * inside the sleep does not count as silence of the monitors.
     *
     * @param slept how long
     */
    record Suspended(Duration slept) implements WardEvent {}

    /** The process has restarted; comes once, after the checkpoint and the replay of the records behind it. */
    record Restarted() implements WardEvent {}

    /** The configuration was read again. */
    record SiteChanged(Site site) implements WardEvent {}

    /**
     * The box runs on something else than before.
     *
     * @param state from now on
     * @param text for the engineer
     */
    record PowerChanged(PowerState state, String text) implements WardEvent {}

    /**
     * Something around the box is not as it has to be, or is again.
     *
     * @param condition {@link OwnAlarm#PAPER}, {@link OwnAlarm#OTHER_NETWORK} or {@link OwnAlarm#DUPLICATE_BOX}
     * @param problem what is wrong; empty when nothing is any more
     */
    record BoxTold(String condition, String problem) implements WardEvent {
        private static final Set<String> CONDITIONS =
                Set.of(OwnAlarm.PAPER, OwnAlarm.OTHER_NETWORK, OwnAlarm.DUPLICATE_BOX);

        public BoxTold {
            if (!CONDITIONS.contains(condition)) {
                throw new IllegalArgumentException("not a condition around the box: " + condition);
            }
        }
    }

    /** The journal can keep more or less than before. */
    record StorageChanged(StorageLevel level) implements WardEvent {}
}
