package org.vigie.adapter.intellivue.codec;

import java.util.List;

/**
 * Who the monitor at the other end of an association is, and in what mode.
 *
 * @param systemId MAC address; empty while unknown
 * @param bedLabel as set on the monitor; may be empty
 * @param model maker and model, for instance {@code Philips M8000}
 * @param operatingMode bits of attribute 0946, see the constants; 0 while unknown
 * @param language code of the language of its texts, in hexadecimal; empty while unknown
 */
public record AssociationFacts(Octets systemId, String bedLabel, String model, int operatingMode, String language) {
    /** Bit of the mode: connected to a patient as far as the monitor knows. */
    public static final int MODE_MONITORING = 0x4000;
    /** Bit of the mode: all values are invented. */
    public static final int MODE_DEMO = 0x2000;
    /** Bit of the mode: in service. */
    public static final int MODE_SERVICE = 0x1000;
    /** Bit of the mode: standby. */
    public static final int MODE_STANDBY = 0x0002;
    /** Bit of the mode: configuration. */
    public static final int MODE_CONFIGURATION = 0x0001;

    /** Nothing is known: a capture that begins in the middle. */
    public static final AssociationFacts UNKNOWN = new AssociationFacts(Octets.EMPTY, "", "", 0, "");

    /** Longest system id that is kept, in bytes; a MAC address has 6. */
    static final int MOST_SYSTEM_ID = 16;

    /**
     * The same, changed by attributes of the MDS object: of its create event or of a poll of class 0021. What is not
     * among them stays.
     */
    public AssociationFacts with(List<Attribute> attributes) {
        Octets id = PolledObject.valueIn(attributes, AttributeId.SYSTEM_ID);
        Octets bed = PolledObject.valueIn(attributes, AttributeId.BED_LABEL);
        Octets mode = PolledObject.valueIn(attributes, AttributeId.OPERATING_MODE);
        Octets locale = PolledObject.valueIn(attributes, AttributeId.LOCALE);
        Octets names = PolledObject.valueIn(attributes, AttributeId.MODEL);
        return new AssociationFacts(
                id == null || id.length() < 3
                        ? systemId
                        : id.part(2, Math.min(id.length(), 2 + Math.min(id.u16(0), MOST_SYSTEM_ID)))
                                .detached(),
                bed == null ? bedLabel : MonitorText.string(bed),
                names == null
                        ? model
                        : String.join(" ", Production.model(names)).strip(),
                mode == null || mode.length() < 2 ? operatingMode : mode.u16(0),
                locale == null || locale.length() < 6 ? language : String.format("%04x", locale.u16(4)));
    }

    /** Whether the mode says that no patient is measured. */
    public boolean isMeasuringNobody() {
        return hasMode(MODE_STANDBY | MODE_SERVICE | MODE_CONFIGURATION);
    }

    /** Whether one of these bits of the mode is set. */
    public boolean hasMode(int bits) {
        return (operatingMode & bits) != 0;
    }
}
