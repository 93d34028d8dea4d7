package org.vigie.adapter.intellivue.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.AssociationFacts;
import org.vigie.adapter.intellivue.codec.AssociationTerms;
import org.vigie.adapter.intellivue.codec.AttributeGroup;
import org.vigie.adapter.intellivue.codec.IntellivuePdu;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.adapter.intellivue.codec.Parsed;
import org.vigie.adapter.intellivue.codec.PduReader;
import org.vigie.adapter.intellivue.codec.PduWriter;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.adapter.spi.Arrival;
import org.vigie.model.link.LinkReason;

/**
 * The conversation with one monitor, from the first request to the release: associates, polls, keeps the association
 * alive, notices its end and begins again. Pure: time comes in, effects go out. It never sends anything but requests to
 * associate, to read, to choose waves, and to release. One thread. SOURCE: intellivue-protocol.md sections 5, 7, 8, 14.
 */
public final class IntellivueSession {
    private static final Duration RELEASE_ANSWER = Duration.ofMillis(250);
    private static final Duration REQUEST_EVERY = Duration.ofSeconds(1);
    private static final int REQUESTS = 5;
    private static final Duration MDS_CREATE = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration ALERT_SILENCE = Duration.ofSeconds(15);
    private static final Duration GOOD_ASSOCIATION = Duration.ofSeconds(30);
    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final Duration UNREADABLE_EVERY = Duration.ofSeconds(1);
    /** Invoke ids of one association: seven polls and the list of waves. */
    private static final int IDS = 16;

    private static final int FIRST_ID = 0x0100;
    private static final int ID_ROUNDS = 1_024;

    /** Where the conversation stands. */
    public enum Phase {
        /** No way to the monitor. */
        DOWN,
        /** Ends what may be left of an association before. */
        RELEASING,
        REQUESTING,
        /** Accepted; the monitor has to describe itself. */
        ACCEPTED,
        POLLING,
        /** Until the next round of requests. */
        WAITING,
        STOPPED;

        /** The word on pages and in logs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final SessionPlan plan;
    private final RetryWait retry;
    private final PollAssembler assembler;
    private final Outbox outbox = new Outbox();
    private final AlertLists alerts = new AlertLists();
    private final ModeWatch mode = new ModeWatch();
    private final EffectList effects = new EffectList();
    private Phase phase = Phase.DOWN;
    private @Nullable Instant phaseDue;
    private int requests;
    private int associations;
    private AssociationTerms granted;
    private @Nullable Polls polls;
    private @Nullable WaveList waves;
    private boolean wavesTold;
    private Instant heard = Instant.MIN;
    private Instant begun = Instant.MIN;
    private Instant unreadableTold = Instant.MIN;

    /** A session that does nothing until the way to the monitor is up. */
    public IntellivueSession(SessionPlan plan, RandomGenerator random) {
        this.plan = plan;
        this.retry = new RetryWait(random);
        this.assembler = new PollAssembler(plan.limits());
        this.granted = plan.terms();
    }

    /** Where it stands. */
    public Phase phase() {
        return phase;
    }

    /** What is known of the monitor, of this association. */
    public AssociationFacts facts() {
        return assembler.facts();
    }

    /** What became of the results. */
    public PollAssembler.Counters counters() {
        return assembler.counters();
    }

    /** What the monitor granted. */
    public AssociationTerms granted() {
        return granted;
    }

    /** The next moment at which a tick does something; empty when only input does. */
    public Optional<Instant> due(Instant now) {
        Instant next = Polls.earlier(phaseDue, outbox.due(now).orElse(Instant.MAX));
        if (phase == Phase.POLLING && polls != null && waves != null) {
            next = Polls.earlier(next, heard.plus(SILENCE));
            next = Polls.earlier(polls.next(), next);
            next = Polls.earlier(next, waves.due().orElse(Instant.MAX));
        }
        return next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next);
    }

    /**
     * Something happened.
     *
     * @param now engine time; never before that of the last call
     */
    public List<Effect> on(Input input, Instant now) {
        switch (input) {
            case Input.Up up -> release(now);
            case Input.Down down -> down(down.reason(), now);
            case Input.Received received -> received(received.payload(), now);
            case Input.Announced announced -> announced(now);
            case Input.NotStored notStored -> notStored(notStored.kind());
            case Input.Tick tick -> {}
            case Input.Stop stop -> stop(now);
        }
        tick(now);
        for (byte[] next = outbox.next(now); next != null; next = outbox.next(now)) {
            effects.send(next);
        }
        return effects.take();
    }

    private void tick(Instant now) {
        if (phase == Phase.POLLING) {
            poll(now);
        }
        if (phaseDue == null || now.isBefore(phaseDue)) {
            return;
        }
        switch (phase) {
            case RELEASING -> {
                requests = 0;
                enter(Phase.REQUESTING, now);
                request(now);
            }
            case REQUESTING -> request(now);
            case ACCEPTED -> {
                effects.count("no-mds-create");
                lost(LinkReason.SILENT, true, now);
            }
            case WAITING -> release(now);
            case DOWN, POLLING, STOPPED -> phaseDue = null;
        }
    }

    private void enter(Phase next, @Nullable Instant due) {
        phase = next;
        phaseDue = due;
    }

    /** Begins a round: the monitor may still hold an association of a process that is gone. */
    private void release(Instant now) {
        if (phase == Phase.STOPPED) {
            return;
        }
        outbox.clear();
        send(new IntellivuePdu.ReleaseRequest());
        enter(Phase.RELEASING, now.plus(RELEASE_ANSWER));
    }

    private void request(Instant now) {
        if (requests == REQUESTS) {
            effects.count("no-answer");
            waitForNextRound(now);
            return;
        }
        requests++;
        effects.count("association-requests");
        send(new IntellivuePdu.AssociationRequest(plan.terms()));
        enter(Phase.REQUESTING, now.plus(REQUEST_EVERY));
    }

    private void waitForNextRound(Instant now) {
        enter(Phase.WAITING, now.plus(retry.next()));
    }

    /** Ends what there is of an association and waits for the next round. */
    private void lost(LinkReason reason, boolean release, Instant now) {
        end(reason, now);
        if (release) {
            send(new IntellivuePdu.ReleaseRequest());
        }
        waitForNextRound(now);
    }

    private void end(LinkReason reason, Instant now) {
        outbox.clear();
        if (phase == Phase.POLLING) {
            if (!now.isBefore(begun.plus(GOOD_ASSOCIATION))) {
                retry.reset();
            }
            if (alerts.lost()) {
                effects.count("alarm-ends-not-believed");
            }
            effects.link(false, reason);
            effects.note("association-ended", reason.word());
        }
        polls = null;
        waves = null;
    }

    private void down(LinkReason reason, Instant now) {
        if (phase != Phase.STOPPED) {
            end(reason, now);
            enter(Phase.DOWN, null);
        }
    }

    private void stop(Instant now) {
        if (phase == Phase.STOPPED) {
            return;
        }
        boolean asked = phase == Phase.REQUESTING || phase == Phase.ACCEPTED || phase == Phase.POLLING;
        end(LinkReason.CLOSED_BY_GATEWAY, now);
        if (asked) {
            send(new IntellivuePdu.ReleaseRequest()); // the next start then need not wait for 10 s
        }
        enter(Phase.STOPPED, null);
    }

    /** Only a monitor without an association announces itself; but anybody can send such a datagram. */
    private void announced(Instant now) {
        if (phase == Phase.WAITING) {
            release(now);
        } else if (phase == Phase.POLLING && !now.isBefore(heard.plus(FRESH))) {
            effects.count("announced-while-associated");
            lost(LinkReason.SILENT, false, now);
            release(now);
        }
    }

    private void notStored(Arrival.Kind kind) {
        effects.count("not-stored");
        if (kind == Arrival.Kind.ALARM_MESSAGE) {
            alerts.notStored();
        }
    }

    private void received(byte[] payload, Instant now) {
        switch (PduReader.read(payload)) {
            case Parsed.Malformed bad -> {
                effects.rejected(bad.reason());
                if (!now.isBefore(unreadableTold)) { // a flood is counted, one a second is kept
                    unreadableTold = now.plus(UNREADABLE_EVERY);
                    effects.unreadable(payload, bad.reason() + ": at byte " + bad.offset());
                }
            }
            case Parsed.Read read -> {
                heard = now;
                pdu(read.pdu(), now);
            }
        }
    }

    private void pdu(IntellivuePdu pdu, Instant now) {
        switch (pdu) {
            case IntellivuePdu.AssociationAccept accept -> accepted(accept, now);
            case IntellivuePdu.AssociationRefuse refuse -> refused("refused", now);
            case IntellivuePdu.Abort abort -> aborted(now);
            case IntellivuePdu.ReleaseRequest release -> {
                send(new IntellivuePdu.ReleaseResponse());
                if (isAssociated()) {
                    effects.count("released-by-monitor");
                    end(LinkReason.CLOSED_BY_PEER, now);
                    send(new IntellivuePdu.ReleaseResponse());
                    waitForNextRound(now);
                }
            }
            case IntellivuePdu.ReleaseResponse response -> {
                if (phase == Phase.RELEASING) {
                    phaseDue = now.plus(RELEASE_ANSWER); // it was associated: give it a moment
                }
            }
            case IntellivuePdu.MdsCreate create -> described(create, now);
            case IntellivuePdu.PollResult result -> result(result, now);
            case IntellivuePdu.PriorityListReply reply -> {
                if (waves != null) {
                    waves.reply(reply, now);
                }
            }
            case IntellivuePdu.RemoteError error -> error(error, now);
            case IntellivuePdu.ConnectIndication indication -> announced(now);
            case IntellivuePdu.AssociationRequest request -> effects.rejected("from-a-client");
            case IntellivuePdu.MdsCreateResult result -> effects.rejected("from-a-client");
            case IntellivuePdu.PollRequest request -> effects.rejected("from-a-client");
            case IntellivuePdu.PriorityListGet get -> effects.rejected("from-a-client");
            case IntellivuePdu.PriorityListSet set -> effects.rejected("from-a-client");
            case IntellivuePdu.Unknown unknown -> effects.count("unknown-messages");
        }
    }

    private boolean isAssociated() {
        return phase == Phase.ACCEPTED || phase == Phase.POLLING;
    }

    private void accepted(IntellivuePdu.AssociationAccept accept, Instant now) {
        if (!accept.accepted()) {
            refused("refused", now);
        } else if (phase == Phase.REQUESTING || phase == Phase.WAITING) {
            granted = accept.terms();
            if (!granted.grants(AssociationTerms.NUMERICS_EACH_SECOND)) {
                effects.count("extension-not-granted");
                effects.note("extension-not-granted", "each value is asked for singly; no waves");
            }
            enter(Phase.ACCEPTED, now.plus(MDS_CREATE));
        } else if (phase == Phase.STOPPED) {
            send(new IntellivuePdu.ReleaseRequest());
        } else {
            effects.count("repeated-accepts");
        }
    }

    private void refused(String word, Instant now) {
        if (phase == Phase.REQUESTING) {
            effects.count(word);
            outbox.clear();
            waitForNextRound(now);
        }
    }

    private void aborted(Instant now) {
        effects.count("aborts");
        if (isAssociated()) {
            end(LinkReason.CLOSED_BY_PEER, now);
            waitForNextRound(now);
        } else {
            refused("aborted-requests", now);
        }
    }

    /** Every copy is answered at once: without the answer the monitor aborts after 10 s and serves nobody meanwhile. */
    private void described(IntellivuePdu.MdsCreate create, Instant now) {
        if (phase == Phase.STOPPED) {
            return;
        }
        outbox.addFirst(PduWriter.write(new IntellivuePdu.MdsCreateResult(create.invokeId(), create.object())));
        switch (phase) {
            case REQUESTING, ACCEPTED -> begin(create, now);
            case POLLING -> effects.count("repeated-mds-creates");
            case DOWN, RELEASING, WAITING, STOPPED -> {} // of an association that we have given up
        }
    }

    private void begin(IntellivuePdu.MdsCreate create, Instant now) {
        effects.count("associations");
        assembler.begin();
        assembler.describe(create.attributes());
        mode.begin(assembler.facts());
        begun = now;
        associations++;
        int base = FIRST_ID + associations % ID_ROUNDS * IDS;
        polls = new Polls(base, granted, now);
        boolean possible =
                granted.grants(AssociationTerms.WAVES) && granted.grants(AssociationTerms.NUMERICS_EACH_SECOND);
        int first = base + Poll.COUNT;
        waves = new WaveList(possible ? plan.waves() : List.of(), first, first + 1, now);
        wavesTold = plan.waves().isEmpty();
        enter(Phase.POLLING, null);
        effects.link(true, LinkReason.NONE);
        AssociationFacts facts = assembler.facts();
        effects.note("associated", facts.model() + ", bed label \"" + facts.bedLabel() + "\"");
        PolledObject mds =
                new PolledObject(create.object().context(), create.object().handle(), create.attributes());
        AssembledResult described = new AssembledResult(
                facts, ObjectClass.MDS, AttributeGroup.ALL, 0, create.relativeTime(), 0, List.of(mds));
        effects.publish(Arrival.Kind.MESSAGE, described);
    }

    private void result(IntellivuePdu.PollResult part, Instant now) {
        Polls asked = polls;
        Optional<Poll> poll = asked == null ? Optional.empty() : asked.of(part.invokeId());
        if (asked == null || poll.isEmpty() || poll.get().objectClass() != part.objectClass()) {
            effects.count("stray-results"); // of an association before, or of nobody's
            return;
        }
        PollAssembler.Counters before = assembler.counters();
        Optional<AssembledResult> cycle = assembler.take(part);
        effects.cycles(poll.get(), before, assembler.counters());
        if (cycle.isPresent()) {
            asked.heard(poll.get(), now);
            String changed = mode.take(poll.get(), cycle.get(), asked, now);
            if (changed != null) {
                effects.note("monitor-mode", changed);
            }
            publish(poll.get(), cycle.get());
        }
    }

    private void publish(Poll poll, AssembledResult cycle) {
        if (cycle.objects().isEmpty() || poll == Poll.KEEP_ALIVE) {
            effects.alive();
            return;
        }
        switch (poll) {
            case ALERTS -> {
                switch (alerts.judge(cycle.objects())) {
                    case CHANGED -> effects.publish(Arrival.Kind.ALARM_MESSAGE, cycle);
                    case SAME -> effects.publish(Arrival.Kind.MESSAGE, cycle);
                    case HELD -> {
                        effects.count("alarm-ends-held");
                        effects.alive();
                    }
                }
            }
            case WAVES -> effects.publish(Arrival.Kind.WAVES, cycle);
            case NUMERICS, ENUMERATIONS, MDS, PATIENT, KEEP_ALIVE -> effects.publish(Arrival.Kind.MESSAGE, cycle);
        }
    }

    private void error(IntellivuePdu.RemoteError error, Instant now) {
        effects.rejected("monitor-error-" + error.error());
        Polls asked = polls;
        if (asked == null) {
            return;
        }
        Optional<Poll> poll = asked.of(error.invokeId());
        if (poll.isPresent()) {
            asked.refused(poll.get(), now);
            effects.note("poll-refused", poll.get().name().toLowerCase(Locale.ROOT) + ", error " + error.error());
        } else if (waves != null && error.invokeId() >= asked.invokeId(Poll.WAVES)) {
            waves.refused();
        }
    }

    /** What is due in an association that runs. */
    private void poll(Instant now) {
        Polls asked = polls;
        WaveList list = waves;
        if (asked == null || list == null) {
            return;
        }
        if (!now.isBefore(heard.plus(SILENCE))) {
            effects.count("silent");
            lost(LinkReason.SILENT, true, now);
            return;
        }
        if (!mode.isOff() && asked.silenceOf(Poll.ALERTS, now).compareTo(ALERT_SILENCE) >= 0) {
            effects.count("alarm-list-lost"); // values without alarms are worse than none
            lost(LinkReason.SILENT, true, now);
            return;
        }
        asked.silent(now).forEach(poll -> effects.count("missing-", poll));
        asked.due(now).forEach(request -> {
            effects.count("polls");
            send(request);
        });
        IntellivuePdu next = list.tick(now);
        if (next != null) {
            send(next);
        }
        if (list.isDone() && !wavesTold) {
            wavesTold = true;
            if (granted.grants(AssociationTerms.WAVES)) {
                asked.allowWaves(now);
            }
            if (!list.missing().isEmpty()) {
                effects.count("waves-not-granted");
                effects.note("waves-not-granted", String.join(" ", list.missing()));
            }
        }
    }

    private void send(IntellivuePdu pdu) {
        if (!outbox.add(PduWriter.write(pdu))) {
            effects.count("unsent");
        }
    }
}
