package org.vigie.adapter.hl7.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vigie.model.DeviceId;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.unit.Unit;
import org.vigie.profiles.Nomenclature;

/** One OBR group of results: each OBX becomes a value, a waveform, an absence, a device row or a problem. */
final class ObservationMapper {
    private ObservationMapper() {}

    static List<Accounted> map(GroupContext group) {
        List<Accounted> lines = new ArrayList<>();
        Set<Integer> folded = new HashSet<>();
        Map<Integer, List<Accounted>> waveforms = WaveformMapper.map(group, folded);
        for (Row row : group.rows()) {
            List<Accounted> waveform = waveforms.get(row.number());
            lines.addAll(waveform == null ? row(group, row, folded.contains(row.number())) : waveform);
        }
        return lines;
    }

    private static List<Accounted> row(GroupContext group, Row row, boolean folded) {
        Coded code = row.code();
        if (folded) {
            return List.of(WaveformMapper.attribute(group, row, code, true));
        }
        if (isDeviceRow(row, code)) {
            return List.of(Accounted.of(row, device(group, row, code)));
        }
        boolean attribute = code.term().isPresent()
                ? code.is(Nomenclature.Kind.ATTRIBUTE)
                : code.name().startsWith("MDC_ATTR_");
        if (attribute || WaveformMapper.isAttribute(code)) {
            return List.of(WaveformMapper.attribute(group, row, code, false));
        }
        return ValueMapper.map(group, row);
    }

    /** A row of the containment tree: a system, a module or a channel (IHE PCD TF-2, B.8: OBX-4 ends in zeros). */
    static boolean isDeviceRow(Row row, Coded code) {
        if (row.hasValue()) {
            return false;
        }
        String name = code.name();
        boolean named = code.is(Nomenclature.Kind.DEVICE)
                || (name.startsWith("MDC_DEV_")
                        && (name.endsWith("_MDS") || name.endsWith("_VMD") || name.endsWith("_CHAN")));
        boolean placed = row.depth() >= 3 && row.depth() <= 4 && isZero(row.place());
        return named || (placed && !code.isEmpty());
    }

    private static boolean isZero(String number) {
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    /** A row as a fact about the device: its value, else the device it names. */
    static DeviceReport device(GroupContext group, Row row, Coded code) {
        String name = code.refId() != null ? code.refId() : code.isEmpty() ? "OBX" : code.sent();
        String value = ValueMapper.words(row);
        DeviceId named = row.device();
        if (value.isBlank() && named != null) {
            value = named.value();
        }
        Unit unit = value.isBlank() || !row.type().equals("NM") ? null : Units.read(row.obx());
        if (unit != null) {
            value = value + " " + unit;
        }
        return new DeviceReport(
                group.bed(), group.device(row), name, DeviceText.orNull(row.subId()), DeviceText.clean(value));
    }
}
