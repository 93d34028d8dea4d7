package org.vigie.model.ward;

import java.time.Instant;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkState;

/**
 * Two sources that feed one bed at once although the site does not name both: nobody knows whose values these are. It
 * takes one to speak, the other, and the first again, so that a monitor that merely changed its address is none.
 */
final class Conflict {
    private Conflict() {}

    /** A feed has sent values or alarms. */
    static void content(WardDraft ward, BedDraft bed, int index) {
        Feed feed = bed.feeds.get(index);
        Instant before = feed.lastContent();
        FeedEdit edit = new FeedEdit(feed);
        edit.lastContent = ward.now();
        bed.feeds.set(index, edit.done());
        if (before == null || bed.feeds.size() == 1) {
            return;
        }
        for (Feed other : bed.feeds.items()) {
            Instant otherSpoke = other.lastContent();
            boolean rival = !other.source().equals(feed.source())
                    && !(feed.explicit() && other.explicit())
                    && other.state() != LinkState.LOST
                    && otherSpoke != null
                    && !otherSpoke.isBefore(before);
            if (rival) {
                AlarmBoard.raiseOwn(
                        ward,
                        bed,
                        OwnCondition.of(OwnAlarm.CONFLICT, Priority.MEDIUM, feed.source() + " and " + other.source()));
                return;
            }
        }
    }

    /** Ends the alarm once at most one unexpected sender is left. */
    static void settle(WardDraft ward, BedDraft bed) {
        boolean raised = AlarmBoard.own(bed, AlarmKey.VIGIE, OwnAlarm.CONFLICT).isPresent();
        if (!raised) {
            return;
        }
        int speaking = 0;
        int unexpected = 0;
        for (Feed feed : bed.feeds.items()) {
            if (feed.state() != LinkState.LOST && feed.lastContent() != null) {
                speaking++;
                unexpected += feed.explicit() ? 0 : 1;
            }
        }
        if (speaking < 2 || unexpected == 0) {
            AlarmBoard.endOwn(ward, bed, AlarmKey.VIGIE, OwnAlarm.CONFLICT, "one sender is left");
        }
    }
}
