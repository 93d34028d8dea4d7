package org.vigie.gateway.roles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.WaveBundle;
import org.vigie.gateway.link.WaveLane;
import org.vigie.gateway.waves.LaneInfo;
import org.vigie.gateway.waves.Piece;
import org.vigie.gateway.waves.WaveQueue;
import org.vigie.gateway.waves.WaveSource;
import org.vigie.gateway.waves.WaveWish;
import org.vigie.model.limits.Limits;
import org.vigie.model.limits.LinkLimits;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.unit.Unit;

/**
 * The curves of other boxes as the displays of a hub get them: with the names that their beds have here, and numbers of
 * their own. What is asked and taken by displays may be so on any thread, everything else is of the links' thread.
 */
final class HubWaves implements WaveSource {
    private final Limits.Waves limits = Limits.Waves.DEFAULT;
    private final WaveQueue pieces = new WaveQueue(limits.waitingPieces());
    private final Map<Key, Held> lanes = new LinkedHashMap<>();
    private final Map<String, Long> boots = new HashMap<>();
    private Map<EdgeBeds.Owner, String> names = Map.of();
    private Map<String, EdgeBeds.Owner> owners = Map.of();
    private volatile List<LaneInfo> shown = List.of();
    private volatile @Nullable WaveWish wish;
    private int lastNumber = LaneInfo.OWN;
    private final LongAdder unread = new LongAdder();
    private final LongAdder leftOut = new LongAdder();

    private record Key(String edge, int lane) {}

    private static final class Held {
        final int number;
        WaveLane lane;
        long heardMs;

        Held(int number, WaveLane lane) {
            this.number = number;
            this.lane = lane;
        }
    }

    @Override
    public List<LaneInfo> lanes() {
        return shown;
    }

    @Override
    public void wish(@Nullable WaveWish next) {
        wish = next;
        pieces.wanted(next != null);
    }

    @Override
    public List<Piece> drain() {
        return pieces.drain();
    }

    /** Bundles that could not be read. Any thread. */
    long unread() {
        return unread.sum();
    }

    /** Pieces that did not reach the displays: of lanes not told yet, or because they were behind. Any thread. */
    long leftOut() {
        return leftOut.sum();
    }

    /** What an edge is asked for: the curves of those of its beds that a display draws. */
    HubEvent.WavesWanted wanted(String edge) {
        WaveWish now = wish;
        if (now == null || now.beds() == null) {
            return new HubEvent.WavesWanted(now != null, List.of());
        }
        List<String> beds = owners.entrySet().stream()
                .filter(one -> one.getValue().edge().equals(edge) && now.wants(one.getKey()))
                .map(one -> one.getValue().bed())
                .sorted()
                .limit(LinkLimits.DEFAULT.keys())
                .toList();
        return new HubEvent.WavesWanted(!beds.isEmpty(), beds);
    }

    /** Whose beds are shown under which name from now on. */
    void named(Map<String, EdgeBeds.Owner> now) {
        if (!now.equals(owners)) {
            owners = now;
            names = new HashMap<>();
            now.forEach((name, owner) -> names.put(owner, name));
            describe();
        }
    }

    /** Takes what came from an edge. */
    void take(String edge, long boot, byte[] samples, long nowMs) {
        Optional<WaveBundle> bundle = WaveBundle.decode(samples);
        if (bundle.isEmpty()) {
            unread.increment();
            return;
        }
        @Nullable Long before = boots.put(edge, boot);
        boolean changed = before != null
                && before != boot
                && lanes.keySet().removeIf(key -> key.edge().equals(edge));
        for (WaveLane lane : bundle.get().lanes()) {
            changed |= told(new Key(edge, lane.lane()), lane, nowMs);
        }
        if (changed) {
            describe();
        }
        for (WaveBundle.Block block : bundle.get().blocks()) {
            Held held = lanes.get(new Key(edge, block.lane()));
            if (held == null) {
                leftOut.increment();
                continue;
            }
            held.heardMs = nowMs;
            if (!pieces.offer(new Piece(held.number, block.first(), block.samples()))) {
                leftOut.increment();
            }
        }
    }

    private boolean told(Key key, WaveLane lane, long nowMs) {
        Held held = lanes.get(key);
        if (held != null) {
            boolean same = held.lane.equals(lane);
            held.lane = lane;
            held.heardMs = nowMs;
            return !same;
        }
        if (lanes.size() >= limits.lanes()) {
            leftOut.increment();
            return false;
        }
        Held fresh = new Held(freeNumber(), lane);
        fresh.heardMs = nowMs;
        lanes.put(key, fresh);
        return true;
    }

    private int freeNumber() {
        Set<Integer> taken = new HashSet<>();
        lanes.values().forEach(held -> taken.add(held.number));
        do {
            lastNumber = lastNumber >= LaneInfo.MOST ? LaneInfo.OWN + 1 : lastNumber + 1;
        } while (taken.contains(lastNumber));
        return lastNumber;
    }

    /** Ends the curves that have been silent. */
    void advance(long nowMs) {
        if (lanes.values()
                .removeIf(held -> nowMs - held.heardMs > limits.silence().toMillis())) {
            describe();
        }
    }

    private void describe() {
        List<LaneInfo> infos = new ArrayList<>();
        lanes.forEach((key, held) -> {
            String name = names.get(new EdgeBeds.Owner(key.edge(), held.lane.bed()));
            if (name != null) {
                info(held.number, name, held.lane).ifPresent(infos::add);
            }
        });
        shown = List.copyOf(infos);
    }

    private static Optional<LaneInfo> info(int number, String bed, WaveLane lane) {
        String unit = lane.unit();
        if (unit.isBlank() || unit.length() > 32) {
            return Optional.empty();
        }
        WaveLane.Scale scale = lane.scale();
        boolean edges = scale.low() < scale.high() && Double.isFinite(scale.low()) && Double.isFinite(scale.high());
        return Optional.of(new LaneInfo(
                number,
                bed,
                new Parameter(lane.code(), lane.code() == null ? "?" : null, null, lane.label()),
                new Unit(unit),
                lane.rateHz(),
                scale.offset(),
                scale.step(),
                edges ? new Waveform.Span(scale.low(), scale.high()) : null,
                Duration.ofMillis(lane.blockMs()),
                quality(lane.quality())));
    }

    private static Quality quality(String word) {
        for (Quality quality : Quality.values()) {
            if (quality.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT))) {
                return quality;
            }
        }
        return Quality.QUESTIONABLE;
    }
}
