package org.vigie.model.ward;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;

/** The people of a shift and who of them watches which bed. */
final class Shift {
    private final WardDraft ward;
    private final @Nullable String user;
    private final int display;

    Shift(WardDraft ward, @Nullable String user, int display) {
        this.ward = ward;
        this.user = user;
        this.display = display;
    }

    Optional<String> signOn(Order.SignOn order) {
        int at = indexOf(order.initials());
        if (at < 0) {
            if (ward.people.size() >= ward.limits().peopleOfShift()) {
                return Optional.of("too-many-people");
            }
            ward.people.add(new Person(order.initials(), order.name(), order.pin(), ward.now()));
        } else {
            Person known = ward.people.get(at);
            ward.people.set(
                    at,
                    new Person(
                            known.initials(),
                            order.name() == null ? known.name() : order.name(),
                            order.pin() == null ? known.pin() : order.pin(),
                            known.since()));
        }
        ward.note(BedId.UNIT, at < 0 ? "person-on-shift" : "person-changed", order.initials(), user);
        ward.touch();
        return Optional.empty();
    }

    Optional<String> signOff(String initials) {
        int at = indexOf(initials);
        if (at < 0) {
            return Optional.of("not-on-shift");
        }
        for (BedDraft bed : ward.allBeds()) {
            if (bed.watcher != null && bed.watcher.initials().equals(initials)) {
                return Optional.of("still-watching");
            }
        }
        ward.people.remove(at);
        ward.note(BedId.UNIT, "person-left", initials, user);
        ward.touch();
        return Optional.empty();
    }

    Optional<String> take(List<BedId> beds) {
        return user == null ? Optional.of("no-name") : watch(beds, new Watcher(user, ward.now(), display));
    }

    Optional<String> leave(List<BedId> beds) {
        return watch(beds, null);
    }

    private Optional<String> watch(List<BedId> beds, @Nullable Watcher next) {
        List<BedDraft> found = new ArrayList<>(beds.size());
        for (BedId name : beds) {
            BedDraft bed = name.isUnit() ? null : ward.find(name);
            if (bed == null) {
                return Optional.of("no-such-bed");
            }
            found.add(bed);
        }
        if (found.isEmpty()) {
            return Optional.of("no-bed-given");
        }
        for (BedDraft bed : found) {
            Watcher before = bed.watcher;
            bed.watcher = next;
            ward.note(
                    bed.id(),
                    next == null ? "watch-left" : "watch-taken",
                    (before == null ? "from nobody" : "from " + before.initials()) + " at display " + display,
                    user);
        }
        ward.touch();
        return Optional.empty();
    }

    private int indexOf(String initials) {
        for (int i = 0; i < ward.people.size(); i++) {
            if (ward.people.get(i).initials().equals(initials)) {
                return i;
            }
        }
        return -1;
    }
}
