package org.vigie.gateway.roles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.model.alarm.Escalation;
import org.vigie.model.alarm.OwnAlarm;

/**
 * The alarms of a hub about names that two boxes have: the hub shows the beds of one of them, those of the other are at
 * no screen but its own. One alarm for each name, at most as many as the hub has edges. One thread.
 */
final class SecondBoxes {
    private static final Logger LOG = LoggerFactory.getLogger(SecondBoxes.class);

    private final Map<String, Raised> raised = new TreeMap<>();
    private final Map<String, Long> raisedMs = new HashMap<>();
    private Supplier<Escalation> escalation = () -> Escalation.DEFAULT;
    private long pausedUntilMs;
    private int occurrences;

    /** When these alarms escalate from now on. */
    void escalates(Supplier<Escalation> times) {
        escalation = times;
    }

    /** The alarms as they stand now. */
    List<WardView.Alarm> alarms(
            Map<String, EdgeBeds> edges, Map<String, HubReceiver> receivers, WardViews.Moment moment) {
        long nowMs = moment.now().toEpochMilli();
        receivers.forEach((edge, receiver) -> look(edge, receiver.isDoubled(nowMs), edges, moment));
        List<WardView.Alarm> alarms = new ArrayList<>();
        raised.forEach((edge, now) -> alarms.add(EdgeBeds.alarm(
                OwnAlarm.DUPLICATE_BOX,
                edge,
                now,
                now.lost() && now.by() == null && nowMs >= pausedUntilMs,
                now.level(escalation.get(), nowMs - raisedMs.getOrDefault(edge, nowMs)))));
        return alarms;
    }

    private void look(String edge, boolean doubled, Map<String, EdgeBeds> edges, WardViews.Moment moment) {
        Raised now = raised.get(edge);
        if (doubled && (now == null || !now.lost())) {
            LOG.warn(
                    "event=edge-doubled edge={} action=\"switch one of the two off; give it a name and a certificate of"
                            + " its own and an empty data folder\"",
                    edge);
            EdgeBeds beds = edges.get(edge);
            List<String> names = beds == null ? List.of() : beds.names().toList();
            pausedUntilMs = 0;
            raisedMs.put(edge, moment.now().toEpochMilli());
            String id = EdgeBeds.LINK_ALARM + "second-" + edge + ":" + ++occurrences;
            raised.put(edge, new Raised(id, moment.serverTime(), names, false, true, null, null));
        } else if (!doubled && now != null && now.lost()) {
            LOG.info("event=edge-single edge={}", edge);
            now.over().ifPresentOrElse(seen -> raised.put(edge, seen), () -> raised.remove(edge));
        }
    }

    /** The alarms are silent until then; 0 ends that. */
    void pause(long untilMs) {
        pausedUntilMs = untilMs;
    }

    /** A person has seen one of them; false when it is none of them, or over. */
    boolean acknowledge(String id, @Nullable String user, WardViews.Moment moment) {
        for (Map.Entry<String, Raised> one : raised.entrySet()) {
            if (one.getValue().id().equals(id)) {
                Optional<Raised> seen = one.getValue().seen(user, moment);
                seen.ifPresentOrElse(one::setValue, () -> raised.remove(one.getKey()));
                return true;
            }
        }
        return false;
    }
}
