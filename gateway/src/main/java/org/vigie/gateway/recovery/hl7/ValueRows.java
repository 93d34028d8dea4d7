package org.vigie.gateway.recovery.hl7;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.recovery.Codes;
import org.vigie.gateway.recovery.Item;
import org.vigie.gateway.recovery.Reading;
import org.vigie.model.DeviceId;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.unit.Unit;

/**
 * The rows of PCD-01. Each device is a tree of its own (OBX-4 MDS.VMD.CHAN.METRIC) with a device row; the monitor's own
 * VMD, channel and metric numbers stay where it gave four, so that two temperatures stay two.
 */
final class ValueRows {
    private static final int PATH = 4;
    private static final String ABSENT = "X";
    private static final String RAW = "R";

    private ValueRows() {}

    private record Row(List<Integer> path, @Nullable Reading reading, String device) {
        static final Comparator<Row> ORDER = (a, b) -> Arrays.compare(
                a.path.stream().mapToInt(Integer::intValue).toArray(),
                b.path.stream().mapToInt(Integer::intValue).toArray());

        String dotted() {
            return String.join(".", path.stream().map(String::valueOf).toList());
        }
    }

    /** One row for each device, and under it one for each reading. */
    static void append(Item.Values values, StringBuilder text) {
        int number = 1;
        for (Row row : rows(values.readings())) {
            Segment obx = new Segment("OBX").set(1, Integer.toString(number));
            @Nullable Reading reading = row.reading();
            if (reading == null) {
                obx.set(3, PcdEncoder.MDS).set(4, row.dotted()).set(11, ABSENT).set(18, row.device());
            } else {
                fill(obx.set(4, row.dotted()), reading.observation());
                obx.set(14, PcdEncoder.time(values.period().corrected(reading.measured())));
            }
            text.append(obx);
            number++;
        }
    }

    /** A device row without anything under it: nothing could be obtained. */
    static void appendGap(Item.Gap gap, StringBuilder text) {
        text.append(new Segment("OBX")
                .set(1, "1")
                .set(2, "ST")
                .set(3, "0", "VIGIE_GAP", Codes.LOCAL)
                .set(4, "1.0.0.0")
                .set(5, gap.cause().word())
                .set(11, RAW)
                .set(14, PcdEncoder.time(gap.period().begin())));
    }

    private static List<Row> rows(List<Reading> readings) {
        Map<String, Integer> devices = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        Set<List<Integer>> taken = new HashSet<>();
        for (Reading reading : readings) {
            @Nullable DeviceId device = reading.device();
            String name = device == null ? "" : Codes.clean(device.value());
            Integer mds = devices.get(name);
            if (mds == null) {
                mds = devices.size() + 1;
                devices.put(name, mds);
                rows.add(new Row(List.of(mds, 0, 0, 0), null, name));
            }
            List<Integer> path = path(mds, reading);
            for (int metric = rows.size(); path == null || !taken.add(path); metric++) {
                path = List.of(mds, 0, 0, metric);
            }
            rows.add(new Row(path, reading, name));
        }
        rows.sort(Row.ORDER);
        return rows;
    }

    /** The monitor's own numbers below its device; null when it gave none. */
    private static @Nullable List<Integer> path(int mds, Reading reading) {
        @Nullable String channel = reading.observation().parameter().channel();
        if (channel == null || !channel.matches("\\d{1,9}(\\.\\d{1,9}){3}")) {
            return null;
        }
        int[] numbers = Stream.of(channel.split("\\.", PATH))
                .mapToInt(Integer::parseInt)
                .toArray();
        return numbers[3] == 0 ? null : List.of(mds, numbers[1], numbers[2], numbers[3]);
    }

    private static void fill(Segment obx, Observation observation) {
        Codes.Coded code = Codes.of(observation.parameter());
        obx.set(3, code.code(), code.name(), code.standard() ? "MDC" : Codes.LOCAL);
        switch (observation) {
            case Numeric numeric -> numeric(obx, numeric);
            case Enumerated some ->
                obx.set(2, "ST")
                        .set(5, Codes.clean(some.value()))
                        .set(8, flag(some.quality()))
                        .set(11, RAW);
            case Absent absent ->
                obx.set(2, "NM")
                        .set(
                                8,
                                switch (absent.reason()) {
                                    case SENSOR_OFF -> "OFF";
                                    case MARKED_INVALID -> "INV";
                                    case NOT_MEASURED, SENTINEL, NOT_A_NUMBER -> "NAV";
                                })
                        .set(11, ABSENT);
            case Waveform samples -> throw new IllegalStateException("samples are not told");
        }
    }

    private static void numeric(Segment obx, Numeric numeric) {
        boolean invalid = numeric.quality() == Quality.INVALID;
        obx.set(2, "NM").set(6, unit(numeric.unit())).set(8, flag(numeric.quality()));
        if (invalid) {
            // What the monitor itself calls wrong is never a number in a record.
            obx.set(11, ABSENT);
        } else {
            obx.set(5, numeric.value().toPlainString()).set(11, RAW);
        }
        @Nullable AlarmLimits limits = numeric.limits();
        if (limits != null) {
            obx.set(7, PcdEncoder.range(limits.low(), limits.high()));
        }
        if (numeric.setting()) {
            obx.set(17, "ASET");
        }
    }

    /** MDC first, UCUM as the alternate. */
    static String[] unit(Unit unit) {
        return Codes.of(unit)
                .map(code -> new String[] {
                    Integer.toString(code.number()), code.refId(), "MDC", unit.ucum(), unit.ucum(), "UCUM"
                })
                .orElseGet(() -> new String[] {unit.ucum(), unit.ucum(), "UCUM"});
    }

    private static String flag(Quality quality) {
        return switch (quality) {
            case VALID -> "";
            case QUESTIONABLE -> "QUES";
            case INVALID -> "INV";
            case DEMO -> "DEMO";
            case TEST -> "TEST";
        };
    }
}
