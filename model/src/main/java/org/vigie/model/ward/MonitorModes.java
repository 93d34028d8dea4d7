package org.vigie.model.ward;

import java.util.List;
import org.vigie.model.SourceId;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.MonitorMode;

/**
 * Monitors that say they measure nobody: their bed reads standby, and that values are missing is no loss. Nothing is
 * kept silent by it: what such a monitor still alarms about sounds, and its silence is a loss like any other, because
 * it can no longer say when it measures again. SOURCE: docs/alarms.md, standby.
 */
final class MonitorModes {
    private MonitorModes() {}

    /** A monitor says what it is doing. */
    static void told(WardDraft ward, BedDraft bed, SourceId source, MonitorMode mode) {
        int index = bed.feedOf(source);
        if (index < 0 || bed.feeds.get(index).mode() == mode) {
            return;
        }
        FeedEdit edit = new FeedEdit(bed.feeds.get(index));
        boolean wasOff = edit.mode.isOff();
        edit.mode = mode;
        bed.feeds.set(index, edit.done());
        ward.note(bed.id(), "monitor-mode", source + ": " + mode.word(), null);
        if (mode.isOff() && bed.standbySince != null) {
            bed.silentInStandby = bed.feeds.items().stream().noneMatch(Feed::isMonitoring);
        }
        if (wasOff && !mode.isOff()) {
            VitalSigns.watchAgain(ward, bed, source);
            AlarmLists.watchAgain(ward, bed, source);
        }
        ward.touch();
    }

    /** Why nobody is measured although the feeds are live; NONE while one of them measures. */
    static LinkReason off(List<Feed> feeds) {
        LinkReason why = LinkReason.NONE;
        for (Feed feed : feeds) {
            if (feed.isMonitoring()) {
                return LinkReason.NONE;
            }
            why = feed.isLive() && why == LinkReason.NONE ? feed.mode().reason() : why;
        }
        return why;
    }
}
