package org.vigie.gateway.history;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.limits.Limits;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.ward.Stream;

/**
 * One-minute points of every bed and parameter for the time of {@link Limits.History#keep}, in memory. Bounded: at
 * {@link Limits.History#hours} kept hours the oldest hour of the whole unit is forgotten first, at
 * {@link Limits.History#seriesPerBed} the series that has been silent for longest; both are counted. Thread-safe.
 */
public final class TrendStore {
    private final Limits.History limits;
    private final int ringHours;
    private final Map<BedId, BedTrends> beds = new LinkedHashMap<>();
    private int hours;
    private long forgottenHours;
    private long forgottenSeries;
    private long loadedUpTo = Long.MAX_VALUE;
    private long liveFrom = Long.MAX_VALUE;

    /**
     * What is kept now.
     *
     * @param series of all beds
     * @param hours kept hours of all series, about 1 kB each
     * @param forgottenHours hours that went before their age because there was no room
     * @param forgottenSeries series that went because a bed had too many
     */
    public record Size(int series, int hours, long forgottenHours, long forgottenSeries) {}

    /** An empty store. */
    public TrendStore(Limits.History limits) {
        this.limits = limits;
        this.ringHours = (int) limits.keep().toHours() + 1;
    }

    /** A minute of engine time: minutes since 1970. */
    static long minute(java.time.Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60L);
    }

    /** Minutes in the past are about to be read back: until then a minute in between is "not yet read". */
    synchronized void loading(long readUpTo, long live) {
        loadedUpTo = readUpTo;
        liveFrom = live;
    }

    /** Everything is read. */
    synchronized void loaded() {
        loadedUpTo = Long.MAX_VALUE;
    }

    /** Adds a measured value to its minute. */
    synchronized void add(BedId bed, Stream stream, Numeric numeric, long minute) {
        TrendSeries series =
                series(bed, stream.observation().parameter(), numeric.unit().ucum());
        BigDecimal value = numeric.value();
        series.describe(stream.observation().parameter(), stream.episodic(), value.scale());
        @Nullable TrendHour hour = series.forWriting(minute, this::added);
        if (hour != null) {
            int at = (int) Math.floorMod(minute, (long) TrendHour.MINUTES);
            if (numeric.quality() == Quality.INVALID) {
                hour.mark(at, TrendHour.INVALID);
            } else {
                hour.add(at, value.floatValue(), mark(numeric.quality()));
            }
        }
        makeRoom();
    }

    /** Adds values that were taken together already. */
    public synchronized void add(BedId bed, TrendPoint point) {
        TrendSeries series = series(bed, point.parameter(), point.unit());
        series.describe(point.parameter(), point.episodic(), point.decimals());
        @Nullable TrendHour hour = series.forWriting(point.minute(), this::added);
        if (hour != null) {
            hour.add((int) Math.floorMod(point.minute(), (long) TrendHour.MINUTES), point);
        }
        makeRoom();
    }

    private static byte mark(Quality quality) {
        return switch (quality) {
            case VALID -> 0;
            case QUESTIONABLE -> TrendHour.QUESTIONABLE;
            case INVALID -> TrendHour.INVALID;
            case DEMO, TEST -> TrendHour.DEMO;
        };
    }

    private TrendSeries series(BedId bed, Parameter parameter, String unit) {
        BedTrends trends = bed(bed);
        String key = TrendSeries.key(parameter, unit);
        TrendSeries found = trends.find(key);
        if (found == null) {
            if (trends.series().size() >= limits.seriesPerBed()) {
                @Nullable TrendSeries gone = trends.removeOldest();
                hours -= gone == null ? 0 : gone.forgetUpTo(Long.MAX_VALUE);
                forgottenSeries++;
            }
            found = new TrendSeries(parameter, unit, ringHours);
            trends.put(key, found);
        }
        return found;
    }

    private void added() {
        hours++;
    }

    private void makeRoom() {
        while (hours > limits.hours()) {
            long oldest = Long.MAX_VALUE;
            for (BedTrends trends : beds.values()) {
                for (TrendSeries series : trends.series()) {
                    oldest = Math.min(oldest, series.oldestHour());
                }
            }
            int gone = 0;
            for (BedTrends trends : beds.values()) {
                for (TrendSeries series : trends.series()) {
                    gone += series.forgetUpTo(oldest);
                }
            }
            hours -= gone;
            forgottenHours += gone;
        }
    }

    /** Notes what the link of a bed was in a minute. */
    synchronized void link(BedId bed, long minute, GapCause cause) {
        bed(bed).link(minute, cause);
    }

    private BedTrends bed(BedId bed) {
        return beds.computeIfAbsent(bed, id -> new BedTrends(ringHours * TrendHour.MINUTES));
    }

    /** Forgets beds that the site no longer has. */
    synchronized void keepOnly(Set<BedId> present) {
        for (BedId bed : List.copyOf(beds.keySet())) {
            if (!present.contains(bed)) {
                @Nullable BedTrends gone = beds.remove(bed);
                if (gone != null) {
                    gone.series().forEach(series -> hours -= series.forgetUpTo(Long.MAX_VALUE));
                }
            }
        }
    }

    /** How much is kept. */
    public synchronized Size size() {
        int series = beds.values().stream()
                .mapToInt(trends -> trends.series().size())
                .sum();
        return new Size(series, hours, forgottenHours, forgottenSeries);
    }

    /** Reads the series of a bed, one after the other, while nothing changes. */
    synchronized <T> List<T> read(BedId bed, Function<SeriesReader, T> each) {
        @Nullable BedTrends trends = beds.get(bed);
        List<T> found = new ArrayList<>();
        if (trends != null) {
            for (TrendSeries series : trends.series()) {
                found.add(each.apply(new SeriesReader(series, minute -> cause(trends, minute))));
            }
        }
        return found;
    }

    /** Why nothing at all can have come from a bed in a minute; ABSENT when something can. */
    synchronized GapCause cause(BedId bed, long minute) {
        @Nullable BedTrends trends = beds.get(bed);
        if (trends == null) {
            return GapCause.NO_MONITOR;
        }
        return trends.wasGood(minute) ? GapCause.ABSENT : cause(trends, minute);
    }

    private GapCause cause(BedTrends trends, long minute) {
        GapCause link = trends.link(minute);
        boolean unread = minute >= loadedUpTo && minute < liveFrom;
        return link == GapCause.GATEWAY_DOWN && unread ? GapCause.LOADING : link;
    }

    /** The minute up to which the past has been read back; empty when all of it has. */
    synchronized java.util.OptionalLong loadingFrom() {
        return loadedUpTo == Long.MAX_VALUE ? java.util.OptionalLong.empty() : java.util.OptionalLong.of(loadedUpTo);
    }
}
