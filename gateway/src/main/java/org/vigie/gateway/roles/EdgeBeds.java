package org.vigie.gateway.roles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.fanout.RemoteFeed.RemoteBed;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.EdgeLink;
import org.vigie.gateway.link.Freshness;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Packet;
import org.vigie.model.alarm.AlarmPolicy;
import org.vigie.model.alarm.Escalation;

/**
 * The beds of one edge as a hub shows them, and the one alarm of its link. The words for a bed are the edge's own as
 * long as they are fresh; what is not is called slow, stale or lost, and no value of it looks live. One thread.
 */
final class EdgeBeds {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeBeds.class);

    /** Begin of the ids of alarms that the hub itself decides on. */
    static final String LINK_ALARM = "link:";

    private static final String CODE = "VIGIE_EDGE_LOST";

    /** Instead of it: somebody speaks in its name, and as at an earlier start. */
    private static final String REPLACED = "VIGIE_EDGE_REPLACED";

    private final String edge;
    private final Map<String, Held> beds = new TreeMap<>();
    private @Nullable Raised raised;
    private int occurrences;
    private long raisedMs;
    private Supplier<Escalation> escalation = () -> Escalation.DEFAULT;
    private long refused;
    private boolean replaced;
    private long pausedUntilMs;
    private long unread;
    private long changes;
    private long heardBeforeMs;

    /** Whose bed it is. */
    record Owner(String edge, String bed) {}

    /** Takes the beds one after the other. */
    @FunctionalInterface
    interface Display {
        void show(String name, RemoteBed bed, Owner owner);
    }

    static boolean isLinkAlarm(String alarm) {
        return alarm.startsWith(LINK_ALARM);
    }

    private static final class Held {
        WardView.@Nullable Bed life;
        long lifeMs;

        /** As it came, for the next start of this hub. */
        byte[] told = new byte[0];

        /** Known from before the start of this hub; its edge has not spoken of it since. */
        boolean remembered;

        BedParts.@Nullable Values values;
        long valuesMs;

        @Nullable RemoteBed shown;

        Freshness shownAs = Freshness.LOST;
        String shownName = "";
        boolean shownLoud;

        /** The link is too thin for its curves. */
        boolean withoutWaves;

        /** The newest of either half could not be read: what is held is older than what the edge said. */
        boolean lifeUnread;

        boolean valuesUnread;
        boolean changed = true;

        /** The pause of its sound is over by now, also when its edge can no longer say so. */
        boolean pauseIsOver(long nowMs) {
            return life != null && life.soundPausedMs() > 0 && nowMs - lifeMs >= life.soundPausedMs();
        }
    }

    EdgeBeds(String edge) {
        this.edge = edge;
    }

    /** When the alarm of the link escalates from now on. */
    void escalates(Supplier<Escalation> times) {
        escalation = times;
    }

    /** Name of the edge. */
    String edge() {
        return edge;
    }

    /** Grows with every change of what {@link #remembered} says. */
    long changes() {
        return changes;
    }

    /** When the edge was heard last before this hub started, engine time; 0 for never. */
    long heardBeforeMs() {
        return heardBeforeMs;
    }

    /** The beds as they are shown, by the names that the edge has for them. */
    Map<String, WardView.Bed> views() {
        Map<String, WardView.Bed> views = new TreeMap<>();
        beds.forEach((name, held) -> {
            RemoteBed now = held.shown;
            if (now != null) {
                views.put(name, now.view());
            }
        });
        return views;
    }

    /** What is shown now, for the next start of this hub. */
    Remembered remembered(long heardMs) {
        List<Remembered.Bed> known = new ArrayList<>();
        beds.forEach((name, held) -> {
            if (held.life != null) {
                known.add(new Remembered.Bed(name, held.lifeMs, held.told));
            }
        });
        return new Remembered(heardMs, occurrences, raised, known);
    }

    /**
     * Shows what was shown before the start: as lost, with its alarms, since the edge was heard last. As loud as
     * before: a pause that is over is over, and the alarm of the link stands.
     */
    void recall(Remembered before, long nowMs) {
        heardBeforeMs = before.heardMs();
        occurrences = before.occurrences();
        raised = before.raised();
        // Of one that is over only the time of day is known: rather too urgent than less than it was.
        raisedMs = raised != null && !raised.lost() ? Long.MIN_VALUE / 2 : before.heardMs();
        for (Remembered.Bed bed : before.beds()) {
            WardView.Bed life = BedParts.readLife(bed.life()).orElseGet(() -> BedParts.unknown(bed.name()));
            Held held = new Held();
            held.remembered = true;
            held.life = life;
            held.lifeMs = Math.min(bed.lifeMs(), nowMs); // a clock that was set back would make a pause longer
            held.told = bed.life();
            long silent = life.silentMs() < 0 ? -1 : Math.max(0, nowMs - before.heardMs());
            held.values = new BedParts.Values(List.of(), silent, 0, null);
            held.valuesMs = nowMs;
            beds.put(bed.name(), held);
        }
    }

    /** Takes a state of the edge. What cannot be read is a bed that does not look live. */
    void take(Packet.State state, long nowMs) {
        if (state.payload().length == 0) {
            changes += beds.remove(state.key()) == null ? 0 : 1;
            return;
        }
        Held held = beds.computeIfAbsent(state.key(), some -> new Held());
        held.changed = true;
        if (state.part() == Packet.Part.LIFE) {
            held.told = state.payload();
            held.remembered = false;
            changes++;
        }
        switch (state.part()) {
            case LIFE ->
                BedParts.readLife(state.payload())
                        .ifPresentOrElse(
                                life -> {
                                    held.life = life;
                                    held.lifeMs = nowMs;
                                    held.lifeUnread = false;
                                },
                                () -> held.lifeUnread = unread(state.key()));
            case DATA ->
                BedParts.readValues(state.payload())
                        .ifPresentOrElse(
                                values -> {
                                    held.values = values;
                                    held.valuesMs = nowMs;
                                    held.valuesUnread = false;
                                },
                                () -> held.valuesUnread = unread(state.key()));
        }
        if (held.life == null && held.lifeUnread) {
            held.life = BedParts.unknown(state.key());
        }
    }

    private boolean unread(String bed) {
        if (unread++ == 0) {
            LOG.warn("event=state-unreadable edge={} bed={} action=\"shown as stale; same version there?\"", edge, bed);
        }
        return true;
    }

    /** States that could not be read. */
    long unread() {
        return unread;
    }

    /** Names of the beds, as the edge has them. */
    Stream<String> names() {
        return beds.entrySet().stream()
                .filter(bed -> bed.getValue().life != null)
                .map(Map.Entry::getKey);
    }

    /** Shows the beds; a name that another box has as well is followed by the edge's. */
    void show(HubReceiver receiver, WardViews.Moment moment, Set<String> shared, Display display) {
        long nowMs = moment.now().toEpochMilli();
        boolean wavesOff = receiver.wavesOff();
        if (receiver.agrees(Packet.Part.LIFE) && beds.values().removeIf(held -> held.remembered)) {
            changes++; // the edge has told of all that it has
        }
        beds.forEach((bed, held) -> {
            WardView.Bed life = held.life;
            if (life == null) {
                return;
            }
            String name = shared.contains(bed) ? bed + " (" + edge + ")" : bed;
            Freshness heard = held.remembered ? Freshness.LOST : receiver.freshness(bed, nowMs);
            Freshness freshness = (held.lifeUnread || held.valuesUnread) && isOwnWord(heard) ? Freshness.STALE : heard;
            boolean loud = !isOwnWord(freshness) && held.pauseIsOver(nowMs);
            RemoteBed before = held.shown;
            if (before == null
                    || held.changed
                    || freshness != held.shownAs
                    || loud != held.shownLoud
                    || wavesOff != held.withoutWaves
                    || !name.equals(held.shownName)) {
                held.withoutWaves = wavesOff;
                before = new RemoteBed(view(name, held, life, freshness, loud), held.valuesMs);
                held.shown = before;
                held.shownAs = freshness;
                held.shownName = name;
                held.shownLoud = loud;
                held.changed = false;
            }
            display.show(name, before, new Owner(edge, bed));
        });
        look(receiver, nowMs);
        link(receiver.link(), moment);
    }

    private void look(HubReceiver receiver, long nowMs) {
        HubReceiver.Status status = receiver.status(nowMs);
        boolean speaks = status.refusedOld() > refused && !status.claimed();
        refused = status.refusedOld();
        boolean before = replaced;
        replaced = receiver.link() == EdgeLink.LOST && (replaced || speaks);
        if (replaced && !before) {
            LOG.warn(
                    "event=edge-at-earlier-start edge={} action=\"was its box replaced? stop this one, run 'vigie hub"
                            + " forget {}', start it\"",
                    edge,
                    edge);
        }
    }

    private static boolean isOwnWord(Freshness freshness) {
        return freshness == Freshness.LIVE || freshness == Freshness.SLOW;
    }

    private static WardView.Bed view(String name, Held held, WardView.Bed life, Freshness freshness, boolean loud) {
        BedParts.Values values = held.values;
        BedParts.Values known = values == null ? new BedParts.Values(List.of(), -1, 0, null) : values;
        List<WardView.Numeric> numerics = new ArrayList<>();
        known.numerics().forEach(numeric -> numerics.add(as(numeric, freshness)));
        // Ages count from the values; the pause was said with the other half.
        long paused = life.soundPausedMs() == 0 ? 0 : Math.max(0, life.soundPausedMs() + held.lifeMs - held.valuesMs);
        // A score of old values is none.
        WardView.News2 score = isOwnWord(freshness) ? known.news2() : null;
        WardView.Bed whole = BedParts.whole(
                life,
                new BedParts.Values(numerics, known.silentMs(), known.periodMs(), score),
                link(life, freshness, held.withoutWaves));
        return named(name, whole, freshness, loud ? 0 : paused, loud);
    }

    /** The edge's word while it is fresh. Behind that nobody knows whether a bed is still empty or on standby. */
    private static String link(WardView.Bed life, Freshness freshness, boolean withoutWaves) {
        return switch (freshness) {
            case LIVE -> withoutWaves && life.link().equals("live") ? "slow" : life.link();
            case SLOW -> life.link().equals("live") ? "slow" : life.link();
            case STALE -> life.link().equals("lost") ? "lost" : "stale";
            case LOST -> "lost";
        };
    }

    /** A bed of which nobody has looked at the link for too long: nothing of it looks live. */
    static RemoteBed unsupervised(RemoteBed bed) {
        WardView.Bed view = bed.view();
        List<WardView.Numeric> numerics = new ArrayList<>();
        view.numerics().forEach(numeric -> numerics.add(as(numeric, Freshness.STALE)));
        BedParts.Values values = new BedParts.Values(numerics, view.silentMs(), view.periodMs(), null);
        WardView.Bed whole = BedParts.whole(view, values, link(view, Freshness.STALE, false));
        return new RemoteBed(named(view.bed(), whole, Freshness.STALE, view.soundPausedMs(), false), bed.atMs());
    }

    /** No value looks live that is not. */
    private static WardView.Numeric as(WardView.Numeric numeric, Freshness freshness) {
        boolean live = numeric.state().equals("live") || numeric.state().equals("late");
        String state =
                !live || freshness == Freshness.LIVE ? numeric.state() : freshness == Freshness.SLOW ? "late" : "stale";
        return new WardView.Numeric(
                numeric.code(),
                numeric.channel(),
                numeric.label(),
                numeric.value(),
                numeric.unit(),
                numeric.quality(),
                state,
                numeric.reason(),
                numeric.ageMs(),
                numeric.measuredAt(),
                numeric.limits());
    }

    private static WardView.Bed named(String name, WardView.Bed bed, Freshness freshness, long pausedMs, boolean loud) {
        boolean own = isOwnWord(freshness);
        return new WardView.Bed(
                name,
                bed.label(),
                bed.patientId(),
                bed.identityVerified(),
                bed.link(),
                own ? bed.linkReason() : "link",
                bed.silentMs(),
                bed.periodMs(),
                bed.priority(),
                pausedMs,
                bed.marks(),
                bed.clockOffsetMs(),
                bed.numerics(),
                loud ? bed.alarms().stream().map(EdgeBeds::heardAgain).toList() : bed.alarms(),
                bed.care(),
                bed.news2());
    }

    /** An alarm after the pause of its bed; the edge would have said so. */
    private static WardView.Alarm heardAgain(WardView.Alarm alarm) {
        boolean sounds = alarm.sounding() || (alarm.state().endsWith("-unack") && !alarm.silencedAtBedside());
        return sounding(alarm, sounds);
    }

    private static WardView.Alarm sounding(WardView.Alarm alarm, boolean sounds) {
        return new WardView.Alarm(
                alarm.id(),
                alarm.code(),
                alarm.text(),
                alarm.about(),
                alarm.value(),
                alarm.unit(),
                alarm.limit(),
                alarm.above(),
                alarm.priority(),
                alarm.kind(),
                alarm.state(),
                sounds,
                alarm.since(),
                alarm.acknowledgedBy(),
                alarm.acknowledgedAt(),
                alarm.stale(),
                alarm.silencedAtBedside(),
                alarm.beds(),
                alarm.escalation());
    }

    /** One alarm for the edge, with its beds, not one for each. */
    private void link(EdgeLink link, WardViews.Moment moment) {
        Raised now = raised;
        boolean lost = link == EdgeLink.LOST;
        if (lost && (now == null || !now.lost())) {
            boolean high =
                    beds.values().stream().anyMatch(bed -> bed.life != null && "high".equals(bed.life.priority()));
            // An acknowledgement dies with the return of the source (alarms.md A6): lost again is a new alarm, and ends
            // a pause.
            pausedUntilMs = 0;
            changes++;
            raisedMs = moment.now().toEpochMilli();
            raised = new Raised(
                    LINK_ALARM + edge + ":" + ++occurrences,
                    moment.serverTime(),
                    List.copyOf(beds.keySet()),
                    high,
                    true,
                    null,
                    null);
        } else if (now != null && now.lost() && link == EdgeLink.LIVE) {
            changes++;
            raised = now.over().orElse(null);
        }
    }

    /** The alarm of the link is silent for as long as any pause may be; null ends that. */
    void pause(WardViews.@Nullable Moment from) {
        pausedUntilMs =
                from == null ? 0 : from.now().plus(AlarmPolicy.LONGEST_PAUSE).toEpochMilli();
    }

    Optional<WardView.Alarm> alarm(WardViews.Moment moment) {
        Raised now = raised;
        if (now == null) {
            return Optional.empty();
        }
        boolean sounding = now.lost() && now.by() == null && moment.now().toEpochMilli() >= pausedUntilMs;
        return Optional.of(alarm(
                replaced ? REPLACED : CODE,
                edge,
                now,
                sounding,
                now.level(escalation.get(), moment.now().toEpochMilli() - raisedMs)));
    }

    /** An alarm that the hub itself decides on, in the words of the wire. */
    static WardView.Alarm alarm(String code, String text, Raised now, boolean sounding, int level) {
        String state = !now.lost() ? "latched-unack" : now.by() == null ? "active-unack" : "active-ack";
        return new WardView.Alarm(
                now.id(),
                code,
                text,
                null,
                null,
                null,
                null,
                null,
                now.high() ? "high" : "medium",
                "technical",
                state,
                sounding,
                now.since(),
                now.by(),
                now.at(),
                false,
                false,
                now.beds(),
                level);
    }

    /** A person has seen the alarm of the link; false when it is not this edge's, or over. */
    boolean acknowledge(String id, @Nullable String user, WardViews.Moment moment) {
        Raised now = raised;
        if (now == null || !now.id().equals(id)) {
            return false;
        }
        changes++;
        raised = now.seen(user, moment).orElse(null);
        return true;
    }
}
