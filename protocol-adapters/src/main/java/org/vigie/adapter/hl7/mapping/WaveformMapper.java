package org.vigie.adapter.hl7.mapping;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.Hl7Message;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Problem;
import org.vigie.model.unit.Unit;

/**
 * Samples of OBX type NA with the rows that describe them (rate, resolution, range, "no sample" number), which share
 * the stem of OBX-4. Source: reference "hl7-profiles", section 6 (from samples; the IHE waveform text was not found).
 */
final class WaveformMapper {
    private static final String RATE = "MDC_ATTR_SAMP_RATE";
    private static final String PERIOD = "MDC_ATTR_TIME_PD_SAMP";
    private static final String RESOLUTION = "MDC_ATTR_NU_MSMT_RES";
    private static final String RANGE = "MDC_ATTR_DATA_RANGE";
    private static final String NO_SAMPLE = "MDC_EVT_INOP";
    private static final String FILTER = "MDC_ATTR_FILTER_LABEL_STRING";
    private static final Set<String> ATTRIBUTES = Set.of(RATE, PERIOD, RESOLUTION, RANGE, NO_SAMPLE, FILTER);

    private WaveformMapper() {}

    /** True for a row that describes samples. */
    static boolean isAttribute(Coded code) {
        return ATTRIBUTES.contains(code.name());
    }

    /**
     * The waveforms of a group in their order, by the number of their row.
     *
     * @param used gets the numbers of the attribute rows that went into a waveform
     */
    static Map<Integer, List<Accounted>> map(GroupContext group, Set<Integer> used) {
        Map<Integer, List<Accounted>> mapped = new LinkedHashMap<>();
        List<Row> described =
                group.rows().stream().filter(row -> isAttribute(row.code())).toList();
        for (Row row : group.rows()) {
            if (row.obx().hasSamples()) {
                List<Row> attributes = attributes(group, row, described);
                Observation observation = waveform(group, row, attributes);
                List<Accounted> lines = new ArrayList<>();
                if (observation == null) {
                    lines.add(Accounted.of(row, notNumeric(group, row)));
                } else {
                    lines.add(Accounted.of(row, new Observed(group.bed(), group.device(row), observation)));
                    attributes.forEach(attribute -> used.add(attribute.number()));
                }
                mapped.put(row.number(), lines);
            }
        }
        return mapped;
    }

    /** A row of attributes as a line of its own. */
    static Accounted attribute(GroupContext group, Row row, Coded code, boolean folded) {
        Unit unit = Units.read(row.obx());
        String text = DeviceText.clean(row.valueText() + (unit == null ? "" : " " + unit));
        String name = code.refId() == null ? code.sent() : code.refId();
        String channel = DeviceText.orNull(row.subId());
        DeviceReport report = new DeviceReport(group.bed(), group.device(row), name, channel, text);
        return folded ? Accounted.folded(row, report) : Accounted.of(row, report);
    }

    private static Problem notNumeric(GroupContext group, Row row) {
        return new Problem(
                group.bed(),
                group.device(row),
                row.obx().offset(),
                "samples-not-numeric",
                DeviceText.clean(row.code().sent()) + ": OBX-5 of type NA holds no numbers");
    }

    private static List<Row> attributes(GroupContext group, Row wave, List<Row> described) {
        List<Row> attributes = new ArrayList<>();
        String subId = wave.subId();
        Set<String> found = new HashSet<>();
        for (Row row : described) {
            if (!subId.isEmpty() && row.subId().startsWith(subId + ".")) {
                attributes.add(row);
                found.add(row.code().name());
            }
        }
        // no stem: rows that follow at once describe what stands before them
        for (int i = group.rows().indexOf(wave) + 1; i < group.rows().size(); i++) {
            Row row = group.rows().get(i);
            if (!isAttribute(row.code())) {
                break;
            }
            boolean free = row.subId().isEmpty() || row.subId().equals(subId);
            if (free && found.add(row.code().name())) {
                attributes.add(row);
            }
        }
        return attributes;
    }

    private static @Nullable Observation waveform(GroupContext group, Row row, List<Row> attributes) {
        Coded code = row.code();
        Parameter parameter = group.context().parameter(row, code);
        if (parameter == null) {
            return null;
        }
        List<String> sent = row.obx().samples();
        if (sent.stream().allMatch(String::isBlank)) {
            return new Absent(parameter, AbsenceReason.NOT_MEASURED, group.time(row));
        }
        Unit own = Units.read(row.obx());
        Units.Scaled scaled = Units.scaled(own == null ? Unit.NONE : own);
        BigDecimal factor = scaled.factor();
        Unit unit = scaled.unit();
        BigDecimal noSample = null;
        for (Row attribute : attributes) {
            BigDecimal value = Numbers.sample(attribute.value());
            switch (attribute.code().name()) {
                case RESOLUTION -> {
                    if (value != null && value.signum() > 0) {
                        factor = value;
                        Unit step = Units.read(attribute.obx());
                        unit = step == null ? unit : step;
                    }
                }
                case NO_SAMPLE -> noSample = value;
                default -> {} // the rate is read below; range and filter change no sample
            }
        }
        double[] samples = new double[sent.size()];
        int numbers = 0;
        int texts = 0;
        for (int i = 0; i < samples.length; i++) {
            BigDecimal sample = Numbers.sample(sent.get(i));
            if (sample == null || (noSample != null && sample.compareTo(noSample) == 0)) {
                samples[i] = Double.NaN;
            } else {
                samples[i] = sample.multiply(factor).doubleValue();
                numbers++;
            }
            texts += sample == null && !sent.get(i).isBlank() ? 1 : 0;
        }
        if (numbers == 0 && texts == samples.length) {
            return null;
        }
        DeviceTime time = group.time(row);
        double rate = rate(group, attributes, samples.length);
        return new Waveform(parameter, samples, rate, unit, quality(group, row, numbers), time);
    }

    private static Quality quality(GroupContext group, Row row, int numbers) {
        if (numbers == 0 || row.marks().contains("INV") || row.marks().contains("OFF")) {
            return Quality.INVALID; // all "no sample": the sensor is off
        }
        Quality basis = group.context().basis();
        if (basis != Quality.VALID) {
            return basis;
        }
        return row.marks().contains("QUES") ? Quality.QUESTIONABLE : Quality.VALID;
    }

    /** Samples per second: from its row, else from the interval [OBR-7, OBR-8); 0 when neither tells. */
    private static double rate(GroupContext group, List<Row> attributes, int samples) {
        for (Row attribute : attributes) {
            String name = attribute.code().name();
            BigDecimal value = Numbers.sample(attribute.value());
            if (value == null || value.signum() <= 0) {
                continue;
            }
            Unit unit = Units.read(attribute.obx());
            String ucum = unit == null ? "" : unit.ucum();
            if (name.equals(RATE)) {
                return ucum.equals("/min") ? value.doubleValue() / 60 : value.doubleValue();
            }
            if (name.equals(PERIOD)) {
                double milliseconds = ucum.equals("s")
                        ? value.doubleValue() * 1_000
                        : ucum.equals("us") ? value.doubleValue() / 1_000 : value.doubleValue();
                return 1_000 / milliseconds;
            }
        }
        Hl7Message.Segment order = group.group().order();
        DeviceTime end = order == null ? null : Hl7Time.parse(order.value(8));
        DeviceTime start = group.time();
        if (start == null || end == null) {
            return 0;
        }
        double seconds = Duration.between(start.local(), end.local()).toNanos() / 1e9;
        return seconds > 0 && seconds <= 3_600 ? samples / seconds : 0;
    }
}
