package org.vigie.adapter.hl7.codec;

/** Codes of ERR-3, HL7 table 0357 (HL7 v2.6, chapter 2.15.5.3): those that this program sends. */
public final class Err {
    public static final int SEGMENT_SEQUENCE = 100;
    public static final int REQUIRED_FIELD_MISSING = 101;
    public static final int DATA_TYPE = 102;
    public static final int UNSUPPORTED_MESSAGE_TYPE = 200;
    public static final int INTERNAL = 207;

    private Err() {}

    static String meaning(int code) {
        return switch (code) {
            case SEGMENT_SEQUENCE -> "Segment sequence error";
            case REQUIRED_FIELD_MISSING -> "Required field missing";
            case DATA_TYPE -> "Data type error";
            case UNSUPPORTED_MESSAGE_TYPE -> "Unsupported message type";
            default -> "Application internal error";
        };
    }
}
