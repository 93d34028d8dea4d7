package org.vigie.model.ward;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;
import org.vigie.model.link.MonitorMode;
import org.vigie.model.observation.DeviceTime;

/** A feed while it is changed; the names are those of {@link Feed}. */
final class FeedEdit {
    private final Feed base;

    @Nullable String reportedBed;

    boolean explicit;

    @Nullable String connection;

    @Nullable Instant closedAt;

    LinkReason closeReason;
    Instant lastHeard;

    @Nullable Instant lastContent;

    Instant watchFrom;
    Rhythm rhythm;

    @Nullable DeviceTime told;

    MonitorClock clock;
    LinkState state;
    LinkReason reason;

    @Nullable Instant unreadableSince;

    MonitorMode mode;

    FeedEdit(Feed base) {
        this.base = base;
        reportedBed = base.reportedBed();
        explicit = base.explicit();
        connection = base.connection();
        closedAt = base.closedAt();
        closeReason = base.closeReason();
        lastHeard = base.lastHeard();
        lastContent = base.lastContent();
        watchFrom = base.watchFrom();
        rhythm = base.rhythm();
        told = base.told();
        clock = base.clock();
        state = base.state();
        reason = base.reason();
        unreadableSince = base.unreadableSince();
        mode = base.mode();
    }

    Feed done() {
        return new Feed(
                base.source(),
                reportedBed,
                explicit,
                connection,
                closedAt,
                closeReason,
                lastHeard,
                lastContent,
                watchFrom,
                rhythm,
                told,
                clock,
                state,
                reason,
                unreadableSince,
                mode);
    }
}
