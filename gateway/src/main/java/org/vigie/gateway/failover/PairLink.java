package org.vigie.gateway.failover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.LinkPort;
import org.vigie.gateway.link.LinkTopics;

/**
 * The link of a box of a pair to one hub: it carries the beats of the pair too, shows that the hub is there, and says
 * nothing while the lease of this box has run out without anybody having looked.
 */
public final class PairLink implements LinkPort {
    /** Of beats; a link numbers its own from 1. */
    private static final long NO_TOKEN = 0;

    private final LinkPort port;
    private final String hub;
    private final String topic;
    private final String partnerTopic;
    private final Failover failover;

    /**
     * Around a port.
     *
     * @param port made with {@link #plan}
     * @param box name of this box
     * @param hub name of the hub
     * @param failover the lease of this box
     */
    public PairLink(LinkPort port, String box, String hub, Failover failover) {
        this.port = port;
        this.hub = "hub " + hub;
        this.topic = LinkTopics.pair(box);
        this.partnerTopic = LinkTopics.pair(failover.config().partner());
        this.failover = failover;
        failover.tellOver(beat -> port.send(Lane.LIFE, topic, beat, false, NO_TOKEN));
    }

    /** The plan of a link, with the beats of the partner. */
    public static Plan plan(Plan link, String partner) {
        Map<Lane, List<String>> topics = new LinkedHashMap<>(link.subscriptions());
        List<String> life = new ArrayList<>(topics.getOrDefault(Lane.LIFE, List.of()));
        life.add(LinkTopics.pair(partner));
        topics.put(Lane.LIFE, List.copyOf(life));
        return new Plan(link.clientId(), topics, link.will());
    }

    @Override
    public boolean send(Lane lane, String to, byte[] payload, boolean retain, long token) {
        return !failover.isLapsed() && port.send(lane, to, payload, retain, token);
    }

    @Override
    public void start(Listener listener) {
        port.start(new Listener() {
            @Override
            public void up(Lane lane) {
                listener.up(lane);
            }

            @Override
            public void down(Lane lane, String reason) {
                listener.down(lane, reason);
            }

            @Override
            public void acknowledged(Lane lane, long token) {
                if (token != NO_TOKEN) {
                    listener.acknowledged(lane, token);
                }
            }

            @Override
            public void received(Lane lane, String from, byte[] payload, boolean retained) {
                if (!from.equals(partnerTopic)) {
                    if (!retained) {
                        failover.sawHub();
                    }
                    listener.received(lane, from, payload, retained);
                } else if (!retained) {
                    failover.cameOver(hub, payload);
                }
            }
        });
    }

    @Override
    public void aside() {
        port.aside();
    }

    @Override
    public void close() {
        port.close();
    }
}
