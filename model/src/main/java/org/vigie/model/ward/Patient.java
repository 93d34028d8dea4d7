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
 * @param verified true when an ADT feed told it; false when only the monitor did
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
    @Override
    public String toString() {
        return "Patient[verified=" + verified + ", discharged=" + discharged + "]"; // no identity in logs
    }
}
