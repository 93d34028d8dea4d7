package org.vigie.gateway.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.Packet.Part;
import org.vigie.model.limits.LinkLimits;

/**
 * An edge's side of the link to one hub. Life goes first and as it comes to be; values are sent as the newest state of
 * each bed, what could not be sent in between is left to the journal; the journal itself is sent only where the hub
 * asks for it, in what is left of the link. The edge keeps no cursor: the hub knows best what it has (ADR 0085).
 *
 * <p>It decides only: no clock, no threads, no I/O. The same events at the same times give the same effects.
 */
public final class EdgeUplink {
    /** While states wait, every so many of them one answer of the journal goes out. */
    private static final int STATES_PER_FILL = 8;

    /** A heartbeat with what surrounds it; measured with TLS and TCP: 165. */
    private static final int BEAT_BYTES = 160;

    /** What TLS, TCP and the packet itself put around a packet. */
    private static final int AROUND = 160;

    private static final long VALUES_GATHER_MS = 700;

    /** A heartbeat that goes with something else. */
    private static final int BEAT_WITHIN = 40;

    /** With values that go now a heartbeat goes so much before its time, or so much after it with those that gather. */
    private static final long BEAT_EARLY_MS = 700;

    /** After a standstill the box needs a moment to see which monitors it has not heard meanwhile. */
    private static final long SETTLE_MS = 1_000;

    /** Ticks come each 200 ms: a longer pause between two calls is no time awake. */
    private static final long AWAKE_MS = 300;

    private final String edge;
    private final long boot;
    private final LinkLimits limits;
    private final Map<Lane, Outbound> lanes = new EnumMap<>(Lane.class);
    private final Map<Part, StateTable> states = new EnumMap<>(Part.class);
    private final LifeRecords records;
    private final Deque<Packet.Fill> fills = new ArrayDeque<>();
    private final EdgeCommands commands;
    private final Map<Lane, Long> last = new EnumMap<>(Lane.class);
    private final Map<Lane, Long> nextBeatMs = new EnumMap<>(Lane.class);
    private final Map<Lane, Long> beats = new EnumMap<>(Lane.class);
    private final Map<Lane, Packet.Ask> reading = new EnumMap<>(Lane.class);
    private List<UplinkEffect> effects = new ArrayList<>();
    private long epoch;
    private long version;
    private long token;
    private long echoHubMs = -1;
    private long echoAtMs;
    private long wallMs;
    private long stepMs = -1;
    private long stoodMs;
    private long settleLeftMs;
    private final LinkSpeed speed;
    private final WaveGate waves;
    private int statesSinceFill;
    private long valuesMs = -VALUES_GATHER_MS;
    private long wavesLeftOut;

    /**
     * Numbers for health and metrics.
     *
     * @param lifeUp whether the LIFE lane is connected
     * @param hubHeardMs since the hub was last heard; -1 for never
     * @param pending live records that wait
     * @param statesWaiting beds whose newest state was not sent
     * @param leftToJournal live records that were not sent because too many waited; the hub fetches them
     * @param wavesLeftOut bundles of waves without credit
     */
    public record Status(
            boolean lifeUp, long hubHeardMs, int pending, int statesWaiting, long leftToJournal, long wavesLeftOut) {}

    /**
     * An uplink that is not connected.
     *
     * @param edge id of this edge
     * @param epoch of its journal
     * @param boot drawn by chance at this start
     * @param limits bounds
     */
    public EdgeUplink(String edge, long epoch, long boot, LinkLimits limits) {
        this.edge = edge;
        this.epoch = epoch;
        this.boot = boot;
        this.limits = limits;
        this.records = new LifeRecords(limits);
        this.commands = new EdgeCommands(boot, limits);
        this.speed = new LinkSpeed(limits);
        this.waves = new WaveGate(limits, speed);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, outbound(lane));
            last.put(lane, 0L);
            nextBeatMs.put(lane, 0L);
            beats.put(lane, 0L);
        }
        for (Part part : Part.values()) {
            states.put(part, new StateTable(part, limits.keys()));
        }
    }

    /** Numbers at this moment. */
    public Status status(long nowMs) {
        return new Status(
                lane(Lane.LIFE).up(),
                echoHubMs < 0 ? -1 : nowMs - echoAtMs,
                records.size(),
                table(Part.LIFE).waiting() + table(Part.DATA).waiting(),
                records.leftToJournal(),
                wavesLeftOut);
    }

    /** What the hub wants of waves. */
    public WaveGate waves() {
        return waves;
    }

    /** Bytes that {@link UplinkEvent.Samples} may have now; 0 for none at all. */
    public int waveRoom(long nowMs) {
        return lifeWaits() || !lane(Lane.WAVES).hasRoom(nowMs) ? 0 : waves.room(nowMs);
    }

    /** Whether what is sent now stands before an alarm for a while. */
    public boolean isThin() {
        return lane(Lane.DATA).isThin();
    }

    /**
     * One step.
     *
     * @param nowMs clock that only goes forward
     * @return what is to be done, in this order
     */
    public List<UplinkEffect> on(UplinkEvent event, long nowMs) {
        effects = new ArrayList<>();
        stepped(nowMs);
        switch (event) {
            case UplinkEvent.Tick tick -> {
                wallMs = tick.wallMs();
                lanes.values().forEach(lane -> putBack(lane.overdue(nowMs)));
            }
            case UplinkEvent.Up up -> connected(up.lane(), nowMs);
            case UplinkEvent.Down down -> putBack(lane(down.lane()).broken());
            case UplinkEvent.Acknowledged ack -> acknowledged(lane(ack.lane()).acknowledged(ack.token(), nowMs));
            case UplinkEvent.Refused refused -> {
                @Nullable Object item = lane(refused.lane()).refused(refused.token(), nowMs);
                putBack(item == null ? List.of() : List.of(item));
            }
            case UplinkEvent.Came came -> came(came.packet(), nowMs);
            case UplinkEvent.Appended appended -> appended(appended.entry(), nowMs);
            case UplinkEvent.Rolled rolled -> rolled(rolled.epoch());
            case UplinkEvent.Changed changed ->
                put(changed.part(), changed.key(), changed.payload(), changed.canWait(), nowMs);
            case UplinkEvent.Found found -> found(found.fill());
            case UplinkEvent.Answered answered -> commands.answered(answered.answer());
            case UplinkEvent.Samples samples -> samples(samples.samples(), nowMs);
        }
        pump(nowMs);
        return effects;
    }

    /**
     * Whoever calls with a tick each 200 ms and has not done so for seconds has stood still (suspended, stopped). What
     * it knows is of before: until it had time to look around, nothing is called true at this moment.
     */
    private void stepped(long nowMs) {
        long pause = stepMs < 0 ? 0 : nowMs - stepMs;
        // One that stands still again before it has settled, however shortly, begins anew: others of it may not have
        // run yet.
        if (pause >= limits.late().toMillis() || (settles() && pause > AWAKE_MS)) {
            stoodMs = settles() ? stoodMs : stepMs;
            settleLeftMs = SETTLE_MS;
        } else if (settles()) {
            settleLeftMs -= pause;
        }
        stepMs = nowMs;
    }

    private boolean settles() {
        return settleLeftMs > 0;
    }

    private Outbound lane(Lane lane) {
        return lanes.computeIfAbsent(lane, this::outbound);
    }

    /** Waves are acknowledged when they are written: that says nothing of the link. */
    private Outbound outbound(Lane lane) {
        return new Outbound(limits, lane == Lane.DATA, lane == Lane.WAVES ? new LinkSpeed(limits) : speed);
    }

    private StateTable table(Part part) {
        return states.computeIfAbsent(part, some -> new StateTable(some, limits.keys()));
    }

    private void put(Part part, String key, byte @Nullable [] payload, boolean canWait, long nowMs) {
        table(part).put(key, payload, ++version, settles() ? stoodMs : nowMs, canWait);
    }

    private void connected(Lane lane, long nowMs) {
        lane(lane).connected();
        states.values().stream().filter(table -> table.part().lane() == lane).forEach(StateTable::forgetSent);
        nextBeatMs.put(lane, 0L);
        if (lane == Lane.WAVES) {
            waves.connected(nowMs);
        }
    }

    /** What the broker has: later states are differences to it. */
    private void acknowledged(@Nullable Object item) {
        switch (item) {
            case Packet.State state -> table(state.part()).acknowledged(state);
            case Packet.States several -> several.states().forEach(this::acknowledged);
            case Packet.Several several -> several.packets().forEach(this::acknowledged);
            case null, default -> {} // nothing that another packet builds on
        }
    }

    /** What was under way when a lane broke, oldest first; each to the front of where it came from. */
    private void putBack(List<? extends Object> items) {
        for (Object item : items.reversed()) {
            switch (item) {
                case Packet.Live live -> records.again(live.entries());
                case Packet.State state -> table(state.part()).again(state);
                case Packet.States several ->
                    several.states().forEach(state -> table(state.part()).again(state));
                case Packet.Several several -> putBack(several.packets());
                case Packet.Answer answer -> commands.again(answer);
                default -> {} // a beat or an answer of the journal: made anew when they are due
            }
        }
    }

    private void appended(Entry entry, long nowMs) {
        last.put(entry.lane(), entry.seq());
        if (entry.lane() == Lane.LIFE) {
            records.add(entry, nowMs);
        }
    }

    private void rolled(long next) {
        epoch = next;
        records.clear();
        states.values().forEach(StateTable::forgetSent); // a difference is one within its epoch
        last.replaceAll((lane, seq) -> 0L);
    }

    private void came(PacketCodec.Sealed sealed, long nowMs) {
        if (!(sealed.packet() instanceof Packet.Down packet)) {
            return;
        }
        switch (packet) {
            case Packet.HubBeat beat -> {
                echoHubMs = beat.hubMs();
                echoAtMs = nowMs;
                waves.wanted(beat);
            }
            case Packet.Ask ask -> {
                boolean busy = reading.containsKey(ask.lane());
                reading.put(ask.lane(), ask);
                if (!busy) {
                    effects.add(new UplinkEffect.Read(ask));
                }
            }
            case Packet.Compare compare -> table(compare.part()).compare(compare.keys(), ++version, nowMs);
            case Packet.Command command -> {
                if (commands.came(sealed.boot(), command, nowMs)) {
                    effects.add(new UplinkEffect.Apply(command));
                }
            }
            case Packet.Credit credit -> waves.credited(credit.total(), nowMs);
        }
    }

    private void found(Packet.Fill fill) {
        Packet.@Nullable Ask newest = reading.remove(fill.lane());
        if (newest != null && newest.request() != fill.request()) {
            reading.put(fill.lane(), newest); // the hub has given up the one that was read
            effects.add(new UplinkEffect.Read(newest));
            return;
        }
        fills.removeIf(old -> old.lane() == fill.lane());
        fills.add(fill);
    }

    private void samples(byte[] samples, long nowMs) {
        if (samples.length > waveRoom(nowMs)) {
            wavesLeftOut++;
        } else {
            send(Lane.WAVES, new Packet.Waves(waves.sent(samples.length, nowMs), samples), samples.length, nowMs);
        }
    }

    private void pump(long nowMs) {
        life(nowMs);
        data(nowMs);
    }

    private boolean isDue(Lane lane, long nowMs) {
        return lane(lane).up() && nowMs >= number(nextBeatMs, lane);
    }

    private Packet.Beat beat(Part part, long nowMs) {
        Lane lane = part.lane();
        boolean rarely = lane == Lane.DATA && isThin();
        nextBeatMs.put(lane, nowMs + (rarely ? 2 : 1) * limits.beatEvery().toMillis());
        long newest = number(last, lane);
        return new Packet.Beat(
                lane,
                beats.merge(lane, 1L, Long::sum),
                newest,
                lane == Lane.LIFE ? records.pushed(newest) : newest,
                table(part).digest(),
                settles() ? Math.max(1, table(part).waiting()) : table(part).waiting(),
                nowMs,
                wallMs,
                echoHubMs,
                echoHubMs < 0 ? 0 : nowMs - echoAtMs,
                waves.isOff(nowMs));
    }

    private static long number(Map<Lane, Long> map, Lane lane) {
        return map.getOrDefault(lane, 0L);
    }

    /**
     * What is on now comes before how it came about: a person looks at the state, the records are for afterwards. Over
     * a thin link these, and what has only ended, go with the heartbeat: never before an alarm, never in its packet.
     */
    private void life(long nowMs) {
        Outbound lane = lane(Lane.LIFE);
        StateTable table = table(Part.LIFE);
        boolean thin = gathers(nowMs);
        while (lane.hasRoom(nowMs) && (commands.isAnswering() || table.urgent() > 0)) {
            if (commands.isAnswering()) {
                send(Lane.LIFE, commands.next(), AROUND, nowMs);
            } else {
                Bundle urgent = states(table, thin, lane.packet() - AROUND, nowMs);
                send(Lane.LIFE, urgent.packet(), AROUND + urgent.bytes(), nowMs);
            }
        }
        boolean due = isDue(Lane.LIFE, nowMs);
        if (thin && due) {
            send(Lane.LIFE, lifeBeat(nowMs), nowMs);
        }
        while (lane.hasRoom(nowMs)) {
            if (!thin && table.waiting() > 0) {
                Bundle calm = states(table, false, lane.packet() - AROUND, nowMs);
                send(Lane.LIFE, calm.packet(), AROUND + calm.bytes(), nowMs);
            } else if (!records.isEmpty() && (!thin || records.isMany())) {
                LifeRecords.Some some = records.take(lane.packet() - AROUND, nowMs);
                send(Lane.LIFE, some.live(), AROUND + some.bytes(), nowMs);
            } else {
                break;
            }
        }
        if (!thin && due) {
            send(Lane.LIFE, beat(Part.LIFE, nowMs), BEAT_BYTES, nowMs);
        }
    }

    /** A heartbeat and what has waited for it; half of a narrow link's room stays free for an alarm right behind it. */
    private List<Bundle> lifeBeat(long nowMs) {
        Outbound lane = lane(Lane.LIFE);
        int room = lane.packet() / (isNarrow(nowMs) ? 2 : 1) - AROUND;
        List<Bundle> together = new ArrayList<>();
        if (lane.hasRoom(nowMs) && table(Part.LIFE).waiting() > 0) {
            together.add(states(table(Part.LIFE), false, room, nowMs));
        }
        if (lane.hasRoom(nowMs) && !records.isEmpty() && !records.gathers(nowMs)) {
            LifeRecords.Some some = records.take(room - BEAT_WITHIN, nowMs);
            together.add(new Bundle(some.live(), some.bytes(), 0));
        }
        together.add(new Bundle(beat(Part.LIFE, nowMs), BEAT_WITHIN, 0));
        return together;
    }

    /** Whether the link is known to be so thin that what can wait goes together. */
    private boolean gathers(long nowMs) {
        return isThin() && (lane(Lane.LIFE).isSlow(nowMs) || lane(Lane.DATA).isSlow(nowMs));
    }

    /** Nothing of DATA or WAVES is put in front of an alarm that has to wait. */
    private boolean lifeWaits() {
        return lane(Lane.LIFE).up()
                && (commands.isAnswering()
                        || records.isMany()
                        || table(Part.LIFE).urgent() > 0);
    }

    private void data(long nowMs) {
        Outbound lane = lane(Lane.DATA);
        StateTable table = table(Part.DATA);
        boolean thin = isThin();
        if (isDue(Lane.DATA, nowMs) && lane.hasRoom(nowMs) && !waitsForValues(thin, nowMs)) {
            send(Lane.DATA, beat(Part.DATA, nowMs), BEAT_BYTES, nowMs);
        }
        while (!lifeWaits() && lane.hasRoom(nowMs) && (lane.isIdle() || !isNarrow(nowMs))) {
            Optional<Packet.Fill> fill = nextFill(nowMs);
            if (fill.isPresent()) {
                statesSinceFill = 0;
                fills.remove(fill.get());
                send(Lane.DATA, fill.get(), weight(fill.get()), nowMs);
            } else if (table.waiting() == 0 || gathersValues(nowMs)) {
                return;
            } else {
                Bundle values = states(table, false, lane.packet() - AROUND, nowMs);
                List<Bundle> together = new ArrayList<>(List.of(values));
                if (thin && isDue(Lane.DATA, nowMs + BEAT_EARLY_MS)) {
                    together.add(new Bundle(beat(Part.DATA, nowMs), BEAT_WITHIN, 0));
                }
                send(Lane.DATA, together, nowMs);
                statesSinceFill += values.count();
                valuesMs = nowMs;
            }
        }
    }

    private boolean waitsForValues(boolean thin, long nowMs) {
        return thin && table(Part.DATA).waiting() > 0 && !isDue(Lane.DATA, nowMs - BEAT_EARLY_MS);
    }

    /** Values of many beds together are a third of what they are one by one. */
    private boolean gathersValues(long nowMs) {
        return isThin() && nowMs >= valuesMs && nowMs - valuesMs < VALUES_GATHER_MS;
    }

    /** The past of values waits until there is room. That of alarms does not wait, however thin the link is. */
    private Optional<Packet.Fill> nextFill(long nowMs) {
        boolean idle = table(Part.DATA).waiting() == 0;
        boolean turn = statesSinceFill >= STATES_PER_FILL;
        boolean thin = isThin();
        return fills.stream()
                .filter(fill ->
                        fill.lane() == Lane.LIFE ? idle || turn : idle ? !thin || carriesPast(nowMs) : turn && !thin)
                .findFirst();
    }

    /**
     * A thin link that carries curves carries next to nothing of the past of values beside them; on a narrow one each
     * answer of the journal would stand before an alarm for seconds.
     */
    private boolean carriesPast(long nowMs) {
        return !isNarrow(nowMs) && !waves.flows(nowMs);
    }

    /**
     * Whether the link is known to be too thin for curves. While little is sent it is not known: then a few answers of
     * the journal go, until it is known by them.
     */
    private boolean isNarrow(long nowMs) {
        return isThin() && speed.isKnown(nowMs) && !speed.fitsWaves(nowMs);
    }

    /** Differences instead of whole states only while the speed of the link is known without them. */
    private Bundle states(StateTable table, boolean urgent, int room, long nowMs) {
        return Bundle.of(table, urgent, isThin() && speed.isKnown(nowMs), room);
    }

    private static int weight(Packet.Fill fill) {
        return AROUND + fill.entries().stream().mapToInt(Entry::weight).sum() / 4;
    }

    private void send(Lane lane, List<Bundle> together, long nowMs) {
        int bytes = AROUND + together.stream().mapToInt(Bundle::bytes).sum();
        Packet packet = together.size() == 1
                ? together.getFirst().packet()
                : new Packet.Several(together.stream().map(Bundle::packet).toList());
        send(lane, packet, bytes, nowMs);
    }

    private void send(Lane lane, Packet packet, int bytes, long nowMs) {
        token++;
        lane(lane).sent(token, packet, bytes, nowMs);
        effects.add(new UplinkEffect.Send(lane, token, new PacketCodec.Sealed(edge, epoch, boot, packet)));
    }
}
