package org.vigie.model.ward;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.model.SourceId;
import org.vigie.model.report.PatientReport;

/**
 * Who lies where. A report changes labels only: it never starts, stops or suppresses monitoring. SOURCE:
 * reference/hl7-profiles.md 5.
 */
final class PatientLabels {
    private PatientLabels() {}

    static void told(WardDraft ward, SourceId source, PatientReport report) {
        BedDraft bed = ward.resolve(source, report.bed()).orElse(null);
        switch (report.event()) {
            case IDENTIFIED -> {
                if (bed != null) {
                    identified(ward, bed, report);
                }
            }
            case ADMIT -> {
                leave(ward, bed, report);
                occupy(ward, bed, report);
            }
            case TRANSFER -> {
                BedDraft prior = report.priorBed() == null
                        ? null
                        : ward.resolve(source, report.priorBed()).orElse(null);
                if (prior != null && prior != bed) {
                    set(ward, prior, null);
                }
                leave(ward, bed, report);
                occupy(ward, bed, report);
            }
            case MERGE -> merge(ward, bed, report);
            case UPDATE -> {
                BedDraft known = bedOf(ward, report);
                // A person has moved the patient; the list does not know it yet.
                boolean moved = known != null && bed != null && bed.emptiedAt != null;
                BedDraft where = bed == null || moved ? known : bed;
                if (where != null) {
                    occupy(ward, where, report);
                }
            }
            case DISCHARGE -> discharge(ward, bed != null ? bed : bedOf(ward, report), report);
            case CANCEL_ADMIT -> {
                BedDraft where = bed != null ? bed : bedOf(ward, report);
                if (where != null) {
                    set(ward, where, null);
                }
            }
        }
    }

    /**
     * The monitor's own word for its patient: it fills an empty label, it never replaces that of the hospital or of a
     * person.
     */
    private static void identified(WardDraft ward, BedDraft bed, PatientReport report) {
        Patient known = bed.patient;
        if (report.patientId() == null && report.familyName() == null) {
            return;
        }
        boolean unchanged = known != null
                && (report.patientId() == null || report.patientId().equals(known.id()));
        if (known != null && known.discharged() && unchanged) {
            return; // still the one who has left, as far as the monitor knows
        }
        if (known == null || known.discharged() || (!known.verified() && bed.typed == null)) {
            Patient told = patient(report, known, false);
            displaces(ward, bed, told);
            set(ward, bed, told);
            return;
        }
        boolean mismatch = bed.typed != null
                ? !patient(report, null, false).mayBe(known)
                : report.patientId() != null
                        && known.id() != null
                        && !report.patientId().equals(known.id());
        if (mismatch != bed.mismatch) {
            bed.mismatch = mismatch;
            ward.note(bed.id(), mismatch ? "identity-mismatch" : "identity-agrees", "monitor and label", null);
            ward.touch();
        }
    }

    private static void occupy(WardDraft ward, @Nullable BedDraft bed, PatientReport report) {
        if (bed != null) {
            Patient listed = patient(report, bed.patient, true);
            displaces(ward, bed, listed);
            set(ward, bed, listed);
            settleTyped(ward, bed, listed);
        }
    }

    /** No cuff pressure of whoever lay here until now may look live under the name of the next one. */
    private static void displaces(WardDraft ward, BedDraft bed, @Nullable Patient next) {
        if (bed.patient != null && (next == null || !next.mayBe(bed.patient))) {
            ValueSupervision.distrust(ward, bed);
        }
    }

    /** The list wins over what was typed; where they differ, what was typed stays visible until a person confirms. */
    private static void settleTyped(WardDraft ward, BedDraft bed, Patient listed) {
        if (bed.typed == null) {
            return;
        }
        if (bed.typed.mayBe(listed)) {
            bed.typed = null;
            ward.note(bed.id(), "identity-verified", "the list agrees with what was typed", null);
        } else {
            ward.note(bed.id(), "identity-conflict", "the list names another than was typed", null);
        }
        ward.touch();
    }

    /** The old identifier is replaced wherever it stands; a merge tells who somebody is, not where. */
    private static void merge(WardDraft ward, @Nullable BedDraft named, PatientReport report) {
        String old = report.priorId();
        boolean found = false;
        for (BedDraft bed : ward.allBeds()) {
            Patient known = bed.patient;
            if (old != null && report.patientId() != null && known != null && old.equals(known.id())) {
                found = true;
                Patient now = new Patient(
                        report.patientId(),
                        known.familyName(),
                        known.givenName(),
                        known.birthDate(),
                        known.sex(),
                        known.verified(),
                        known.discharged());
                set(ward, bed, known.discharged() ? now : patient(report, now, known.verified()));
            }
        }
        BedDraft where = named != null ? named : bedOf(ward, report);
        if (!found && where != null) {
            occupy(ward, where, report);
        }
    }

    private static void discharge(WardDraft ward, @Nullable BedDraft bed, PatientReport report) {
        if (bed == null || bed.patient == null) {
            return;
        }
        Patient known = bed.patient;
        boolean another = report.patientId() != null
                && known.id() != null
                && !report.patientId().equals(known.id());
        another |= bed.typed != null && !patient(report, null, false).mayBe(known);
        if (another) {
            ward.note(bed.id(), "discharge-of-another", "the label stays", null);
            return;
        }
        set(
                ward,
                bed,
                new Patient(
                        known.id(),
                        known.familyName(),
                        known.givenName(),
                        known.birthDate(),
                        known.sex(),
                        known.verified(),
                        true));
    }

    /** A patient who is now elsewhere is no longer in the bed before. */
    private static void leave(WardDraft ward, @Nullable BedDraft now, PatientReport report) {
        BedDraft before = bedOf(ward, report);
        if (before != null && before != now) {
            set(ward, before, null);
        }
    }

    private static @Nullable BedDraft bedOf(WardDraft ward, PatientReport report) {
        if (report.patientId() == null) {
            return null;
        }
        for (BedDraft bed : ward.allBeds()) {
            if (bed.patient != null && report.patientId().equals(bed.patient.id())) {
                return bed;
            }
        }
        return null;
    }

    private static Patient patient(PatientReport report, @Nullable Patient known, boolean verified) {
        boolean same = known != null
                && !known.discharged()
                && (report.patientId() == null || Objects.equals(report.patientId(), known.id()));
        if (known == null || !same) {
            return new Patient(
                    report.patientId(),
                    report.familyName(),
                    report.givenName(),
                    report.birthDate(),
                    report.sex(),
                    verified,
                    false);
        }
        return new Patient(
                known.id(),
                report.familyName() == null ? known.familyName() : report.familyName(),
                report.givenName() == null ? known.givenName() : report.givenName(),
                report.birthDate() == null ? known.birthDate() : report.birthDate(),
                report.sex() == null ? known.sex() : report.sex(),
                verified || known.verified(),
                false);
    }

    private static void set(WardDraft ward, BedDraft bed, @Nullable Patient patient) {
        if (!Objects.equals(bed.patient, patient)) {
            boolean another =
                    patient == null || patient.discharged() || (bed.patient != null && !patient.mayBe(bed.patient));
            bed.seen = another ? null : bed.seen;
            if (patient == null) {
                displaces(ward, bed, null);
            }
            bed.patient = patient;
            bed.mismatch = false;
            bed.typed = patient == null || patient.discharged() ? null : bed.typed;
            ward.note(bed.id(), "patient-label", patient == null ? "cleared" : "changed", null);
            ward.touch();
        }
    }
}
