package org.vigie.adapter.intellivue.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.Attribute;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.adapter.intellivue.codec.ObjectId;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.model.limits.Limits;

/**
 * Remembers what describes an object (label, scale, unit), because a monitor sends that once and the values each
 * second. All single ECG leads share one handle and are told apart by the code of what they measure. Handles mean
 * nothing in the next association. SOURCE: intellivue-protocol.md sections 8.2 to 8.4 and 10.
 */
final class StaticAttributes {
    /** What the mapping needs to understand a value; the rest would only fill the journal. */
    private static final Set<Integer> KEPT = Set.of(
            AttributeId.TYPE,
            AttributeId.LABEL,
            AttributeId.LABEL_TEXT,
            AttributeId.METRIC_SPEC,
            AttributeId.METRIC_STATUS,
            AttributeId.MEASURE_MODE,
            AttributeId.CALIBRATION,
            AttributeId.PHYSIOLOGICAL_RANGE,
            AttributeId.SAMPLE_SPEC,
            AttributeId.SCALE,
            AttributeId.SAMPLE_PERIOD,
            AttributeId.UNIT,
            AttributeId.FIXED_VALUES);

    private static final Set<Integer> CLASSES = Set.of(ObjectClass.NUMERIC, ObjectClass.WAVE, ObjectClass.ENUMERATION);

    /** The object itself, when nothing says which of several behind a handle is meant. */
    private static final int ANY = 0;

    /** Several values in one object: the compound ECG stands behind the handle of the single leads. */
    private static final int COMPOUND = 0x1_0000;

    /** Where a metric specification says whether the object is compound. */
    private static final int STRUCTURE = 8;

    private final Limits.Intellivue limits;
    private final Map<ObjectId, Map<Integer, Map<Integer, Octets>>> known = new LinkedHashMap<>();
    private int descriptions;

    StaticAttributes(Limits.Intellivue limits) {
        this.limits = limits;
    }

    void clear() {
        known.clear();
        descriptions = 0;
    }

    /** How many descriptions are remembered. */
    int size() {
        return descriptions;
    }

    /** The object with what was said about it before; what it says itself is remembered and wins. */
    PolledObject complete(int objectClass, PolledObject object) {
        if (!CLASSES.contains(objectClass)) {
            return object;
        }
        ObjectId id = new ObjectId(objectClass, object.context(), object.handle());
        int code = code(objectClass, object);
        Map<Integer, Octets> remembered = remember(id, code, object);
        if (remembered == null) {
            return object;
        }
        List<Attribute> all = new ArrayList<>(object.attributes());
        remembered.forEach((attribute, value) -> {
            if (object.value(attribute) == null) {
                all.add(new Attribute(attribute, value));
            }
        });
        return all.size() == object.attributes().size()
                ? object
                : new PolledObject(object.context(), object.handle(), all);
    }

    /** Whether an object holds a piece of a wave. */
    static boolean hasSamples(PolledObject object) {
        return object.value(AttributeId.SAMPLES) != null || object.value(AttributeId.COMPOUND_SAMPLES) != null;
    }

    private @Nullable Map<Integer, Octets> remember(ObjectId id, int code, PolledObject object) {
        Map<Integer, Map<Integer, Octets>> behind = known.get(id);
        Map<Integer, Octets> about = behind == null ? null : find(behind, code);
        for (Attribute attribute : object.attributes()) {
            if (KEPT.contains(attribute.id()) && attribute.value().length() <= limits.attributeBytes()) {
                if (about == null) {
                    if (descriptions >= limits.objects()) {
                        return null; // a monitor has some hundred objects; this is none
                    }
                    about = new LinkedHashMap<>();
                    descriptions++;
                    behind = known.computeIfAbsent(id, unused -> new LinkedHashMap<>());
                    behind.put(code, about);
                }
                if (!attribute.value().equals(about.get(attribute.id()))) {
                    about.put(attribute.id(), attribute.value().detached());
                }
            }
        }
        return about;
    }

    /** An object without a value is the only one behind its handle, or nobody knows which. */
    private static @Nullable Map<Integer, Octets> find(Map<Integer, Map<Integer, Octets>> behind, int code) {
        Map<Integer, Octets> exact = behind.get(code);
        if (exact != null) {
            return exact;
        }
        if (behind.size() != 1) {
            return null;
        }
        // Another code means another lead behind the same handle, whose label and scale are not these.
        return code == ANY ? behind.values().iterator().next() : behind.get(ANY);
    }

    /** What the object measures: from its value, else for a wave from its label, whose low half is the same code. */
    private static int code(int objectClass, PolledObject object) {
        for (int id : new int[] {AttributeId.NUMERIC, AttributeId.SAMPLES, AttributeId.ENUMERATION}) {
            Octets value = object.value(id);
            if (value != null && value.length() >= 2) {
                return value.u16(0);
            }
        }
        if (object.value(AttributeId.COMPOUND_NUMERIC) != null || object.value(AttributeId.COMPOUND_SAMPLES) != null) {
            return COMPOUND;
        }
        Octets spec = object.value(AttributeId.METRIC_SPEC);
        if (spec != null && spec.length() > STRUCTURE && spec.u8(STRUCTURE) != 0) {
            return COMPOUND; // told before its first samples come
        }
        Octets label = object.value(AttributeId.LABEL);
        return objectClass == ObjectClass.WAVE && label != null && label.length() == 4 ? label.u16(2) : ANY;
    }
}
