package org.vigie.gateway.history;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.observation.Numeric;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Stream;
import org.vigie.model.ward.Ward;

/**
 * From states of the ward to points of the trends: every measurement that a state has and the one before had not is
 * counted once, in the minute in which it was measured; and to the times in which nobody watched a bed. The same for
 * the running ward and for one that is replayed from the journal. One thread.
 */
final class WardSampler {
    /** States are never further apart while the gateway runs; what is, it did not see. */
    private static final Duration CLOSE = Duration.ofSeconds(90);

    private final TrendStore store;
    private final Unwatched unwatched;
    private final Instant from;
    private final Instant until;
    private final Map<BedId, Bed> before = new HashMap<>();
    private long linkMinute = Long.MIN_VALUE;
    private Instant sampled = Instant.MAX;

    /**
     * @param store that is filled
     * @param unwatched that is filled
     * @param from measurements before it are somebody else's
     * @param until measurements from it on are somebody else's
     */
    WardSampler(TrendStore store, Unwatched unwatched, Instant from, Instant until) {
        this.store = store;
        this.unwatched = unwatched;
        this.from = from;
        this.until = until;
    }

    /** Takes what is new in this state. */
    @SuppressWarnings("ReferenceEquality") // unchanged beds stay the same object: the contract of Ward
    void sample(Ward ward) {
        long minute = TrendStore.minute(ward.now());
        boolean nextMinute = minute != linkMinute;
        boolean mine = !ward.now().isBefore(from) && ward.now().isBefore(until);
        linkMinute = minute;
        Instant last = sampled;
        sampled = ward.now();
        boolean close = mine && last.isBefore(sampled) && last.plus(CLOSE).isAfter(sampled);
        ward.beds().forEach((id, bed) -> {
            @Nullable Bed old = before.get(id);
            if (close && old != null && old.isUnwatched()) {
                unwatched.add(id, last, ward.now());
            }
            if (old == bed && !nextMinute) {
                return;
            }
            if (mine) {
                store.link(id, minute, GapCause.of(bed.link(), bed.linkReason()));
            }
            if (old != bed) {
                values(id, old, bed);
                before.put(id, bed);
            }
        });
    }

    private void values(BedId id, @Nullable Bed old, Bed bed) {
        List<Stream> was = old == null ? List.of() : old.streams();
        List<Stream> is = bed.streams();
        for (int i = 0; i < is.size(); i++) {
            Stream stream = is.get(i);
            if (stream.observation() instanceof Numeric numeric
                    && !numeric.setting()
                    && !stream.measured().isBefore(from)
                    && stream.measured().isBefore(until)
                    && isNew(was, i, stream)) {
                store.add(id, stream, numeric, TrendStore.minute(stream.measured()));
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // as above
    private static boolean isNew(List<Stream> was, int i, Stream stream) {
        if (i < was.size() && was.get(i) == stream) {
            return false;
        }
        for (Stream old : was) {
            if (old.source().equals(stream.source())
                    && java.util.Objects.equals(old.device(), stream.device())
                    && old.observation()
                            .parameter()
                            .key()
                            .equals(stream.observation().parameter().key())) {
                return !old.measured().equals(stream.measured()) || !(old.observation() instanceof Numeric);
            }
        }
        return true;
    }
}
