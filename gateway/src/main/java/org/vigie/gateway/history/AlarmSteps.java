package org.vigie.gateway.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vigie.model.DeviceText;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.ward.AlarmCondition;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;

/**
 * From what the ward decides to rows that a person reads. Remembers the kind of alarms that are on. Not thread-safe.
 */
public final class AlarmSteps {
    private final Map<String, AlarmKind> kinds = new HashMap<>();

    /** Nothing is on. */
    public AlarmSteps() {}

    /** The rows of one step of the ward, in order; a step that nobody could have seen is none. */
    public List<AlarmStep> read(Ward after, List<WardEffect> effects) {
        List<AlarmStep> rows = new ArrayList<>();
        for (WardEffect effect : effects) {
            if (effect instanceof WardEffect.Transition transition && isWorthARow(transition)) {
                rows.add(row(transition, after));
            }
        }
        return rows;
    }

    /** The begin of a delay is no step that a person could have seen. */
    static boolean isWorthARow(WardEffect.Transition t) {
        boolean suppressed = t.from() == AlarmState.PENDING && t.to() == AlarmState.INACTIVE;
        return t.from().isShown() || t.to().isShown() || suppressed;
    }

    private AlarmStep row(WardEffect.Transition t, Ward after) {
        Optional<AlarmCondition> alarm = after.alarm(t.occurrence())
                .or(() -> after.recent().stream()
                        .filter(ended -> ended.id().equals(t.occurrence()))
                        .findFirst());
        AlarmKind kind = alarm.map(AlarmCondition::kind)
                .orElseGet(() ->
                        kinds.getOrDefault(t.occurrence(), AlarmStep.Facts.of(t).kind()));
        if (t.to().isShown()) {
            kinds.put(t.occurrence(), kind);
        } else {
            kinds.remove(t.occurrence());
        }
        return AlarmStep.of(
                t,
                t.at(),
                new AlarmStep.Facts(
                        kind,
                        alarm.flatMap(AlarmCondition::about)
                                .map(DeviceText::clean)
                                .orElse(null),
                        alarm.map(AlarmCondition::extreme)
                                .map(some -> some.value())
                                .orElse(null),
                        alarm.flatMap(AlarmCondition::brokenLimit).orElse(null),
                        alarm.map(AlarmCondition::extreme)
                                .map(some -> some.unit().ucum())
                                .orElse(null)));
    }
}
