package org.vigie.model.ward;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;

/**
 * The whole unit at one moment of engine time, as a display shows it: an immutable value. The next one follows from an
 * event by a pure function, the same for live operation and for replay.
 *
 * <p>Before an event is applied, every deadline up to its time fires, in order and at its own due time; so the result
 * does not depend on how often {@link #advance} was called in between. Thread-safe.
 */
public final class Ward {
    private final WardFacts facts;

    Ward(WardFacts facts) {
        this.facts = facts;
    }

    /**
     * Result of a step.
     *
     * @param ward afterwards
     * @param effects what happened, in order
     */
    public record Step(Ward ward, List<WardEffect> effects) {}

    /** A unit in which nothing was heard yet. */
    public static Ward start(Site site, Instant now) {
        return new Ward(WardFacts.start(site, now));
    }

    /**
     * A unit as a checkpoint describes it. Beds that the site no longer has are kept until {@link WardEvent.Restarted},
     * which closes them with a record. Apply the journaled records behind the checkpoint, then
     * {@link WardEvent.Restarted}.
     *
     * @param checkpoint text of {@link #checkpoint()}, of this version or the one before
     * @param now engine time. The ward stands at the time of the checkpoint until something is applied. When the clock
     *     was set back, so that the checkpoint lies after {@code now}, all its times are moved back to {@code now}; the
     *     records behind it then have to be applied at {@code now} too.
     * @throws IllegalArgumentException when the text is no checkpoint or of an unknown version
     */
    public static Ward restore(Site site, String checkpoint, Instant now) {
        return new Ward(CheckpointReader.read(site, checkpoint, now));
    }

    /**
     * Fires every deadline up to {@code at}, then applies the event.
     *
     * @param at engine time; one before {@link #now()} counts as {@link #now()}
     */
    public Step apply(WardEvent event, Instant at) {
        WardDraft draft = new WardDraft(facts);
        // While the box slept or was down nobody listened: that is no silence of the monitors.
        switch (event) {
            case WardEvent.Suspended suspended -> {
                draft.fireUpTo(at.minus(suspended.slept()));
                draft.sleepUntil(at);
            }
            case WardEvent.Restarted restarted -> draft.sleepUntil(at);
            default -> draft.fireUpTo(at);
        }
        perform(draft, event);
        draft.settled();
        draft.fireUpTo(at);
        return draft.done();
    }

    /** Fires every deadline up to {@code at}. */
    public Step advance(Instant at) {
        WardDraft draft = new WardDraft(facts);
        draft.fireUpTo(at);
        return draft.done();
    }

    private static void perform(WardDraft ward, WardEvent event) {
        switch (event) {
            case WardEvent.Heard heard -> Listening.heard(ward, heard);
            case WardEvent.Alive alive -> Listening.alive(ward, alive.source(), alive.connection());
            case WardEvent.Unreadable unreadable -> Unreadables.unreadable(ward, unreadable);
            case WardEvent.Connected connected ->
                LinkSupervision.connected(ward, connected.source(), connected.connection());
            case WardEvent.Disconnected gone ->
                LinkSupervision.disconnected(ward, gone.source(), gone.connection(), gone.reason());
            case WardEvent.Commanded command -> Commands.command(ward, command);
            case WardEvent.Ordered ordered -> Orders.order(ward, ordered);
            case WardEvent.DisplaysAnswer told -> displays(ward, told);
            case WardEvent.DisplaysSeen seen -> seen(ward, seen);
            case WardEvent.Suspended suspended -> {
                ward.note(BedId.UNIT, "suspended", suspended.slept().toString(), null);
                for (BedDraft bed : ward.allBeds()) {
                    LinkSupervision.startAnew(ward, bed, LinkReason.SUSPENDED, false);
                }
            }
            case WardEvent.Restarted restarted -> Restart.apply(ward);
            case WardEvent.SiteChanged changed -> SiteChange.apply(ward, changed.site());
            case WardEvent.PowerChanged told -> power(ward, told);
            case WardEvent.BoxTold told ->
                unitAlarm(
                        ward,
                        !told.problem().isEmpty(),
                        OwnCondition.of(
                                told.condition(),
                                told.condition().equals(OwnAlarm.DUPLICATE_BOX) ? Priority.MEDIUM : Priority.LOW,
                                told.problem().isEmpty() ? "well again" : told.problem()));
            case WardEvent.StorageChanged changed -> storage(ward, changed.level());
        }
    }

    private static void displays(WardDraft ward, WardEvent.DisplaysAnswer told) {
        boolean raised = AlarmBoard.own(ward.unit(), AlarmKey.VIGIE, OwnAlarm.NO_DISPLAY)
                .filter(alarm -> alarm.state().mayBePresent())
                .isPresent();
        if (!told.answering() && !raised) {
            AlarmBoard.raiseOwn(ward, ward.unit(), OwnCondition.of(OwnAlarm.NO_DISPLAY, Priority.HIGH, told.text()));
        } else if (told.answering()) {
            AlarmBoard.endOwn(ward, ward.unit(), AlarmKey.VIGIE, OwnAlarm.NO_DISPLAY, told.text());
        }
    }

    private static void seen(WardDraft ward, WardEvent.DisplaysSeen seen) {
        if (seen.hidden().isEmpty()) {
            AlarmBoard.endOwn(
                    ward, ward.unit(), AlarmKey.VIGIE, OwnAlarm.DISPLAY_HIDDEN, "every watched display is to be seen");
        } else {
            AlarmBoard.raiseOwn(
                    ward, ward.unit(), OwnCondition.of(OwnAlarm.DISPLAY_HIDDEN, Priority.MEDIUM, seen.hidden()));
        }
        List<BedId> nowhere = ward.inSiteOrder(seen.nowhere());
        if (nowhere.isEmpty()) {
            AlarmBoard.endOwn(ward, ward.unit(), AlarmKey.VIGIE, OwnAlarm.BED_NOT_SHOWN, "a display shows every bed");
        } else {
            AlarmBoard.raiseOwn(
                    ward,
                    ward.unit(),
                    new OwnCondition(
                            AlarmKey.VIGIE,
                            OwnAlarm.BED_NOT_SHOWN,
                            null,
                            Priority.MEDIUM,
                            "beds that no display shows",
                            nowhere,
                            false));
        }
    }

    /** The mains are gone: medium. The battery is nearly empty: high, the box is about to fall silent. */
    private static void power(WardDraft ward, WardEvent.PowerChanged told) {
        boolean onBattery = told.state() != PowerState.MAINS;
        unitAlarm(ward, onBattery, OwnCondition.of(OwnAlarm.MAINS_LOST, Priority.MEDIUM, told.text()));
        boolean low = told.state() == PowerState.LOW;
        unitAlarm(ward, low, OwnCondition.of(OwnAlarm.BATTERY_LOW, Priority.HIGH, told.text()));
    }

    private static void unitAlarm(WardDraft ward, boolean on, OwnCondition condition) {
        if (!on) {
            AlarmBoard.endOwn(ward, ward.unit(), condition.source(), condition.code(), condition.text());
            return;
        }
        boolean known = AlarmBoard.own(ward.unit(), condition.source(), condition.code())
                .map(AlarmCondition::state)
                .filter(state -> state == AlarmState.ACTIVE_UNACK || state == AlarmState.ACTIVE_ACK)
                .isPresent();
        if (!known) {
            AlarmBoard.raiseOwn(ward, ward.unit(), condition);
        }
    }

    private static void storage(WardDraft ward, StorageLevel level) {
        if (ward.storage == level) {
            return;
        }
        ward.storage = level;
        ward.touch();
        Priority priority = switch (level) {
            case OK -> null;
            case WAVES_SHED -> Priority.LOW;
            case DATA_SHED -> Priority.MEDIUM;
            case LIFE_ONLY, FAILED -> Priority.HIGH;
        };
        if (priority == null) {
            AlarmBoard.endOwn(ward, ward.unit(), AlarmKey.VIGIE, OwnAlarm.STORAGE, "there is room again");
        } else {
            AlarmBoard.raiseOwn(ward, ward.unit(), OwnCondition.of(OwnAlarm.STORAGE, priority, level.name()));
        }
    }

    /** What has to survive a restart, as text: one line per fact, the first names the version. */
    public String checkpoint() {
        return Checkpoint.write(facts);
    }

    /** Engine time up to which everything is decided. */
    public Instant now() {
        return facts.now();
    }

    /** When time alone changes something next; empty when never. */
    public Optional<Instant> nextDeadline() {
        return Optional.ofNullable(facts.earliest());
    }

    /** Counts changes; the same number means that nothing a display shows has changed. */
    public long changes() {
        return facts.changes();
    }

    /** As configured. */
    public Site site() {
        return facts.site();
    }

    /** The beds in the order of the site. */
    public Map<BedId, Bed> beds() {
        return Collections.unmodifiableMap(new BedMap(facts.index(), facts.beds()));
    }

    /** The alarms and the pause of the unit as a whole. */
    public Bed unit() {
        return facts.unit();
    }

    /** The alarms of a bed or of {@link BedId#UNIT}, most urgent first; empty for an unknown bed. */
    public List<AlarmCondition> alarms(BedId bed) {
        if (bed.isUnit()) {
            return facts.unit().alarms();
        }
        Bed found = beds().get(bed);
        return found == null ? List.of() : found.alarms();
    }

    /** The alarm of an occurrence id, while it is shown. */
    public Optional<AlarmCondition> alarm(String id) {
        for (int i = -1; i < facts.beds().size(); i++) {
            Bed bed = i < 0 ? facts.unit() : facts.beds().get(i);
            for (AlarmCondition alarm : bed.facts().board()) {
                if (alarm.id().equals(id) && alarm.state().isShown()) {
                    return Optional.of(alarm);
                }
            }
        }
        return Optional.empty();
    }

    /** Ended alarms, newest first, for the list "recent". */
    public List<AlarmCondition> recent() {
        return facts.recent();
    }

    /** Senders without a bed. */
    public List<Unassigned> unassigned() {
        return facts.unassigned();
    }

    /** Beds whose link is live or slow. */
    public int bedsReporting() {
        return (int) facts.beds().stream().filter(GroupLoss::isReporting).count();
    }

    /** Beds that are neither empty nor on standby. */
    public int bedsTotal() {
        return (int) facts.beds().stream()
                .filter(bed -> bed.link() != LinkState.EMPTY && bed.link() != LinkState.STANDBY)
                .count();
    }

    /** The people of this shift, in the order in which they came. */
    public List<Person> people() {
        return facts.people();
    }

    /** Beds that have to be watched and that nobody watches, in the order of the site. */
    public List<BedId> unwatched() {
        return facts.beds().stream().filter(Bed::isUnwatched).map(Bed::id).toList();
    }

    /** How much the journal can keep, as last told. */
    public StorageLevel storage() {
        return facts.storage();
    }

    WardFacts facts() {
        return facts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ward that && facts.equals(that.facts);
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
