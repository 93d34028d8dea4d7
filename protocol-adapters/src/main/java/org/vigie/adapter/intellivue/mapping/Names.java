package org.vigie.adapter.intellivue.mapping;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.MonitorText;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.model.observation.Parameter;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.PhilipsNomenclature;
import org.vigie.profiles.ValueRule;

/**
 * Names of parameters: by the physiological code and, where that is not enough to tell two apart, the code of the
 * label. The text of the label is in the monitor's language and names nothing. Not thread-safe.
 */
final class Names {
    private static final int LABEL_PARTITION = 2;

    /** Names are few and asked for four times a second. */
    private static final int REMEMBERED = 1_024;

    private final PhilipsNomenclature codes = PhilipsNomenclature.standard();
    private final Map<String, ValueRule> rules = new HashMap<>();
    private final Map<Key, Parameter> known = new HashMap<>();

    /**
     * What an object is called.
     *
     * @param textId code of the label; -1 when it is not known
     * @param text in the language of the monitor; may be empty
     */
    record Label(long textId, String text) {
        /** The label of an object, as far as it is known. */
        static Label of(PolledObject object) {
            Octets id = object.value(AttributeId.LABEL);
            Octets text = object.value(AttributeId.LABEL_TEXT);
            return new Label(
                    id == null || id.length() < 4 ? -1 : id.u32(0), text == null ? "" : MonitorText.string(text));
        }

        /** The physiological code that the label stands for; -1 for a label of another kind. */
        int physio() {
            return textId >> 16 == LABEL_PARTITION ? (int) (textId & 0xFFFF) : -1;
        }
    }

    private record Key(int physio, boolean ofGroup, Label label) {}

    Names(DeviceProfile profile) {
        profile.values().forEach(rule -> rules.put(rule.local(), rule));
    }

    /** A value that is the only one of its object. */
    Parameter single(int physio, Label label) {
        return parameter(new Key(physio, false, label));
    }

    /** A value of a numeric object that has several, whose codes tell them apart. */
    Parameter inGroup(int physio, Label label) {
        return parameter(new Key(physio, true, label));
    }

    private Parameter parameter(Key key) {
        Parameter parameter = known.get(key);
        if (parameter == null) {
            if (known.size() >= REMEMBERED) {
                known.clear(); // a monitor that makes up labels costs time, not memory
            }
            parameter = make(key);
            known.put(key, parameter);
        }
        return parameter;
    }

    private Parameter make(Key key) {
        PhilipsNomenclature.Code code = codes.physio(key.physio);
        ValueRule rule = rules.get(code.local());
        boolean isMdc = code.refId() != null;
        String refId = rule != null ? rule.mdc() : code.refId();
        boolean plain = key.ofGroup || key.label.textId < 0 || key.label.physio() == key.physio;
        String channel = plain ? null : codes.label(key.label.textId);
        return new Parameter(refId, isMdc ? null : code.vendorCode(), channel, key.label.text);
    }

    /** The rule of the profile; null when it has none. */
    @Nullable ValueRule rule(int physio) {
        return rules.get(PhilipsNomenclature.local(LABEL_PARTITION, physio));
    }
}
