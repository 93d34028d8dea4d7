package org.vigie.gateway.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.Decoding;
import org.vigie.gateway.pipeline.Reducer;
import org.vigie.gateway.pipeline.records.DeliveryNote;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;
import org.vigie.gateway.waves.WaveTap;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;

/**
 * The past, read back: earlier runs in the journal go through the same decoder and reducer as when they were live, and
 * what they decide fills trends and alarm log. In the background on a thread of its own, which rests after each batch
 * so that the running ward keeps a core.
 */
final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final int BATCH = 256;
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Source source;
    private final TrendStore trends;
    private final AlarmLog alarms;
    private final Deliveries deliveries;
    private final WardSampler sampler;
    private final Reducer reducer;
    private long epoch;
    private Instant at;
    private long records;

    /**
     * Where the past is.
     *
     * @param data folder of the journal
     * @param epoch of this run, which is not read
     * @param site as configured now
     * @param decoding of the rebuilding thread
     * @param from what is older is not kept
     * @param until begin of this run, engine time
     */
    record Source(Path data, long epoch, Site site, Decoding decoding, Instant from, Instant until) {}

    /**
     * From here on the past is said to be incomplete: whoever asks before the reading begins must not take it for
     * whole.
     */
    Rebuild(Source source, History history) {
        this.source = source;
        this.trends = history.trends();
        this.alarms = history.alarms();
        this.deliveries = history.deliveries();
        this.sampler = new WardSampler(trends, history.unwatched(), source.from(), source.until());
        this.at = source.from();
        // Older runs are shown by the beds that there are now.
        this.reducer =
                Reducer.fresh(source.site(), source.from(), source.decoding(), text -> source.site(), WaveTap.NONE);
        trends.loading(TrendStore.minute(source.from()), TrendStore.minute(source.until()));
        alarms.loading(true);
    }

    /** Reads until the present run or until told to stop; tells how many records there were. */
    long run(BooleanSupplier stopped) {
        long begun = System.nanoTime();
        long until = TrendStore.minute(source.until());
        try (JournalEntries entries = JournalReader.open(source.data()).all()) {
            while (!stopped.getAsBoolean() && entries.hasNext()) {
                if (entries.next() instanceof Entry.Intact intact) {
                    if (intact.entry().epoch() >= source.epoch()) {
                        break;
                    }
                    // Curves change nothing that is kept here.
                    if (intact.entry().cls() != RecordClass.WAVES) {
                        apply(intact.entry());
                    }
                    if (++records % BATCH == 0) {
                        trends.loading(TrendStore.minute(at), until);
                        LockSupport.parkNanos(REST_NANOS);
                    }
                }
            }
        } catch (IOException unreadable) {
            LOG.warn("event=history-not-read reason={}", unreadable.toString());
        }
        trends.loaded();
        alarms.loading(false);
        LOG.info(
                "event=history-read records={} ms={} series={} hours={}",
                records,
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                trends.size().series(),
                trends.size().hours());
        return records;
    }

    private void apply(JournalRecord record) {
        if (record.kind() == RecordKind.DELIVERY) {
            DeliveryNote.parse(new String(record.payload(), StandardCharsets.UTF_8))
                    .ifPresent(deliveries::take);
        }
        @Nullable Input input = input(record).orElse(null);
        if (record.epoch() == epoch) {
            Instant listened = input instanceof Input.Slept slept ? record.at().minus(slept.slept()) : record.at();
            passMinutes(listened);
        }
        epoch = record.epoch();
        at = record.at();
        List<WardEffect> effects = input == null ? reducer.advance(record.at()) : reducer.apply(input, record.at());
        took(effects, record.at());
    }

    /** Within one run somebody listened in every minute, also when nothing came. */
    private void passMinutes(Instant until) {
        Instant next = Instant.ofEpochSecond((TrendStore.minute(at) + 1) * 60);
        while (next.isBefore(until)) {
            took(reducer.advance(next), next);
            next = next.plus(MINUTE);
        }
    }

    private void took(List<WardEffect> effects, Instant when) {
        Ward ward = reducer.ward();
        sampler.sample(ward);
        if (!effects.isEmpty() && !when.isBefore(source.from())) {
            alarms.past(ward, effects);
        }
    }

    private static Optional<Input> input(JournalRecord record) {
        if (record.cls() == RecordClass.WAVES) {
            return Optional.empty(); // nothing but samples: no trend and no alarm comes of them
        }
        try {
            return InputCodec.decode(record);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
