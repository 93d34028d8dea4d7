package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;
import org.vigie.model.link.MonitorMode;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.Inactivation;

/**
 * Everything a display shows about one bed, or about the unit as a whole. Immutable; a bed that did not change stays
 * the same object, so that changes can be found by reference. All times are engine time.
 */
public final class Bed {
    private final BedFacts facts;

    Bed(BedFacts facts) {
        this.facts = facts;
    }

    BedFacts facts() {
        return facts;
    }

    /** Name on the door. */
    public BedId id() {
        return facts.place().bed();
    }

    /** As configured. */
    public BedPlace place() {
        return facts.place();
    }

    /** How far its feeds may be believed: the worst of them. */
    public LinkState link() {
        return facts.link();
    }

    /** Why the link is not live; NONE when it is. */
    public LinkReason linkReason() {
        return facts.reason();
    }

    /** The last message of the feed that decides; empty when none was ever heard. */
    public Optional<Instant> lastHeard() {
        return LinkSupervision.deciding(facts.feeds()).map(Feed::lastHeard);
    }

    /** Usual time between messages of the feed that decides; empty until known. */
    public Optional<Duration> period() {
        return LinkSupervision.deciding(facts.feeds()).flatMap(Feed::period);
    }

    /** Its feeds; more than one when the site binds several sources to it, or in a conflict. */
    public List<Feed> feeds() {
        return facts.feeds();
    }

    /** The newest observation of each parameter, in the order in which they were first heard. */
    public List<Stream> streams() {
        return facts.streams();
    }

    /** The alarms to show, most urgent first; without those that are inactive or whose delay still runs. */
    public List<AlarmCondition> alarms() {
        if (facts.board().isEmpty()) {
            return List.of();
        }
        List<AlarmCondition> shown = new ArrayList<>();
        for (AlarmCondition alarm : facts.board()) {
            if (alarm.state().isShown()) {
                shown.add(alarm);
            }
        }
        shown.sort(AlarmCondition.MOST_URGENT_FIRST);
        return Collections.unmodifiableList(shown);
    }

    /** The highest priority of {@link #alarms()}; empty without alarms. */
    public Optional<Priority> priority() {
        return facts.board().stream()
                .filter(alarm -> alarm.state().isShown())
                .map(AlarmCondition::priority)
                .max(Priority::compareTo);
    }

    /** Whether an alarm of this bed is to be heard now: it wants to, and neither pause nor standby keeps it silent. */
    public boolean sounds(AlarmCondition alarm) {
        return alarm.state().wantsSound(alarm.priority())
                && facts.pausedUntil() == null
                && facts.standbySince() == null
                && !alarm.covered()
                && (facts.demoSounds() || !alarm.isDemo());
    }

    /** End of the audio pause; empty when there is none. */
    public Optional<Instant> soundPausedUntil() {
        return Optional.ofNullable(facts.pausedUntil());
    }

    /** The label; empty when unknown. */
    public Optional<Patient> patient() {
        return Optional.ofNullable(facts.patient());
    }

    /** Who watches it; empty when nobody does. */
    public Optional<Watcher> watcher() {
        return Optional.ofNullable(facts.watcher());
    }

    /** True when nobody watches it and somebody should: it is neither empty nor on standby. */
    public boolean isUnwatched() {
        return facts.watcher() == null && !facts.empty() && facts.standbySince() == null && !id().isUnit();
    }

    /** What a person saw at the bedside; empty when nobody has entered any. */
    public Optional<Seen> seen() {
        return Optional.ofNullable(facts.seen());
    }

    /** What a person typed as the label, where the hospital's list says something else; empty without a conflict. */
    public Optional<Patient> typedOtherwise() {
        boolean conflict = facts.typed() != null
                && facts.patient() != null
                && !facts.typed().mayBe(facts.patient());
        return conflict ? Optional.ofNullable(facts.typed()) : Optional.empty();
    }

    /** Where the label comes from. */
    public LabelOrigin labelOrigin() {
        Patient patient = facts.patient();
        if (patient == null) {
            return LabelOrigin.NONE;
        }
        return patient.verified() ? LabelOrigin.LIST : facts.typed() != null ? LabelOrigin.HAND : LabelOrigin.MONITOR;
    }

    /** The monitor's clock minus ours, the largest of its feeds; empty when unknown. */
    public Optional<Duration> clockOffset() {
        Duration largest = null;
        for (Feed feed : facts.feeds()) {
            Duration offset = feed.clock().offset().orElse(null);
            if (offset != null && (largest == null || offset.abs().compareTo(largest.abs()) > 0)) {
                largest = offset;
            }
        }
        return Optional.ofNullable(largest);
    }

    /** Facts that never hide. */
    public Set<Mark> marks() {
        EnumSet<Mark> marks = EnumSet.noneOf(Mark.class);
        for (BedsideSilence silence : facts.silences()) {
            for (Inactivation what : silence.what()) {
                mark(what).ifPresent(marks::add);
            }
        }
        for (Stream stream : facts.streams()) {
            if (stream.state() != ValueState.ABSENT) {
                markQuality(quality(stream), marks);
            }
        }
        if (facts.feeds().stream().anyMatch(feed -> feed.mode() == MonitorMode.DEMO)) {
            marks.add(Mark.DEMO);
        }
        for (AlarmCondition alarm : facts.board()) {
            if (alarm.state().isShown()) {
                markQuality(alarm.report().quality(), marks);
                if (alarm.key().condition().equals(OwnAlarm.CONFLICT)
                        && alarm.state().mayBePresent()) {
                    marks.add(Mark.CONFLICT);
                }
            }
        }
        if (clockOffset()
                .filter(offset -> offset.abs().compareTo(MonitorClock.MARK_ABOVE) > 0)
                .isPresent()) {
            marks.add(Mark.CLOCK_OFFSET);
        }
        if (facts.patient() != null && facts.patient().discharged()) {
            marks.add(Mark.DISCHARGED_STILL_MONITORED);
        }
        if (facts.resumed()) {
            marks.add(Mark.MONITORING_RESUMED);
        }
        if (typedOtherwise().isPresent()) {
            marks.add(Mark.IDENTITY_CONFLICT);
        }
        if (facts.mismatch()) {
            marks.add(Mark.IDENTITY_MISMATCH);
        }
        return Collections.unmodifiableSet(marks);
    }

    private static Optional<Mark> mark(Inactivation what) {
        return switch (what) {
            case ALARM_OFF -> Optional.of(Mark.BEDSIDE_ALARMS_OFF);
            case ALARM_PAUSED -> Optional.of(Mark.BEDSIDE_ALARMS_PAUSED);
            case AUDIO_OFF -> Optional.of(Mark.BEDSIDE_AUDIO_OFF);
            case AUDIO_PAUSED -> Optional.of(Mark.BEDSIDE_AUDIO_PAUSED);
            case ACKNOWLEDGED -> Optional.empty();
        };
    }

    private static void markQuality(@Nullable Quality quality, EnumSet<Mark> marks) {
        if (quality == Quality.DEMO) {
            marks.add(Mark.DEMO);
        } else if (quality == Quality.TEST) {
            marks.add(Mark.TEST);
        }
    }

    /**
     * Whether this differs from an earlier state by nothing but values, their times and what follows from time alone:
     * neither link nor alarms, nor a mark, the patient, people or a pause.
     */
    public boolean differsOnlyInValues(Bed earlier) {
        BedFacts other = earlier.facts;
        return facts.place().equals(other.place())
                && facts.empty() == other.empty()
                && facts.link() == other.link()
                && facts.reason() == other.reason()
                && facts.board().equals(other.board())
                && Objects.equals(facts.patient(), other.patient())
                && Objects.equals(facts.typed(), other.typed())
                && Objects.equals(facts.watcher(), other.watcher())
                && Objects.equals(facts.emptiedAt(), other.emptiedAt())
                && Objects.equals(facts.pausedUntil(), other.pausedUntil())
                && Objects.equals(facts.standbySince(), other.standbySince())
                && Objects.equals(facts.seen(), other.seen())
                && marks().equals(earlier.marks());
    }

    private static @Nullable Quality quality(Stream stream) {
        return switch (stream.observation()) {
            case Numeric numeric -> numeric.quality();
            case Enumerated enumerated -> enumerated.quality();
            case Waveform waveform -> waveform.quality();
            case Absent absent -> null;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bed that && facts.equals(that.facts);
    }

    @Override
    public int hashCode() {
        return facts.hashCode();
    }

    @Override
    public String toString() {
        return facts.toString();
    }
}
