package org.vigie.gateway.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.EventView;
import org.vigie.gateway.waves.LaneInfo;
import org.vigie.gateway.waves.LiveWaves;
import org.vigie.gateway.waves.Piece;
import org.vigie.model.BedId;
import org.vigie.model.DeviceText;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;
import org.vigie.model.ward.Site;

/**
 * Gathers what one bed sent around one moment. Samples are placed by the same lanes as on the live screen, so that a
 * gap has its true width; what is missing stays missing. One thread.
 */
final class Moment {
    private final Site site;
    private final BedId bed;
    private final Window window;
    private final int mostTracks;
    private final LiveWaves waves = new LiveWaves(Limits.Waves.DEFAULT);
    private final Map<Integer, Track> tracks = new LinkedHashMap<>();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private boolean heard;

    /**
     * Engine times.
     *
     * @param from begin of the waves
     * @param at the moment
     * @param to end of the waves
     */
    record Window(Instant from, Instant at, Instant to) {}

    private record Value(Observation observation, Instant received) {}

    private static final class Track {
        private LaneInfo info;
        private final List<Piece> pieces = new ArrayList<>();
        private @Nullable Instant zero;

        Track(LaneInfo info) {
            this.info = info;
        }

        /** Samples cannot come before they were taken: the block that was least delayed tells where the axis lies. */
        void add(Piece piece, Instant at) {
            pieces.add(piece);
            long end = piece.first() + piece.samples().length;
            Instant begin = at.minusNanos(Math.round(end / info.rateHz() * 1e9));
            Instant known = zero;
            zero = known == null || begin.isBefore(known) ? begin : known;
        }
    }

    Moment(Site site, BedId bed, Window window, int mostTracks) {
        this.site = site;
        this.bed = bed;
        this.window = window;
        this.mostTracks = mostTracks;
        waves.wanted(true);
    }

    /** Takes what one message says. */
    void take(SourceId source, List<Report> reports, Instant at) {
        List<Report> bare = waves.take(site, source, reports, at);
        for (LaneInfo lane : waves.lanes()) {
            if (lane.bed().equals(bed.value())) {
                tracks.computeIfAbsent(lane.lane(), number -> new Track(lane)).info = lane;
            }
        }
        for (Piece piece : waves.drain()) {
            Track track = tracks.get(piece.lane());
            if (track != null) {
                track.add(piece, at);
            }
        }
        String named = bare.stream()
                .map(Report::bed)
                .filter(name -> name != null)
                .findFirst()
                .orElse(null);
        for (Report report : bare) {
            boolean ours = site.resolve(source, report.bed() == null ? named : report.bed())
                    .filter(bed::equals)
                    .isPresent();
            heard |= ours && !at.isBefore(window.from()) && !at.isAfter(window.to());
            if (ours && report instanceof Observed observed && !at.isAfter(window.at())) {
                value(observed.observation(), at);
            }
        }
    }

    private void value(Observation observation, Instant at) {
        switch (observation) {
            case Numeric numeric -> values.put(numeric.parameter().key(), new Value(numeric, at));
            // "No value" says something about a parameter that had one, else it may be a curve's.
            case Absent absent -> {
                if (values.containsKey(absent.parameter().key())) {
                    values.put(absent.parameter().key(), new Value(absent, at));
                }
            }
            case Enumerated words -> {
                // Not a number.
            }
            case Waveform wave -> {
                // Shown as a track.
            }
        }
    }

    /**
     * The answer.
     *
     * @param at the moment for people
     * @param shownMs milliseconds after the moment that are over by now
     * @param deleted true when waves of that time are no longer kept
     * @param complete false when not all of the journal was read
     */
    EventView view(String at, long shownMs, boolean deleted, boolean complete) {
        List<EventView.Track> shown = tracks.values().stream()
                .map(this::track)
                .flatMap(Optional::stream)
                .limit(mostTracks)
                .toList();
        String word = !shown.isEmpty() ? "present" : deleted ? "deleted" : heard ? "none" : "silent";
        return new EventView(
                bed.value(),
                at,
                Duration.between(window.at(), window.to()).toMillis(),
                shownMs,
                word,
                complete,
                shown,
                values.values().stream().map(this::value).toList(),
                null);
    }

    private Optional<EventView.Track> track(Track track) {
        Instant zero = track.zero;
        if (zero == null) {
            return Optional.empty();
        }
        double rate = track.info.rateHz();
        long first = Math.max(0, (long)
                Math.ceil(Duration.between(zero, window.from()).toNanos() / 1e9 * rate));
        long end = (long) Math.floor(Duration.between(zero, window.to()).toNanos() / 1e9 * rate);
        long last = track.pieces.stream()
                .mapToLong(piece -> piece.first() + piece.samples().length)
                .max()
                .orElse(0);
        int length = (int) Math.max(0, Math.min(end, last) - first);
        @Nullable Integer[] samples = new @Nullable Integer[length];
        boolean any = false;
        for (Piece piece : track.pieces) {
            for (int i = 0; i < piece.samples().length; i++) {
                long place = piece.first() + i - first;
                if (place >= 0 && place < length && piece.samples()[i] != Short.MIN_VALUE) {
                    samples[(int) place] = (int) piece.samples()[i];
                    any = true;
                }
            }
        }
        if (!any) {
            return Optional.empty();
        }
        LaneInfo info = track.info;
        long fromMs = Duration.between(window.at(), zero).toMillis() + Math.round(first * 1_000 / rate);
        return Optional.of(new EventView.Track(
                info.parameter().code(),
                label(info.parameter()),
                info.unit().ucum(),
                rate,
                fromMs,
                info.offset(),
                info.step(),
                word(info.quality()),
                Arrays.asList(samples)));
    }

    private EventView.Value value(Value value) {
        Parameter parameter = value.observation().parameter();
        @Nullable Numeric numeric = value.observation() instanceof Numeric some ? some : null;
        return new EventView.Value(
                parameter.code(),
                parameter.channel() == null ? null : DeviceText.clean(parameter.channel()),
                label(parameter),
                numeric == null ? null : numeric.value(),
                numeric == null ? "" : numeric.unit().ucum(),
                numeric == null ? "valid" : word(numeric.quality()),
                value.observation() instanceof Absent absent
                        ? word(absent.reason()).replace('_', '-')
                        : null,
                Duration.between(value.received(), window.at()).toMillis());
    }

    private static String label(Parameter parameter) {
        return DeviceText.clean(parameter.label());
    }

    private static String word(Enum<?> some) {
        return some.name().toLowerCase(Locale.ROOT);
    }
}
