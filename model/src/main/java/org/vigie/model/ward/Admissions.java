package org.vigie.model.ward;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;

/**
 * Who lies where, by hand: what works without the hospital's list. What was typed is kept beside what the list says
 * until a person has settled the difference.
 */
final class Admissions {
    /** A monitor is unplugged some minutes after the patient has left; until then its values are no alarm. */
    static final Duration UNPLUGGING = Duration.ofMinutes(2);

    private final WardDraft ward;
    private final @Nullable String user;

    Admissions(WardDraft ward, @Nullable String user) {
        this.ward = ward;
        this.user = user;
    }

    Optional<String> admit(Order.Admit order) {
        BedDraft bed = bed(order.bed());
        if (bed == null) {
            return Optional.of("no-such-bed");
        }
        Patient given = order.patient();
        Patient typed = new Patient(
                given.id(), given.familyName(), given.givenName(), given.birthDate(), given.sex(), false, false);
        if (bed.patient != null && !bed.patient.discharged() && isNamed(bed) && !typed.mayBe(bed.patient)) {
            return Optional.of("bed-occupied");
        }
        BedDraft elsewhere = lyingElsewhere(bed, typed);
        if (elsewhere != null) {
            return Optional.of("lies-elsewhere");
        }
        if (bed.patient == null || bed.patient.discharged() || !bed.patient.verified()) {
            label(bed, typed, typed);
        }
        occupied(bed);
        ward.note(bed.id(), "admitted", "by hand, not verified", user);
        return Optional.empty();
    }

    Optional<String> confirm(BedId name) {
        BedDraft bed = bed(name);
        if (bed == null || bed.patient == null) {
            return Optional.of(bed == null ? "no-such-bed" : "no-patient");
        }
        bed.typed = bed.patient.verified() ? null : bed.patient;
        bed.mismatch = false;
        bed.resumed = false;
        ward.note(bed.id(), "identity-confirmed", "label and wrist band compared", user);
        ward.touch();
        return Optional.empty();
    }

    Optional<String> discharge(Order.Discharge order) {
        BedDraft bed = bed(order.bed());
        if (bed == null) {
            return Optional.of("no-such-bed");
        }
        if (!order.closing() && Standby.isRefused(bed)) {
            return Optional.of("alarm-active");
        }
        leave(bed, "discharged");
        return Optional.empty();
    }

    Optional<String> transfer(Order.Transfer order) {
        BedDraft from = bed(order.from());
        BedDraft to = bed(order.to());
        if (from == null || to == null) {
            return Optional.of("no-such-bed");
        }
        if (from.patient == null) {
            return Optional.of("no-patient");
        }
        if (from == to || (to.patient != null && !to.patient.discharged())) {
            return Optional.of("bed-occupied");
        }
        if (!order.closing() && Standby.isRefused(from)) {
            return Optional.of("alarm-active");
        }
        label(to, from.patient, from.typed);
        to.seen = from.seen;
        occupied(to);
        ward.note(to.id(), "transferred", "from " + from.id(), user);
        leave(from, "transferred to " + to.id());
        return Optional.empty();
    }

    private @Nullable BedDraft bed(BedId name) {
        return name.isUnit() ? null : ward.find(name);
    }

    /** True when the hospital's list or a person named the patient; what a monitor says yields to both. */
    private static boolean isNamed(BedDraft bed) {
        return bed.typed != null || (bed.patient != null && bed.patient.verified());
    }

    private @Nullable BedDraft lyingElsewhere(BedDraft bed, Patient typed) {
        if (typed.id() == null) {
            return null;
        }
        for (BedDraft other : ward.allBeds()) {
            boolean there = other != bed
                    && other.patient != null
                    && !other.patient.discharged()
                    && typed.id().equals(other.patient.id());
            if (there) {
                return other;
            }
        }
        return null;
    }

    private void label(BedDraft bed, Patient shown, @Nullable Patient typed) {
        if (bed.patient != null && !shown.mayBe(bed.patient)) {
            bed.seen = null;
            ValueSupervision.distrust(ward, bed);
        }
        bed.patient = shown;
        bed.typed = typed;
        bed.mismatch = false;
        ward.note(bed.id(), "patient-label", "changed", user);
        ward.touch();
    }

    private void occupied(BedDraft bed) {
        if (bed.empty || bed.standbySince != null) {
            Standby.end(ward, bed, user);
        }
        bed.emptiedAt = null;
        bed.resumed = false;
        ward.touch();
    }

    private void leave(BedDraft bed, String why) {
        Standby.closeAll(ward, bed, user, why);
        GroupLoss.back(ward, bed.id());
        bed.patient = null;
        bed.typed = null;
        bed.seen = null;
        bed.mismatch = false;
        bed.standbySince = null;
        bed.silentInStandby = false;
        bed.resumed = false;
        bed.pausedUntil = null;
        bed.empty = true;
        bed.emptiedAt = ward.now();
        LinkSupervision.watchAgain(ward, bed);
        ValueSupervision.distrust(ward, bed); // whoever comes next is somebody else
        ward.note(bed.id(), "bed-empty", why, user);
        ward.touch();
    }
}
