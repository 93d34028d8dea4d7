package org.vigie.model.ward;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vigie.model.BedId;

/**
 * The whole unit at one moment of engine time, as a display shows it: an immutable value. The next one follows from an
 * event by a pure function, the same for live operation and for replay.
 *
 * <p>Before an event is applied, every deadline up to its time fires, in order and at its own due time; so the result
 * does not depend on how often {@link #advance} was called in between. Thread-safe.
 */
public final class Ward {
    private final Site site;
    private final Instant now;
    private final Map<BedId, Bed> beds;

    private Ward(Site site, Instant now) {
        this.site = site;
        this.now = now;
        Map<BedId, Bed> all = new LinkedHashMap<>();
        site.beds().forEach(place -> all.put(place.bed(), new Bed(place)));
        this.beds = all;
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
        return new Ward(site, now);
    }

    /**
     * A unit as a checkpoint describes it; beds follow {@code site}. Apply the records behind the checkpoint, then
     * {@link WardEvent.Restarted}.
     *
     * @param checkpoint text of {@link #checkpoint()}, of this version or the one before
     * @throws IllegalArgumentException when the text is no checkpoint or of an unknown version
     */
    public static Ward restore(Site site, String checkpoint, Instant now) {
        return new Ward(site, now);
    }

    /**
     * Fires every deadline up to {@code at}, then applies the event.
     *
     * @param at engine time; one before {@link #now()} counts as {@link #now()}
     */
    public Step apply(WardEvent event, Instant at) {
        return new Step(this, List.of());
    }

    /** Fires every deadline up to {@code at}. */
    public Step advance(Instant at) {
        return new Step(this, List.of());
    }

    /** What has to survive a restart, as text: one line per fact, the first names the version. */
    public String checkpoint() {
        return "";
    }

    /** Engine time up to which everything is decided. */
    public Instant now() {
        return now;
    }

    /** Counts changes; the same number means that nothing a display shows has changed. */
    public long changes() {
        return 0;
    }

    /** As configured. */
    public Site site() {
        return site;
    }

    /** The beds in the order of the site. */
    public Map<BedId, Bed> beds() {
        return beds;
    }

    /** The alarms and the pause of the unit as a whole. */
    public Bed unit() {
        return new Bed(BedPlace.named("unit"));
    }

    /** The alarms of a bed or of {@link BedId#UNIT}, most urgent first; empty for an unknown bed. */
    public List<AlarmCondition> alarms(BedId bed) {
        return List.of();
    }

    /** The alarm of an occurrence id, while it is shown. */
    public Optional<AlarmCondition> alarm(String id) {
        return Optional.empty();
    }

    /** Ended alarms, newest first, for the list "recent". */
    public List<AlarmCondition> recent() {
        return List.of();
    }

    /** Senders without a bed. */
    public List<Unassigned> unassigned() {
        return List.of();
    }

    /** Beds whose link is live or slow. */
    public int bedsReporting() {
        return 0;
    }

    /** Beds that are neither empty nor on standby. */
    public int bedsTotal() {
        return 0;
    }

    /** How much the journal can keep, as last told. */
    public StorageLevel storage() {
        return StorageLevel.OK;
    }
}
