package org.vigie.gateway.history;

import java.time.Instant;
import java.util.List;
import org.vigie.model.BedId;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;
import org.vigie.model.ward.WardEvent;

/** Fills a history as a running gateway would, on the clock of a test. */
public final class HistoryFilling {
    private final History history;
    private final WardSampler sampler;

    public HistoryFilling(History history, Instant begin) {
        this.history = history;
        this.sampler = new WardSampler(history.trends(), history.unwatched(), begin, Instant.MAX);
    }

    /** The ward after an event. */
    public Ward apply(Ward ward, WardEvent event, Instant at) {
        return took(ward.apply(event, at));
    }

    /** The ward after time has passed. */
    public Ward advance(Ward ward, Instant at) {
        return took(ward.advance(at));
    }

    private Ward took(Ward.Step step) {
        took(step.ward(), step.effects());
        return step.ward();
    }

    /** Nobody watched a bed of another box for so long. */
    public static void unwatched(RemoteShift shift, BedId bed, Instant from, Instant to) {
        shift.unwatched().add(bed, from, to);
    }

    /** Takes a state with the effects of the step that led to it. */
    public void took(Ward ward, List<WardEffect> effects) {
        sampler.sample(ward);
        history.effects(ward, effects);
    }
}
