package org.vigie.gateway.fanout.mqtt;

import org.vigie.gateway.link.LinkTopics;
import org.vigie.model.BedId;

/**
 * Where things are published: {@code vigie/v1/SITE/EDGE/BED/state|alarm}, and {@code vigie/v1/SITE/EDGE/status|alarm}
 * for the unit as a whole. Names as {@link LinkTopics#level} writes them. The contract is docs/api/asyncapi.yaml.
 *
 * @param site name of the site
 * @param edge name of this box, as in its certificate
 */
public record PublicTopics(String site, String edge) {
    /** Whether this box is there, how many beds report, the alarms of the unit: retained. */
    public String status() {
        return LinkTopics.status(site, edge);
    }

    /** The newest state of a bed: retained. */
    public String state(BedId bed) {
        return LinkTopics.ofBed(site, edge, bed.value(), "state");
    }

    /** One message for each step of an alarm. */
    public String alarm(BedId bed) {
        return bed.isUnit()
                ? status().substring(0, status().lastIndexOf('/')) + "/alarm"
                : LinkTopics.ofBed(site, edge, bed.value(), "alarm");
    }
}
