package org.vigie.model.ward;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The label of a bed. It never decides whether the bed is watched.
 *
 * @param id identifier as sent; null when unknown
 * @param familyName as sent; null when unknown
 * @param givenName as sent; null when unknown
 * @param birthDate null when unknown
 * @param sex HL7 table 0001 as sent; null when unknown
 * @param verified true when an ADT feed told it; false when only the monitor did, or a person typed it
 * @param discharged true when the hospital's list says that this patient has left the bed
 */
public record Patient(
        @Nullable String id,
        @Nullable String familyName,
        @Nullable String givenName,
        @Nullable LocalDate birthDate,
        @Nullable String sex,
        boolean verified,
        boolean discharged) {
    /**
     * False when the two cannot be the same person: both have an identifier and they differ, or else both have a family
     * name, or a birth date, and they differ.
     */
    public boolean mayBe(Patient other) {
        if (id != null && other.id != null) {
            return id.equals(other.id);
        }
        return sameWhereKnown(familyName, other.familyName)
                && (birthDate == null || other.birthDate == null || birthDate.equals(other.birthDate));
    }

    private static boolean sameWhereKnown(@Nullable String one, @Nullable String other) {
        return one == null || other == null || one.strip().equalsIgnoreCase(other.strip());
    }

    @Override
    public String toString() {
        return "Patient[verified=" + verified + ", discharged=" + discharged + "]"; // no identity in logs
    }
}
