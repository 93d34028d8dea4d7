package org.vigie.gateway.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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

    private static final long COMMAND_AGE_MS = 15_000;

    /** A heartbeat with what surrounds it; measured with TLS and TCP: 165. */
    private static final int BEAT_BYTES = 160;

    /** What TLS, TCP and the packet itself put around a packet. */
    private static final int AROUND = 160;

    /** Together they still fit into what one packet may be when unpacked. */
    private static final int STATES_TOGETHER = 32;

    private static final int RAW_TOGETHER = 65_536;

    private static final int RECORDS_TOGETHER = 32;
    private static final long GATHER_MS = 2_000;
    private static final long VALUES_GATHER_MS = 700;

    /** After a standstill the box needs a moment to see which monitors it has not heard meanwhile. */
    private static final long SETTLE_MS = 1_000;

    /** Ticks come each 200 ms: of a longer pause between two calls no more than this counts as time awake. */
    private static final long AWAKE_MS = 300;

    private final String edge;
    private final long boot;
    private final LinkLimits limits;
    private final Map<Lane, Outbound> lanes = new EnumMap<>(Lane.class);
    private final Map<Part, StateTable> states = new EnumMap<>(Part.class);
    private final Deque<Entry> pending = new ArrayDeque<>();
    private final Deque<Packet.Fill> fills = new ArrayDeque<>();
    private final Deque<Packet.Answer> answers = new ArrayDeque<>();
    private final Map<Lane, Long> last = new EnumMap<>(Lane.class);
    private final Map<Lane, Long> nextBeatMs = new EnumMap<>(Lane.class);
    private final Map<Lane, Long> beats = new EnumMap<>(Lane.class);
    private final Map<Lane, Packet.Ask> reading = new EnumMap<>(Lane.class);
    private final Map<String, Asked> commands = new LinkedHashMap<>();
    private List<UplinkEffect> effects = new ArrayList<>();
    private long epoch;
    private long pendingSinceMs;
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
    private long leftToJournal;
    private long wavesLeftOut;

    /** A command of this hub and its answer; null while it is being applied. */
    private static final class Asked {
        Packet.@Nullable Answer answer;
    }

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
                pending.size(),
                table(Part.LIFE).waiting() + table(Part.DATA).waiting(),
                leftToJournal,
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
            case UplinkEvent.Acknowledged ack -> lane(ack.lane()).acknowledged(ack.token(), nowMs);
            case UplinkEvent.Refused refused -> {
                @Nullable Object item = lane(refused.lane()).refused(refused.token(), nowMs);
                putBack(item == null ? List.of() : List.of(item));
            }
            case UplinkEvent.Came came -> came(came.packet(), nowMs);
            case UplinkEvent.Appended appended -> appended(appended.entry(), nowMs);
            case UplinkEvent.Rolled rolled -> rolled(rolled.epoch());
            case UplinkEvent.Changed changed ->
                table(changed.part()).put(changed.key(), changed.payload(), ++version, settles() ? stoodMs : nowMs);
            case UplinkEvent.Found found -> found(found.fill());
            case UplinkEvent.Answered answered -> answered(answered.answer());
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
        if (pause >= limits.late().toMillis()) {
            stoodMs = settles() ? stoodMs : stepMs;
            settleLeftMs = SETTLE_MS;
        } else if (settles()) {
            settleLeftMs -= Math.min(pause, AWAKE_MS);
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

    private void connected(Lane lane, long nowMs) {
        lane(lane).connected();
        nextBeatMs.put(lane, 0L);
        if (lane == Lane.WAVES) {
            waves.connected(nowMs);
        }
    }

    /** What was under way when a lane broke, oldest first; each to the front of where it came from. */
    private void putBack(List<Object> items) {
        for (Object item : items.reversed()) {
            switch (item) {
                case Packet.Live live -> live.entries().reversed().forEach(pending::addFirst);
                case Packet.State state -> table(state.part()).again(state);
                case Packet.States several ->
                    several.states().forEach(state -> table(state.part()).again(state));
                case Packet.Answer answer -> answers.addFirst(answer);
                default -> {} // a beat or an answer of the journal: made anew when they are due
            }
        }
        trim();
    }

    private void appended(Entry entry, long nowMs) {
        last.put(entry.lane(), entry.seq());
        if (entry.lane() == Lane.LIFE) {
            if (pending.isEmpty()) {
                pendingSinceMs = nowMs;
            }
            pending.addLast(entry);
            trim();
        }
    }

    private void trim() {
        while (pending.size() > limits.pendingRecords()) {
            pending.removeFirst();
            leftToJournal++;
        }
    }

    private void rolled(long next) {
        epoch = next;
        pending.clear();
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
            case Packet.Command command -> command(sealed, command, nowMs);
            case Packet.Credit credit -> waves.credited(credit.total(), nowMs);
        }
    }

    private void command(PacketCodec.Sealed sealed, Packet.Command command, long nowMs) {
        @Nullable Asked before = commands.get(command.id());
        if (before != null) {
            if (before.answer != null) {
                answer(before.answer);
            }
            return;
        }
        if (sealed.boot() != boot) {
            answer(new Packet.Answer(command.id(), false, "edge-restarted"));
            return;
        }
        if (nowMs - command.seenEdgeMs() > COMMAND_AGE_MS) {
            answer(new Packet.Answer(command.id(), false, "too-late"));
            return;
        }
        if (commands.size() >= limits.commandsRemembered()) {
            commands.remove(commands.keySet().iterator().next());
        }
        commands.put(command.id(), new Asked());
        effects.add(new UplinkEffect.Apply(command));
    }

    private void answered(Packet.Answer answer) {
        @Nullable Asked asked = commands.get(answer.id());
        if (asked != null) {
            asked.answer = answer;
        }
        answer(answer);
    }

    /** To be sent; what is beyond the bound the hub asks for again. */
    private void answer(Packet.Answer answer) {
        if (answers.size() < limits.commands()) {
            answers.add(answer);
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
        beat(Lane.LIFE, Part.LIFE, nowMs);
        beat(Lane.DATA, Part.DATA, nowMs);
        life(nowMs);
        data(nowMs);
    }

    private void beat(Lane lane, Part part, long nowMs) {
        if (!lane(lane).up()
                || nowMs < due(lane)
                || (lane == Lane.DATA && !lane(lane).hasRoom(nowMs))) {
            return;
        }
        boolean rarely = lane == Lane.DATA && lane(lane).isThin();
        nextBeatMs.put(lane, nowMs + (rarely ? 2 : 1) * limits.beatEvery().toMillis());
        long newest = number(last, lane);
        long pushed = lane != Lane.LIFE || pending.isEmpty()
                ? newest
                : pending.getFirst().seq() - 1;
        Packet.Beat beat = new Packet.Beat(
                lane,
                beats.merge(lane, 1L, Long::sum),
                newest,
                pushed,
                table(part).digest(),
                settles() ? Math.max(1, table(part).waiting()) : table(part).waiting(),
                nowMs,
                wallMs,
                echoHubMs,
                echoHubMs < 0 ? 0 : nowMs - echoAtMs,
                waves.isOff(nowMs));
        send(lane, beat, BEAT_BYTES, nowMs);
    }

    private long due(Lane lane) {
        return number(nextBeatMs, lane);
    }

    private static long number(Map<Lane, Long> map, Lane lane) {
        return map.getOrDefault(lane, 0L);
    }

    /** What is on now comes before how it came about: a person looks at the state, the records are for afterwards. */
    private void life(long nowMs) {
        while (lane(Lane.LIFE).hasRoom(nowMs)) {
            if (!answers.isEmpty()) {
                send(Lane.LIFE, answers.removeFirst(), AROUND, nowMs);
            } else if (states(Lane.LIFE, table(Part.LIFE), nowMs) == 0) {
                if (pending.isEmpty() || gathers(nowMs)) {
                    return;
                }
                records(nowMs);
            }
        }
    }

    /** Over a thin link records wait for others a moment: the state of the bed has told of the alarm already. */
    private boolean gathers(long nowMs) {
        return lane(Lane.LIFE).isSlow(nowMs)
                && pending.size() < RECORDS_TOGETHER
                && nowMs - pendingSinceMs < GATHER_MS
                && nowMs >= pendingSinceMs;
    }

    private void records(long nowMs) {
        List<Entry> together = new ArrayList<>();
        int room = lane(Lane.LIFE).packet();
        int bytes = AROUND;
        int raw = 0;
        while (!pending.isEmpty()
                && together.size() < RECORDS_TOGETHER
                && (together.isEmpty()
                        || (bytes < room && raw + pending.getFirst().weight() < RAW_TOGETHER))) {
            Entry entry = pending.removeFirst();
            bytes += together.isEmpty() ? entry.weight() / 2 : entry.weight() / 6;
            raw += entry.weight();
            together.add(entry);
        }
        pendingSinceMs = nowMs;
        send(Lane.LIFE, new Packet.Live(together), bytes, nowMs);
    }

    /** Nothing of DATA or WAVES is put in front of an alarm that has to wait. */
    private boolean lifeWaits() {
        return lane(Lane.LIFE).up()
                && (!answers.isEmpty()
                        || pending.size() >= RECORDS_TOGETHER
                        || table(Part.LIFE).waiting() > 0);
    }

    private void data(long nowMs) {
        while (!lifeWaits() && lane(Lane.DATA).hasRoom(nowMs)) {
            StateTable table = table(Part.DATA);
            boolean fill = !fills.isEmpty() && (table.waiting() == 0 || mayCutIn(fills.getFirst()));
            if (fill) {
                statesSinceFill = 0;
                Packet.Fill next = fills.removeFirst();
                send(Lane.DATA, next, weight(next), nowMs);
            } else {
                int sent = gathersValues(nowMs) ? 0 : states(Lane.DATA, table, nowMs);
                if (sent == 0) {
                    return;
                }
                statesSinceFill += sent;
                valuesMs = nowMs;
            }
        }
    }

    /** Values of many beds together are a third of what they are one by one. */
    private boolean gathersValues(long nowMs) {
        return isThin() && nowMs >= valuesMs && nowMs - valuesMs < VALUES_GATHER_MS;
    }

    /** The past of values waits until there is room; that of alarms does not, however thin the link is. */
    private boolean mayCutIn(Packet.Fill fill) {
        return statesSinceFill >= STATES_PER_FILL
                && (fill.lane() == Lane.LIFE || !lane(Lane.DATA).isThin());
    }

    /** Sends as many states in one packet as the lane has room for, at least one; says how many. */
    private int states(Lane lane, StateTable table, long nowMs) {
        List<Packet.State> together = new ArrayList<>();
        int room = lane(lane).packet();
        int bytes = AROUND;
        int raw = 0;
        while (together.size() < STATES_TOGETHER && raw < RAW_TOGETHER && (together.isEmpty() || bytes < room)) {
            Optional<Packet.State> state = table.take();
            if (state.isEmpty()) {
                break;
            }
            int length = state.get().payload().length;
            // Measured: the first one shrinks to an eighth, values that are like it to a fortieth.
            bytes += length / (together.isEmpty() ? 8 : lane == Lane.DATA ? 40 : 10);
            raw += length;
            together.add(state.get());
        }
        if (together.size() == 1) {
            send(lane, together.getFirst(), bytes, nowMs);
        } else if (!together.isEmpty()) {
            send(lane, new Packet.States(together), bytes, nowMs);
        }
        return together.size();
    }

    private static int weight(Packet.Fill fill) {
        return AROUND + fill.entries().stream().mapToInt(Entry::weight).sum() / 4;
    }

    private void send(Lane lane, Packet packet, int bytes, long nowMs) {
        token++;
        lane(lane).sent(token, packet, bytes, nowMs);
        effects.add(new UplinkEffect.Send(lane, token, new PacketCodec.Sealed(edge, epoch, boot, packet)));
    }
}
