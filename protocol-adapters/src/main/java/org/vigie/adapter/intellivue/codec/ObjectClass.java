package org.vigie.adapter.intellivue.codec;

/** Object classes that a monitor lets be polled, partition 1. Source: intellivue-protocol.md section 8.4. */
public final class ObjectClass {
    /** Enumerations: rhythm, ectopy. */
    public static final int ENUMERATION = 0x0005;
    /** Numerics. */
    public static final int NUMERIC = 0x0006;
    /** Waves: real-time sample arrays. */
    public static final int WAVE = 0x0009;
    /** The monitor itself. */
    public static final int MDS = 0x0021;
    /** As which the monitor announces itself. */
    public static final int COMPOSITE_MDS = 0x0023;
    /** Patient demographics. */
    public static final int PATIENT = 0x002A;
    /** Alert monitor. */
    public static final int ALERT = 0x0036;

    private ObjectClass() {}
}
