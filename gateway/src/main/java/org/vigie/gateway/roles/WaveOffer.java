package org.vigie.gateway.roles;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.WaveBundle;
import org.vigie.gateway.link.WaveLane;
import org.vigie.gateway.waves.LaneInfo;
import org.vigie.gateway.waves.Piece;
import org.vigie.model.limits.LinkLimits;

/**
 * The curves of one edge for one hub: those that its displays draw, as many of them and as finely as the link carries.
 * Over a thin link it begins with one curve of each bed, beds in alarm first, of 125 Hz and a byte for each sample;
 * while nothing has to be left out more is added, curve by curve, then their full rate. What waits too long is left
 * out, oldest first: a hole of its true width. No clock and no threads.
 */
final class WaveOffer {
    private static final int THIN_RATE = 125;
    private static final long TELL_EVERY_MS = 10_000;
    private static final long STEP_MS = 2_000;
    private static final long BEHIND_MS = 700;
    private static final long LONGEST_PATIENCE_MS = 64_000;

    /** What waits for the hub before it is sent over a thin link comes in longer pieces than the monitor sent. */
    private static final int THIN_BLOCK_MS = 1_000;

    private static final int BLOCK_MS = 300;
    private static final int AROUND_BLOCK = 9;
    private static final int AROUND_LANE = 60;
    private static final int LEAST_SAMPLES = 12;

    /** Of one lane, whatever their age. */
    private static final int MOST_WAITING = 64;

    private final LinkLimits limits;
    private final Map<Integer, Curve> curves = new HashMap<>();
    private int lastNumber;
    private int steps = -1;
    private int mostBefore;
    private long stepAtMs;
    private long patienceMs = STEP_MS;
    private boolean leftOutLately;
    private boolean wasBehind;
    private long leftOut;
    private double shrink = 0.8;

    WaveOffer(LinkLimits limits) {
        this.limits = limits;
    }

    /**
     * What there is.
     *
     * @param lanes that run at the edge
     * @param beds whose curves the hub wants; empty for all
     * @param alarming beds that come first
     * @param thin whether the link is
     */
    record Offered(List<LaneInfo> lanes, List<String> beds, Set<String> alarming, boolean thin) {}

    private record Waiting(Piece piece, long sinceMs) {}

    private static final class Curve {
        final int number;
        final boolean fine;
        final int every;
        final Thinner thinner;
        final Deque<Waiting> waiting = new ArrayDeque<>();
        LaneInfo info;
        long toldMs = -1;
        int block;

        Curve(int number, LaneInfo info, boolean fine) {
            this.number = number;
            this.info = info;
            this.fine = fine;
            this.every = fine ? 1 : Math.max(1, (int) (info.rateHz() / THIN_RATE));
            this.thinner = new Thinner(every);
        }
    }

    /** Pieces that were left out since the start. */
    long leftOut() {
        return leftOut;
    }

    /** Nobody wants anything. */
    void clear() {
        curves.clear();
        steps = -1;
    }

    /** Takes what is new. */
    void take(Offered offered, List<Piece> pieces, long nowMs) {
        List<LaneInfo> order = order(offered);
        admit(order, offered.thin(), nowMs);
        for (Piece piece : pieces) {
            Curve curve = curves.get(piece.lane());
            if (curve != null) {
                curve.thinner.take(piece).forEach(part -> curve.waiting.add(new Waiting(part, nowMs)));
            }
        }
        for (Curve curve : curves.values()) {
            while (!curve.waiting.isEmpty()
                    && (curve.waiting.size() > MOST_WAITING
                            || nowMs - curve.waiting.getFirst().sinceMs()
                                    > limits.waveAge().toMillis())) {
                curve.waiting.removeFirst();
                leftOut++;
                leftOutLately = true;
            }
        }
    }

    /** One curve of each bed before a second of any; beds in alarm before others. */
    private static List<LaneInfo> order(Offered offered) {
        List<LaneInfo> wanted = new ArrayList<>(offered.lanes());
        Set<String> beds = new HashSet<>(offered.beds());
        wanted.removeIf(lane -> !beds.isEmpty() && !beds.contains(lane.bed()));
        wanted.sort(Comparator.comparingInt(WaveOffer::kind).thenComparingInt(LaneInfo::lane));
        Map<String, Integer> counts = new HashMap<>();
        Map<Integer, Integer> turns = new HashMap<>();
        wanted.forEach(lane -> turns.put(lane.lane(), counts.merge(lane.bed(), 1, Integer::sum)));
        wanted.sort(Comparator.<LaneInfo>comparingInt(lane -> turns.getOrDefault(lane.lane(), 0))
                .thenComparingInt(lane -> offered.alarming().contains(lane.bed()) ? 0 : 1));
        return wanted;
    }

    /** As the page chooses: lead II, another lead, pleth, pressure, CO2, breath, the rest. */
    private static int kind(LaneInfo lane) {
        String code = lane.parameter().key();
        if (code.contains("_ECG_")) {
            return code.contains("_II@") ? 0 : 1;
        }
        List<String> kinds = List.of("PLETH", "PULS_OXIM", "PRESS_BLD_A", "CO2", "RESP");
        for (int i = 0; i < kinds.size(); i++) {
            if (code.contains(kinds.get(i))) {
                return i + 2;
            }
        }
        return kinds.size() + 2;
    }

    private void admit(List<LaneInfo> order, boolean thin, long nowMs) {
        int most = 2 * order.size();
        if (steps < 0 || (steps >= mostBefore && most > mostBefore)) {
            // The first curves, or more where nothing had to be left out: those that come later begin like the first.
            long beds = order.stream().map(LaneInfo::bed).distinct().count();
            steps = thin ? Math.max(steps, (int) beds) : most;
            stepAtMs = nowMs;
        }
        mostBefore = most;
        if (leftOutLately) {
            steps = Math.max(1, Math.min(steps, most) * 4 / 5);
            patienceMs = Math.min(LONGEST_PATIENCE_MS, 2 * patienceMs);
            stepAtMs = nowMs;
            wasBehind = false;
            leftOutLately = false;
        } else if (nowMs - stepAtMs >= patienceMs && oldestMs(nowMs) < BEHIND_MS) {
            steps = Math.min(most, steps + Math.max(1, steps / 4));
            // What had to be left out once, at the start or in a flood of alarms, is not feared for ever.
            patienceMs = wasBehind ? patienceMs : Math.max(STEP_MS, patienceMs / 2);
            stepAtMs = nowMs;
            wasBehind = false;
        }
        wasBehind |= oldestMs(nowMs) >= BEHIND_MS;
        Set<Integer> kept = new HashSet<>();
        for (int i = 0; i < Math.min(steps, order.size()); i++) {
            LaneInfo info = order.get(i);
            boolean fine = i + order.size() < steps;
            @Nullable Curve curve = curves.get(info.lane());
            if (curve == null || curve.fine != fine || !isSame(curve.info, info)) {
                leftOut += curve == null ? 0 : curve.waiting.size();
                lastNumber = lastNumber % LaneInfo.OWN + 1;
                curve = new Curve(lastNumber, info, fine);
                curves.put(info.lane(), curve);
            }
            int block = Math.max(thin ? THIN_BLOCK_MS : BLOCK_MS, (int)
                    Math.min(60_000, info.block().toMillis()));
            if (!curve.info.equals(info) || curve.block != block) {
                curve.info = info;
                curve.block = block;
                curve.toldMs = -1;
            }
            kept.add(info.lane());
        }
        for (Curve gone : List.copyOf(curves.values())) {
            if (!kept.contains(gone.info.lane())) {
                leftOut += gone.waiting.size();
                curves.remove(gone.info.lane());
            }
        }
    }

    /** What decides about the numbers of samples; a number of a lane may be used again. */
    private static boolean isSame(LaneInfo before, LaneInfo now) {
        return before.bed().equals(now.bed())
                && before.rateHz() == now.rateHz()
                && before.offset() == now.offset()
                && before.step() == now.step()
                && before.parameter().equals(now.parameter());
    }

    private long oldestMs(long nowMs) {
        long oldest = 0;
        for (Curve curve : curves.values()) {
            if (!curve.waiting.isEmpty()) {
                oldest = Math.max(oldest, nowMs - curve.waiting.getFirst().sinceMs());
            }
        }
        return oldest;
    }

    /**
     * The next bundle, what waits longest first.
     *
     * @param room bytes that it may have
     * @return empty when nothing waits or nothing fits
     */
    Optional<byte[]> next(int room, long nowMs) {
        double wish = room / shrink;
        for (int attempt = 0; attempt < 4; attempt++) {
            List<Taken> taken = choose((int) wish, nowMs);
            if (taken.isEmpty()) {
                return Optional.empty();
            }
            int raw = taken.stream().mapToInt(Taken::bytes).sum();
            byte[] made = bundle(taken).encode();
            shrink = Math.clamp(0.8 * shrink + 0.2 * made.length / raw, 0.2, 1.2);
            if (made.length <= room) {
                taken.forEach(one -> one.done(nowMs));
                return Optional.of(made);
            }
            wish = 0.9 * room * raw / made.length;
        }
        return Optional.empty();
    }

    /** Samples of the oldest piece of a curve, and whether the curve has to be told. */
    private record Taken(Curve curve, Waiting from, int samples, boolean told, int bytes) {
        void done(long nowMs) {
            Piece piece = from.piece();
            curve.waiting.removeFirst();
            if (samples < piece.samples().length) {
                int rest = piece.samples().length - samples;
                short[] later = new short[rest];
                System.arraycopy(piece.samples(), samples, later, 0, rest);
                curve.waiting.addFirst(
                        new Waiting(new Piece(piece.lane(), piece.first() + samples, later), from.sinceMs()));
            }
            curve.toldMs = told ? nowMs : curve.toldMs;
        }

        WaveBundle.Block block() {
            short[] some = new short[samples];
            System.arraycopy(from.piece().samples(), 0, some, 0, samples);
            return new WaveBundle.Block(curve.number, from.piece().first(), !curve.fine, some);
        }
    }

    private List<Taken> choose(int room, long nowMs) {
        List<Curve> oldest = new ArrayList<>();
        for (Curve curve : curves.values()) {
            if (!curve.waiting.isEmpty()) {
                oldest.add(curve);
            }
        }
        oldest.sort(Comparator.<Curve>comparingLong(
                        curve -> curve.waiting.getFirst().sinceMs())
                .thenComparingInt(curve -> curve.number));
        List<Taken> taken = new ArrayList<>();
        int left = room;
        for (Curve curve : oldest) {
            Waiting from = curve.waiting.getFirst();
            boolean tell = curve.toldMs < 0 || nowMs - curve.toldMs >= TELL_EVERY_MS;
            int around = AROUND_BLOCK + (tell ? AROUND_LANE : 0);
            int length = from.piece().samples().length;
            int samples = Math.min(length, left - around);
            if (samples < Math.min(length, LEAST_SAMPLES)) {
                break;
            }
            taken.add(new Taken(curve, from, samples, tell, around + samples));
            left -= around + samples;
        }
        return taken;
    }

    private static WaveBundle bundle(List<Taken> taken) {
        List<WaveLane> lanes = new ArrayList<>();
        List<WaveBundle.Block> blocks = new ArrayList<>();
        for (Taken one : taken) {
            if (one.told()) {
                lanes.add(lane(one.curve()));
            }
            blocks.add(one.block());
        }
        return new WaveBundle(lanes, blocks);
    }

    private static WaveLane lane(Curve curve) {
        LaneInfo info = curve.info;
        var span = info.span();
        return new WaveLane(
                curve.number,
                info.bed(),
                info.parameter().code(),
                info.label(),
                info.unit().ucum(),
                info.rateHz() / curve.every,
                new WaveLane.Scale(
                        info.offset(),
                        info.step(),
                        span == null ? Double.NaN : span.low(),
                        span == null ? Double.NaN : span.high()),
                curve.block,
                info.quality().name());
    }
}
