package org.vigie.gateway.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.model.DeviceText;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Patient;
import org.vigie.model.ward.Ward;

/** The names behind the labels: pure. They are not part of the stream that every display gets. */
public final class PatientNames {
    private PatientNames() {}

    /** Of all beds with a patient, in the order of the site. */
    public static List<LiveMessage.Name> of(Ward ward) {
        List<LiveMessage.Name> names = new ArrayList<>();
        for (Bed bed : ward.beds().values()) {
            bed.patient().ifPresent(patient -> names.add(name(bed, patient)));
        }
        return names;
    }

    private static LiveMessage.Name name(Bed bed, Patient patient) {
        return new LiveMessage.Name(
                bed.id().value(),
                clean(patient.familyName()),
                clean(patient.givenName()),
                patient.birthDate() == null ? null : patient.birthDate().toString(),
                clean(patient.sex()),
                bed.typedOtherwise().map(PatientNames::words).orElse(null));
    }

    private static String words(Patient typed) {
        String birth = typed.birthDate() == null ? null : typed.birthDate().toString();
        return Stream.of(
                        Optional.ofNullable(clean(typed.familyName())),
                        Optional.ofNullable(clean(typed.givenName())),
                        Optional.ofNullable(birth),
                        Optional.ofNullable(clean(typed.id())))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : DeviceText.clean(text);
    }
}
