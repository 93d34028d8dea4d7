package org.vigie.adapter.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.IntellivueDecoder;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.AssociationFacts;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.Linked;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.MdsCreate;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.PollResult;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.adapter.intellivue.session.PollAssembler;
import org.vigie.model.limits.Limits;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.Problem;
import org.vigie.model.report.Report;

/**
 * One monitor as somebody else talks to it: the cycles that its results add up to, read as they are read live. What is
 * left of a cycle whose other parts are missing is read too, marked as questionable and never as a list of alarms. Not
 * thread-safe.
 */
final class PassiveMonitor {
    private static final int ASSOCIATION_ID = 0x091D;
    private static final int MOST_PARTS = 64;
    private static final int MOST_POLLS = 256;

    private final IntellivueDecoder decoder;
    private final BiConsumer<Long, Report> out;
    private final PollAssembler assembler = new PollAssembler(Limits.INTELLIVUE);
    private final AlarmLists alarms = new AlarmLists();
    private final Map<Integer, List<Part>> pending = new LinkedHashMap<>();
    private final Map<Poll, Integer> polls = new HashMap<>();
    private @Nullable Octets association;

    private record Poll(int invokeId, boolean extended, int objectClass, int group) {}

    private record Part(long offset, PollResult result) {}

    PassiveMonitor(IntellivueDecoder decoder, BiConsumer<Long, Report> out) {
        this.decoder = decoder;
        this.out = out;
    }

    /** A client was accepted. */
    void associated() {
        leftOver();
        assembler.begin();
        association = null;
    }

    /** The monitor describes itself; a repetition of it belongs to the same association. */
    void described(MdsCreate create) {
        Octets id = PolledObject.valueIn(create.attributes(), ASSOCIATION_ID);
        if (association != null && id != null && !id.equals(association)) {
            associated();
        }
        association = id == null ? null : id.detached();
        assembler.describe(create.attributes());
    }

    /** Who speaks, as far as is known. */
    AssociationFacts facts() {
        return assembler.facts();
    }

    /** A part of a cycle, or all of it. */
    void result(long offset, PollResult result) {
        PollResult part = ofItsPoll(result);
        List<Part> parts = pending.get(part.invokeId());
        if (parts != null && !sameCycle(parts.get(0).result, part)) {
            leftOver(part.invokeId());
        }
        PollAssembler.Counters before = assembler.counters();
        Optional<AssembledResult> cycle = assembler.take(part);
        PollAssembler.Counters after = assembler.counters();
        if (cycle.isPresent()) {
            pending.remove(part.invokeId());
            reports(offset, cycle.get(), false);
        } else if (after.late() > before.late()) {
            tell(offset, "late-cycle", "a result that came after a newer one: its values are questionable");
            alone(offset, part);
        } else if (after.overfull() > before.overfull()) {
            tell(offset, "overfull-cycle", "a result of too many parts, or too many unfinished results, was set aside");
        } else if (after.incomplete() > before.incomplete() && part.linked() == Linked.WHOLE) {
            tell(offset, "incomplete-cycle", "the end of a cycle whose parts are missing");
        } else if (after.duplicates() == before.duplicates()) {
            keep(offset, part);
        }
    }

    /** Other clients than ours use one invoke id for all their polls: class and group tell those apart. */
    private PollResult ofItsPoll(PollResult result) {
        Poll poll = new Poll(result.invokeId(), result.extended(), result.objectClass(), result.group());
        if (!polls.containsKey(poll) && polls.size() >= MOST_POLLS) {
            polls.clear(); // a capture of nonsense
        }
        int id = polls.computeIfAbsent(poll, unused -> polls.size());
        return new PollResult(
                id,
                result.linked(),
                result.linkedCount(),
                result.extended(),
                result.pollNumber(),
                result.sequence(),
                result.relativeTime(),
                result.objectClass(),
                result.group(),
                result.objects());
    }

    private void keep(long offset, PollResult part) {
        List<Part> parts = pending.computeIfAbsent(part.invokeId(), unused -> new ArrayList<>());
        if (parts.size() < MOST_PARTS) {
            parts.add(new Part(offset, part));
        }
    }

    private static boolean sameCycle(PollResult one, PollResult other) {
        return one.sequence() == other.sequence() && one.relativeTime() == other.relativeTime();
    }

    /** The capture, or the association, has ended. */
    void leftOver() {
        for (Integer invokeId : List.copyOf(pending.keySet())) {
            leftOver(invokeId);
        }
    }

    private void leftOver(int invokeId) {
        List<Part> parts = pending.remove(invokeId);
        if (parts == null) {
            return;
        }
        for (Part part : parts) {
            tell(part.offset, "incomplete-cycle", "parts of this cycle are missing: what is here is questionable");
            alone(part.offset, part.result);
        }
    }

    /** What has no place among the cycles; a list of alarms out of its order would end alarms that are on. */
    private void alone(long offset, PollResult result) {
        if (result.objectClass() == ObjectClass.ALERT) {
            return;
        }
        AssembledResult cycle = new AssembledResult(
                assembler.facts(),
                result.objectClass(),
                result.group(),
                result.sequence(),
                result.relativeTime(),
                0,
                result.objects());
        reports(offset, cycle, true);
    }

    private void reports(long offset, AssembledResult cycle, boolean questionable) {
        for (Report report : decoder.decode(cycle.encode())) {
            Report told = questionable ? Salvage.questionable(report) : report;
            if (told instanceof AlarmSnapshot list) {
                alarms.take(list, change -> out.accept(offset, change));
            } else if (told instanceof Problem problem) {
                tell(offset, problem.reason(), problem.text());
            } else {
                out.accept(offset, told);
            }
        }
    }

    private void tell(long offset, String reason, String text) {
        IntellivueLines.Who who = IntellivueLines.Who.of(assembler.facts());
        out.accept(offset, new Problem(who.bed(), who.device(), offset, reason, text));
    }
}
