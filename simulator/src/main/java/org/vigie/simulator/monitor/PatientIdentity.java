package org.vigie.simulator.monitor;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Who a virtual patient is; invented, never a real person.
 *
 * @param id identifier in the hospital
 * @param familyName may hold letters outside ASCII
 * @param givenName may hold letters outside ASCII
 * @param birthDate null when not entered at the monitor
 * @param sex HL7 table 0001: F, M, O, U
 */
public record PatientIdentity(
        String id,
        String familyName,
        String givenName,
        @Nullable LocalDate birthDate,
        String sex) {
    @Override
    public String toString() {
        return "PatientIdentity[" + id + "]";
    }
}
