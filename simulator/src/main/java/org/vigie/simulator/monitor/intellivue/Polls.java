package org.vigie.simulator.monitor.intellivue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.wave.WaveBlock;
import org.vigie.simulator.wave.WaveSource;

/** The polls of one association and their replies, on the monitor's own second (section 8). Not thread-safe. */
final class Polls {
    private static final int MOST_SINGLES = 16;
    private static final int BLOCKS_IN_A_CYCLE = 4;
    private static final int BLOCK_MS = 256;

    /** CAP-L repeats all contexts in the first three cycles of a numeric poll. */
    private static final int CONTEXT_CYCLES = 3;

    /** The measurement state bits that make a value unusable or special, one after another. */
    private static final int[] MASKS = {
        Nomenclature.STATE_INVALID,
        Nomenclature.STATE_QUESTIONABLE,
        Nomenclature.STATE_UNAVAILABLE,
        Nomenclature.STATE_CALIBRATING,
        Nomenclature.STATE_TEST,
        Nomenclature.STATE_DEMO
    };

    /** Extended polls in the order in which a tick answers them. */
    private static final List<Integer> ORDER = List.of(
            Nomenclature.CLASS_NUMERIC,
            Nomenclature.CLASS_ENUMERATION,
            Nomenclature.CLASS_ALERT,
            Nomenclature.CLASS_PATIENT,
            Nomenclature.CLASS_MDS,
            Nomenclature.CLASS_WAVE);

    private final WaveSource source;
    private final AlertList alerts;
    private final Waves waves = new Waves(WaveObject.chosen(WaveObject.DEFAULT_LABELS));
    private final Map<Integer, Running> running = new LinkedHashMap<>();
    private final Deque<ClientMessage.Poll> singles = new ArrayDeque<>();
    private final Deque<Drawn> burst = new ArrayDeque<>();
    private List<Integer> labels = WaveObject.DEFAULT_LABELS;

    /** An extended poll that is answered each cycle. */
    private static final class Running {
        private final ClientMessage.Poll poll;
        private final boolean renewal;
        private int sequence;
        private int cycles;
        private long until = Long.MAX_VALUE;

        Running(ClientMessage.Poll poll, boolean renewal) {
            this.poll = poll;
            this.renewal = renewal;
        }

        /** Nothing was told yet, and no poll before it was still running. */
        boolean isNew() {
            return cycles == 0 && !renewal;
        }

        boolean wantsContext() {
            return poll.group() == Nomenclature.GROUP_ALL;
        }

        PollReply reply(long relativeTime) {
            int number = sequence;
            sequence = (sequence + 1) & 0xFFFF;
            return new PollReply(
                    poll.invoke(),
                    poll.extended(),
                    poll.pollNumber(),
                    number,
                    relativeTime,
                    poll.objectClass(),
                    poll.group());
        }
    }

    /** A block of waves that waits for the burst of its second. */
    private record Drawn(long startedAt, WaveBlock block) {}

    /**
     * The end of a block of 256 ms.
     *
     * @param uptime ticks since power-on
     * @param system what the monitor knows
     * @param faults of the monitor
     * @param served true when a client listens
     */
    record Moment(long uptime, MedicalSystem.Now system, Set<VirtualIntellivue.Fault> faults, boolean served) {
        boolean isTick() {
            return uptime % Nomenclature.CYCLE_TICKS == 0;
        }

        BedsideView view() {
            return system.view();
        }

        boolean isDemo() {
            return system.setup().mode() == IntellivueSetup.Mode.DEMO;
        }

        /** No values, no waves, no alarms: an assumption, real monitors were not seen in these modes. */
        boolean isOff() {
            return system.setup().mode().isOff();
        }

        /** State bits for every value. */
        int mask() {
            int demo = isDemo() ? Nomenclature.STATE_DEMO : 0;
            if (!faults.contains(VirtualIntellivue.Fault.QUALITY_MASKS)) {
                return demo;
            }
            return demo | MASKS[(int) (uptime / Nomenclature.CYCLE_TICKS % MASKS.length)];
        }
    }

    Polls(WaveSource source, AlertList alerts) {
        this.source = source;
        this.alerts = alerts;
    }

    Waves waves() {
        return waves;
    }

    /** The association is over. The priority list stays, as it does in a monitor. */
    void clear() {
        running.clear();
        singles.clear();
        burst.clear();
    }

    void add(ClientMessage.Poll poll) {
        if (!poll.extended()) {
            if (singles.size() < MOST_SINGLES) {
                singles.addLast(poll);
            }
            return;
        }
        if (ORDER.contains(poll.objectClass())) {
            boolean renewal = running.containsKey(poll.objectClass());
            running.put(poll.objectClass(), new Running(poll, renewal));
            if (poll.objectClass() == Nomenclature.CLASS_WAVE) {
                waves.tellAgain();
                if (!renewal) {
                    burst.clear();
                }
            }
        }
    }

    /** Everything that is due at the end of a block of waves. */
    List<byte[]> everyBlock(Moment moment) {
        draw(moment);
        List<byte[]> replies = new ArrayList<>();
        if (!moment.served()) {
            return replies;
        }
        if (moment.isTick()) {
            for (ClientMessage.Poll poll = singles.pollFirst(); poll != null; poll = singles.pollFirst()) {
                replies.addAll(answer(new Running(poll, false), moment));
            }
            for (int objectClass : ORDER) {
                Running poll = running.get(objectClass);
                if (poll != null && objectClass != Nomenclature.CLASS_WAVE) {
                    replies.addAll(answer(poll, moment));
                }
            }
        }
        Running wavePoll = running.get(Nomenclature.CLASS_WAVE);
        if (wavePoll != null) {
            replies.addAll(waves(wavePoll, moment));
        }
        running.values().removeIf(poll -> moment.uptime() >= poll.until);
        return replies;
    }

    private void draw(Moment moment) {
        Running poll = running.get(Nomenclature.CLASS_WAVE);
        if (!moment.served() || poll == null || poll.isNew()) {
            source.skip(BLOCK_MS, moment.view().readings());
            return;
        }
        WaveBlock block = source.next(BLOCK_MS, moment.view().readings());
        burst.addLast(new Drawn(moment.uptime() - Nomenclature.BLOCK_TICKS, block));
        if (burst.size() > BLOCKS_IN_A_CYCLE) {
            burst.removeFirst();
        }
    }

    /** A new poll is confirmed at the next second; one that renews another goes on without losing a block. */
    private List<byte[]> waves(Running poll, Moment moment) {
        List<byte[]> replies = new ArrayList<>();
        if (poll.cycles == 0) {
            if (!moment.isTick()) {
                return replies;
            }
            began(poll, moment);
            PollReply reply = poll.reply(moment.uptime());
            replies.add(reply.result(waves.confirmation(moment.view(), poll.wantsContext())));
        }
        boolean burstDue = moment.system().setup().link() == IntellivueSetup.Link.SERIAL || moment.isTick();
        if (!burstDue) {
            return replies;
        }
        if (moment.isOff()) {
            burst.clear();
            if (moment.isTick()) {
                replies.add(poll.reply(moment.uptime()).result(List.of()));
            }
            return replies;
        }
        for (Drawn drawn = burst.pollFirst(); drawn != null; drawn = burst.pollFirst()) {
            PollReply reply = poll.reply(drawn.startedAt());
            replies.add(reply.result(waves.block(drawn.block(), moment.view(), poll.wantsContext(), moment.mask())));
        }
        return replies;
    }

    /** The period counts from the first reply, to the nearest cycle: 2 s gave three replies, 7.5 s eight (CAP-L). */
    private static void began(Running poll, Moment moment) {
        poll.cycles++;
        long cycles = Math.round(poll.poll.activePeriodTicks() / (double) Nomenclature.CYCLE_TICKS);
        if (poll.until == Long.MAX_VALUE) {
            poll.until = moment.uptime() + cycles * Nomenclature.CYCLE_TICKS;
        }
    }

    private List<byte[]> answer(Running poll, Moment moment) {
        began(poll, moment);
        PollReply reply = poll.reply(moment.uptime());
        boolean mute = poll.poll.objectClass() == Nomenclature.CLASS_ALERT
                && poll.poll.group() == Nomenclature.GROUP_ALERTS
                && moment.faults().contains(VirtualIntellivue.Fault.MUTE_ALERTS);
        return mute ? List.of() : reply.encode(objects(poll, moment));
    }

    private List<PolledObject> objects(Running poll, Moment moment) {
        BedsideView view = moment.view();
        boolean withContext = poll.wantsContext() && poll.cycles <= CONTEXT_CYCLES;
        return switch (poll.poll.objectClass()) {
            case Nomenclature.CLASS_NUMERIC ->
                moment.isOff() ? Numerics.listed(view, withContext) : Numerics.of(view, withContext, moment.mask());
            case Nomenclature.CLASS_ENUMERATION ->
                moment.isOff() ? List.of() : Enumerations.of(view, withContext, moment.mask());
            case Nomenclature.CLASS_ALERT -> alertObjects(poll, moment);
            case Nomenclature.CLASS_PATIENT ->
                List.of(Demographics.of(view, moment.system().setup()));
            case Nomenclature.CLASS_MDS -> List.of(MedicalSystem.object(moment.system(), poll.poll.group()));
            default -> List.of();
        };
    }

    private List<PolledObject> alertObjects(Running poll, Moment moment) {
        if (poll.poll.group() == Nomenclature.GROUP_STATIC) {
            return List.of(AlertList.still());
        }
        if (moment.isOff()) {
            return List.of(alerts.standby(moment.view().language()));
        }
        boolean paused = moment.faults().contains(VirtualIntellivue.Fault.ALARMS_PAUSED);
        return List.of(alerts.object(moment.view(), paused, moment.isDemo()));
    }

    /** GET of the wave list. Other lists are empty here. */
    byte[] listReply(ClientMessage.GetList get) {
        List<Integer> asked = get.attribute() == Nomenclature.ATTR_WAVE_LIST ? labels : List.of();
        return list(get.invoke(), Nomenclature.COMMAND_GET, get.attribute(), asked);
    }

    /** SET of the wave list; the answer echoes what the monitor took. */
    Optional<byte[]> set(ClientMessage.SetList set) {
        if (set.attribute() == Nomenclature.ATTR_WAVE_LIST) {
            List<WaveObject> chosen = WaveObject.chosen(set.toDefault() ? WaveObject.DEFAULT_LABELS : set.labels());
            waves.export(chosen);
            labels = chosen.stream().map(wave -> (int) wave.metric().label()).toList();
        }
        if (!set.confirmed()) {
            return Optional.empty();
        }
        List<Integer> taken = set.attribute() == Nomenclature.ATTR_WAVE_LIST ? labels : List.of();
        return Optional.of(list(set.invoke(), Nomenclature.COMMAND_CONFIRMED_SET, set.attribute(), taken));
    }

    private static byte[] list(int invoke, int command, int attribute, List<Integer> labels) {
        Wire texts = new Wire().u16(labels.size()).u16(4 * labels.size());
        labels.forEach(texts::u32);
        Wire out = new Wire().u16(0xE100).u16(0x0002).u16(Nomenclature.RO_RESULT);
        int message = out.open();
        out.u16(invoke).u16(command);
        int of = out.open();
        out.u16(Nomenclature.CLASS_MDS).u32(0);
        new Attributes().put(attribute, texts).writeTo(out);
        return out.close(of).close(message).bytes();
    }
}
