package org.vigie.adapter.hl7.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.Hl7Message;
import org.vigie.model.DeviceId;

/**
 * One OBX by the names of its fields (HL7 v2.6 chapter 7, IHE PCD TF-2 section B.8). What several readers ask for is
 * read once. Confined to the thread of its message.
 */
final class Row {
    private static final int LONGEST_PATH = 64;

    private final int number;
    private final Hl7Message.Segment obx;
    private final Coded code;
    private final String type;
    private final String subId;
    private final int depth;
    private final List<String> marks;
    private final String status;
    private final @Nullable DeviceId device;

    /**
     * @param number of the OBX in the message, from 1
     * @param obx the segment
     * @param code OBX-3
     * @param participant device named by a PRT segment after it (HL7 v2.7 on); null when there is none
     */
    Row(int number, Hl7Message.Segment obx, Coded code, @Nullable DeviceId participant) {
        this.number = number;
        this.obx = obx;
        this.code = code;
        type = obx.value(2).strip().toUpperCase(Locale.ROOT);
        subId = obx.value(4).strip();
        depth = depth(subId);
        marks = marks(obx);
        status = obx.value(11).strip().toUpperCase(Locale.ROOT);
        device = device(obx, participant);
    }

    /** Of the OBX in the message, from 1. */
    int number() {
        return number;
    }

    /** The segment. */
    Hl7Message.Segment obx() {
        return obx;
    }

    /** OBX-3. */
    Coded code() {
        return code;
    }

    /** How many numbers OBX-4 has: MDS, VMD, channel, metric, facet; 0 when it is no dotted list of numbers. */
    int depth() {
        return depth;
    }

    private static int depth(String subId) {
        if (subId.isEmpty() || subId.length() > LONGEST_PATH) {
            return 0;
        }
        int numbers = 1;
        char before = '.';
        for (int i = 0; i < subId.length(); i++) {
            char c = subId.charAt(i);
            if (c == '.' && before != '.') {
                numbers++;
            } else if (c < '0' || c > '9') {
                return 0;
            }
            before = c;
        }
        return before == '.' ? 0 : numbers;
    }

    /** The last number of OBX-4 as sent, where {@link #depth} says that it has some. */
    String place() {
        return subId.substring(subId.lastIndexOf('.') + 1);
    }

    /** Which row it is: one number, one row of the message. */
    boolean isSame(Row other) {
        return number == other.number;
    }

    /** OBX-2, upper case. */
    String type() {
        return type;
    }

    /** OBX-4, as it stands. */
    String subId() {
        return subId;
    }

    /** OBX-4 without its last number: what the facets of one alarm and the attributes of one waveform share. */
    String stem() {
        int dot = subId.lastIndexOf('.');
        return dot < 0 ? subId : subId.substring(0, dot);
    }

    /** OBX-5.1 of the first repetition. */
    String value() {
        return obx.value(5);
    }

    boolean hasValue() {
        return obx.repetitions(5) > 0;
    }

    /** All of OBX-5 in words: components with a caret, repetitions with a tilde, as sent. */
    String valueText() {
        int count = obx.repetitions(5);
        if (count <= 1 && obx.components(5, 1) <= 1 && obx.subcomponents(5, 1, 1) <= 1 && !value().endsWith("^")) {
            return value();
        }
        List<String> repetitions = new ArrayList<>();
        for (int repetition = 1; repetition <= count; repetition++) {
            StringBuilder text = new StringBuilder();
            int components = Math.min(obx.components(5, repetition), 16);
            for (int component = 1; component <= components; component++) {
                text.append(component == 1 ? "" : "^").append(component(repetition, component));
            }
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == '^') {
                end--;
            }
            repetitions.add(text.substring(0, end));
            if (repetitions.size() == 64) {
                break;
            }
        }
        return String.join("~", repetitions);
    }

    private String component(int repetition, int component) {
        int subcomponents = Math.min(obx.subcomponents(5, repetition, component), 16);
        if (subcomponents <= 1) {
            return obx.value(5, repetition, component, 1);
        }
        List<String> parts = new ArrayList<>();
        for (int sub = 1; sub <= subcomponents; sub++) {
            parts.add(obx.value(5, repetition, component, sub));
        }
        return String.join("&", parts);
    }

    /** OBX-8, upper case: marks such as INV, PM, SP. */
    List<String> marks() {
        return marks;
    }

    private static List<String> marks(Hl7Message.Segment obx) {
        int repetitions = obx.repetitions(8);
        if (repetitions == 0) {
            return List.of();
        }
        List<String> marks = new ArrayList<>();
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            String mark = obx.value(8, repetition, 1, 1).strip().toUpperCase(Locale.ROOT);
            if (!mark.isEmpty()) {
                marks.add(mark);
            }
        }
        return marks;
    }

    /** OBX-11, upper case. */
    String status() {
        return status;
    }

    /** A set value: OBX-17 ASET or MSET, or OBX-13 SETTING or CONFIGURATION (Philips). */
    boolean isSetting() {
        for (int repetition = 1; repetition <= obx.repetitions(17); repetition++) {
            for (int component = 1; component <= 2; component++) {
                String method = obx.value(17, repetition, component, 1).strip().toUpperCase(Locale.ROOT);
                if (method.equals("ASET") || method.equals("MSET")) {
                    return true;
                }
            }
        }
        String check = obx.value(13).strip().toUpperCase(Locale.ROOT);
        return check.equals("SETTING") || check.equals("CONFIGURATION");
    }

    /** The device of OBX-18 (an EI: id, name space, universal id), else of a PRT; null when neither names one. */
    @Nullable DeviceId device() {
        return device;
    }

    private static @Nullable DeviceId device(Hl7Message.Segment obx, @Nullable DeviceId participant) {
        for (int repetition = 1; repetition <= obx.repetitions(18); repetition++) {
            String id = obx.value(18, repetition, 1, 1);
            DeviceId device = DeviceText.device(id.isBlank() ? obx.value(18, repetition, 3, 1) : id);
            if (device != null) {
                return device;
            }
        }
        return participant;
    }
}
