package org.vigie.model.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;

/**
 * Who lies in a bed, as a monitor or an ADT feed says. It only ever changes the label of a bed; it never starts, stops
 * or suppresses monitoring.
 *
 * @param event what happened
 * @param bed the bed now (PV1-3); null when the message names none
 * @param priorBed the bed before (PV1-6), for a transfer; null when not told
 * @param device who speaks; null when unknown
 * @param patientId identifier as sent; null when empty
 * @param familyName as sent; null when empty
 * @param givenName as sent; null when empty
 * @param birthDate null when empty or not a date
 * @param sex HL7 table 0001 as sent; null when empty
 * @param priorId the identifier that {@code patientId} replaces (MRG-1), for a merge; null when not told
 */
public record PatientReport(
        Event event,
        @Nullable String bed,
        @Nullable String priorBed,
        @Nullable DeviceId device,
        @Nullable String patientId,
        @Nullable String familyName,
        @Nullable String givenName,
        @Nullable LocalDate birthDate,
        @Nullable String sex,
        @Nullable String priorId)
        implements Report {

    /** A report that replaces no identifier. */
    public PatientReport(
            Event event,
            @Nullable String bed,
            @Nullable String priorBed,
            @Nullable DeviceId device,
            @Nullable String patientId,
            @Nullable String familyName,
            @Nullable String givenName,
            @Nullable LocalDate birthDate,
            @Nullable String sex) {
        this(event, bed, priorBed, device, patientId, familyName, givenName, birthDate, sex, null);
    }

    /** What an ADT message reports; IDENTIFIED is PID in a monitor's own message. */
    public enum Event {
        IDENTIFIED,
        ADMIT,
        TRANSFER,
        DISCHARGE,
        UPDATE,
        CANCEL_ADMIT,
        MERGE
    }

    @Override
    public String toString() {
        return "PatientReport[" + event + ", bed=" + bed + "]"; // no identity in logs
    }
}
