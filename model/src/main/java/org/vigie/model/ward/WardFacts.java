package org.vigie.model.ward;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about a ward.
 *
 * @param site as configured
 * @param index where each bed stands in {@code beds}
 * @param now engine time up to which everything is decided
 * @param changes count of changes
 * @param occurrences count of occurrence ids given
 * @param storage as last told
 * @param beds in the order of the site
 * @param unit the alarms of the unit as a whole
 * @param outage many beds silent at once; null when there is none
 * @param garbled sources that send what cannot be read
 * @param unassigned senders without a bed
 * @param recent ended alarms, newest first
 * @param people of this shift, in the order in which they came
 * @param commands answers to the last commands, newest first
 * @param earliest the first deadline of all; null when none
 */
record WardFacts(
        Site site,
        BedIndex index,
        Instant now,
        long changes,
        long occurrences,
        StorageLevel storage,
        List<Bed> beds,
        Bed unit,
        @Nullable Outage outage,
        List<Garbled> garbled,
        List<Unassigned> unassigned,
        List<AlarmCondition> recent,
        List<Person> people,
        List<WardEffect.CommandResult> commands,
        @Nullable Instant earliest) {

    /** A ward in which nothing was heard yet. */
    static WardFacts start(Site site, Instant now) {
        boolean demoSounds = site.policy().alarmOnDemoData();
        List<Bed> beds = site.beds().stream()
                .map(place -> new Bed(BedFacts.untouched(place, demoSounds, now)))
                .toList();
        Instant earliest = null;
        for (Bed bed : beds) {
            earliest = LinkSupervision.earlier(earliest, bed.facts().due());
        }
        return new WardFacts(
                site,
                BedIndex.of(beds.stream().map(Bed::id).toList()),
                now,
                0,
                0,
                StorageLevel.OK,
                beds,
                new Bed(BedFacts.unit(demoSounds, now)),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                earliest);
    }
}
