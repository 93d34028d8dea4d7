package org.vigie.gateway.roles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.model.alarm.Escalation;

/**
 * The alarms of one code that a hub itself decides on, one for each name: they escalate, pause together, and stay until
 * they are over and a person has seen it. As many as there are names. One thread.
 */
final class RaisedAlarms {
    /** After a start: boxes have 15 s to be heard, and two of one name are one after a minute of silence. */
    static final long LOOK_MS = NameTaken.SILENT_MS;

    private final String code;
    private final String word;
    private final Map<String, Occurrence> raised = new TreeMap<>();
    private Supplier<Escalation> escalation = () -> Escalation.DEFAULT;
    private long pausedUntilMs;
    private int occurrences;
    private long changes;

    /** @param untilMs before this it is not over: a hub that has just started has not looked for long enough */
    private record Occurrence(Raised alarm, long sinceMs, long untilMs) {}

    /**
     * None yet.
     *
     * @param code of all of them
     * @param word with which their ids begin behind {@link EdgeBeds#LINK_ALARM}
     */
    RaisedAlarms(String code, String word) {
        this.code = code;
        this.word = word;
    }

    /** When they escalate from now on. */
    void escalates(Supplier<Escalation> times) {
        escalation = times;
    }

    /** Whether what the alarm of this name says is so. */
    boolean isOn(String name) {
        Occurrence now = raised.get(name);
        return now != null && now.alarm().lost();
    }

    /** It is so from now on: a new occurrence, which ends a pause. */
    void raise(String name, List<String> beds, WardViews.Moment moment) {
        pausedUntilMs = 0;
        changes++;
        String id = EdgeBeds.LINK_ALARM + word + "-" + name.replace(" ", "") + ":" + ++occurrences;
        raised.put(
                name,
                new Occurrence(
                        new Raised(id, moment.serverTime(), beds, false, true, null, null),
                        moment.now().toEpochMilli(),
                        Long.MIN_VALUE));
    }

    /**
     * It is no longer so.
     *
     * @return false when it stands from before the start and it is too early to say so
     */
    boolean over(String name, long nowMs) {
        Occurrence before = raised.get(name);
        if (before == null || nowMs < before.untilMs()) {
            return false;
        }
        changes++;
        raised.computeIfPresent(name, (same, now) -> as(now, now.alarm().over()));
        return true;
    }

    private static @Nullable Occurrence as(Occurrence before, Optional<Raised> alarm) {
        return alarm.map(next -> new Occurrence(next, before.sinceMs(), before.untilMs()))
                .orElse(null);
    }

    /** Grows with every change of what {@link #remembered} says. */
    long changes() {
        return changes;
    }

    /** The alarms, for the next start of this hub. */
    RememberedAlarms.Group remembered() {
        return new RememberedAlarms.Group(
                word,
                occurrences,
                raised.entrySet().stream()
                        .map(one -> new RememberedAlarms.One(
                                one.getKey(),
                                one.getValue().sinceMs(),
                                one.getValue().alarm()))
                        .toList());
    }

    /**
     * Raises what was raised before the start, as loud as it was and under the same ids. What was so then is so until
     * there was time to look.
     *
     * @param known whether there can still be an alarm of this name
     */
    void recall(RememberedAlarms before, Predicate<String> known, long nowMs) {
        before.groups().stream().filter(group -> group.word().equals(word)).forEach(group -> {
            occurrences = group.occurrences();
            for (RememberedAlarms.One one : group.raised()) {
                if (known.test(one.name())) {
                    // A clock that was set back would make an escalation later.
                    long sinceMs = Math.min(one.sinceMs(), nowMs);
                    raised.put(one.name(), new Occurrence(one.alarm(), sinceMs, nowMs + LOOK_MS));
                }
            }
        });
    }

    /** Names of which what the alarm says is so. */
    List<String> on() {
        return raised.keySet().stream().filter(this::isOn).toList();
    }

    /** As they stand now. */
    List<WardView.Alarm> now(WardViews.Moment moment) {
        long nowMs = moment.now().toEpochMilli();
        List<WardView.Alarm> alarms = new ArrayList<>();
        raised.forEach((name, one) -> {
            Raised now = one.alarm();
            boolean sounding = now.lost() && now.by() == null && nowMs >= pausedUntilMs;
            alarms.add(EdgeBeds.alarm(code, name, now, sounding, now.level(escalation.get(), nowMs - one.sinceMs())));
        });
        return alarms;
    }

    /** They are silent until then; 0 ends that. */
    void pause(long untilMs) {
        pausedUntilMs = untilMs;
    }

    /** A person has seen one of them; false when it is none of them. */
    boolean acknowledge(String id, @Nullable String user, WardViews.Moment moment) {
        Optional<String> name = raised.entrySet().stream()
                .filter(one -> one.getValue().alarm().id().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
        name.ifPresent(of -> {
            changes++;
            raised.computeIfPresent(of, (same, now) -> as(now, now.alarm().seen(user, moment)));
        });
        return name.isPresent();
    }
}
