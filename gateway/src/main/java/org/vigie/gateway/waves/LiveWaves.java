package org.vigie.gateway.waves;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;
import org.vigie.model.ward.Site;

/**
 * The lanes of a running gateway, and the bounded hand-over of their samples to the displays. What the displays do not
 * fetch in time is left out: a gap, counted. {@code take} and {@code advance} belong to the ward thread, the rest to
 * the displays' one; both may be called at the same time.
 */
public final class LiveWaves implements WaveTap, WaveSource {
    private static final int BEDS_REMEMBERED = 1_024;
    private static final double[] NOTHING = {};

    private final WaveTotals totals = new WaveTotals();
    private final LaneBoard board;
    private final Limits.Waves limits;
    private final WaveQueue displays;
    private final List<WaveQueue> queues = new CopyOnWriteArrayList<>();
    private final Map<Sender, Optional<BedId>> beds = new LinkedHashMap<>();
    private @Nullable Site resolvedFor;
    private volatile List<LaneInfo> lanes = List.of();

    private record Sender(SourceId source, @Nullable String bed) {}

    /** Without a lane yet. */
    public LiveWaves(Limits.Waves limits) {
        this.board = new LaneBoard(limits, totals);
        this.limits = limits;
        this.displays = branch();
    }

    @Override
    public List<Report> take(Site site, SourceId source, List<Report> reports, Instant at) {
        List<LaneBoard.Block> blocks = new ArrayList<>();
        List<Report> bare = null;
        for (int i = 0; i < reports.size(); i++) {
            if (reports.get(i) instanceof Observed observed) {
                Waveform wave = wave(site, source, observed, reports);
                if (wave != null) {
                    bed(site, source, observed.bed(), reports)
                            .ifPresentOrElse(
                                    bed -> blocks.add(new LaneBoard.Block(bed, source, observed.device(), wave)),
                                    totals::notUsable);
                    bare = bare == null ? new ArrayList<>(reports) : bare;
                    bare.set(i, new Observed(observed.bed(), observed.device(), wave.withoutSamples()));
                }
            }
        }
        if (bare == null) {
            return reports;
        }
        hand(board.take(blocks, at));
        return bare;
    }

    /** The curve of a report, also one that says that a running curve has no samples now; else null. */
    private @Nullable Waveform wave(Site site, SourceId source, Observed observed, List<Report> reports) {
        if (observed.observation() instanceof Waveform wave) {
            return wave;
        }
        if (observed.observation() instanceof Absent absent) {
            return bed(site, source, observed.bed(), reports)
                    .flatMap(bed -> board.running(bed, source, observed.device(), absent.parameter()))
                    .map(lane -> new Waveform(
                            absent.parameter(), NOTHING, lane.rateHz(), lane.unit(), Quality.INVALID, null))
                    .orElse(null);
        }
        return null;
    }

    /** As the ward does it: what names no bed belongs to the bed that the message names elsewhere. */
    @SuppressWarnings("ReferenceEquality") // another object may be another configuration; comparing beds costs more
    private Optional<BedId> bed(Site site, SourceId source, @Nullable String named, List<Report> reports) {
        if (site != resolvedFor) {
            resolvedFor = site;
            beds.clear();
        }
        Optional<BedId> own = resolve(site, new Sender(source, named));
        if (own.isPresent() || named != null) {
            return own;
        }
        for (Report report : reports) {
            if (report.bed() != null) {
                return resolve(site, new Sender(source, report.bed()));
            }
        }
        return Optional.empty();
    }

    private Optional<BedId> resolve(Site site, Sender sender) {
        if (beds.size() > BEDS_REMEMBERED) {
            beds.clear();
        }
        return beds.computeIfAbsent(sender, some -> site.resolve(some.source(), some.bed()));
    }

    @Override
    public void advance(Instant now) {
        board.advance(now);
        lanes = board.lanes();
    }

    private void hand(List<Piece> fresh) {
        lanes = board.lanes();
        for (WaveQueue queue : queues) {
            for (Piece piece : fresh) {
                if (!queue.offer(piece)) {
                    totals.droppedPiece();
                }
            }
        }
    }

    /** Another hand-over of all samples from now on, beside the one to the displays. Any thread. */
    public WaveQueue branch() {
        WaveQueue queue = new WaveQueue(limits.waitingPieces());
        queues.add(queue);
        return queue;
    }

    @Override
    public List<LaneInfo> lanes() {
        return lanes;
    }

    /** Whether any display draws waves: else samples are not kept. Any thread. */
    public void wanted(boolean now) {
        displays.wanted(now);
    }

    @Override
    public void wish(@Nullable WaveWish wish) {
        wanted(wish != null);
    }

    @Override
    public List<Piece> drain() {
        return displays.drain();
    }

    /** Counts since the start. Any thread. */
    public WaveTotals totals() {
        return totals;
    }
}
