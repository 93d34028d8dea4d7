package org.vigie.model.ward;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;

/**
 * The beds of a unit and who feeds them, as configured. Immutable.
 *
 * @param name of the site
 * @param unit of the ward
 * @param beds in the order in which displays show them; bed names are unique
 * @param policy what the unit chose about its alarms
 */
public record Site(String name, String unit, List<BedPlace> beds, WardPolicy policy) {
    public Site {
        beds = List.copyOf(beds);
        Set<BedId> seen = new HashSet<>();
        for (BedPlace place : beds) {
            if (place.bed().isUnit()) {
                throw new IllegalArgumentException("bed name " + BedId.UNIT + " is reserved for the unit");
            }
            if (!seen.add(place.bed())) {
                throw new IllegalArgumentException("bed " + place.bed() + " is listed twice");
            }
        }
    }

    /** The same site with no bed: another box watches them. */
    public Site withoutBeds() {
        return new Site(name, unit, List.of(), policy);
    }

    /**
     * The bed that a statement belongs to: a binding of source and name wins over one of the name alone, which wins
     * over one of the source alone. A bed without bindings is bound by its own name.
     *
     * @param source who sent it
     * @param reportedBed the bed as the sender names it; null when it names none
     * @return empty when no bed of the site fits: the sender is unassigned
     */
    public Optional<BedId> resolve(SourceId source, @Nullable String reportedBed) {
        BedId byName = null;
        BedId bySource = null;
        for (BedPlace place : beds) {
            if (place.bindings().isEmpty()
                    && byName == null
                    && place.bed().value().equals(reportedBed)) {
                byName = place.bed();
            }
            for (Binding binding : place.bindings()) {
                boolean sourceFits = source.equals(binding.source());
                boolean nameFits = reportedBed != null && reportedBed.equals(binding.reportedBed());
                if (sourceFits && nameFits) {
                    return Optional.of(place.bed());
                }
                if (byName == null && binding.source() == null && nameFits) {
                    byName = place.bed();
                }
                if (bySource == null && sourceFits && binding.reportedBed() == null) {
                    bySource = place.bed();
                }
            }
        }
        return Optional.ofNullable(byName != null ? byName : bySource);
    }
}
