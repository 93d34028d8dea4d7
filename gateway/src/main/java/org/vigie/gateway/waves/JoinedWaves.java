package org.vigie.gateway.waves;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The curves of this box and those of others; the numbers of their lanes are different ones. Thread-safe. */
public final class JoinedWaves implements WaveSource {
    private final WaveSource own;
    private final WaveSource others;
    private volatile Joined joined = new Joined(List.of(), List.of(), List.of());

    private record Joined(List<LaneInfo> own, List<LaneInfo> others, List<LaneInfo> all) {}

    /** Both together. */
    public JoinedWaves(WaveSource own, WaveSource others) {
        this.own = own;
        this.others = others;
    }

    @SuppressWarnings("ReferenceEquality") // the same object while nothing changes: the contract of lanes
    @Override
    public List<LaneInfo> lanes() {
        Joined before = joined;
        List<LaneInfo> here = own.lanes();
        List<LaneInfo> there = others.lanes();
        if (here == before.own() && there == before.others()) {
            return before.all();
        }
        Joined now = new Joined(here, there, both(here, there));
        joined = now;
        return now.all();
    }

    @Override
    public void wish(@Nullable WaveWish wish) {
        own.wish(wish);
        others.wish(wish);
    }

    @Override
    public List<Piece> drain() {
        return both(own.drain(), others.drain());
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
