package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.SourceId;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;
import org.vigie.model.link.MonitorMode;
import org.vigie.model.observation.DeviceTime;

/**
 * What one source sends for one bed, and how far it may be believed.
 *
 * @param source who sends
 * @param reportedBed the bed as the source names it; null when it names none
 * @param explicit true when the site binds this very source to the bed
 * @param connection its newest connection; null when closed
 * @param closedAt when that connection was closed; null while open
 * @param closeReason why it was closed; NONE while open
 * @param lastHeard last message
 * @param lastContent last message with values or alarms, which is what two sources may not both send
 * @param watchFrom begin of the silence that counts: the last message, or the end of a sleep, or a restart
 * @param rhythm its usual time between messages
 * @param told the newest device time of its last message that had one; null before the first
 * @param clock how far the monitor's clock is off
 * @param state LIVE, STALE or LOST
 * @param reason why it is not live; NONE when it is
 * @param unreadableSince first unreadable message since the last readable one; null when there is none
 * @param mode what the monitor said last that it is doing
 */
public record Feed(
        SourceId source,
        @Nullable String reportedBed,
        boolean explicit,
        @Nullable String connection,
        @Nullable Instant closedAt,
        LinkReason closeReason,
        Instant lastHeard,
        @Nullable Instant lastContent,
        Instant watchFrom,
        Rhythm rhythm,
        @Nullable DeviceTime told,
        MonitorClock clock,
        LinkState state,
        LinkReason reason,
        @Nullable Instant unreadableSince,
        MonitorMode mode) {

    /** Usual time between messages; empty until known. */
    public Optional<Duration> period() {
        return rhythm.period();
    }

    /** The monitor's clock minus ours; empty when unknown. */
    public Optional<Duration> clockOffset() {
        return clock.offset();
    }

    boolean isLive() {
        return state == LinkState.LIVE;
    }

    /** Whether it is heard and measures somebody. */
    boolean isMonitoring() {
        return isLive() && !mode.isOff();
    }
}
