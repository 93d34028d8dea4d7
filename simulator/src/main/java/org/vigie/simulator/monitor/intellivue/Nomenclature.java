package org.vigie.simulator.monitor.intellivue;

/**
 * The numbers of the Data Export protocol that a virtual monitor uses. Source: intellivue-protocol.md sections 4 to 13
 * and the tables beside it.
 */
final class Nomenclature {
    static final int CLASS_ENUMERATION = 0x0005;
    static final int CLASS_NUMERIC = 0x0006;
    static final int CLASS_WAVE = 0x0009;
    static final int CLASS_MDS = 0x0021;
    static final int CLASS_CONNECT = 0x0023;
    static final int CLASS_PATIENT = 0x002A;
    static final int CLASS_ALERT = 0x0036;

    static final int GROUP_ALL = 0x0000;
    static final int GROUP_ALERTS = 0x0801;
    static final int GROUP_VALUES = 0x0803;
    static final int GROUP_DEMOGRAPHICS = 0x0807;
    static final int GROUP_STATIC = 0x0811;

    static final int ACTION_SINGLE_POLL = 0x0C16;
    static final int ACTION_EXTENDED_POLL = 0xF13B;
    static final int EVENT_MDS_CREATE = 0x0D06;
    static final int EVENT_CONNECT_INDICATION = 0x0D17;

    static final int RO_INVOKE = 1;
    static final int RO_RESULT = 2;
    static final int RO_ERROR = 3;
    static final int RO_LINKED_RESULT = 5;

    static final int COMMAND_EVENT = 0;
    static final int COMMAND_CONFIRMED_EVENT = 1;
    static final int COMMAND_GET = 3;
    static final int COMMAND_SET = 4;
    static final int COMMAND_CONFIRMED_SET = 5;
    static final int COMMAND_CONFIRMED_ACTION = 7;

    static final int ATTR_OBJECT_SUPPORT_LIST = 0x0102;
    static final int ATTR_PATIENT_ALARMS = 0x0902;
    static final int ATTR_TECHNICAL_ALARMS = 0x0904;
    static final int ATTR_ALTITUDE = 0x090C;
    static final int ATTR_AREA = 0x090D;
    static final int ATTR_COLOUR = 0x0911;
    static final int ATTR_ALERT_CONDITION = 0x0916;
    static final int ATTR_RESOLUTION = 0x0917;
    static final int ATTR_ASSOCIATION_INVOKE = 0x091D;
    static final int ATTR_BED_LABEL = 0x091E;
    static final int ATTR_PROTOCOL_VERSION = 0x0920;
    static final int ATTR_HANDLE = 0x0921;
    static final int ATTR_LABEL = 0x0924;
    static final int ATTR_LABEL_STRING = 0x0927;
    static final int ATTR_MODEL = 0x0928;
    static final int ATTR_PRODUCTION = 0x092D;
    static final int ATTR_TYPE = 0x092F;
    static final int ATTR_LINE_FREQUENCY = 0x0935;
    static final int ATTR_LOCALISATION = 0x0937;
    static final int ATTR_METRIC_SPEC = 0x093F;
    static final int ATTR_METRIC_STATUS = 0x0940;
    static final int ATTR_MEASURE_MODE = 0x0945;
    static final int ATTR_OPERATING_MODE = 0x0946;
    static final int ATTR_NOMENCLATURE = 0x0948;
    static final int ATTR_COMPOUND_VALUE = 0x094B;
    static final int ATTR_VALUE = 0x0950;
    static final int ATTR_BSA = 0x0956;
    static final int ATTR_PATIENT_STATE = 0x0957;
    static final int ATTR_BIRTH_DATE = 0x0958;
    static final int ATTR_PATIENT_ID = 0x095A;
    static final int ATTR_FAMILY_NAME = 0x095C;
    static final int ATTR_GIVEN_NAME = 0x095D;
    static final int ATTR_MIDDLE_NAME = 0x095F;
    static final int ATTR_SEX = 0x0961;
    static final int ATTR_PATIENT_TYPE = 0x0962;
    static final int ATTR_CALIBRATION = 0x0964;
    static final int ATTR_COMPOUND_SAMPLES = 0x0967;
    static final int ATTR_PHYSIOLOGICAL_RANGE = 0x096A;
    static final int ATTR_SA_SPEC = 0x096D;
    static final int ATTR_SA_VALUE = 0x096E;
    static final int ATTR_SCALE = 0x096F;
    static final int ATTR_SAFETY_STANDARD = 0x0982;
    static final int ATTR_SYSTEM_ID = 0x0984;
    static final int ATTR_OBJECT_SUPPORT = 0x0985;
    static final int ATTR_SYSTEM_TYPE = 0x0986;
    static final int ATTR_ABSOLUTE_TIME = 0x0987;
    static final int ATTR_SAMPLE_PERIOD = 0x098D;
    static final int ATTR_RELATIVE_TIME = 0x098F;
    static final int ATTR_VALUE_TIME = 0x0990;
    static final int ATTR_UNIT = 0x0996;
    static final int ATTR_ENUM_VALUE = 0x099E;
    static final int ATTR_MDS_STATUS = 0x09A7;
    static final int ATTR_AGE = 0x09D8;
    static final int ATTR_HEIGHT = 0x09DC;
    static final int ATTR_WEIGHT = 0x09DF;
    static final int ATTR_FIXED_VALUES = 0x0A16;
    static final int ATTR_ADT_STATE = 0x0A1A;
    static final int ATTR_PACED_MODE = 0x0A1E;
    static final int ATTR_INTERNAL_PATIENT = 0xF001;
    static final int ATTR_POLL_PROFILE_EXT = 0xF001;
    static final int ATTR_NET_ADDRESS = 0xF100;
    static final int ATTR_PROTOCOLS = 0xF101;
    static final int ATTR_NOTES_1 = 0xF129;
    static final int ATTR_NOTES_2 = 0xF12A;
    static final int ATTR_CONNECT_BED_LABEL = 0xF135;
    static final int ATTR_POLL_PERIOD = 0xF13E;
    static final int ATTR_BSA_FORMULA = 0xF1EC;
    static final int ATTR_GENERAL_SYSTEM = 0xF1FA;
    static final int ATTR_WAVE_LIST = 0xF23A;
    static final int ATTR_ENCOUNTER = 0xF2E1;

    static final int STATE_INVALID = 0x8000;
    static final int STATE_QUESTIONABLE = 0x4000;
    static final int STATE_UNAVAILABLE = 0x2000;
    static final int STATE_CALIBRATING = 0x1000;
    static final int STATE_TEST = 0x0800;
    static final int STATE_DEMO = 0x0400;
    static final int STATE_MEASURING = 0x0020;
    static final int STATE_IN_ALARM = 0x0002;
    static final int STATE_ALARM_OFF = 0x0001;

    static final int NO_UNIT = 0x0200;
    static final int PERCENT = 0x0220;
    static final int BEATS_PER_MINUTE = 0x0AA0;
    static final int BREATHS_PER_MINUTE = 0x0AE0;
    static final int MMHG = 0x0F20;
    static final int MILLIVOLT = 0x10B2;
    static final int OHM = 0x10C0;
    static final int CELSIUS = 0x17A0;

    /** Ticks of relative time per millisecond. */
    static final int TICKS_PER_MS = 8;

    /** The monitor's own second: 1.024 s. */
    static final int CYCLE_TICKS = 8_192;

    /** A block of waves: 256 ms. */
    static final int BLOCK_TICKS = 2_048;

    private Nomenclature() {}
}
