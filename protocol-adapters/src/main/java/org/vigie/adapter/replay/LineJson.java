package org.vigie.adapter.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.report.Inactivation;
import org.vigie.model.report.ModeReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.PatientReport;
import org.vigie.model.report.Problem;

/**
 * A line of a decoded capture as one JSON object: {@code kind}, {@code bed} and {@code device} (null if unknown) in
 * each, then what the kind has. Times are ISO-8601 with their offset; without a zone in the input they are local and
 * {@code zone} is "unknown".
 */
public final class LineJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

    private LineJson() {}

    /** The object, without a line end. */
    public static String of(Line line) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            switch (line.report()) {
                case Observed observed -> observed(json, observed);
                case AlarmReport alarm -> alarm(json, alarm);
                case PatientReport patient -> patient(json, patient);
                case DeviceReport device -> device(json, device);
                case ModeReport mode ->
                    device(json, new DeviceReport(mode.bed(), mode.device(), "operating-mode", null, mode.text()));
                case Problem problem -> problem(json, problem);
                case AlarmSnapshot list ->
                    throw new IllegalArgumentException("a list of alarms is written as its alarms: " + list.scope());
            }
            json.writeNumberField("message", line.message());
            json.writeArrayFieldStart("rows");
            for (int row : line.rows()) {
                json.writeNumber(row);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void head(JsonGenerator json, String kind, @Nullable String bed, @Nullable Object device)
            throws IOException {
        json.writeStringField("kind", kind);
        text(json, "bed", bed);
        text(json, "device", device == null ? null : device.toString());
    }

    private static void observed(JsonGenerator json, Observed observed) throws IOException {
        Observation observation = observed.observation();
        String kind = switch (observation) {
            case Numeric n -> "numeric";
            case Enumerated e -> "enumerated";
            case Waveform w -> "waveform";
            case Absent a -> "absent";
        };
        head(json, kind, observed.bed(), observed.device());
        text(json, "code", observation.parameter().code());
        text(json, "vendorCode", observation.parameter().vendorCode());
        text(json, "channel", observation.parameter().channel());
        text(json, "label", observation.parameter().label());
        switch (observation) {
            case Numeric numeric -> {
                json.writeNumberField("value", numeric.value());
                json.writeStringField("unit", numeric.unit().ucum());
                quality(json, numeric.quality());
                limits(json, numeric.limits());
                json.writeBooleanField("setting", numeric.setting());
            }
            case Enumerated enumerated -> {
                json.writeStringField("value", enumerated.value());
                quality(json, enumerated.quality());
            }
            case Waveform waveform -> {
                samples(json, waveform);
                json.writeNumberField("rate", waveform.rateHz());
                json.writeStringField("unit", waveform.unit().ucum());
                quality(json, waveform.quality());
            }
            case Absent absent -> {
                json.writeNullField("value");
                json.writeStringField("reason", word(absent.reason()));
            }
        }
        time(json, observation.deviceTime());
    }

    private static void samples(JsonGenerator json, Waveform waveform) throws IOException {
        json.writeArrayFieldStart("samples");
        for (int i = 0; i < waveform.length(); i++) {
            double sample = waveform.sample(i);
            if (Double.isNaN(sample)) {
                json.writeNull();
            } else if (sample == Math.rint(sample) && Math.abs(sample) < 1e15) {
                json.writeNumber((long) sample);
            } else {
                json.writeNumber(sample);
            }
        }
        json.writeEndArray();
    }

    private static void alarm(JsonGenerator json, AlarmReport alarm) throws IOException {
        head(json, "alarm", alarm.bed(), alarm.device());
        text(json, "code", alarm.code());
        text(json, "vendorCode", alarm.vendorCode());
        text(json, "channel", alarm.channel());
        json.writeStringField("priority", alarm.priority().word());
        json.writeStringField("phase", alarm.phase().word());
        json.writeStringField("text", alarm.text());
        json.writeStringField("alarmKind", alarm.kind().word());
        text(json, "alarmId", alarm.alarmId());
        AlarmReport.Evidence evidence = alarm.evidence();
        if (evidence != null) {
            json.writeNumberField("value", evidence.value());
            json.writeStringField("unit", evidence.unit().ucum());
            limits(json, evidence.limits());
        }
        inactivation(json, alarm.inactivation());
        json.writeBooleanField("momentary", alarm.momentary());
        quality(json, alarm.quality());
        time(json, alarm.deviceTime());
    }

    private static void inactivation(JsonGenerator json, Set<Inactivation> inactive) throws IOException {
        json.writeArrayFieldStart("inactivation");
        for (Inactivation one : Inactivation.values()) {
            if (inactive.contains(one)) {
                json.writeString(one.word());
            }
        }
        json.writeEndArray();
    }

    private static void patient(JsonGenerator json, PatientReport patient) throws IOException {
        head(json, "patient", patient.bed(), patient.device());
        json.writeStringField("event", word(patient.event()));
        text(json, "priorBed", patient.priorBed());
        text(json, "patientId", patient.patientId());
        if (patient.priorId() != null) {
            text(json, "priorPatientId", patient.priorId());
        }
        text(json, "familyName", patient.familyName());
        text(json, "givenName", patient.givenName());
        text(
                json,
                "birthDate",
                patient.birthDate() == null ? null : patient.birthDate().toString());
        text(json, "sex", patient.sex());
    }

    private static void device(JsonGenerator json, DeviceReport device) throws IOException {
        head(json, "device", device.bed(), device.device());
        boolean named = device.code().startsWith("MDC");
        text(json, "code", named ? device.code() : null);
        text(json, "vendorCode", named ? null : device.code());
        text(json, "channel", device.channel());
        json.writeStringField("text", device.text());
    }

    private static void problem(JsonGenerator json, Problem problem) throws IOException {
        head(json, "problem", problem.bed(), problem.device());
        json.writeNumberField("offset", problem.offset());
        json.writeStringField("reason", problem.reason());
        json.writeStringField("text", problem.text());
    }

    private static void quality(JsonGenerator json, Quality quality) throws IOException {
        json.writeStringField("quality", word(quality));
    }

    private static void limits(JsonGenerator json, @Nullable AlarmLimits limits) throws IOException {
        if (limits == null) {
            return;
        }
        json.writeObjectFieldStart("limits");
        if (limits.low() != null) {
            json.writeNumberField("low", limits.low());
        }
        if (limits.high() != null) {
            json.writeNumberField("high", limits.high());
        }
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, @Nullable DeviceTime time) throws IOException {
        if (time == null) {
            json.writeNullField("deviceTime");
            return;
        }
        String local = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time.local());
        json.writeStringField("deviceTime", time.offset() == null ? local : local + OFFSET.format(time.offset()));
        if (time.offset() == null) {
            json.writeStringField("zone", "unknown");
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }
}
