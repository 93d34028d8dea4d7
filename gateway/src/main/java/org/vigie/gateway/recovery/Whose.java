package org.vigie.gateway.recovery;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Mark;
import org.vigie.model.ward.Patient;

/**
 * Whose something is, as far as the label of the bed told at that moment. Anything but a certain identifier is a doubt:
 * a value in the wrong record harms more than one that waits for a person.
 *
 * @param patient as labelled; null when unknown
 * @param doubt why it must not be given to that patient; null when it may
 */
public record Whose(@Nullable Patient patient, @Nullable Doubt doubt) {
    /** Belongs to no bed. */
    public static final Whose NOBODY = new Whose(null, Doubt.NO_PATIENT);

    /** Why something is not bound to a patient. */
    public enum Doubt {
        /** Nobody was admitted. */
        NO_PATIENT,
        /** A name without identifier. */
        NO_IDENTIFIER,
        /** The hospital's list says that the patient has left; somebody was still measured. */
        DISCHARGED,
        /** The hospital's list and what a person typed differ. */
        IDENTITY_CONFLICT,
        /** The monitor names another patient than the label. */
        IDENTITY_MISMATCH,
        /** Two senders fed the bed. */
        TWO_SENDERS;

        /** The word in files, lower case with hyphens. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whose the values of a bed are now. */
    public static Whose of(Bed bed) {
        @Nullable Patient patient = bed.patient().orElse(null);
        if (patient == null) {
            return NOBODY;
        }
        return new Whose(patient, doubt(patient, bed.marks()));
    }

    private static @Nullable Doubt doubt(Patient patient, Set<Mark> marks) {
        if (marks.contains(Mark.CONFLICT)) {
            return Doubt.TWO_SENDERS;
        }
        if (marks.contains(Mark.IDENTITY_CONFLICT)) {
            return Doubt.IDENTITY_CONFLICT;
        }
        if (marks.contains(Mark.IDENTITY_MISMATCH)) {
            return Doubt.IDENTITY_MISMATCH;
        }
        if (patient.discharged()) {
            return Doubt.DISCHARGED;
        }
        @Nullable String id = patient.id();
        return id == null || id.isBlank() ? Doubt.NO_IDENTIFIER : null;
    }

    /** The patient, when there is no doubt. */
    public Optional<Patient> bound() {
        return doubt == null ? Optional.ofNullable(patient) : Optional.empty();
    }

    /** The identifier, when there is no doubt. */
    public Optional<String> identifier() {
        return bound().map(Patient::id);
    }

    /** Whether both are the same patient, or the same doubt about the same one; a corrected name changes nothing. */
    boolean isSameAs(Whose other) {
        return doubt == other.doubt && Objects.equals(id(), other.id());
    }

    private @Nullable String id() {
        return patient == null ? null : patient.id();
    }
}
