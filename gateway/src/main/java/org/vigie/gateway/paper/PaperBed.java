package org.vigie.gateway.paper;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.history.BedPast;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.history.History;
import org.vigie.model.DeviceText;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.BedScore;
import org.vigie.model.ward.Mark;
import org.vigie.model.ward.Patient;

/**
 * A bed as its sheet and the list of the unit have it, of this box or of another.
 *
 * @param name on the screen here
 * @param patient as far as it is known here
 * @param monitor its name; null when it is not known here
 * @param box name of the other box; null for a bed of this one
 * @param demo whether nobody lies there
 * @param link its word
 * @param priorities words of its alarms, most urgent first
 * @param score where the unit wants one
 * @param past what is known
 */
public record PaperBed(
        String name,
        Somebody patient,
        @Nullable String monitor,
        @Nullable String box,
        boolean demo,
        String link,
        List<String> priorities,
        Optional<PaperScore> score,
        BedPast past) {
    public PaperBed {
        priorities = List.copyOf(priorities);
    }

    /**
     * Who lies in a bed.
     *
     * @param name in full, or as the unit shows it; empty when unknown
     * @param verified whether somebody has compared it
     * @param born null when unknown
     * @param record identifier; null when unknown
     */
    record Somebody(
            String name,
            boolean verified,
            @Nullable LocalDate born,
            @Nullable String record) {}

    /** A bed of this box. */
    static PaperBed own(History history, Bed bed, Clock clock) {
        Optional<Patient> patient = bed.patient();
        return new PaperBed(
                bed.id().value(),
                new Somebody(
                        patient.map(PaperBed::name).orElse(""),
                        patient.map(Patient::verified).orElse(false),
                        patient.map(Patient::birthDate).orElse(null),
                        patient.map(Patient::id).map(DeviceText::clean).orElse(null)),
                bed.streams().stream()
                        .filter(stream -> stream.device() != null)
                        .map(stream -> DeviceText.clean(String.valueOf(stream.device())))
                        .findFirst()
                        .orElse(null),
                null,
                bed.marks().contains(Mark.DEMO) || bed.marks().contains(Mark.TEST),
                bed.link().word(),
                bed.alarms().stream().map(alarm -> alarm.priority().word()).toList(),
                BedScore.news2(bed, clock.now()).map(scored -> PaperScore.of(scored, clock)),
                BedPast.own(history, bed.id()));
    }

    /**
     * A bed of another box: what its box says of it, and what is known here of its past.
     *
     * @param view as it is shown here
     * @param box its name
     */
    public static PaperBed of(WardView.Bed view, String box, BedPast past) {
        String label = view.label() == null ? "" : view.label();
        return new PaperBed(
                view.bed(),
                new Somebody(label, view.identityVerified(), null, view.patientId()),
                null,
                box,
                view.marks().contains("demo") || view.marks().contains("test"),
                view.link(),
                view.alarms().stream().map(WardView.Alarm::priority).toList(),
                Optional.ofNullable(view.news2()).map(PaperScore::of),
                past);
    }

    private static String name(Patient patient) {
        String family = patient.familyName() == null ? "" : DeviceText.clean(patient.familyName());
        String given = patient.givenName() == null ? "" : DeviceText.clean(patient.givenName());
        return (family + " " + given).strip();
    }
}
