package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;

/** A bed that cannot be read is a silent bed: an alarm after three unreadable messages of one source in 60 s. */
final class Unreadables {
    private static final int MANY = 3;
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private Unreadables() {}

    static void unreadable(WardDraft ward, WardEvent.Unreadable event) {
        List<BedDraft> beds = fed(ward, event);
        for (BedDraft bed : beds) {
            int index = bed.feedOf(event.source());
            if (index >= 0 && bed.feeds.get(index).unreadableSince() == null) {
                FeedEdit edit = new FeedEdit(bed.feeds.get(index));
                edit.unreadableSince = ward.now();
                bed.feeds.set(index, edit.done());
                ward.touch();
            }
        }
        int index = indexOf(ward, event.source());
        if (index < 0) {
            if (ward.garbled.size()
                    >= ward.limits().unassignedSources() + ward.site().beds().size()) {
                forget(ward, 0);
            }
            ward.garbled.add(new Garbled(event.source(), List.of(), List.of()));
            index = ward.garbled.size() - 1;
        }
        Garbled before = ward.garbled.get(index);
        List<Instant> times = new ArrayList<>(before.times());
        times.add(ward.now());
        if (times.size() > MANY) {
            times.remove(0);
        }
        List<BedId> raised = before.beds();
        if (isMany(times, ward.now())) {
            raised = new ArrayList<>();
            for (BedDraft bed : beds.isEmpty() ? List.of(ward.unit()) : beds) {
                raised.add(bed.id());
                AlarmBoard.raiseOwn(
                        ward,
                        bed,
                        OwnCondition.of(
                                event.source(),
                                OwnAlarm.CANNOT_READ,
                                Priority.MEDIUM,
                                event.source() + ": " + event.reason()));
            }
        }
        ward.garbled.set(index, new Garbled(event.source(), List.copyOf(times), List.copyOf(raised)));
        ward.touch();
    }

    private static List<BedDraft> fed(WardDraft ward, WardEvent.Unreadable event) {
        List<BedDraft> all = ward.fedBy(event.source());
        List<BedDraft> byConnection = all.stream()
                .filter(bed -> event.connection()
                        .equals(bed.feeds.get(bed.feedOf(event.source())).connection()))
                .toList();
        if (!byConnection.isEmpty()) {
            return byConnection;
        }
        if (!all.isEmpty()) {
            return all;
        }
        return ward.resolve(event.source(), null).map(List::of).orElse(List.of());
    }

    private static boolean isMany(List<Instant> times, Instant now) {
        return times.size() == MANY && now.isBefore(times.get(0).plus(WINDOW));
    }

    private static int indexOf(WardDraft ward, SourceId source) {
        for (int i = 0; i < ward.garbled.size(); i++) {
            if (ward.garbled.get(i).source().equals(source)) {
                return i;
            }
        }
        return -1;
    }

    private static void forget(WardDraft ward, int index) {
        Garbled old = ward.garbled.get(index);
        ward.garbled.remove(index);
        for (BedId id : old.beds()) {
            BedDraft bed = ward.find(id);
            if (bed != null) {
                AlarmBoard.endOwn(ward, bed, old.source(), OwnAlarm.CANNOT_READ, "no longer many in 60 s");
            }
        }
        ward.touch();
    }

    /** When the oldest entry is no longer of interest; null when there is none. */
    static @Nullable Instant due(WardDraft ward) {
        Instant next = null;
        for (Garbled one : ward.garbled.items()) {
            next = LinkSupervision.earlier(next, over(one));
        }
        return next;
    }

    /** An alarm is over when its three are no longer within 60 s; without one, 60 s after the last. */
    private static Instant over(Garbled one) {
        int decisive = one.beds().isEmpty() ? one.times().size() - 1 : 0;
        return one.times().get(decisive).plus(WINDOW);
    }

    static void tick(WardDraft ward) {
        for (int i = ward.garbled.size() - 1; i >= 0; i--) {
            if (!ward.now().isBefore(over(ward.garbled.get(i)))) {
                forget(ward, i);
            }
        }
    }
}
