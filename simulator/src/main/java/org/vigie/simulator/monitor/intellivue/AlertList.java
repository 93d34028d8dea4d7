package org.vigie.simulator.monitor.intellivue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.simulator.bedside.ActiveAlarm;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.monitor.Language;

/**
 * The alert monitor object: all alarms that are on, patient and technical, with the counter of their changes
 * (intellivue-protocol.md section 11). Remembers the last list, so that a new entry is new once. Not thread-safe.
 */
final class AlertList {
    private static final int HANDLE = 0x8401;
    private static final int GENERAL_AND_STRING = 0x0204;
    private static final int AUDIBLE = 0x6000;

    private static final int STATE_SUSPENDED = 0x4000;
    private static final int STATE_LATCHED = 0x2000;
    private static final int STATE_SILENCED = 0x1000;
    private static final int STATE_STANDBY = 0x0200;
    private static final int STATE_DEMO = 0x0100;
    private static final int STATE_NEW = 0x0008;

    private final Set<Long> known = new HashSet<>();
    private int changes;
    private String last = "";

    /** @param firstChange value of the change counter at power-on */
    AlertList(int firstChange) {
        changes = firstChange;
    }

    /**
     * The object as it is now.
     *
     * @param paused true when the alarms are suspended at the bedside: patient alarms are gone from the list
     * @param demo true in demo mode
     */
    PolledObject object(BedsideView view, boolean paused, boolean demo) {
        Entries patient = new Entries(view.language(), demo);
        Entries technical = new Entries(view.language(), demo);
        for (ActiveAlarm alarm : view.alarms()) {
            boolean isTechnical = alarm.condition().kind() == AlarmKind.TECHNICAL;
            if (isTechnical) {
                technical.add(alarm, !known.contains(alarm.occurrence()));
            } else if (!paused) {
                patient.add(alarm, !known.contains(alarm.occurrence()));
            }
        }
        known.clear();
        view.alarms().forEach(alarm -> known.add(alarm.occurrence()));
        return object((paused ? STATE_SUSPENDED : 0) | (demo ? STATE_DEMO : 0), patient, technical);
    }

    /** The object of a monitor that measures nobody. */
    PolledObject standby(Language language) {
        known.clear();
        return object(STATE_STANDBY, new Entries(language, false), new Entries(language, false));
    }

    private PolledObject object(int state, Entries patient, Entries technical) {
        String content = state + patient.print() + technical.print();
        if (!content.equals(last)) {
            last = content;
            changes = (changes + 1) & 0xFFFF;
        }
        Wire condition = new Wire()
                .u16(state)
                .u16(changes)
                .u16(patient.most)
                .u16(technical.most)
                .u16(Math.max(patient.loudest, technical.loudest));
        Attributes attributes = new Attributes()
                .put(Nomenclature.ATTR_ALERT_CONDITION, condition)
                .put(Nomenclature.ATTR_PATIENT_ALARMS, patient.list())
                .put(Nomenclature.ATTR_TECHNICAL_ALARMS, technical.list());
        return new PolledObject(0, HANDLE, attributes);
    }

    /** Reply to the keep-alive poll: what stands still of the object. */
    static PolledObject still() {
        Attributes attributes = new Attributes()
                .u16(Nomenclature.ATTR_HANDLE, HANDLE)
                .put(Nomenclature.ATTR_TYPE, new Wire().u16(1).u16(Nomenclature.CLASS_ALERT));
        return new PolledObject(0, HANDLE, attributes);
    }

    /** One of the two lists. */
    private static final class Entries {
        private final Language language;
        private final boolean demo;
        private final Wire body = new Wire();
        private final List<String> printed = new ArrayList<>();
        private int count;
        private int most;
        private int loudest;

        Entries(Language language, boolean demo) {
            this.language = language;
            this.demo = demo;
        }

        void add(ActiveAlarm alarm, boolean isNew) {
            AlertCode code = AlertCode.of(alarm.condition());
            int type = AlertCode.type(alarm.condition());
            int state = (alarm.latched() ? STATE_LATCHED : 0)
                    | (alarm.silenced() ? STATE_SILENCED : 0)
                    | (demo ? STATE_DEMO : 0)
                    | (isNew ? STATE_NEW : 0);
            String text = AlertCode.text(alarm, language);
            Metric object = NumericObject.of(alarm.condition().vital()).metric();
            body.u16(code.source()).u16(code.event()).u16(type).u16(state);
            body.u16(object.objectClass()).u16(object.context()).u16(object.handle());
            body.u16(GENERAL_AND_STRING);
            int info = body.open();
            body.u16((int) (alarm.occurrence() & 0xFFFF))
                    .u32(code.textId())
                    .u16(0)
                    .u16(AUDIBLE)
                    .string(text);
            body.close(info);
            count++;
            most = Math.max(most, type);
            loudest = alarm.silenced() || alarm.latched() ? loudest : Math.max(loudest, type);
            printed.add(alarm.occurrence() + "/" + state + "/" + text);
        }

        Wire list() {
            return new Wire().u16(count).u16(body.size()).raw(body);
        }

        /** What counts as a change: an entry, its state or its text. */
        String print() {
            return printed.toString();
        }
    }
}
