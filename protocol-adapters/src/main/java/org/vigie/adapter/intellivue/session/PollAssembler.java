package org.vigie.adapter.intellivue.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.AssociationFacts;
import org.vigie.adapter.intellivue.codec.Attribute;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.Linked;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.PollResult;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.model.limits.Limits;

/**
 * Makes whole poll cycles of the parts that one monitor sends. A cycle of which a part is missing is never published,
 * because what is missing of a list of alarms would look like an end; it counts as a gap. Two cycles are never mixed.
 * Not thread-safe, no clock. SOURCE: intellivue-protocol.md sections 6, 8.2 and 8.3.
 */
public final class PollAssembler {
    private final Limits.Intellivue limits;
    private final StaticAttributes descriptions;
    private final MonitorTicks ticks = new MonitorTicks();
    private final Map<Integer, Partial> partials = new LinkedHashMap<>();
    private final Map<Integer, PollStream> streams = new HashMap<>();
    private AssociationFacts facts = AssociationFacts.UNKNOWN;
    private Counters counters = Counters.ZERO;

    /**
     * What became of the parts, since the beginning.
     *
     * @param cycles published
     * @param gaps cycles known to be missing
     * @param incomplete cycles that were dropped because a part of them did not come; also counted in gaps
     * @param duplicates parts and cycles that came twice
     * @param late cycles that came after a newer one and were dropped
     * @param restarts of the monitor's relative time
     * @param overfull results that were too large or too many at once
     */
    public record Counters(
            long cycles, long gaps, long incomplete, long duplicates, long late, long restarts, long overfull) {
        static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0, 0);

        private Counters plus(Counters o) {
            return new Counters(
                    cycles + o.cycles,
                    gaps + o.gaps,
                    incomplete + o.incomplete,
                    duplicates + o.duplicates,
                    late + o.late,
                    restarts + o.restarts,
                    overfull + o.overfull);
        }
    }

    /** The parts of one cycle that have come. */
    private static final class Partial {
        final int sequence;
        final long relativeTime;
        final TreeMap<Integer, PollResult> parts = new TreeMap<>();

        @Nullable PollResult end;

        int bytes;

        Partial(PollResult first) {
            sequence = first.sequence();
            relativeTime = first.relativeTime();
        }

        boolean isOf(PollResult part) {
            return part.sequence() == sequence && part.relativeTime() == relativeTime;
        }

        /** All from 1 on, the one marked as last among them or an end that holds the rest. */
        boolean isComplete() {
            PollResult last = end;
            if (last == null || parts.isEmpty() || parts.lastKey() != parts.size() || parts.firstKey() != 1) {
                return false;
            }
            return parts.lastEntry().getValue().linked() == Linked.LAST
                    || !last.objects().isEmpty();
        }
    }

    /** An assembler at the beginning of an association, or of a capture that may begin in the middle of one. */
    public PollAssembler(Limits.Intellivue limits) {
        this.limits = limits;
        this.descriptions = new StaticAttributes(limits);
    }

    /** A new association: handles have other meanings, sequences begin again. */
    public void begin() {
        partials.clear();
        streams.clear();
        descriptions.clear();
        ticks.clear();
        facts = AssociationFacts.UNKNOWN;
    }

    /** Takes over what the monitor says about itself: attributes of its create event. */
    public void describe(List<Attribute> attributes) {
        facts = facts.with(attributes);
    }

    /** What is known of the monitor. */
    public AssociationFacts facts() {
        return facts;
    }

    /** What happened since the beginning; associations do not reset it. */
    public Counters counters() {
        return counters;
    }

    /** What it remembers, in entries: bounded by the limits. */
    int held() {
        return partials.size() + descriptions.size();
    }

    /**
     * Takes one part in the order of arrival.
     *
     * @return the cycle that it completes; empty while parts are missing, and for what has to be dropped
     */
    public Optional<AssembledResult> take(PollResult part) {
        Partial partial = partials.get(part.invokeId());
        if (part.linked() == Linked.WHOLE && (partial == null || !partial.isOf(part))) {
            if (stream(part).isPublished(part)) {
                count(new Counters(0, 0, 0, 1, 0, 0, 0));
                return Optional.empty();
            }
            if (partial != null && isNewer(part, partial)) {
                abandon(part.invokeId());
            }
            if (part.objects().isEmpty()) {
                stream(part).cameAlone(part);
            }
            if (stream(part).isBareEnd(part)) {
                count(new Counters(0, 0, 1, 0, 0, 0, 0));
                return Optional.empty();
            }
            return whole(part, part.objects());
        }
        if (partial != null && !partial.isOf(part)) {
            if (!isNewer(part, partial)) {
                count(new Counters(0, 0, 0, 0, 1, 0, 0));
                return Optional.empty();
            }
            abandon(part.invokeId());
            partial = null;
        }
        if (partial == null) {
            stream(part).inParts();
            if (stream(part).isPublished(part)) {
                count(new Counters(0, 0, 0, 1, 0, 0, 0));
                return Optional.empty();
            }
            if (stream(part).isPast(part)) {
                count(new Counters(0, 0, 0, 0, 1, 0, 0));
                return Optional.empty();
            }
            partial = open(part);
        }
        return add(partial, part);
    }

    private Optional<AssembledResult> add(Partial partial, PollResult part) {
        boolean known =
                part.linked() == Linked.WHOLE ? partial.end != null : partial.parts.containsKey(part.linkedCount());
        if (known) {
            count(new Counters(0, 0, 0, 1, 0, 0, 0));
            return Optional.empty();
        }
        partial.bytes += size(part);
        if (partial.parts.size() >= limits.linkedParts() || partial.bytes > limits.resultBytes()) {
            partials.remove(part.invokeId());
            count(new Counters(0, 0, 0, 0, 0, 0, 1));
            return Optional.empty();
        }
        if (part.linked() == Linked.WHOLE) {
            partial.end = part;
        } else {
            partial.parts.put(part.linkedCount(), part);
        }
        if (!partial.isComplete()) {
            return Optional.empty();
        }
        partials.remove(part.invokeId());
        List<PolledObject> objects = new ArrayList<>();
        partial.parts.values().forEach(each -> objects.addAll(each.objects()));
        PollResult end = partial.end;
        if (end != null) {
            objects.addAll(end.objects());
        }
        return whole(part, objects);
    }

    private Partial open(PollResult part) {
        if (partials.size() >= limits.partialResults()) {
            Iterator<Integer> oldest = partials.keySet().iterator();
            oldest.next();
            oldest.remove();
            count(new Counters(0, 0, 0, 0, 0, 0, 1));
        }
        Partial fresh = new Partial(part);
        fresh.end = stream(part).endOf(part);
        partials.put(part.invokeId(), fresh);
        return fresh;
    }

    /** A part of a newer cycle came: what was begun will not be finished. */
    private void abandon(int invokeId) {
        partials.remove(invokeId);
        count(new Counters(0, 0, 1, 0, 0, 0, 0));
    }

    private static boolean isNewer(PollResult part, Partial partial) {
        int elapsed = MonitorTicks.between(partial.relativeTime, part.relativeTime());
        return elapsed > 0 || MonitorTicks.isRestart(elapsed) || (elapsed == 0 && part.sequence() > partial.sequence);
    }

    private Optional<AssembledResult> whole(PollResult last, List<PolledObject> objects) {
        PollStream stream = stream(last);
        if (ticks.isRestart(last.relativeTime())) {
            streams.values().forEach(PollStream::clear);
            count(new Counters(0, 0, 0, 0, 0, 1, 0));
        }
        long time = ticks.of(last.relativeTime());
        PollStream.Verdict verdict = stream.next(last, time, holdsData(last.objectClass(), objects), objects.isEmpty());
        if (verdict.dropped()) {
            count(new Counters(0, 0, 0, verdict.duplicate() ? 1 : 0, verdict.duplicate() ? 0 : 1, 0, 0));
            return Optional.empty();
        }
        count(new Counters(1, verdict.gap(), 0, 0, 0, 0, 0));
        if (last.objectClass() == ObjectClass.MDS) {
            objects.forEach(object -> facts = facts.with(object.attributes()));
        }
        List<PolledObject> completed = new ArrayList<>(objects.size());
        for (PolledObject object : objects) {
            completed.add(descriptions.complete(last.objectClass(), object));
        }
        return Optional.of(new AssembledResult(
                facts, last.objectClass(), last.group(), last.sequence(), time, verdict.gap(), completed));
    }

    /** The confirmation of a wave poll holds none, and its time is not that of a block. */
    private static boolean holdsData(int objectClass, List<PolledObject> objects) {
        return objectClass == ObjectClass.WAVE
                ? objects.stream().anyMatch(StaticAttributes::hasSamples)
                : !objects.isEmpty();
    }

    private PollStream stream(PollResult part) {
        if (streams.size() >= limits.partialResults() * 4 && !streams.containsKey(part.invokeId())) {
            streams.clear(); // invoke ids that we never gave
            count(new Counters(0, 0, 0, 0, 0, 0, 1));
        }
        return streams.computeIfAbsent(part.invokeId(), unused -> new PollStream());
    }

    private static int size(PollResult part) {
        int bytes = 0;
        for (PolledObject object : part.objects()) {
            for (Attribute attribute : object.attributes()) {
                bytes += attribute.value().length() + 4;
            }
        }
        return bytes;
    }

    private void count(Counters more) {
        counters = counters.plus(more);
    }
}
