package org.vigie.gateway.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.history.AlarmStep;
import org.vigie.gateway.history.AlarmSteps;
import org.vigie.gateway.history.GapCause;
import org.vigie.gateway.history.WrittenSteps;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.EntryStream;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.journal.Records;
import org.vigie.gateway.pipeline.Decoding;
import org.vigie.gateway.pipeline.Reducer;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;
import org.vigie.model.BedId;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;

/**
 * The whole journal again, through the decoder and the reducer that ran live, told as values, alarms and gaps. The same
 * journal and sampling give the same items at the same positions, however long the journal has grown meanwhile. One
 * thread.
 */
public final class Retelling {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Source source;
    private final Sampling sampling;
    private final Consumer<Item> out;
    private final Corrections corrections;
    private final AlarmSteps steps = new AlarmSteps();
    private final Map<BedId, Told> beds = new LinkedHashMap<>();
    private @Nullable Reducer reducer;
    private final List<Entry.Damage> damages = new ArrayList<>();
    private long epoch;
    private long seq;
    private int n;
    private Instant at = Instant.MIN;
    private Instant begun = Instant.MIN;
    private final Map<RecordClass, Instant> newest = new EnumMap<>(RecordClass.class);
    private Duration written = Duration.ZERO;
    private Duration corrected = Duration.ZERO;

    /**
     * Where the past is.
     *
     * @param records of the journal; may belong to a running gateway
     * @param site until the journal names one
     * @param sites reads the text of a site file
     * @param decoding for this thread alone
     * @param steps null for a journal itself. For a copy of which records may be missing: what the box wrote of its
     *     alarms
     */
    public record Source(
            Records records,
            Site site,
            Function<String, Site> sites,
            Decoding decoding,
            @Nullable WrittenSteps steps) {}

    /**
     * What was read.
     *
     * @param records of the journal
     * @param last engine time of the newest one; {@link Instant#MIN} when there is none
     * @param ward at its end; empty when there is none
     * @param offset from engine time to time of day at its end
     */
    public record Result(long records, Instant last, Optional<Ward> ward, Duration offset) {}

    private static final class Told {
        private final BedCourse values;
        private final GapCourse gaps;
        private @Nullable Bed bed;

        Told(BedCourse values, GapCourse gaps) {
            this.values = values;
            this.gaps = gaps;
        }
    }

    private Retelling(Source source, Sampling sampling, Consumer<Item> out) {
        this.source = source;
        this.sampling = sampling;
        this.out = out;
        this.corrections = Corrections.read(source.records());
    }

    /**
     * Tells everything.
     *
     * @param toTheEnd also what is still being gathered at the last record. Not for a journal that is still written: it
     *     will be told differently when more has come
     * @param out takes the items in order
     */
    public static Result tell(Source source, Sampling sampling, boolean toTheEnd, Consumer<Item> out) {
        return new Retelling(source, sampling, out).run(toTheEnd);
    }

    private Result run(boolean toTheEnd) {
        long records = 0;
        try (EntryStream entries = source.records().all()) {
            while (entries.hasNext()) {
                switch (entries.next()) {
                    case Entry.Damage lost -> damages.add(lost);
                    case Entry.Intact intact -> {
                        records++;
                        next(intact.entry());
                    }
                }
            }
        }
        if (records > 0) {
            tellDamages(at, at);
        }
        if (toTheEnd && records > 0) {
            endOfRun();
        }
        return new Result(records, at, Optional.ofNullable(reducer).map(Reducer::ward), corrected);
    }

    private void next(JournalRecord record) {
        Optional<Input> input = input(record);
        Reducer present = reducer == null ? begin(record) : reducer;
        boolean sameRun = record.epoch() == epoch;
        Instant before = at;
        if (!sameRun && epoch != 0) {
            endOfRun();
        }
        epoch = record.epoch();
        seq = record.seq();
        n = 0;
        if (!sameRun) {
            written = corrections.atBegin(epoch);
            corrected = corrections.inTheEnd(epoch);
            nobodyListened(before, record.at());
        } else {
            boolean slept = input.isPresent() && input.get() instanceof Input.Slept;
            Instant listened = slept ? record.at().minus(((Input.Slept) input.get()).slept()) : record.at();
            passMinutes(present, listened);
            if (slept) {
                beds.values().forEach(bed -> bed.values.end(listened));
                beds.values().forEach(bed -> bed.gaps.end(listened));
                nobodyListened(listened, record.at());
            }
        }
        tellDamages(before, record.at());
        newest.put(record.cls(), record.at());
        if (record.kind() == RecordKind.CLOCK_STEP) {
            written = written.plus(Corrections.step(record));
        }
        at = record.at();
        took(input.isPresent() ? present.apply(input.get(), at) : present.advance(at), at);
        Optional.ofNullable(source.steps())
                .flatMap(known -> known.untold(record))
                .ifPresent(this::alarm);
    }

    private Reducer begin(JournalRecord first) {
        Reducer made = new Reducer(Ward.start(source.site(), first.at()), source.decoding(), source.sites());
        reducer = made;
        at = first.at();
        begun = at;
        return made;
    }

    /** Within one run somebody listened in every minute, also when nothing came. */
    private void passMinutes(Reducer present, Instant until) {
        Instant next = Instant.ofEpochSecond((Math.floorDiv(at.getEpochSecond(), 60L) + 1) * 60);
        while (next.isBefore(until)) {
            took(present.advance(next), next);
            for (Told bed : beds.values()) {
                bed.values.passTo(next);
            }
            next = next.plus(MINUTE);
        }
    }

    @SuppressWarnings("ReferenceEquality") // unchanged beds stay the same object: the contract of Ward
    private void took(List<WardEffect> effects, Instant now) {
        if (reducer == null) {
            return;
        }
        Ward ward = reducer.ward();
        ward.beds().forEach((id, bed) -> {
            Told known = beds.computeIfAbsent(id, some -> told(some, now));
            if (known.bed != bed) {
                known.bed = bed;
                known.gaps.take(bed, now);
                known.values.take(bed, now);
            }
        });
        if (beds.size() > ward.beds().size()) {
            forget(ward, now);
        }
        @Nullable WrittenSteps known = source.steps();
        for (AlarmStep step : steps.read(ward, effects)) {
            if (known == null || known.has(step)) {
                alarm(step);
            }
        }
    }

    /** A bed has left the site: what was gathered of it is told. */
    private void forget(Ward ward, Instant now) {
        beds.entrySet().removeIf(entry -> {
            boolean gone = !ward.beds().containsKey(entry.getKey());
            if (gone) {
                entry.getValue().values.end(now);
                entry.getValue().gaps.end(now);
            }
            return gone;
        });
    }

    private Told told(BedId id, Instant now) {
        BedCourse values = new BedCourse(
                sampling,
                now,
                (whose, from, to, why, readings) ->
                        out.accept(new Item.Values(position(), id, whose, period(from, to), why, readings)));
        GapCourse gaps = new GapCourse(
                sampling.every(), (from, to, cause) -> gap(id, from, to, new Item.Cause.OfLink(cause), ""));
        return new Told(values, gaps);
    }

    private void alarm(AlarmStep step) {
        BedId bed = new BedId(step.bed());
        @Nullable Told known = beds.get(bed);
        if (known != null && step.step() == AlarmStep.Step.RAISED) {
            known.values.raised(step.at());
        }
        out.accept(new Item.Alarm(position(), bed, whose(bed), period(step.at(), step.at()), step));
    }

    private void nobodyListened(Instant from, Instant to) {
        if (Duration.between(from, to).compareTo(sampling.every()) >= 0) {
            for (BedId bed : beds.keySet()) {
                gap(bed, from, to, new Item.Cause.OfLink(GapCause.GATEWAY_DOWN), "");
            }
        }
    }

    /** Damage is a gap of the whole unit, from the record before it to the one behind it. */
    private void tellDamages(Instant from, Instant to) {
        for (Entry.Damage lost : damages) {
            @Nullable RecordClass cls = lost.cls();
            // What is missing of a copy is missing since the last record of its class, not only since any record.
            boolean ofACopy = source.steps() != null && cls != null;
            gap(
                    BedId.UNIT,
                    ofACopy ? newest.getOrDefault(cls, begun) : from,
                    to,
                    new Item.Cause.Damaged(lost.lost()),
                    lost.reason());
        }
        damages.clear();
    }

    private void gap(BedId bed, Instant from, Instant to, Item.Cause cause, String text) {
        out.accept(new Item.Gap(position(), bed, whose(bed), period(from, to), cause, text));
    }

    private Whose whose(BedId bed) {
        @Nullable Told known = beds.get(bed);
        return known == null ? Whose.NOBODY : known.values.whose();
    }

    private void endOfRun() {
        for (Told bed : beds.values()) {
            bed.values.end(at);
            bed.gaps.end(at);
        }
    }

    private Position position() {
        return new Position(epoch, seq, n++);
    }

    private Period period(Instant from, Instant to) {
        return new Period(from, to, written, corrected);
    }

    private static Optional<Input> input(JournalRecord record) {
        try {
            return InputCodec.decode(record);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
