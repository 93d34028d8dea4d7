package org.vigie.adapter.intellivue.mapping;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.BodyMeasure;
import org.vigie.adapter.intellivue.codec.MonitorText;
import org.vigie.adapter.intellivue.codec.MonitorTime;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.Observed;
import org.vigie.model.report.PatientReport;
import org.vigie.model.report.Report;
import org.vigie.profiles.PhilipsNomenclature;

/**
 * Who lies in the bed, as people typed it into the monitor. It is a name on a label: "discharged" there discharges
 * nobody here. SOURCE: intellivue-protocol.md section 12.
 */
final class PatientMapper {
    private static final int MALE = 1;
    private static final int FEMALE = 2;
    private static final int UNSPECIFIED = 9;

    /** The object of the demographics class. */
    void patient(Speaker speaker, PolledObject object, Consumer<Report> out) {
        out.accept(new PatientReport(
                PatientReport.Event.IDENTIFIED,
                speaker.bed(),
                null,
                speaker.device(),
                text(object, AttributeId.PATIENT_ID),
                text(object, AttributeId.FAMILY_NAME),
                text(object, AttributeId.GIVEN_NAME),
                birthDate(object.value(AttributeId.BIRTH_DATE)),
                sex(object.value(AttributeId.SEX))));
        measure(speaker, object.value(AttributeId.HEIGHT), "MDC_ATTR_PT_HEIGHT", out);
        measure(speaker, object.value(AttributeId.WEIGHT), "MDC_ATTR_PT_WEIGHT", out);
    }

    private static void measure(Speaker speaker, @Nullable Octets value, String code, Consumer<Report> out) {
        if (value == null) {
            return;
        }
        BodyMeasure.read(value).ifPresent(measure -> {
            Quality quality = speaker.mode() == Quality.DEMO ? Quality.DEMO : Quality.VALID;
            Parameter parameter = new Parameter(code, null, null, "");
            Numeric numeric = new Numeric(
                    parameter,
                    measure.value(),
                    PhilipsNomenclature.standard().unit(measure.unit()),
                    quality,
                    null,
                    true,
                    null);
            out.accept(new Observed(speaker.bed(), speaker.device(), numeric));
        });
    }

    private static @Nullable String text(PolledObject object, int attribute) {
        Octets value = object.value(attribute);
        String text = value == null ? "" : MonitorText.string(value);
        return text.isEmpty() ? null : text;
    }

    private static @Nullable LocalDate birthDate(@Nullable Octets value) {
        LocalDateTime time = value == null ? null : MonitorTime.absolute(value);
        return time == null ? null : time.toLocalDate();
    }

    private static @Nullable String sex(@Nullable Octets value) {
        if (value == null || value.length() < 2) {
            return null;
        }
        return switch (value.u16(0)) {
            case MALE -> "M";
            case FEMALE -> "F";
            case UNSPECIFIED -> "U";
            default -> null;
        };
    }
}
