package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;
import org.vigie.model.link.MonitorMode;

/**
 * Silence is an alarm. With P the usual period of a feed (1 s until it is known): not live after max(3 s, 2 P), lost
 * after max(10 s, 2.5 P), high priority after 60 s or at once when the bed was in a high alarm. SOURCE: docs/alarms.md,
 * links.
 */
final class LinkSupervision {
    static final Duration NEVER_HEARD_AFTER = Duration.ofSeconds(60);
    static final Duration HIGH_AFTER = Duration.ofSeconds(60);
    static final Duration CLOSED_IS_LOST_AFTER = Duration.ofSeconds(5);
    /** Senders of one bed that no configuration names; one more drops the oldest. */
    private static final int UNNAMED_FEEDS = 4;

    private static final Duration ASSUMED_PERIOD = Duration.ofSeconds(1);
    private static final Duration STALE_AFTER = Duration.ofSeconds(3);
    private static final Duration LOST_AFTER = Duration.ofSeconds(10);

    private LinkSupervision() {}

    static Duration staleAfter(Rhythm rhythm) {
        return longer(STALE_AFTER, Spans.times(period(rhythm), 2));
    }

    static Duration lostAfter(Rhythm rhythm) {
        return longer(LOST_AFTER, Spans.twoAndAHalf(period(rhythm)));
    }

    static Duration period(Rhythm rhythm) {
        return rhythm.period().orElse(ASSUMED_PERIOD);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /**
     * The feed whose state is that of the bed: the worst; a rival of a live feed that only fell silent does not count.
     */
    static Optional<Feed> deciding(List<Feed> feeds) {
        Feed worst = null;
        for (Feed feed : feeds) {
            if (worst == null || rank(feed, feeds) > rank(worst, feeds)) {
                worst = feed;
            }
        }
        return Optional.ofNullable(worst);
    }

    private static int rank(Feed feed, List<Feed> feeds) {
        return feed.isLive() || isReplaced(feed, feeds) ? 0 : feed.state() == LinkState.LOST ? 2 : 1;
    }

    /** True when another sender has taken over from one that no configuration names. */
    private static boolean isReplaced(Feed silent, List<Feed> feeds) {
        return !silent.explicit() && !silent.isLive() && feeds.stream().anyMatch(Feed::isLive);
    }

    /** A message of a source for a bed: its feed is live again, whatever it was. */
    static void heard(WardDraft ward, BedDraft bed, SourceId source, @Nullable String reportedBed, String connection) {
        int index = bed.feedOf(source);
        if (index < 0) {
            add(ward, bed, source, reportedBed, connection);
        } else {
            Feed feed = bed.feeds.get(index);
            AlarmBoard.forgetEnded(ward, bed, feed);
            if (!feed.isLive()) {
                VitalSigns.watchAgain(ward, bed, source);
                AlarmLists.watchAgain(ward, bed, source);
            }
            FeedEdit edit = new FeedEdit(feed);
            edit.reportedBed = reportedBed == null ? feed.reportedBed() : reportedBed;
            boolean nobodyListened = feed.reason() == LinkReason.SUSPENDED || feed.reason() == LinkReason.RESTARTED;
            edit.rhythm = nobodyListened
                    ? feed.rhythm().resumed(ward.now())
                    : feed.rhythm().after(ward.now(), feed.state() == LinkState.LOST);
            edit.connection = connection;
            live(edit, ward.now());
            bed.feeds.set(index, edit.done());
        }
        AlarmBoard.endOwn(ward, bed, source, OwnAlarm.NO_DATA, "data are back");
        AlarmBoard.endOwn(ward, bed, AlarmKey.VIGIE, OwnAlarm.NO_DATA, "heard for the first time");
        if (bed.feeds.items().stream().allMatch(Feed::isLive)) {
            GroupLoss.back(ward, bed.id());
        }
        ward.touch();
    }

    private static void live(FeedEdit edit, Instant now) {
        edit.closedAt = null;
        edit.closeReason = LinkReason.NONE;
        edit.lastHeard = now;
        edit.watchFrom = now;
        edit.state = LinkState.LIVE;
        edit.reason = LinkReason.NONE;
        edit.unreadableSince = null;
    }

    private static void add(
            WardDraft ward, BedDraft bed, SourceId source, @Nullable String reportedBed, String connection) {
        int guests = 0;
        for (int i = bed.feeds.size() - 1; i >= 0; i--) {
            Feed other = bed.feeds.get(i);
            if (!other.explicit() && other.state() == LinkState.LOST) {
                drop(ward, bed, i, "replaced by " + source);
            } else if (!other.explicit() && ++guests == UNNAMED_FEEDS) {
                drop(ward, bed, i, "too many senders for one bed");
            }
        }
        Rhythm rhythm = Rhythm.of(bed.place.period()).after(ward.now(), false);
        bed.feeds.add(new Feed(
                source,
                reportedBed,
                WardDraft.isExplicit(bed.place, source),
                connection,
                null,
                LinkReason.NONE,
                ward.now(),
                null,
                ward.now(),
                rhythm,
                null,
                MonitorClock.UNKNOWN,
                LinkState.LIVE,
                LinkReason.NONE,
                null,
                MonitorMode.MONITORING));
    }

    /** Forgets a feed; its alarms become unknown, its values disappear, its loss is no alarm any more. */
    static void drop(WardDraft ward, BedDraft bed, int index, String why) {
        Feed feed = bed.feeds.get(index);
        AlarmBoard.sourceSilent(ward, bed, feed);
        AlarmBoard.endOwn(ward, bed, feed.source(), OwnAlarm.NO_DATA, why);
        bed.feeds.remove(index);
        for (int i = bed.streams.size() - 1; i >= 0; i--) {
            if (bed.streams.get(i).source().equals(feed.source())) {
                bed.streams.remove(i);
            }
        }
        ward.note(bed.id(), "feed-dropped", feed.source() + ": " + why, null);
    }

    /** A sign of life without content. */
    static void alive(WardDraft ward, BedDraft bed, int index, String connection) {
        Feed feed = bed.feeds.get(index);
        Rhythm before = feed.rhythm();
        heard(ward, bed, feed.source(), feed.reportedBed(), connection);
        FeedEdit edit = new FeedEdit(bed.feeds.get(bed.feedOf(feed.source())));
        edit.rhythm = before; // a duplicate or keep-alive says nothing about how often values come
        bed.feeds.set(bed.feedOf(feed.source()), edit.done());
    }

    static void connected(WardDraft ward, SourceId source, String connection) {
        for (BedDraft bed : ward.fedBy(source)) {
            int index = bed.feedOf(source);
            FeedEdit edit = new FeedEdit(bed.feeds.get(index));
            edit.connection = connection;
            edit.closedAt = null;
            edit.closeReason = LinkReason.NONE;
            bed.feeds.set(index, edit.done());
            ward.touch();
        }
    }

    static void disconnected(WardDraft ward, SourceId source, String connection, LinkReason reason) {
        for (BedDraft bed : ward.fedBy(source)) {
            int index = bed.feedOf(source);
            Feed feed = bed.feeds.get(index);
            if (!connection.equals(feed.connection())) {
                continue; // an older connection of a monitor that has come back over a new one
            }
            FeedEdit edit = new FeedEdit(feed);
            edit.connection = null;
            edit.closedAt = ward.now();
            edit.closeReason = reason;
            if (!feed.isLive()) {
                edit.reason = silence(edit);
            }
            bed.feeds.set(index, edit.done());
            ward.touch();
        }
    }

    /** Nothing that was received up to now may look live, and the silence that counts begins now. */
    static void startAnew(WardDraft ward, BedDraft bed, LinkReason why, boolean connectionsGone) {
        ValueSupervision.distrust(ward, bed);
        bed.watchFrom = ward.now();
        bed.neverHeardRaised = false;
        for (int i = 0; i < bed.feeds.size(); i++) {
            FeedEdit edit = new FeedEdit(bed.feeds.get(i));
            if (connectionsGone) {
                edit.connection = null;
                edit.closedAt = null;
                edit.closeReason = LinkReason.NONE;
            }
            if (edit.state != LinkState.LOST) {
                edit.state = LinkState.STALE;
                edit.reason = why;
                edit.watchFrom = ward.now();
            }
            bed.feeds.set(i, edit.done());
        }
        ward.touch();
    }

    /** After a standby every feed gets the time again in which a feed may be silent. */
    static void watchAgain(WardDraft ward, BedDraft bed) {
        bed.watchFrom = ward.now();
        bed.neverHeardRaised = false;
        for (int i = 0; i < bed.feeds.size(); i++) {
            FeedEdit edit = new FeedEdit(bed.feeds.get(i));
            if (edit.state == LinkState.LOST) {
                edit.state = LinkState.STALE;
                edit.watchFrom = ward.now();
                bed.feeds.set(i, edit.done());
            }
        }
        ward.touch();
    }

    /** Whatever silence alone has changed by now. */
    static void tick(WardDraft ward, BedDraft bed) {
        for (int i = bed.feeds.size() - 1; i >= 0; i--) {
            Feed feed = bed.feeds.get(i);
            if (feed.state() != LinkState.LOST && !ward.now().isBefore(lostAt(bed, feed))) {
                lost(ward, bed, i);
            } else if (feed.isLive() && !ward.now().isBefore(staleAt(feed))) {
                FeedEdit edit = new FeedEdit(feed);
                edit.state = LinkState.STALE;
                edit.reason = silence(edit);
                bed.feeds.set(i, edit.done());
                ward.touch();
            } else if (highAt(bed, feed).filter(at -> !ward.now().isBefore(at)).isPresent()) {
                AlarmBoard.raiseOwn(
                        ward,
                        bed,
                        OwnCondition.noData(feed.source(), Priority.HIGH, "no data for more than 60 s", false));
                GroupLoss.priorityRose(ward, bed.id());
            }
        }
        if (isNeverHeard(bed) && !ward.now().isBefore(bed.watchFrom.plus(NEVER_HEARD_AFTER))) {
            bed.neverHeardRaised = true;
            boolean covered = GroupLoss.lost(ward, bed, null, Priority.MEDIUM);
            AlarmBoard.raiseOwn(
                    ward, bed, OwnCondition.noData(AlarmKey.VIGIE, Priority.MEDIUM, "never heard", covered));
        }
    }

    private static void lost(WardDraft ward, BedDraft bed, int index) {
        Feed feed = bed.feeds.get(index);
        FeedEdit edit = new FeedEdit(feed);
        edit.state = LinkState.LOST;
        edit.reason = silence(edit);
        ward.touch();
        bed.feeds.set(index, edit.done());
        if (isReplaced(bed.feeds.get(index), bed.feeds.items())) {
            drop(ward, bed, index, "another sender feeds this bed");
            return;
        }
        if (bed.standbySince != null) {
            bed.silentInStandby = true;
            return;
        }
        if (bed.isWatched()) {
            boolean high = AlarmBoard.hasHigh(bed, feed.source())
                    || !ward.now().isBefore(feed.watchFrom().plus(HIGH_AFTER));
            Priority priority = high ? Priority.HIGH : Priority.MEDIUM;
            boolean covered = GroupLoss.lost(ward, bed, feed, priority);
            String text = "no data: " + edit.reason.word();
            AlarmBoard.raiseOwn(ward, bed, OwnCondition.noData(feed.source(), priority, text, covered));
        }
        AlarmBoard.sourceSilent(ward, bed, feed);
    }

    private static LinkReason silence(FeedEdit edit) {
        if (edit.closedAt != null) {
            return edit.closeReason;
        }
        if (edit.unreadableSince != null) {
            return LinkReason.UNREADABLE;
        }
        return switch (edit.reason) {
            case SUSPENDED, RESTARTED -> edit.reason;
            case NONE,
                    NEVER_HEARD,
                    SILENT,
                    CLOSED_BY_PEER,
                    CONNECTION_ERROR,
                    CLOSED_BY_GATEWAY,
                    UNREADABLE,
                    MONITOR_STANDBY,
                    MONITOR_SERVICE,
                    MONITOR_CONFIGURATION -> LinkReason.SILENT;
        };
    }

    private static boolean isNeverHeard(BedDraft bed) {
        return bed.isWatched() && bed.feeds.size() == 0 && !bed.neverHeardRaised;
    }

    private static Instant staleAt(Feed feed) {
        return feed.watchFrom().plus(staleAfter(feed.rhythm()));
    }

    private static Instant lostAt(BedDraft bed, Feed feed) {
        Instant bySilence = feed.watchFrom().plus(lostAfter(feed.rhythm()));
        if (bed.place.persistentConnection() && feed.closedAt() != null) {
            Instant byClose = feed.closedAt().plus(CLOSED_IS_LOST_AFTER);
            return byClose.isBefore(bySilence) ? byClose : bySilence;
        }
        return bySilence;
    }

    /** When the alarm about a lost feed becomes high; empty when it is, or is gone. */
    private static Optional<Instant> highAt(BedDraft bed, Feed feed) {
        if (feed.state() != LinkState.LOST || !bed.isWatched()) {
            return Optional.empty();
        }
        return AlarmBoard.own(bed, feed.source(), OwnAlarm.NO_DATA)
                .filter(alarm -> alarm.state().mayBePresent() && alarm.priority() != Priority.HIGH)
                .map(alarm -> feed.watchFrom().plus(HIGH_AFTER));
    }

    /** The next moment at which silence alone changes something; null when none. */
    static @Nullable Instant due(BedDraft bed) {
        Instant next = null;
        for (Feed feed : bed.feeds.items()) {
            if (feed.state() != LinkState.LOST) {
                next = earlier(next, lostAt(bed, feed));
                if (feed.isLive()) {
                    next = earlier(next, staleAt(feed));
                }
            } else {
                next = earlier(next, highAt(bed, feed).orElse(null));
            }
        }
        return isNeverHeard(bed) ? earlier(next, bed.watchFrom.plus(NEVER_HEARD_AFTER)) : next;
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.isBefore(one) ? other : one;
    }

    /** The state of the bed after its feeds changed. */
    static void settle(WardDraft ward, BedDraft bed) {
        Feed deciding = deciding(bed.feeds.items()).orElse(null);
        LinkState state;
        LinkReason why = LinkReason.NONE;
        if (bed.empty) {
            state = LinkState.EMPTY;
        } else if (bed.standbySince != null) {
            state = LinkState.STANDBY;
        } else if (deciding == null) {
            state = LinkState.CONNECTING;
            why = LinkReason.NEVER_HEARD;
        } else {
            boolean live = rank(deciding, bed.feeds.items()) == 0;
            LinkReason off = live ? MonitorModes.off(bed.feeds.items()) : LinkReason.NONE;
            state = !live ? deciding.state() : off == LinkReason.NONE ? LinkState.LIVE : LinkState.STANDBY;
            why = live ? off : deciding.reason();
        }
        if (state != bed.link) {
            ward.effect(new WardEffect.LinkChanged(
                    ward.now(), bed.id(), deciding == null ? null : deciding.source(), bed.link, state, why));
            ward.touch();
        }
        bed.link = state;
        bed.reason = why;
    }
}
