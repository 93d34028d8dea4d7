package org.vigie.model.ward;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;

/**
 * A bed while one step of the ward is being worked out; the names are those of {@link BedFacts}. Confined to that step.
 */
final class BedDraft {
    private final Bed base;

    /** True from the moment an event or a deadline looks at it until it is brought up to date. */
    boolean unsettled;

    BedPlace place;
    boolean demoSounds;
    boolean empty;
    Instant watchFrom;
    boolean neverHeardRaised;

    @Nullable Instant notLiveBefore;

    LinkState link;
    LinkReason reason;
    final Copied<Feed> feeds;
    final Copied<Stream> streams;
    final Copied<VitalSign> vitals;
    final Copied<AlarmList> lists;
    final Copied<AlarmCondition> board;
    final Copied<BedsideSilence> silences;

    @Nullable Instant alarmsOffSince;

    boolean alarmsOffRaised;

    @Nullable Patient patient;

    @Nullable Patient typed;

    @Nullable Watcher watcher;

    @Nullable Instant emptiedAt;

    @Nullable Instant pausedUntil;

    @Nullable Instant standbySince;

    boolean silentInStandby;
    boolean resumed;

    @Nullable Seen seen;

    boolean mismatch;
    int refusedParameters;

    @Nullable Instant due;

    BedDraft(Bed base) {
        this.base = base;
        BedFacts facts = base.facts();
        place = facts.place();
        demoSounds = facts.demoSounds();
        empty = facts.empty();
        watchFrom = facts.watchFrom();
        neverHeardRaised = facts.neverHeardRaised();
        notLiveBefore = facts.notLiveBefore();
        link = facts.link();
        reason = facts.reason();
        feeds = new Copied<>(facts.feeds());
        streams = new Copied<>(facts.streams());
        vitals = new Copied<>(facts.vitals());
        lists = new Copied<>(facts.lists());
        board = new Copied<>(facts.board());
        silences = new Copied<>(facts.silences());
        alarmsOffSince = facts.alarmsOffSince();
        alarmsOffRaised = facts.alarmsOffRaised();
        patient = facts.patient();
        typed = facts.typed();
        watcher = facts.watcher();
        emptiedAt = facts.emptiedAt();
        pausedUntil = facts.pausedUntil();
        standbySince = facts.standbySince();
        silentInStandby = facts.silentInStandby();
        resumed = facts.resumed();
        seen = facts.seen();
        mismatch = facts.mismatch();
        refusedParameters = facts.refusedParameters();
        due = facts.due();
    }

    BedId id() {
        return place.bed();
    }

    /** True when silence of this bed is an alarm. */
    boolean isWatched() {
        return !empty && standbySince == null && !id().isUnit();
    }

    /** Index of the feed of a source; -1 when there is none. */
    int feedOf(SourceId source) {
        for (int i = 0; i < feeds.size(); i++) {
            if (feeds.get(i).source().equals(source)) {
                return i;
            }
        }
        return -1;
    }

    /** The bed afterwards: the very same object when nothing has changed. */
    Bed freeze() {
        boolean listsChanged = feeds.isChanged()
                || streams.isChanged()
                || vitals.isChanged()
                || lists.isChanged()
                || board.isChanged()
                || silences.isChanged();
        BedFacts facts = new BedFacts(
                place,
                demoSounds,
                empty,
                watchFrom,
                neverHeardRaised,
                notLiveBefore,
                link,
                reason,
                feeds.frozen(),
                streams.frozen(),
                vitals.frozen(),
                lists.frozen(),
                board.frozen(),
                silences.frozen(),
                alarmsOffSince,
                alarmsOffRaised,
                patient,
                typed,
                watcher,
                emptiedAt,
                pausedUntil,
                standbySince,
                silentInStandby,
                resumed,
                seen,
                mismatch,
                refusedParameters,
                due);
        return !listsChanged && sameScalars(facts, base.facts()) ? base : new Bed(facts);
    }

    private static boolean sameScalars(BedFacts one, BedFacts other) {
        return one.link() == other.link()
                && one.reason() == other.reason()
                && one.demoSounds() == other.demoSounds()
                && one.empty() == other.empty()
                && one.neverHeardRaised() == other.neverHeardRaised()
                && one.alarmsOffRaised() == other.alarmsOffRaised()
                && one.silentInStandby() == other.silentInStandby()
                && one.resumed() == other.resumed()
                && one.mismatch() == other.mismatch()
                && one.refusedParameters() == other.refusedParameters()
                && one.place().equals(other.place())
                && one.watchFrom().equals(other.watchFrom())
                && Objects.equals(one.patient(), other.patient())
                && Objects.equals(one.typed(), other.typed())
                && Objects.equals(one.seen(), other.seen())
                && Objects.equals(one.watcher(), other.watcher())
                && Objects.equals(one.emptiedAt(), other.emptiedAt())
                && Objects.equals(one.notLiveBefore(), other.notLiveBefore())
                && Objects.equals(one.alarmsOffSince(), other.alarmsOffSince())
                && Objects.equals(one.pausedUntil(), other.pausedUntil())
                && Objects.equals(one.standbySince(), other.standbySince())
                && Objects.equals(one.due(), other.due());
    }
}
