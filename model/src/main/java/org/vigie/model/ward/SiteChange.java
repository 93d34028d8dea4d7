package org.vigie.model.ward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.vigie.model.BedId;

/** A new configuration: beds that stay keep all they have, beds that go are closed with a record of it. */
final class SiteChange {
    private SiteChange() {}

    static void apply(WardDraft ward, Site next) {
        boolean demoSounds = next.policy().alarmOnDemoData();
        Map<BedId, BedPlace> places = new HashMap<>();
        next.beds().forEach(place -> places.put(place.bed(), place));
        for (BedDraft bed : ward.allBeds()) {
            BedPlace place = places.get(bed.id());
            if (place == null) {
                GroupLoss.back(ward, bed.id());
                Standby.closeAll(ward, bed, null, "the bed was removed from the site");
                ward.note(bed.id(), "bed-removed", "by the configuration", null);
            } else {
                stay(ward, bed, place, next);
            }
            bed.demoSounds = demoSounds;
        }
        ward.unit().demoSounds = demoSounds;
        Map<BedId, Bed> kept = new HashMap<>();
        ward.frozenBeds().forEach(bed -> kept.put(bed.id(), bed));
        List<Bed> beds = new ArrayList<>();
        for (BedPlace place : next.beds()) {
            Bed bed = kept.get(place.bed());
            beds.add(bed != null ? bed : new Bed(BedFacts.untouched(place, demoSounds, ward.now())));
        }
        ward.replaceBeds(next, beds);
        ward.allBeds(); // as drafts, so that all of them are brought up to date
        for (int i = ward.unassigned.size() - 1; i >= 0; i--) {
            Unassigned sender = ward.unassigned.get(i);
            if (next.resolve(sender.source(), sender.reportedBed()).isPresent()) {
                ward.unassigned.remove(i);
            }
        }
        ward.touch();
    }

    private static void stay(WardDraft ward, BedDraft bed, BedPlace place, Site next) {
        BedPlace before = bed.place;
        bed.place = place;
        if (before.empty() != place.empty() && bed.empty != place.empty()) {
            bed.empty = place.empty();
            bed.emptiedAt = null;
            bed.seen = null;
            LinkSupervision.watchAgain(ward, bed);
        }
        for (int i = bed.feeds.size() - 1; i >= 0; i--) {
            Feed feed = bed.feeds.get(i);
            boolean stays = next.resolve(feed.source(), feed.reportedBed()).equals(Optional.of(bed.id()));
            if (!stays) {
                LinkSupervision.drop(ward, bed, i, "the configuration gives it to another bed");
                bed.watchFrom = ward.now();
                bed.neverHeardRaised = false;
                continue;
            }
            FeedEdit edit = new FeedEdit(feed);
            edit.explicit = WardDraft.isExplicit(place, feed.source());
            if (!Objects.equals(before.period(), place.period())) {
                edit.rhythm = Rhythm.of(place.period());
            }
            bed.feeds.set(i, edit.done());
        }
    }
}
