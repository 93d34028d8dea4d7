package org.vigie.simulator.monitor.intellivue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.wave.WaveSource;

/**
 * The Data Export service of one monitor: association, keep-alive, polls, priority list, connect indications
 * (intellivue-protocol.md sections 4 to 8). Pure: what comes and how much time has passed go in, messages come out. The
 * same seed and calls give the same bytes. Not thread-safe.
 */
public final class VirtualIntellivue {
    private static final long INDICATION_EVERY_TICKS = 60L * Nomenclature.CYCLE_TICKS;
    private static final long CREATE_AGAIN_TICKS = 3_100 * Nomenclature.TICKS_PER_MS;
    private static final long CREATE_GIVEN_UP_TICKS = 10_000 * Nomenclature.TICKS_PER_MS;
    private static final int MOST_CREATES = 4;
    private static final int ACCEPT_FROM_MS = 1_100;
    private static final int ACCEPT_SPREAD_MS = 1_000;
    private static final int RELEASE_MS = 75;
    private static final int LIST_MS = 80;
    private static final int INVALID_ARGUMENT = 15;
    private static final int MOST_PLANNED = 64;

    /** What can be wrong with the monitor itself. */
    public enum Fault {
        /** Refuses every association. */
        REFUSE,
        /** Sends no alert lists. */
        MUTE_ALERTS,
        /** Says nothing at all and hears nothing; keeps its association until it times out. */
        SILENCE,
        /** Marks its values one after another with each bit of the measurement state. */
        QUALITY_MASKS,
        /** Waves in another scale. */
        RECALIBRATION,
        /** Off; comes back with a new time when it ends. */
        REBOOT,
        /** Alarms are suspended by somebody at the bedside. */
        ALARMS_PAUSED
    }

    private enum State {
        IDLE,
        ACCEPTING,
        CONFIRMING,
        ASSOCIATED
    }

    private record Due(long at, long order, Runnable what) {}

    private final Supplier<BedsideView> bedside;
    private final SplittableRandom random;
    private final PriorityQueue<Due> plan = new PriorityQueue<>((a, b) -> {
        int byTime = Long.compare(a.at(), b.at());
        return byTime != 0 ? byTime : Long.compare(a.order(), b.order());
    });
    private final Set<Fault> faults = EnumSet.noneOf(Fault.class);
    private final Polls polls;
    private final List<Sent> out = new ArrayList<>();

    private IntellivueSetup setup;
    private State state = State.IDLE;
    private @Nullable Peer client;
    private long now;
    private long booted;
    private long planned;
    private long heardAt;
    private long timeoutTicks;
    private int associations;
    private int epoch;

    /**
     * A monitor that is on.
     *
     * @param bedside asked for what the monitor knows, at most once per cycle and reply
     * @param waves of the patient
     * @param terms what chance decides
     */
    public VirtualIntellivue(IntellivueSetup setup, Supplier<BedsideView> bedside, WaveSource waves, Terms terms) {
        this.setup = setup;
        this.bedside = bedside;
        this.random = new SplittableRandom(terms.seed());
        this.booted = -terms.uptimeTicks();
        this.associations = 0xB8 + random.nextInt(64);
        this.polls = new Polls(waves, new AlertList(random.nextInt(2_000)));
        if (setup.link() == IntellivueSetup.Link.LAN) {
            plan(8_000L + random.nextInt(8_000), this::indicate);
        }
        plan(untilNextBlock(), this::everyBlock);
    }

    /**
     * What differs between two monitors of a kind.
     *
     * @param seed decides delays
     * @param uptimeTicks relative time at the beginning, 1/8 ms; the monitor's own second follows from it
     */
    public record Terms(long seed, long uptimeTicks) {}

    /** The monitor as it is configured now. */
    public IntellivueSetup setup() {
        return setup;
    }

    /** Another label on its bed, or another mode; told with the next poll of the MDS and the next indication. */
    public void configure(IntellivueSetup changed) {
        setup = changed;
    }

    /** True while a client has the association. */
    public boolean isAssociated() {
        return state == State.ASSOCIATED;
    }

    /** Begins a fault. */
    public void begin(Fault fault) {
        faults.add(fault);
        if (fault == Fault.RECALIBRATION) {
            polls.waves().recalibrate(true);
        } else if (fault == Fault.REBOOT) {
            forget();
        }
    }

    /** Ends a fault. */
    public void end(Fault fault) {
        if (!faults.remove(fault)) {
            return;
        }
        if (fault == Fault.RECALIBRATION) {
            polls.waves().recalibrate(false);
        } else if (fault == Fault.REBOOT) {
            booted = now;
            forget();
            plan(untilNextBlock(), this::everyBlock);
            if (setup.link() == IntellivueSetup.Link.LAN) {
                plan(7_000L * Nomenclature.TICKS_PER_MS, this::indicate);
            }
        }
    }

    /** The monitor breaks the association, as real ones do for their own reasons. */
    public List<Sent> abort() {
        if (client != null && !isDown()) {
            send(client, Association.abort());
        }
        drop();
        return taken();
    }

    /** Power off: nothing is left, not even what was planned. */
    private void forget() {
        drop();
        plan.clear();
        out.clear();
    }

    private void drop() {
        state = State.IDLE;
        client = null;
        epoch++;
        polls.clear();
    }

    private boolean isDown() {
        return faults.contains(Fault.REBOOT) || faults.contains(Fault.SILENCE);
    }

    /**
     * Lets time pass.
     *
     * @param elapsedNanos since the beginning; never less than before
     * @return what the monitor sends, in order
     */
    public List<Sent> advanceTo(long elapsedNanos) {
        long to = Math.max(now, elapsedNanos / 125_000);
        for (Due due = plan.peek(); due != null && due.at() <= to; due = plan.peek()) {
            plan.remove();
            now = Math.max(now, due.at());
            due.what().run();
        }
        now = to;
        watch();
        return taken();
    }

    /** Hears a client. Answers that take time come from {@link #advanceTo}. */
    public List<Sent> hear(Peer from, byte[] message) {
        if (!isDown()) {
            hear(from, ClientReader.read(message));
        }
        return taken();
    }

    private List<Sent> taken() {
        List<Sent> taken = List.copyOf(out);
        out.clear();
        return taken;
    }

    private void hear(Peer from, ClientMessage message) {
        if (message instanceof ClientMessage.AssociationRequest request) {
            requested(from, request);
            return;
        }
        if (!from.equals(client) || state == State.IDLE || state == State.ACCEPTING) {
            return; // CAP-L: no answer to a release without an association
        }
        switch (message) {
            case ClientMessage.ReleaseRequest() -> released(from);
            case ClientMessage.Abort() -> drop();
            case ClientMessage.MdsCreateResult result -> {
                heardAt = now;
                if (result.invoke() == 1 && state == State.CONFIRMING) {
                    state = State.ASSOCIATED;
                }
            }
            case ClientMessage.Poll poll -> {
                heardAt = now;
                polls.add(poll);
            }
            case ClientMessage.GetList get -> {
                heardAt = now;
                later(LIST_MS, () -> send(from, polls.listReply(get)));
            }
            case ClientMessage.SetList set -> {
                heardAt = now;
                later(LIST_MS, () -> polls.set(set).ifPresent(reply -> send(from, reply)));
            }
            case ClientMessage.Unsupported unsupported -> {
                heardAt = now;
                send(from, error(unsupported.invoke()));
            }
            case ClientMessage.AssociationRequest request -> requested(from, request);
            case ClientMessage.Junk() -> {
                // A real monitor says nothing to what it does not understand.
            }
        }
    }

    private void requested(Peer from, ClientMessage.AssociationRequest request) {
        boolean taken = state != State.IDLE && !from.equals(client);
        if (taken || faults.contains(Fault.REFUSE)) {
            send(from, Association.refuse());
            return;
        }
        if (state != State.IDLE) {
            return; // repeated while the first one is worked on, or by a client that forgot its association
        }
        state = State.ACCEPTING;
        client = from;
        later(ACCEPT_FROM_MS + random.nextInt(ACCEPT_SPREAD_MS), () -> accept(from, request));
    }

    private void accept(Peer to, ClientMessage.AssociationRequest request) {
        state = State.CONFIRMING;
        associations = (associations + 1) & 0xFFFF;
        timeoutTicks = timeout(request.minPollPeriodTicks());
        heardAt = now;
        long granted = request.options() & 0x8C00_0000L;
        int mtu = setup.link() == IntellivueSetup.Link.LAN ? 0x05B0 : 0x03E4;
        send(to, Association.accept(new Association.Grant(request.minPollPeriodTicks(), mtu, granted)));
        create(to, 1);
        laterTicks(CREATE_GIVEN_UP_TICKS, () -> giveUpUnconfirmed(to));
    }

    private void create(Peer to, int copy) {
        if (state != State.CONFIRMING) {
            return;
        }
        send(to, MedicalSystem.createEvent(system()));
        if (copy < MOST_CREATES) {
            laterTicks(CREATE_AGAIN_TICKS, () -> create(to, copy + 1));
        }
    }

    private void giveUpUnconfirmed(Peer to) {
        if (state == State.CONFIRMING) {
            send(to, Association.abort());
            drop();
        }
    }

    private void released(Peer from) {
        if (state == State.ASSOCIATED) {
            later(RELEASE_MS, () -> {
                send(from, Association.releaseResponse());
                drop();
            });
        }
    }

    /** Section 5.5: below 3.3 s ten seconds, up to 43 s three periods, beyond 130 s. */
    private static long timeout(long minPollPeriodTicks) {
        if (minPollPeriodTicks < 26_400) {
            return 80_000;
        }
        return minPollPeriodTicks <= 344_000 ? 3 * minPollPeriodTicks : 1_040_000;
    }

    /** The association ends when no request came for its timeout; running polls do not count. */
    private void watch() {
        Peer lost = client;
        if (state == State.ASSOCIATED && lost != null && now - heardAt > timeoutTicks) {
            send(lost, Association.abort());
            drop();
        }
    }

    private void indicate() {
        if (state == State.IDLE) {
            send(
                    Peer.EVERYBODY,
                    MedicalSystem.connectIndication(setup, bedside.get().language()));
        }
        plan(INDICATION_EVERY_TICKS, this::indicate);
    }

    private long untilNextBlock() {
        return Nomenclature.BLOCK_TICKS - Math.floorMod(now - booted, (long) Nomenclature.BLOCK_TICKS);
    }

    private void everyBlock() {
        plan(Nomenclature.BLOCK_TICKS, this::everyBlock);
        watch();
        Peer to = client;
        boolean served = to != null && (state == State.ASSOCIATED || state == State.CONFIRMING);
        List<byte[]> replies = polls.everyBlock(new Polls.Moment(now - booted, system(), faults, served));
        if (to != null && served) {
            replies.forEach(reply -> send(to, reply));
        }
    }

    private MedicalSystem.Now system() {
        return new MedicalSystem.Now(bedside.get(), setup, associations, now - booted);
    }

    private static byte[] error(int invoke) {
        return new Wire()
                .u16(0xE100)
                .u16(0x0002)
                .u16(Nomenclature.RO_ERROR)
                .u16(6)
                .u16(invoke)
                .u16(INVALID_ARGUMENT)
                .u16(0)
                .bytes();
    }

    /** Something of this association, forgotten when it ends before. */
    private void later(int millis, Runnable what) {
        laterTicks((long) millis * Nomenclature.TICKS_PER_MS, what);
    }

    private void laterTicks(long ticks, Runnable what) {
        int mine = epoch;
        if (plan.size() < MOST_PLANNED) {
            plan(ticks, () -> {
                if (epoch == mine) {
                    what.run();
                }
            });
        }
    }

    private void plan(long ticks, Runnable what) {
        planned++;
        plan.add(new Due(now + ticks, planned, what));
    }

    private void send(Peer to, byte[] bytes) {
        if (!isDown()) {
            out.add(new Sent(to, bytes));
        }
    }
}
