package org.vigie.gateway.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WardView;
import org.vigie.model.BedId;
import org.vigie.model.limits.Limits;
import org.vigie.model.observation.Parameter;

/**
 * Trends of the beds of one other box, made at a hub from the values that box sends as they change. A value that is
 * said again is counted once. The store may be read by any thread; everything else is one thread.
 */
public final class RemoteTrends {
    /** The same measurement comes with an age that the link has blurred. */
    private static final long SAME_MS = 200;

    private static final long SAME_EPISODIC_MS = 30_000;

    /** Minutes that wait to be written down: a disk that takes nothing costs what is older. */
    private static final int MINUTES = 10;

    private final TrendStore store;
    private final MinuteBook book;
    private final Map<String, Long> measured;

    /** @param limits bounds of this box alone */
    public RemoteTrends(Limits.History limits, int beds) {
        this.store = new TrendStore(limits);
        this.book = new MinuteBook(MINUTES * limits.seriesPerBed() * beds);
        int most = limits.seriesPerBed() * beds;
        this.measured = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > most;
            }
        };
    }

    /** The trends themselves. */
    public TrendStore store() {
        return store;
    }

    /** Takes the values of a bed as they stand at a time. */
    public void values(BedId bed, List<WardView.Numeric> numerics, Instant at) {
        for (WardView.Numeric numeric : numerics) {
            boolean live = numeric.state().equals("live") || numeric.state().equals("late");
            boolean invalid = numeric.state().equals("invalid");
            @Nullable BigDecimal value = numeric.value();
            if (!invalid && (!live || value == null)) {
                continue;
            }
            Instant when = at.minusMillis(Math.max(0, numeric.ageMs()));
            boolean episodic = numeric.measuredAt() != null;
            Parameter parameter = parameter(numeric);
            if (isNew(bed + "|" + TrendSeries.key(parameter, numeric.unit()), when.toEpochMilli(), episodic)) {
                long minute = TrendStore.minute(when);
                add(
                        bed,
                        value == null || invalid
                                ? TrendPoint.invalid(parameter, numeric.unit(), episodic, minute)
                                : TrendPoint.of(parameter, numeric.unit(), episodic, minute, value)
                                        .marked(marks(numeric.quality())));
            }
        }
    }

    private void add(BedId bed, TrendPoint point) {
        store.add(bed, point);
        book.add(bed, point);
    }

    private boolean isNew(String series, long whenMs, boolean episodic) {
        Long before = measured.get(series);
        if (before != null && whenMs - before < (episodic ? SAME_EPISODIC_MS : SAME_MS)) {
            return false;
        }
        measured.put(series, whenMs);
        return true;
    }

    private static byte marks(String quality) {
        return switch (quality) {
            case "questionable" -> TrendHour.QUESTIONABLE;
            case "demo", "test" -> TrendHour.DEMO;
            default -> 0;
        };
    }

    private static Parameter parameter(WardView.Numeric numeric) {
        return new Parameter(
                numeric.code(), numeric.code() == null ? numeric.label() : null, numeric.channel(), numeric.label());
    }

    /** Notes what the link of a bed is, by the words of its view here. */
    public void link(BedId bed, WardView.Bed view, Instant at) {
        long minute = TrendStore.minute(at);
        GapCause cause = cause(view);
        store.link(bed, minute, cause);
        book.link(bed, minute, cause);
    }

    private static GapCause cause(WardView.Bed view) {
        return switch (view.link()) {
            case "live", "slow" -> GapCause.ABSENT;
            case "stale" -> view.linkReason().equals("link") ? GapCause.LINK : GapCause.STALE;
            case "lost" -> view.linkReason().equals("link") ? GapCause.LINK : GapCause.LOST;
            case "standby" -> GapCause.STANDBY;
            case "empty" -> GapCause.EMPTY;
            default -> GapCause.NO_MONITOR;
        };
    }

    /** A minute that is over, to be written down; to be asked until there is none. */
    public Optional<byte[]> takeMinute(Instant now) {
        // An episodic value may be told of up to a moment later; the minute that runs is not over.
        return book.takeBefore(TrendStore.minute(now));
    }

    /** Puts back what was written down by an earlier run. */
    public boolean restore(byte[] minute) {
        return MinuteBook.read(minute, store);
    }
}
