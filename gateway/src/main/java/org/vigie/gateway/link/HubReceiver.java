package org.vigie.gateway.link;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.Packet.Part;
import org.vigie.model.limits.LinkLimits;

/**
 * A hub's side of the link to one edge. It knows what it has and asks for the rest, one question a lane at a time,
 * alarms before values; it drops what comes twice and refuses what comes from an earlier start of the edge; it says by
 * its own clock how old at most what it holds is, and that an edge is silent. It decides nothing about alarms.
 *
 * <p>It decides only: no clock, no threads, no I/O. The same events at the same times give the same effects.
 */
public final class HubReceiver {
    private static final long QUICK_MS = 150;
    private static final long SLOW_MS = 500;
    private static final int FILL_MOST = 98_304;
    private static final long CONFLICT_MS = 30_000;
    private static final long SLOW_UNTIL_MS = 10_000;

    /** A difference to a state that is not here is asked for at once, but not for each of several under way. */
    private static final long COMPARE_MS = 300;

    private final String edge;
    private final LinkLimits limits;
    private final boolean keepsPast;
    private final Map<Lane, Intake> intakes = new EnumMap<>(Lane.class);
    private final Set<Lane> kept = EnumSet.of(Lane.LIFE, Lane.DATA);
    private final Map<Lane, Long> pushed = new EnumMap<>(Lane.class);
    private final Map<Part, HubStates> states = new EnumMap<>(Part.class);
    private final EdgeTime time = new EdgeTime();
    private final Wishes wishes;
    private List<HubEffect> effects = new ArrayList<>();
    private EdgeLink link = EdgeLink.CONNECTING;
    private long epoch;
    private long boot;
    private long startMs = -1;
    private long beatMs = -1;
    private long edgeMs;
    private long sentBeatMs = -1;
    private final Map<Part, Long> comparedMs = new EnumMap<>(Part.class);
    private long request;
    private long askedMs;
    private int fillBytes;
    private boolean wantsWaves;
    private List<String> waveBeds = List.of();
    private boolean wavesOff;
    private final WaveCredit credit;
    private long conflictMs = -1;
    private final SecondBox second = new SecondBox();
    private long refusedOld;
    private long duplicates;
    private long lost;

    /**
     * Numbers for health and metrics.
     *
     * @param epoch of the edge
     * @param silentMs since its last heartbeat; -1 for never
     * @param unheardMs since the edge is known to have heard this hub; -1 for never: commands do not reach it
     * @param claimed whether another box with the same name and epoch was heard within 30 s, or with the same name goes
     *     on speaking
     * @param refusedOld packets of an earlier start, or of the other box
     * @param duplicates records that came again
     * @param missing records known to exist that are not here
     * @param lost records that nobody has any more
     */
    public record Status(
            long epoch,
            long silentMs,
            long unheardMs,
            boolean claimed,
            long refusedOld,
            long duplicates,
            long missing,
            long lost) {}

    /**
     * A receiver that has heard nothing.
     *
     * @param edge id of the edge
     * @param marks where it stood before a restart of the hub; empty for an edge that was never heard
     * @param limits bounds
     */
    public HubReceiver(String edge, List<Intake.Mark> marks, LinkLimits limits) {
        this(edge, marks, limits, true);
    }

    /** @param keepsPast false for a hub that shows only the present: it asks for no records */
    private HubReceiver(String edge, List<Intake.Mark> marks, LinkLimits limits, boolean keepsPast) {
        this.edge = edge;
        this.limits = limits;
        this.keepsPast = keepsPast;
        this.wishes = new Wishes(limits);
        this.fillBytes = limits.fillBytes();
        this.credit = new WaveCredit(limits);
        for (Lane lane : Lane.values()) {
            intakes.put(lane, new Intake(lane, limits));
            pushed.put(lane, 0L);
        }
        for (Part part : Part.values()) {
            states.put(part, new HubStates(limits.keys()));
        }
        for (Intake.Mark mark : marks) {
            intake(mark.lane()).resume(mark);
            epoch = Math.max(epoch, mark.epoch());
        }
    }

    /** A receiver for a hub that keeps no records of other boxes: it asks for none, they would only fill the link. */
    public static HubReceiver ofThePresent(String edge, LinkLimits limits) {
        return new HubReceiver(edge, List.of(), limits, false);
    }

    /** The link as told last. */
    public EdgeLink link() {
        return link;
    }

    /**
     * The most that has passed since a state was known to be true.
     *
     * @return empty when that is not known: it must not look live
     */
    public OptionalLong ageMs(Part part, String key, long nowMs) {
        OptionalLong at = part(part).trueAt(key);
        return at.isEmpty() ? OptionalLong.empty() : time.ageMs(at.getAsLong(), nowMs);
    }

    /** Whether this hub had all states of a part at some time since the edge's present start. */
    public boolean agrees(Part part) {
        return part(part).agreed();
    }

    /** What may be said of a bed: as good as the older of its two halves. */
    public Freshness freshness(String key, long nowMs) {
        return switch (link) {
            case CONNECTING, STALE -> Freshness.STALE;
            case LOST -> Freshness.LOST;
            case LIVE -> {
                long age = Math.max(
                        ageMs(Part.LIFE, key, nowMs).orElse(Long.MAX_VALUE),
                        ageMs(Part.DATA, key, nowMs).orElse(Long.MAX_VALUE));
                yield age <= limits.late().toMillis()
                        ? Freshness.LIVE
                        : age <= SLOW_UNTIL_MS ? Freshness.SLOW : Freshness.STALE;
            }
        };
    }

    /** Whether the displays go without waves of this edge because the link is too thin. */
    public boolean wavesOff() {
        return wantsWaves && wavesOff;
    }

    /** Digest over all states of a part, to compare hubs with each other. */
    public long digest(Part part) {
        return part(part).digest();
    }

    /** Where to go on after a restart of this hub. */
    public List<Intake.Mark> marks() {
        List<Intake.Mark> marks = new ArrayList<>(intake(Lane.LIFE).marks());
        marks.addAll(intake(Lane.DATA).marks());
        return marks;
    }

    /** Records of a lane that are known to exist and are not here. */
    public long missing(Lane lane) {
        return intake(lane).holes();
    }

    /** Whether everything that is known to exist is here. */
    public boolean whole() {
        return intake(Lane.LIFE).whole() && intake(Lane.DATA).whole();
    }

    /** Whether two boxes go on speaking under this name; no longer once one has been silent for 60 s. */
    public boolean isDoubled(long nowMs) {
        return second.isTwice(nowMs);
    }

    /** Numbers at this moment. */
    public Status status(long nowMs) {
        return new Status(
                epoch,
                beatMs < 0 ? -1 : nowMs - beatMs,
                time.unheardMs(nowMs).orElse(-1),
                (conflictMs >= 0 && nowMs - conflictMs < CONFLICT_MS) || second.isTwice(nowMs),
                refusedOld,
                duplicates,
                intake(Lane.LIFE).holes() + intake(Lane.DATA).holes(),
                lost);
    }

    /**
     * One step.
     *
     * @param nowMs clock that only goes forward
     * @return what is to be done, in this order
     */
    public List<HubEffect> on(HubEvent event, long nowMs) {
        effects = new ArrayList<>();
        if (startMs < 0) {
            startMs = nowMs;
        }
        switch (event) {
            case HubEvent.Tick tick -> {}
            case HubEvent.Up up -> interrupted();
            case HubEvent.Down down -> interrupted();
            case HubEvent.Came came -> came(came.packet(), nowMs);
            case HubEvent.Wanted wanted -> wanted(wanted, nowMs);
            case HubEvent.WavesWanted wanted -> {
                boolean same = wantsWaves == wanted.wanted() && waveBeds.equals(wanted.beds());
                sentBeatMs = same ? sentBeatMs : -1;
                wantsWaves = wanted.wanted();
                waveBeds = wanted.beds();
            }
            case HubEvent.Kept now -> kept(now);
            case HubEvent.Unstored gone -> intake(gone.lane()).reopen(gone.epoch(), gone.from(), gone.to());
        }
        compare(nowMs);
        silence(nowMs);
        beat(nowMs);
        ask(nowMs);
        speakAgain(nowMs);
        return effects;
    }

    private void kept(HubEvent.Kept now) {
        if (now.kept()) {
            kept.add(now.lane());
        } else if (kept.remove(now.lane())) {
            intake(now.lane()).interrupted();
        }
    }

    private Intake intake(Lane lane) {
        return intakes.computeIfAbsent(lane, some -> new Intake(some, limits));
    }

    private HubStates part(Part part) {
        return states.computeIfAbsent(part, some -> new HubStates(limits.keys()));
    }

    private void interrupted() {
        intakes.values().forEach(Intake::interrupted);
    }

    private void came(PacketCodec.Sealed sealed, long nowMs) {
        if (!(sealed.packet() instanceof Packet.Up packet)) {
            return;
        }
        boolean known = epoch > 0 && boot != 0;
        if (sealed.epoch() < epoch || (known && sealed.epoch() == epoch && sealed.boot() != boot)) {
            refusedOld++;
            second.refused(nowMs);
            conflictMs = sealed.epoch() == epoch ? nowMs : conflictMs;
            return;
        }
        if (sealed.epoch() > epoch || boot == 0) {
            started(sealed, nowMs);
        }
        second.believed(nowMs);
        said(packet, nowMs);
    }

    /** Asks for what a difference came to that is not here. */
    private void compare(long nowMs) {
        for (Part part : Part.values()) {
            boolean lately = nowMs - comparedMs.getOrDefault(part, -COMPARE_MS) < COMPARE_MS;
            if (!lately && part(part).lacks()) {
                comparedMs.put(part, nowMs);
                send(part.lane(), new Packet.Compare(part, part(part).held()));
            }
        }
    }

    private void said(Packet.Up packet, long nowMs) {
        switch (packet) {
            case Packet.Several several -> several.packets().forEach(one -> said(one, nowMs));
            case Packet.Beat beat -> beaten(beat, nowMs);
            case Packet.Live live -> live.entries().forEach(entry -> taken(entry, true));
            case Packet.State state -> state(state);
            case Packet.States several -> several.states().forEach(this::state);
            case Packet.Fill fill -> filled(fill, nowMs);
            case Packet.Answer answer -> {
                if (wishes.answered(answer.id())) {
                    effects.add(new HubEffect.Answered(answer));
                }
            }
            case Packet.Waves waves -> waves(waves, nowMs);
        }
    }

    private void state(Packet.State state) {
        part(state.part()).take(epoch, state).ifPresent(whole -> effects.add(new HubEffect.Show(whole)));
    }

    /** Another epoch than until now; with another boot it is another run of the edge. */
    private void started(PacketCodec.Sealed sealed, long nowMs) {
        epoch = sealed.epoch();
        pushed.replaceAll((lane, seq) -> 0L);
        for (Lane lane : List.of(Lane.LIFE, Lane.DATA)) {
            intake(lane).interrupted();
            for (long old : intake(lane).epoch(epoch)) {
                lost++;
                effects.add(new HubEffect.Lost(old, lane, 1, 1, Packet.Loss.RETENTION));
            }
        }
        if (boot != sealed.boot()) {
            boot = sealed.boot();
            second.started();
            credit.restarted();
            time.forget(nowMs);
            states.values().forEach(HubStates::restarted);
            wishes.all()
                    .forEach(id -> effects.add(new HubEffect.Answered(new Packet.Answer(id, false, "edge-restarted"))));
        }
    }

    private void beaten(Packet.Beat beat, long nowMs) {
        time.heard(beat, nowMs);
        @Nullable Track track = intake(beat.lane()).track(epoch);
        if (track != null) {
            track.known(beat.last());
        }
        pushed.put(beat.lane(), Math.max(beat.pushed(), pushed.getOrDefault(beat.lane(), 0L)));
        Part part = beat.lane() == Lane.LIFE ? Part.LIFE : Part.DATA;
        if (beat.waiting() == 0) {
            if (part(part).digest() == beat.digest()) {
                part(part).allTrue(beat.edgeMs());
            } else {
                send(beat.lane(), new Packet.Compare(part, part(part).held()));
            }
        }
        if (beat.lane() == Lane.LIFE) {
            beatMs = nowMs;
            edgeMs = beat.edgeMs();
            wavesOff = beat.wavesOff();
            linked(EdgeLink.LIVE);
        }
    }

    private void taken(Entry entry, boolean live) {
        if (!kept.contains(entry.lane())) {
            return;
        }
        @Nullable Track track = entry.epoch() > epoch ? null : intake(entry.lane()).track(entry.epoch());
        if (track != null && track.add(entry.seq())) {
            effects.add(new HubEffect.Store(entry, live));
        } else {
            duplicates++;
        }
    }

    private void filled(Packet.Fill fill, long nowMs) {
        Intake intake = intake(fill.lane());
        @Nullable Track track = intake.track(fill.epoch());
        if (!intake.answers(fill) || track == null) {
            duplicates += fill.entries().size();
            return;
        }
        long took = nowMs - askedMs;
        if (took <= QUICK_MS) {
            fillBytes = Math.min(FILL_MOST, fillBytes * 2);
        } else if (took > SLOW_MS) {
            fillBytes = Math.max(limits.fillBytes(), fillBytes / 2);
        }
        long expected = fill.from();
        for (Entry entry : fill.entries()) {
            if (entry.epoch() == fill.epoch() && entry.lane() == fill.lane() && entry.seq() >= expected) {
                lose(track, fill, expected, entry.seq() - 1);
                taken(entry, false);
                expected = entry.seq() + 1;
            }
        }
        lose(track, fill, expected, Math.min(fill.to(), fill.from() + limits.fillRecords() - 1));
        if (fill.end() >= 0) {
            track.end(fill.end());
        }
    }

    private void lose(Track track, Packet.Fill fill, long from, long to) {
        for (long seq = from; seq <= to; seq++) {
            long first = seq;
            while (seq <= to && !track.has(seq)) {
                seq++;
            }
            if (seq > first) {
                track.cover(first, seq - 1);
                lost += seq - first;
                effects.add(new HubEffect.Lost(fill.epoch(), fill.lane(), first, seq - 1, fill.cause()));
            }
        }
    }

    private void waves(Packet.Waves waves, long nowMs) {
        effects.add(new HubEffect.Samples(boot, waves.samples()));
        long upTo = credit.came(waves.total(), nowMs);
        if (wantsWaves && upTo > 0) {
            send(Lane.WAVES, new Packet.Credit(upTo));
        }
    }

    private void wanted(HubEvent.Wanted wanted, long nowMs) {
        if (wishes.has(wanted.id())) {
            return;
        }
        if (link != EdgeLink.LIVE || wishes.isFull()) {
            String reason = link == EdgeLink.LIVE ? "busy" : "edge-unreachable";
            effects.add(new HubEffect.Answered(new Packet.Answer(wanted.id(), false, reason)));
            return;
        }
        Packet.Command command = new Packet.Command(wanted.id(), edgeMs, wanted.payload());
        wishes.add(command, nowMs);
        send(Lane.LIFE, command);
    }

    private void speakAgain(long nowMs) {
        wishes.givenUp(nowMs)
                .forEach(id -> effects.add(new HubEffect.Answered(new Packet.Answer(id, false, "no-answer"))));
        wishes.again(nowMs).forEach(command -> send(Lane.LIFE, command));
    }

    private void silence(long nowMs) {
        boolean never = beatMs < 0;
        long silent = nowMs - (never ? startMs : beatMs);
        if (silent >= (never ? limits.firstHeard() : limits.lost()).toMillis()) {
            linked(EdgeLink.LOST);
        } else if (silent >= limits.late().toMillis() && link == EdgeLink.LIVE) {
            linked(EdgeLink.STALE);
        }
    }

    private void linked(EdgeLink now) {
        if (link != now) {
            if (now == EdgeLink.LIVE) {
                interrupted(); // what was asked of a silent edge is not waited for
            }
            link = now;
            effects.add(new HubEffect.Linked(now));
        }
    }

    private void beat(long nowMs) {
        if (sentBeatMs >= 0 && nowMs - sentBeatMs < limits.beatEvery().toMillis()) {
            return;
        }
        sentBeatMs = nowMs;
        send(
                Lane.LIFE,
                new Packet.HubBeat(
                        nowMs, intake(Lane.LIFE).next(), intake(Lane.DATA).next(), wantsWaves, waveBeds));
    }

    private void ask(long nowMs) {
        if (link != EdgeLink.LIVE || !keepsPast) {
            return;
        }
        for (Lane lane : kept) {
            var asked = intake(lane).ask(request + 1, pushed.getOrDefault(lane, 0L), fillBytes, nowMs);
            if (asked.isPresent()) {
                request++;
                askedMs = nowMs;
                send(Lane.DATA, asked.get());
            }
            if (intake(lane).isAsking()) {
                return; // alarms before values
            }
        }
    }

    private void send(Lane lane, Packet.Down packet) {
        effects.add(new HubEffect.Send(lane, new PacketCodec.Sealed(edge, epoch, boot, packet)));
    }
}
