package org.vigie.adapter.intellivue.codec;

/** What a poll asks of a class. Source: intellivue-protocol.md section 8.4. */
public final class AttributeGroup {
    /** Everything: descriptions and values. */
    public static final int ALL = 0x0000;
    /** The alert lists. */
    public static final int ALERTS = 0x0801;
    /** Values without their description. */
    public static final int VALUES = 0x0803;
    /** Demographics. */
    public static final int PATIENT = 0x0807;
    /** Static description; of the alert monitor it serves as a sign of life. */
    public static final int STATIC = 0x0811;

    private AttributeGroup() {}
}
