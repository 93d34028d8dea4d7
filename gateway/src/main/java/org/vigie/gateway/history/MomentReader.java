package org.vigie.gateway.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vigie.dashboard.wire.EventView;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.Decoding;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;
import org.vigie.model.report.Report;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Binding;
import org.vigie.model.ward.Site;

/**
 * One moment of one bed, read back from a journal: what its monitors sent shortly before and after, decoded by the same
 * profiles as when it came. Nothing is kept for it: each answer reads the journal anew, from the place that is found by
 * its time. Thread-safe; every answer has its own decoding.
 */
public final class MomentReader {
    /** Samples come after they were taken, and are placed by those before them: two messages of a second and a bit. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(3);

    private final Reading reading;
    private final Duration keepsWaves;
    private final Limits.Review limits;
    private final MomentRecords own;

    /**
     * How records are read.
     *
     * @param decoding a new one for each answer
     * @param sites reads the text of a site file
     */
    public record Reading(Supplier<Decoding> decoding, Function<String, Site> sites) {}

    /**
     * @param data folder of the journal
     * @param keepsWaves how long the journal keeps waves
     */
    public MomentReader(Path data, Reading reading, Duration keepsWaves, Limits.Review limits) {
        this.reading = reading;
        this.keepsWaves = keepsWaves;
        this.limits = limits;
        this.own = (from, until, each) -> own(data, from, until, each);
    }

    /**
     * What there is of a moment.
     *
     * @param at engine time
     * @throws IOException when the journal cannot be listed
     */
    public EventView read(Site site, BedId bed, Instant at, Clock clock) throws IOException {
        return read(own, site, bed, at, clock);
    }

    /**
     * What there is of a moment of a bed of another box.
     *
     * @param bed by its name there
     * @param at engine time of this box
     * @throws IOException when the records cannot be listed
     */
    public EventView read(Elsewhere.Stored stored, BedId bed, Instant at, Clock clock) throws IOException {
        return read(stored.records(), reading.sites().apply(stored.site()), bed, at, clock);
    }

    private EventView read(MomentRecords records, Site site, BedId bed, Instant at, Clock clock) throws IOException {
        Instant from = at.minus(limits.around());
        Instant to = at.plus(limits.around());
        Moment moment = new Moment(site, bed, new Moment.Window(from, at, to), limits.tracks());
        Decoding decoder = reading.decoding().get();
        Names names = new Names(site, bed);
        Instant wavesFrom = from.minus(ON_THE_WAY);
        boolean complete = records.each(at.minus(limits.values()), to.plus(ON_THE_WAY), record -> {
            boolean wanted = record.cls() != RecordClass.WAVES || !record.at().isBefore(wavesFrom);
            if (wanted && isMessage(record)) {
                message(record, names)
                        .ifPresent(input -> moment.take(input.source(), reports(decoder, input), record.at()));
            }
        });
        boolean deleted = at.isBefore(clock.now().minus(keepsWaves));
        long shown = Math.max(
                0,
                Math.min(
                        limits.around().toMillis(),
                        Duration.between(at, clock.now()).toMillis()));
        return moment.view(clock.iso(at), shown, deleted, complete);
    }

    private boolean own(Path data, Instant from, Instant until, Consumer<JournalRecord> each) throws IOException {
        int read = 0;
        try (JournalEntries entries = JournalReader.open(data).from(from)) {
            while (entries.hasNext()) {
                if (!(entries.next() instanceof Entry.Intact(JournalRecord record))) {
                    continue;
                }
                if (record.at().isAfter(until) || ++read > limits.records()) {
                    return record.at().isAfter(until);
                }
                each.accept(record);
            }
        }
        return true;
    }

    private static boolean isMessage(JournalRecord record) {
        return record.kind() == RecordKind.RAW_MESSAGE || record.kind() == RecordKind.WAVE;
    }

    private static Optional<Input.Message> message(JournalRecord record, Names names) {
        try {
            return InputCodec.decode(record)
                    .filter(Input.Message.class::isInstance)
                    .map(Input.Message.class::cast)
                    .filter(names::mayBeMeant);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty(); // damaged, or of a newer version: as if it were not there
        }
    }

    private static List<Report> reports(Decoding decoder, Input.Message message) {
        try {
            return decoder.decode(message);
        } catch (RuntimeException | StackOverflowError poisoned) {
            return List.of(); // the ward has counted it when it came
        }
    }

    /** By what a message may belong to a bed: decoding those of all others would take a second. */
    private static final class Names {
        private final Site site;
        private final BedId bed;
        private final List<byte[]> names = new ArrayList<>();

        Names(Site site, BedId bed) {
            this.site = site;
            this.bed = bed;
            Set<String> all = site.beds().stream()
                    .filter(place -> place.bed().equals(bed))
                    .flatMap(Names::of)
                    .collect(Collectors.toSet());
            all.forEach(name -> names.add(name.getBytes(StandardCharsets.UTF_8)));
        }

        private static Stream<String> of(BedPlace place) {
            return place.bindings().isEmpty()
                    ? Stream.of(place.bed().value())
                    : place.bindings().stream().map(Binding::reportedBed).filter(name -> name != null);
        }

        boolean mayBeMeant(Input.Message message) {
            SourceId source = message.source();
            return site.resolve(source, null).filter(bed::equals).isPresent()
                    || names.stream().anyMatch(name -> contains(message.bytes(), name));
        }

        private static boolean contains(byte[] text, byte[] name) {
            for (int i = 0; i + name.length <= text.length; i++) {
                if (text[i] == name[0] && Arrays.equals(text, i, i + name.length, name, 0, name.length)) {
                    return true;
                }
            }
            return false;
        }
    }
}
