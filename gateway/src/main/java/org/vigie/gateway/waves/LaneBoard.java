package org.vigie.gateway.waves;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.DeviceId;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;

/**
 * All lanes of the gateway: one for each bed, sender, device and parameter. A lane ends when nothing has come for a
 * while, and a new one begins when its rate, unit or scale becomes another. Pure: time is an argument. One thread.
 */
public final class LaneBoard {
    private final Limits.Waves limits;
    private final WaveTotals totals;
    private final Map<Key, Lane> lanes = new LinkedHashMap<>();
    private final Map<BedId, Integer> perBed = new HashMap<>();
    private int lastNumber;
    private long messages;
    private List<LaneInfo> infos = List.of();

    private record Key(BedId bed, SourceId source, @Nullable DeviceId device, String parameter) {}

    /**
     * A stretch of samples as it came.
     *
     * @param bed whose it is
     * @param source who sent it
     * @param device that measured; null when unknown
     * @param wave the samples
     */
    public record Block(
            BedId bed, SourceId source, @Nullable DeviceId device, Waveform wave) {}

    /** A board without lanes. */
    public LaneBoard(Limits.Waves limits, WaveTotals totals) {
        this.limits = limits;
        this.totals = totals;
    }

    /** Lanes that run, in the order in which they began; the same object as long as nothing has changed. */
    public List<LaneInfo> lanes() {
        return infos;
    }

    /** The lane in which this parameter of the bed runs; empty when it does not. */
    public Optional<LaneInfo> running(BedId bed, SourceId source, @Nullable DeviceId device, Parameter parameter) {
        return Optional.ofNullable(lanes.get(new Key(bed, source, device, parameter.key())))
                .map(Lane::info);
    }

    /**
     * Takes the blocks of one message.
     *
     * @param at engine time
     * @return what displays have not had yet
     */
    public List<Piece> take(List<Block> blocks, Instant at) {
        messages++;
        List<Piece> pieces = new ArrayList<>();
        boolean changed = false;
        for (Block block : blocks) {
            changed |= take(block, at, pieces);
        }
        if (changed) {
            describe();
        }
        return pieces;
    }

    private boolean take(Block block, Instant at, List<Piece> pieces) {
        Waveform wave = cut(block.wave());
        if (wave.length() == 0) {
            return false; // the monitor says that there is nothing
        }
        if (!(wave.rateHz() >= limits.lowestRate() && wave.rateHz() <= limits.highestRate())) {
            totals.notUsable();
            return false;
        }
        totals.block();
        Key key = new Key(
                block.bed(), block.source(), block.device(), wave.parameter().key());
        Lane lane = lanes.get(key);
        boolean isNew = false;
        if (lane == null || !(wave.quality() == Quality.INVALID || lane.fits(wave))) {
            Scale scale = wave.quality() == Quality.INVALID ? null : Scale.of(wave);
            if (scale == null) {
                return false; // a sensor that was never on has no lane
            }
            if (lane != null) {
                remove(key);
            }
            if (perBed.getOrDefault(key.bed(), 0) >= limits.lanesPerBed() || lanes.size() >= limits.lanes()) {
                totals.refusedLane();
                return lane != null;
            }
            lane = new Lane(freeNumber(), key.bed(), wave, scale, limits, at);
            isNew = true;
            lanes.put(key, lane);
            perBed.merge(key.bed(), 1, Integer::sum);
        }
        LaneInfo before = isNew ? null : lane.info();
        pieces.addAll(lane.take(wave, messages, at, totals));
        return !lane.info().equals(before);
    }

    /** The end of a block that is longer than anybody waits for. */
    private Waveform cut(Waveform wave) {
        int over = wave.length() - limits.samplesPerBlock();
        if (over <= 0) {
            return wave;
        }
        totals.missing(over);
        double[] end = new double[limits.samplesPerBlock()];
        Arrays.setAll(end, i -> wave.sample(over + i));
        Waveform rest =
                new Waveform(wave.parameter(), end, wave.rateHz(), wave.unit(), wave.quality(), wave.deviceTime());
        Waveform.Span span = wave.span();
        return span == null ? rest : rest.within(span);
    }

    private int freeNumber() {
        Set<Integer> taken = new HashSet<>();
        lanes.values().forEach(lane -> taken.add(lane.info().lane()));
        do {
            lastNumber = lastNumber % LaneInfo.OWN + 1;
        } while (taken.contains(lastNumber));
        return lastNumber;
    }

    /** Ends the lanes that have been silent. */
    public void advance(Instant now) {
        Instant before = now.minus(limits.silence());
        List<Key> silent = new ArrayList<>();
        lanes.forEach((key, lane) -> {
            if (lane.heard().isBefore(before)) {
                silent.add(key);
            }
        });
        if (!silent.isEmpty()) {
            silent.forEach(this::remove);
            describe();
        }
    }

    private void remove(Key key) {
        if (lanes.remove(key) != null) {
            perBed.merge(key.bed(), -1, Integer::sum);
            perBed.remove(key.bed(), 0);
        }
    }

    private void describe() {
        infos = lanes.values().stream().map(Lane::info).toList();
    }
}
