package org.vigie.gateway.roles;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.vigie.gateway.link.EdgeUplink;
import org.vigie.gateway.waves.LaneInfo;
import org.vigie.gateway.waves.LiveWaves;
import org.vigie.gateway.waves.Piece;
import org.vigie.gateway.waves.WaveQueue;
import org.vigie.model.limits.LinkLimits;
import org.vigie.model.ward.Ward;

/** The curves of an edge on their way to its hubs, to each as much as it wants and its link carries. One thread. */
final class EdgeWaves {
    /** No hub can give credit for more before the next look. */
    private static final int MOST_AT_ONCE = 256;

    private final LiveWaves waves;
    private final WaveQueue fresh;
    private final Supplier<Ward> ward;
    private final Map<String, WaveOffer> offers = new LinkedHashMap<>();

    /** Hands a bundle to the uplink of a hub. */
    @FunctionalInterface
    interface Sender {
        void send(byte[] bundle);
    }

    EdgeWaves(LiveWaves waves, Supplier<Ward> ward) {
        this.waves = waves;
        this.fresh = waves.branch();
        this.ward = ward;
    }

    /** Five times a second: what came since, for all hubs. */
    void look(Map<String, EdgeUplink> uplinks, long nowMs) {
        boolean wanted = uplinks.values().stream()
                .anyMatch(uplink -> uplink.waves().beds().isPresent());
        fresh.wanted(wanted);
        List<Piece> pieces = wanted ? fresh.drain() : List.of();
        List<LaneInfo> lanes = waves.lanes();
        Set<String> alarming = wanted ? alarming() : Set.of();
        uplinks.forEach((hub, uplink) -> {
            uplink.waves().offered(!lanes.isEmpty());
            WaveOffer offer = offers.computeIfAbsent(hub, some -> new WaveOffer(LinkLimits.DEFAULT));
            Optional<List<String>> beds = uplink.waves().beds();
            if (beds.isEmpty() || uplink.waves().isOff(nowMs)) {
                offer.clear();
            } else {
                offer.take(new WaveOffer.Offered(lanes, beds.get(), alarming, uplink.isThin()), pieces, nowMs);
            }
        });
    }

    private Set<String> alarming() {
        Set<String> beds = new HashSet<>();
        ward.get().beds().values().stream()
                .filter(bed -> bed.priority().isPresent())
                .forEach(bed -> beds.add(bed.id().value()));
        return beds;
    }

    /** As much as this hub takes now. */
    void send(String hub, EdgeUplink uplink, long nowMs, Sender sender) {
        WaveOffer offer = offers.get(hub);
        for (int left = MOST_AT_ONCE; left > 0 && offer != null; left--) {
            int room = uplink.waveRoom(nowMs);
            Optional<byte[]> bundle = room == 0 ? Optional.empty() : offer.next(room, nowMs);
            if (bundle.isEmpty()) {
                return;
            }
            sender.send(bundle.get());
        }
    }

    /** Pieces that were left out for this hub since the start. */
    long leftOut(String hub) {
        WaveOffer offer = offers.get(hub);
        return offer == null ? 0 : offer.leftOut();
    }
}
