package org.vigie.gateway.recovery.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.history.AlarmStep;
import org.vigie.gateway.recovery.Codes;
import org.vigie.gateway.recovery.Item;
import org.vigie.gateway.recovery.Period;
import org.vigie.gateway.recovery.Reading;
import org.vigie.gateway.recovery.Whose;
import org.vigie.model.DeviceId;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.ward.Patient;

/**
 * A FHIR R4 Bundle of type collection: one Observation for each value, alarm step and gap, with the Device and the
 * Patient that it names. The identifiers of the resources follow from what they are, so that the same journal gives the
 * same file. SOURCE: HL7 FHIR R4 (4.0.1) Bundle, Observation, Device, Patient; docs/adr/0092.
 */
public final class FhirExport implements Export {
    static final String MDC = "urn:iso:std:iso:11073:10101";
    static final String UCUM = "http://unitsofmeasure.org";
    static final String LOCAL = "urn:x-vigie:code";
    private static final String FLAG = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
    private static final String ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

    private final JsonGenerator json;
    private final About about;
    private final Set<String> written = new HashSet<>();

    /**
     * What the file is about.
     *
     * @param journal identity of the journal
     * @param mode anything but LIVE is marked as test data
     * @param now when the file is made
     * @param authority who gives the patients' identifiers, as a URI or a name; may be empty
     */
    public record About(UUID journal, GatewayConfig.Mode mode, Instant now, String authority) {}

    /** Begins the file. */
    public FhirExport(Writer out, About about) throws IOException {
        this.about = about;
        json = new JsonFactory().createGenerator(out);
        json.writeStartObject();
        json.writeStringField("resourceType", "Bundle");
        json.writeStringField("type", "collection");
        json.writeStringField("timestamp", time(about.now()));
        json.writeArrayFieldStart("entry");
    }

    @Override
    public void write(Item item) throws IOException {
        if (item.bed().isUnit()) {
            return;
        }
        @Nullable Patient patient = item.whose().bound().orElse(null);
        if (patient != null) {
            patient(patient);
        }
        switch (item) {
            case Item.Values values -> {
                for (Reading reading : values.readings()) {
                    reading(values, reading);
                }
            }
            case Item.Alarm alarm -> alarm(alarm);
            case Item.Gap gap -> gap(gap);
        }
        json.writeRaw('\n');
    }

    private void reading(Item.Values values, Reading reading) throws IOException {
        @Nullable DeviceId device = reading.device();
        if (device != null) {
            device(device);
        }
        Observation observation = reading.observation();
        begin(values, "reading " + values.position() + " " + reading.key());
        coded("code", Codes.of(observation.parameter()), observation.parameter().label());
        subject(values);
        json.writeStringField("effectiveDateTime", time(values.period().corrected(reading.measured())));
        switch (observation) {
            case Numeric numeric -> numeric(numeric);
            case Enumerated some -> {
                json.writeStringField("valueString", Codes.clean(some.value()));
                flags(some.quality());
            }
            case Absent absent ->
                absent(
                        switch (absent.reason()) {
                            case SENSOR_OFF, NOT_MEASURED, SENTINEL -> "not-performed";
                            case MARKED_INVALID, NOT_A_NUMBER -> "error";
                        });
            case Waveform samples -> throw new IllegalStateException("samples are not told");
        }
        notes(values, values.why() == Item.Why.AROUND_ALARM ? "around an alarm" : "");
        if (device != null) {
            reference("device", fullUrl(device.value()));
        }
        if (observation instanceof Numeric numeric) {
            limits(numeric);
        }
        end();
    }

    private void numeric(Numeric numeric) throws IOException {
        if (numeric.quality() == Quality.INVALID) {
            absent("error");
        } else {
            quantity("valueQuantity", numeric.value(), numeric.unit().ucum());
            flags(numeric.quality());
        }
    }

    private void limits(Numeric numeric) throws IOException {
        @Nullable AlarmLimits limits = numeric.limits();
        if (limits == null) {
            return;
        }
        json.writeArrayFieldStart("referenceRange");
        json.writeStartObject();
        @Nullable BigDecimal low = limits.low();
        if (low != null) {
            quantity("low", low, numeric.unit().ucum());
        }
        @Nullable BigDecimal high = limits.high();
        if (high != null) {
            quantity("high", high, numeric.unit().ucum());
        }
        json.writeStringField("text", "alarm limits set at the monitor");
        json.writeEndObject();
        json.writeEndArray();
    }

    private void alarm(Item.Alarm alarm) throws IOException {
        AlarmStep step = alarm.step();
        begin(alarm, "alarm " + alarm.position());
        coded("code", new Codes.Coded("196616", "MDC_EVT_ALARM", true), "alarm");
        subject(alarm);
        json.writeStringField("effectiveDateTime", time(alarm.period().begin()));
        @Nullable String code = step.code();
        Codes.Coded event = code == null ? new Codes.Coded("text", step.text(), false) : Codes.named(code);
        coded("valueCodeableConcept", event, step.text());
        notes(alarm, step.reason());
        json.writeArrayFieldStart("component");
        component("alarm-occurrence", step.alarm());
        component("alarm-step", step.step().word());
        component("alarm-priority", step.priority().word());
        component("alarm-state", step.to().word());
        component("alarm-kind", step.kind().word());
        @Nullable String user = step.user();
        if (user != null) {
            component("alarm-user", user);
        }
        @Nullable String source = step.about();
        @Nullable BigDecimal value = step.value();
        @Nullable String unit = step.unit();
        if (source != null && value != null && unit != null) {
            json.writeStartObject();
            coded("code", Codes.named(source), "");
            quantity("valueQuantity", value, unit);
            json.writeEndObject();
        }
        json.writeEndArray();
        end();
    }

    private void component(String name, String value) throws IOException {
        json.writeStartObject();
        coded("code", new Codes.Coded(name, name, false), "");
        json.writeStringField("valueString", value);
        json.writeEndObject();
    }

    private void gap(Item.Gap gap) throws IOException {
        begin(gap, "gap " + gap.position());
        coded("code", new Codes.Coded("no-data", "no data from the bed", false), "");
        subject(gap);
        json.writeObjectFieldStart("effectivePeriod");
        json.writeStringField("start", time(gap.period().begin()));
        json.writeStringField("end", time(gap.period().end()));
        json.writeEndObject();
        absent("unknown");
        notes(gap, gap.cause().word());
        end();
    }

    private void begin(Item item, String name) throws IOException {
        entry(uuid(name));
        json.writeStringField("resourceType", "Observation");
        json.writeStringField("id", uuid(name).toString());
        json.writeObjectFieldStart("meta");
        json.writeArrayFieldStart("tag");
        coding("urn:x-vigie:export", "retrospective", "kept by Vigie, told later");
        if (about.mode() != GatewayConfig.Mode.LIVE) {
            coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST", "test health data");
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeArrayFieldStart("identifier");
        json.writeStartObject();
        json.writeStringField("system", "urn:uuid:" + about.journal());
        json.writeStringField(
                "value",
                item.position().epoch() + "/" + item.position().seq() + "/"
                        + item.position().n());
        json.writeEndObject();
        json.writeEndArray();
        json.writeStringField("status", "final");
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeEndObject();
    }

    private void entry(UUID id) throws IOException {
        json.writeStartObject();
        json.writeStringField("fullUrl", "urn:uuid:" + id);
        json.writeObjectFieldStart("resource");
    }

    private void subject(Item item) throws IOException {
        json.writeObjectFieldStart("subject");
        String bed = "bed " + item.bed().value();
        @Nullable Patient patient = item.whose().bound().orElse(null);
        if (patient != null) {
            json.writeStringField("reference", "urn:uuid:" + uuid(name(patient)));
            json.writeStringField("display", bed);
        } else {
            Whose.@Nullable Doubt doubt = item.whose().doubt();
            json.writeStringField(
                    "display", bed + ", patient not certain" + (doubt == null ? "" : ": " + doubt.word()));
        }
        json.writeEndObject();
    }

    private void patient(Patient patient) throws IOException {
        if (!written.add(name(patient))) {
            return;
        }
        UUID id = uuid(name(patient));
        entry(id);
        json.writeStringField("resourceType", "Patient");
        json.writeStringField("id", id.toString());
        json.writeArrayFieldStart("identifier");
        json.writeStartObject();
        if (about.authority().contains(":")) {
            json.writeStringField("system", about.authority());
        }
        json.writeStringField("value", text(patient.id()));
        if (!about.authority().isEmpty() && !about.authority().contains(":")) {
            json.writeObjectFieldStart("assigner");
            json.writeStringField("display", about.authority());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndArray();
        if (patient.familyName() != null || patient.givenName() != null) {
            json.writeArrayFieldStart("name");
            json.writeStartObject();
            if (patient.familyName() != null) {
                json.writeStringField("family", text(patient.familyName()));
            }
            if (patient.givenName() != null) {
                json.writeArrayFieldStart("given");
                json.writeString(text(patient.givenName()));
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndArray();
        }
        @Nullable String sex = patient.sex();
        if (sex != null) {
            json.writeStringField(
                    "gender",
                    switch (sex) {
                        case "M" -> "male";
                        case "F" -> "female";
                        case "U", "" -> "unknown";
                        default -> "other";
                    });
        }
        if (patient.birthDate() != null) {
            json.writeStringField("birthDate", patient.birthDate().toString());
        }
        end();
    }

    private String name(Patient patient) {
        return "patient " + about.authority() + " " + patient.id();
    }

    private void device(DeviceId device) throws IOException {
        if (!written.add("device " + device.value())) {
            return;
        }
        UUID id = uuid("device " + device.value());
        entry(id);
        json.writeStringField("resourceType", "Device");
        json.writeStringField("id", id.toString());
        json.writeArrayFieldStart("identifier");
        json.writeStartObject();
        json.writeStringField("value", Codes.clean(device.value()));
        json.writeEndObject();
        json.writeEndArray();
        coded("type", new Codes.Coded("69965", "MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS", true), "patient monitor");
        end();
    }

    private String fullUrl(String device) {
        return "urn:uuid:" + uuid("device " + device);
    }

    private void reference(String field, String url) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("reference", url);
        json.writeEndObject();
    }

    private void quantity(String field, BigDecimal value, String ucum) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeFieldName("value");
        json.writeRawValue(value.toPlainString());
        json.writeStringField("unit", ucum);
        json.writeStringField("system", UCUM);
        json.writeStringField("code", ucum);
        json.writeEndObject();
    }

    private void absent(String why) throws IOException {
        json.writeObjectFieldStart("dataAbsentReason");
        json.writeArrayFieldStart("coding");
        coding(ABSENT, why, "");
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Only what the standard has a code for; questionable and demonstration values say so in words as well. */
    private void flags(Quality quality) throws IOException {
        if (quality == Quality.VALID) {
            return;
        }
        json.writeArrayFieldStart("interpretation");
        json.writeStartObject();
        if (quality == Quality.QUESTIONABLE) {
            json.writeArrayFieldStart("coding");
            coding(FLAG, "IND", "Indeterminate");
            json.writeEndArray();
        }
        json.writeStringField("text", quality.name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
        json.writeEndArray();
    }

    private void notes(Item item, String more) throws IOException {
        Period period = item.period();
        if (!period.isCorrected() && more.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("note");
        if (period.isCorrected()) {
            note("clock corrected by " + period.correction().toSeconds() + " s, written as "
                    + time(period.written(period.from())));
        }
        if (!more.isEmpty()) {
            note(more);
        }
        json.writeEndArray();
    }

    private void note(String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private void coded(String field, Codes.Coded code, String text) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeArrayFieldStart("coding");
        if (code.standard() && !code.hasNumber()) {
            coding(LOCAL, code.name(), "");
        } else {
            coding(code.standard() ? MDC : LOCAL, code.code(), code.name());
        }
        json.writeEndArray();
        String words = Codes.clean(text);
        if (!words.isEmpty()) {
            json.writeStringField("text", words);
        }
        json.writeEndObject();
    }

    private void coding(String system, String code, String display) throws IOException {
        json.writeStartObject();
        json.writeStringField("system", system);
        json.writeStringField("code", code.strip());
        if (!display.isBlank()) {
            json.writeStringField("display", display);
        }
        json.writeEndObject();
    }

    private static String text(@Nullable String some) {
        return some == null ? "" : Codes.clean(some);
    }

    private UUID uuid(String name) {
        return UUID.nameUUIDFromBytes((about.journal() + " " + name).getBytes(StandardCharsets.UTF_8));
    }

    private static String time(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
    }

    @Override
    public void close() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }
}
