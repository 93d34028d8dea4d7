package org.vigie.adapter.intellivue.codec;

import java.util.List;
import java.util.Optional;

/**
 * Values of attributes of the alert monitor. Pure, thread-safe. Source: intellivue-protocol.md section 11; its layout
 * is agreed by five open projects and was never seen with entries on a wire.
 */
public final class AlertValues {
    /** State bit: inhibited, alarms are off. */
    public static final int INHIBITED = 0x8000;
    /** State bit: suspended, alarms are paused. */
    public static final int SUSPENDED = 0x4000;
    /** State bit: latched, the condition has gone. */
    public static final int LATCHED = 0x2000;
    /** State bit: silenced or reset at the bedside. */
    public static final int SILENCED = 0x1000;
    /** State bit: test. */
    public static final int TEST = 0x0400;
    /** State bit: standby. */
    public static final int STANDBY = 0x0200;
    /** State bit: demonstration. */
    public static final int DEMO = 0x0100;

    private static final int WITH_TEXT = 0x0204;
    private static final int GENERAL = 0x0201;

    private AlertValues() {}

    /**
     * State of all alarms of the monitor.
     *
     * @param state bits, see the constants
     * @param changes counts the changes of the lists
     */
    public record Condition(int state, int changes) {}

    /**
     * One alarm.
     *
     * @param source what alarms; its partition is in the low bit of {@code code}
     * @param code event code
     * @param type bits: low byte technical, high byte patient; 1 low, 2 yellow, 4 red
     * @param state bits, see the constants
     * @param object the object in alarm
     * @param instance tells two of the same kind apart
     * @param textId of the text
     * @param priority order among equal types
     * @param flags audible, latching
     * @param text as on the monitor, in its language; empty when it sends none
     */
    public record Entry(
            int source,
            int code,
            int type,
            int state,
            ObjectId object,
            int instance,
            long textId,
            int priority,
            int flags,
            String text) {}

    /** Attribute 0916. */
    public static Optional<Condition> condition(Octets value) {
        return MetricValues.read(value, in -> {
            Condition condition = new Condition(in.u16(), in.u16());
            in.rest(); // highest alarm of each kind: the lists say it too
            return condition;
        });
    }

    /** Attributes 0902 and 0904; nothing when any entry is damaged, because the list is only of use when whole. */
    public static Optional<List<Entry>> list(Octets value) {
        return MetricValues.read(value, in -> PduReader.list(in, AlertValues::entry));
    }

    private static Entry entry(OctetReader in) throws MalformedException {
        int source = in.u16();
        int code = in.u16();
        int type = in.u16();
        int state = in.u16();
        ObjectId object = new ObjectId(in.u16(), in.u16(), in.u16());
        int form = in.u16();
        OctetReader info = in.sized();
        if (form != GENERAL && form != WITH_TEXT) {
            return new Entry(source, code, type, state, object, 0, 0, 0, 0, ""); // still an alarm
        }
        int instance = info.u16();
        long textId = info.u32();
        int priority = info.u16();
        int flags = info.u16();
        String text = form == WITH_TEXT ? MonitorText.string(info.rest()) : "";
        return new Entry(source, code, type, state, object, instance, textId, priority, flags, text);
    }
}
