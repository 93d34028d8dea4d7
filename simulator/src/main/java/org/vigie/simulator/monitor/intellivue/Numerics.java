package org.vigie.simulator.monitor.intellivue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.vigie.simulator.bedside.ActiveAlarm;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.patient.Reading;
import org.vigie.simulator.patient.Vital;

/** Writes the numerics of one moment (intellivue-protocol.md section 10.1). */
final class Numerics {
    private Numerics() {}

    /**
     * All numerics of the monitor.
     *
     * @param withContext true: labels and specifications too
     * @param mask state bits set on every value besides its own
     */
    static List<PolledObject> of(BedsideView view, boolean withContext, int mask) {
        List<PolledObject> objects = new ArrayList<>();
        for (NumericObject numeric : NumericObject.ALL) {
            if (isFitted(numeric, view)) {
                Attributes attributes = withContext ? numeric.context(view.language()) : new Attributes();
                values(numeric, view, mask, attributes);
                objects.add(new PolledObject(
                        numeric.metric().context(), numeric.metric().handle(), attributes));
            }
        }
        return objects;
    }

    /** The numerics of a monitor that measures nobody: listed as always, and none has a value. */
    static List<PolledObject> listed(BedsideView view, boolean withContext) {
        List<PolledObject> objects = new ArrayList<>();
        for (NumericObject numeric : NumericObject.ALL) {
            if (isFitted(numeric, view)) {
                Attributes attributes = withContext ? numeric.context(view.language()) : new Attributes();
                objects.add(new PolledObject(
                        numeric.metric().context(), numeric.metric().handle(), attributes));
            }
        }
        return objects;
    }

    /** A numeric without values is one that is configured and never measured: it is listed, as in CAP-L. */
    private static boolean isFitted(NumericObject numeric, BedsideView view) {
        return numeric.values().isEmpty()
                || numeric.values().stream()
                        .anyMatch(value -> !view.readings().isMissing(value.vital(), Reading.Cause.NOT_CONNECTED));
    }

    private static void values(NumericObject numeric, BedsideView view, int mask, Attributes to) {
        List<NumericObject.Value> values = numeric.values();
        if (values.isEmpty()) {
            return;
        }
        if (values.getFirst().vital().isCuff() && view.cuffAt() != null) {
            to.put(Nomenclature.ATTR_VALUE_TIME, DeviceTime.absolute(view.cuffAt(), view.zone()));
        }
        if (values.size() == 1) {
            to.put(Nomenclature.ATTR_VALUE, write(new Wire(), values.getFirst(), view, mask));
            return;
        }
        Wire compound = new Wire().u16(values.size());
        int list = compound.open();
        values.forEach(value -> write(compound, value, view, mask));
        to.put(Nomenclature.ATTR_COMPOUND_VALUE, compound.close(list));
    }

    private static Wire write(Wire to, NumericObject.Value value, BedsideView view, int mask) {
        int state = mask | alarmBits(view, value.vital());
        int number = DeviceFloat.NAN;
        switch (view.readings().of(value.vital())) {
            case Reading.Measured measured -> {
                state |= measured.questionable() ? Nomenclature.STATE_QUESTIONABLE : 0;
                number = DeviceFloat.of(shown(measured.value()));
            }
            case Reading.Missing missing -> state |= missing(value.vital(), missing.cause());
        }
        return to.u16(value.physio()).u16(state).u16(value.unit()).u32(number);
    }

    private static BigDecimal shown(BigDecimal value) {
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    /** SpO2 without probe is 8000, a cuff that never measured 2000 (both CAP-S). */
    private static int missing(Vital vital, Reading.Cause cause) {
        boolean never = vital.isCuff() && cause == Reading.Cause.NOT_ANALYSABLE;
        return never ? Nomenclature.STATE_UNAVAILABLE : Nomenclature.STATE_INVALID;
    }

    private static int alarmBits(BedsideView view, Vital vital) {
        for (ActiveAlarm alarm : view.alarms()) {
            if (alarm.condition().vital() == vital && !alarm.latched()) {
                return Nomenclature.STATE_IN_ALARM;
            }
        }
        return view.limits().of(vital).isPresent() ? 0 : Nomenclature.STATE_ALARM_OFF;
    }
}
