package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;

/**
 * Everything a display shows about one bed. Immutable; a bed that did not change stays the same object, so that changes
 * can be found by reference. All times are engine time.
 */
public final class Bed {
    private final BedPlace place;

    Bed(BedPlace place) {
        this.place = place;
    }

    /** Name on the door. */
    public BedId id() {
        return place.bed();
    }

    /** As configured. */
    public BedPlace place() {
        return place;
    }

    /** How far its feeds may be believed: the worst of them. */
    public LinkState link() {
        return LinkState.CONNECTING;
    }

    /** Why the link is not live; NONE when it is. */
    public LinkReason linkReason() {
        return LinkReason.NEVER_HEARD;
    }

    /** The last message of the feed that decides; empty when none was ever heard. */
    public Optional<Instant> lastHeard() {
        return Optional.empty();
    }

    /** Usual time between messages of the feed that decides; empty until known. */
    public Optional<Duration> period() {
        return Optional.empty();
    }

    /** Its feeds; more than one when the site binds several sources to it, or in a conflict. */
    public List<Feed> feeds() {
        return List.of();
    }

    /** The newest observation of each parameter, in the order in which they were first heard. */
    public List<Stream> streams() {
        return List.of();
    }

    /** The alarms to show, most urgent first; without those that are inactive or whose delay still runs. */
    public List<AlarmCondition> alarms() {
        return List.of();
    }

    /** The highest priority of {@link #alarms()}; empty without alarms. */
    public Optional<Priority> priority() {
        return Optional.empty();
    }

    /** Whether an alarm of this bed is to be heard now: it wants to, and neither pause nor standby keeps it silent. */
    public boolean sounds(AlarmCondition alarm) {
        return alarm.state().wantsSound(alarm.priority());
    }

    /** End of the audio pause; empty when there is none. */
    public Optional<Instant> soundPausedUntil() {
        return Optional.empty();
    }

    /** The label; empty when unknown. */
    public Optional<Patient> patient() {
        return Optional.empty();
    }

    /** Facts that never hide. */
    public Set<Mark> marks() {
        return Set.of();
    }

    /** The monitor's clock minus ours; empty when unknown. */
    public Optional<Duration> clockOffset() {
        return Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bed that && place.equals(that.place);
    }

    @Override
    public int hashCode() {
        return place.hashCode();
    }
}
