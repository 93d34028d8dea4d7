package org.vigie.model.ward;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;

/**
 * All that is known about one bed, or about the unit as a whole.
 *
 * @param place as configured
 * @param demoSounds true when alarms of demonstration data sound
 * @param empty true while no patient is expected
 * @param watchFrom since when a bed without any feed is waited for
 * @param neverHeardRaised true once the alarm about that was raised
 * @param notLiveBefore values received up to this moment are stale at best: the box slept or restarted after it
 * @param link the worst of the feeds
 * @param reason why it is not live
 * @param feeds who sends
 * @param streams newest observations
 * @param vitals values that are expected to go on
 * @param lists lists of alarms that are expected to go on
 * @param board alarms, the quiet ones that may have to come back included
 * @param silences what is silenced at the bedside
 * @param alarmsOffSince since when alarms are off at the bedside; null while they are not
 * @param alarmsOffRaised true once the alarm about that was raised
 * @param patient label
 * @param typed what a person typed as the label, while the hospital's list has not replaced it unopposed; null without
 * @param watcher who watches it; null when nobody does
 * @param emptiedAt when a person declared it empty; null when it is not, or is so by configuration
 * @param pausedUntil end of the audio pause; null without
 * @param standbySince begin of the standby; null without
 * @param silentInStandby true when the monitor has fallen silent during the standby
 * @param resumed true when the standby ended by itself and nobody has confirmed it
 * @param seen what a person saw that no monitor measures; null when nobody has entered any
 * @param mismatch true when the monitor names another patient
 * @param refusedParameters parameters that found no room
 * @param due the next moment at which time alone changes something; null when none
 */
record BedFacts(
        BedPlace place,
        boolean demoSounds,
        boolean empty,
        Instant watchFrom,
        boolean neverHeardRaised,
        @Nullable Instant notLiveBefore,
        LinkState link,
        LinkReason reason,
        List<Feed> feeds,
        List<Stream> streams,
        List<VitalSign> vitals,
        List<AlarmList> lists,
        List<AlarmCondition> board,
        List<BedsideSilence> silences,
        @Nullable Instant alarmsOffSince,
        boolean alarmsOffRaised,
        @Nullable Patient patient,
        @Nullable Patient typed,
        @Nullable Watcher watcher,
        @Nullable Instant emptiedAt,
        @Nullable Instant pausedUntil,
        @Nullable Instant standbySince,
        boolean silentInStandby,
        boolean resumed,
        @Nullable Seen seen,
        boolean mismatch,
        int refusedParameters,
        @Nullable Instant due) {

    /** A bed that nobody has heard yet. */
    static BedFacts untouched(BedPlace place, boolean demoSounds, Instant now) {
        return new BedFacts(
                place,
                demoSounds,
                place.empty(),
                now,
                false,
                null,
                place.empty() ? LinkState.EMPTY : LinkState.CONNECTING,
                place.empty() ? LinkReason.NONE : LinkReason.NEVER_HEARD,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                null,
                false,
                0,
                place.empty() ? null : now.plus(LinkSupervision.NEVER_HEARD_AFTER));
    }

    /** The place that stands for the unit as a whole. */
    static BedFacts unit(boolean demoSounds, Instant now) {
        BedPlace place = new BedPlace(BedId.UNIT, List.of(), null, false, true);
        return untouched(place, demoSounds, now);
    }
}
