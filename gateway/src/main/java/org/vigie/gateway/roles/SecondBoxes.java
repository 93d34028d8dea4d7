package org.vigie.gateway.roles;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.model.alarm.OwnAlarm;

/**
 * The alarms of a hub about names that two boxes have: the hub shows the beds of one of them, those of the other are at
 * no screen but its own. One alarm for each name, at most as many as the hub has edges. One thread.
 */
final class SecondBoxes {
    private static final Logger LOG = LoggerFactory.getLogger(SecondBoxes.class);

    private final RaisedAlarms alarms = new RaisedAlarms(OwnAlarm.DUPLICATE_BOX, "second");

    /** The alarms, as they were at the last look. */
    RaisedAlarms alarms() {
        return alarms;
    }

    /** Looks which edges speak with two voices now. */
    void look(Map<String, EdgeBeds> edges, Map<String, HubReceiver> receivers, WardViews.Moment moment) {
        long nowMs = moment.now().toEpochMilli();
        receivers.forEach((edge, receiver) -> look(edge, receiver.isDoubled(nowMs), edges, moment));
    }

    private void look(String edge, boolean doubled, Map<String, EdgeBeds> edges, WardViews.Moment moment) {
        long nowMs = moment.now().toEpochMilli();
        if (doubled && !alarms.isOn(edge)) {
            LOG.warn(
                    "event=edge-doubled edge={} action=\"switch one of the two off; give it a name and a certificate of"
                            + " its own and an empty data folder\"",
                    edge);
            EdgeBeds beds = edges.get(edge);
            alarms.raise(edge, beds == null ? List.of() : beds.names().toList(), moment);
        } else if (!doubled && alarms.isOn(edge) && alarms.over(edge, nowMs)) {
            LOG.info("event=edge-single edge={}", edge);
        }
    }
}
