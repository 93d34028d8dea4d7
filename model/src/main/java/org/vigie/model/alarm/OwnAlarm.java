package org.vigie.model.alarm;

/** Codes of the conditions that Vigie finds itself; all of them are technical. */
public final class OwnAlarm {
    public static final String NO_DATA = "VIGIE_NO_DATA";
    public static final String GROUP_LOSS = "VIGIE_GROUP_LOSS";
    public static final String CANNOT_READ = "VIGIE_CANNOT_READ";
    public static final String STORAGE = "VIGIE_STORAGE";
    public static final String BEDSIDE_ALARMS_OFF = "VIGIE_BEDSIDE_ALARMS_OFF";
    public static final String ACTIVE_ON_EMPTY_BED = "VIGIE_ACTIVE_ON_EMPTY_BED";
    public static final String CONFLICT = "VIGIE_CONFLICT";
    public static final String TOO_MANY_ALARMS = "VIGIE_TOO_MANY_ALARMS";

    /** A value that has to go on is gone while its feed goes on. */
    public static final String VALUE_LOST = "VIGIE_VALUE_LOST";

    /** A monitor has stopped listing its alarms while its values go on. */
    public static final String ALARM_FEED_LOST = "VIGIE_ALARM_FEED_LOST";

    /** No display that somebody watches has shown and sounded an alarm in time. */
    public static final String NO_DISPLAY = "VIGIE_NO_DISPLAY";

    /** A display at which somebody watches is hidden, frozen or silent. */
    public static final String DISPLAY_HIDDEN = "VIGIE_DISPLAY_HIDDEN";

    /** Beds that no display shows, while there is a display. */
    public static final String BED_NOT_SHOWN = "VIGIE_BED_NOT_SHOWN";

    /** The box runs on its battery. */
    public static final String MAINS_LOST = "VIGIE_MAINS_LOST";

    /** Little is left of it. */
    public static final String BATTERY_LOW = "VIGIE_BATTERY_LOW";

    /** Sheets are not written to their folder, or not printed. */
    public static final String PAPER = "VIGIE_PAPER";

    /** The box is to be by itself, and has a way to another network. */
    public static final String OTHER_NETWORK = "VIGIE_OTHER_NETWORK";

    /** Two boxes have one name. */
    public static final String DUPLICATE_BOX = "VIGIE_DUPLICATE_BOX";

    private OwnAlarm() {}
}
