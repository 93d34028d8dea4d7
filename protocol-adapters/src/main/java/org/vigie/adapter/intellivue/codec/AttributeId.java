package org.vigie.adapter.intellivue.codec;

/** Attribute codes that mean something to us. Source: intellivue-protocol.md sections 4, 7, 8 and 10 to 12. */
public final class AttributeId {
    /** Alert list, patient alarms. */
    public static final int PATIENT_ALARMS = 0x0902;
    /** Alert list, technical alarms (INOPs). */
    public static final int TECHNICAL_ALARMS = 0x0904;
    /** State of all alarms of the monitor. */
    public static final int ALERT_CONDITION = 0x0916;
    /** Handle of the object that the attribute belongs to. */
    public static final int HANDLE = 0x0921;
    /** TextId of the label. */
    public static final int LABEL = 0x0924;
    /** Label in the language of the monitor. */
    public static final int LABEL_TEXT = 0x0927;
    /** Maker and model. */
    public static final int MODEL = 0x0928;
    /** Serial numbers, part numbers, software revisions. */
    public static final int PRODUCTION = 0x092D;
    /** Type of the object: partition and code. */
    public static final int TYPE = 0x092F;
    /** Language and text encoding. */
    public static final int LOCALE = 0x0937;
    /** Update period, category, access and structure of a metric. */
    public static final int METRIC_SPEC = 0x093F;
    /** Whether the metric is on. */
    public static final int METRIC_STATUS = 0x0940;
    /** Paced, filter and side-stream bits. */
    public static final int MEASURE_MODE = 0x0945;
    /** Operating mode of the monitor. */
    public static final int OPERATING_MODE = 0x0946;
    /** Nomenclature version. */
    public static final int NOMENCLATURE = 0x0948;
    /** Several numeric values. */
    public static final int COMPOUND_NUMERIC = 0x094B;
    /** A numeric value. */
    public static final int NUMERIC = 0x0950;
    /** Body surface area. */
    public static final int BODY_SURFACE = 0x0956;
    /** Height: FLOAT and unit. */
    public static final int HEIGHT = 0x09DC;
    /** Weight: FLOAT and unit. */
    public static final int WEIGHT = 0x09DF;
    /** Patient state: empty, admitted, discharged. */
    public static final int PATIENT_STATE = 0x0957;
    /** Date of birth. */
    public static final int BIRTH_DATE = 0x0958;
    /** Patient id. */
    public static final int PATIENT_ID = 0x095A;
    /** Family name. */
    public static final int FAMILY_NAME = 0x095C;
    /** Given name. */
    public static final int GIVEN_NAME = 0x095D;
    /** Middle name. */
    public static final int MIDDLE_NAME = 0x095F;
    /** Sex. */
    public static final int SEX = 0x0961;
    /** Adult, paediatric or neonate. */
    public static final int PATIENT_TYPE = 0x0962;
    /** Calibration of a wave. */
    public static final int CALIBRATION = 0x0964;
    /** Several sample arrays. */
    public static final int COMPOUND_SAMPLES = 0x0967;
    /** Raw range that is drawn. */
    public static final int PHYSIOLOGICAL_RANGE = 0x096A;
    /** Size and meaning of samples. */
    public static final int SAMPLE_SPEC = 0x096D;
    /** A sample array. */
    public static final int SAMPLES = 0x096E;
    /** Raw to absolute. */
    public static final int SCALE = 0x096F;
    /** System id: the MAC address. */
    public static final int SYSTEM_ID = 0x0984;
    /** Monitor clock. */
    public static final int CLOCK = 0x0987;
    /** Ticks between samples. */
    public static final int SAMPLE_PERIOD = 0x098D;
    /** Ticks since the monitor started. */
    public static final int RELATIVE_TIME = 0x098F;
    /** When an episodic value was measured. */
    public static final int MEASURED_AT = 0x0990;
    /** Unit of a wave. */
    public static final int UNIT = 0x0996;
    /** An enumeration value. */
    public static final int ENUMERATION = 0x099E;
    /** Whether the monitor is disconnected, unassociated or operating. */
    public static final int MDS_STATUS = 0x09A7;
    /** Bed label. */
    public static final int BED_LABEL = 0x091E;
    /** Samples that are marks. */
    public static final int FIXED_VALUES = 0x0A16;
    /** Internal patient id (in demographics only). */
    public static final int INTERNAL_PATIENT_ID = 0xF001;
    /** Address of the monitor. */
    public static final int NET_ADDRESS = 0xF100;
    /** Protocols and ports of the monitor. */
    public static final int PROTOCOLS = 0xF101;
    /** Bed label in the connect indication: fixed length. */
    public static final int CONNECT_BED_LABEL = 0xF135;
    /** How long an extended poll runs. */
    public static final int ACTIVE_PERIOD = 0xF13E;
    /** How many objects of the priority list to send. */
    public static final int PRIORITY_COUNT = 0xF228;
    /** Priority list of numerics. */
    public static final int NUMERIC_PRIORITY = 0xF239;
    /** Priority list of waves. */
    public static final int WAVE_PRIORITY = 0xF23A;
    /** Encounter id. */
    public static final int ENCOUNTER_ID = 0xF2E1;

    private AttributeId() {}
}
