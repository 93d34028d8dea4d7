package org.vigie.gateway.fanout.websocket;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WaveFrame;
import org.vigie.dashboard.wire.WireJson;
import org.vigie.gateway.waves.LaneInfo;
import org.vigie.gateway.waves.Piece;
import org.vigie.gateway.waves.WaveSource;
import org.vigie.gateway.waves.WaveWish;
import org.vigie.model.observation.Waveform;

/**
 * Waves to the displays that asked: one frame for all of them five times a second, and the list of lanes when it has
 * changed. Belongs to the event loop of the displays.
 */
final class WaveStream {
    /** A list of all lanes is long; what changes in it may wait this long. */
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    /** Longer frames are divided, so that nothing waits long behind one. */
    private static final int FRAME_BYTES = 1 << 18;

    private static final long U32 = 0xffff_ffffL;

    private final WaveSource waves;
    private List<LaneInfo> told = List.of();
    private Map<Integer, String> bedOfLane = Map.of();
    private Instant nextTell = Instant.MIN;
    private long frames;

    WaveStream(WaveSource waves) {
        this.waves = waves;
    }

    /** Frames made since the start, each counted once. */
    long frames() {
        return frames;
    }

    /** A display wants the waves of these beds and no others; null for all. */
    void ask(Display display, @Nullable List<String> beds, Collection<Display> all, long nowNanos) {
        display.wish(beds == null ? WaveWish.ALL : beds.isEmpty() ? null : new WaveWish(Set.copyOf(beds)));
        look(all);
        tell(display, nowNanos);
    }

    /** After a display has come, asked or gone. */
    void look(Collection<Display> all) {
        List<WaveWish> wishes = new ArrayList<>();
        for (Display display : all) {
            WaveWish wish = display.wish();
            if (wish != null) {
                wishes.add(wish);
            }
        }
        waves.wish(WaveWish.together(wishes));
    }

    private void tell(Display display, long nowNanos) {
        WaveWish wish = display.wish();
        if (wish != null) {
            List<LiveMessage.Lane> lanes = told.stream()
                    .filter(lane -> wish.wants(lane.bed()))
                    .map(WaveStream::lane)
                    .toList();
            display.send(WireJson.write(new LiveMessage.Lanes(lanes)), nowNanos);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the list is the same object while nothing has changed
    void tick(Collection<Display> displays, Instant now, long nowNanos) {
        List<Display> asking =
                displays.stream().filter(display -> display.wish() != null).toList();
        if (asking.isEmpty()) {
            return;
        }
        List<LaneInfo> lanes = waves.lanes();
        if (lanes != told && !now.isBefore(nextTell)) {
            told = lanes;
            nextTell = now.plus(TELL_EVERY);
            bedOfLane = new HashMap<>();
            lanes.forEach(lane -> bedOfLane.put(lane.lane(), lane.bed()));
            asking.forEach(display -> tell(display, nowNanos));
        }
        List<Piece> pieces = waves.drain();
        if (pieces.isEmpty()) {
            return;
        }
        Map<WaveWish, List<byte[]>> made = new HashMap<>();
        for (Display display : asking) {
            WaveWish wish = display.wish();
            if (wish != null) {
                long tick = now.toEpochMilli() & U32;
                made.computeIfAbsent(wish, some -> frames(some, pieces, tick))
                        .forEach(frame -> display.sendWaves(Buffer.buffer(frame), tick, nowNanos));
            }
        }
        frames++;
    }

    private List<byte[]> frames(WaveWish wish, List<Piece> pieces, long tick) {
        List<byte[]> made = new ArrayList<>(1);
        List<WaveFrame.Block> blocks = new ArrayList<>(pieces.size());
        int bytes = 0;
        for (Piece piece : pieces) {
            String bed = bedOfLane.get(piece.lane());
            if (bed == null || !wish.wants(bed)) {
                continue;
            }
            WaveFrame.Block block = new WaveFrame.Block(piece.lane(), piece.first(), piece.samples());
            if (bytes > 0 && bytes + block.bytes() > FRAME_BYTES) {
                made.add(new WaveFrame(false, tick, blocks).encode());
                blocks.clear();
                bytes = 0;
            }
            blocks.add(block);
            bytes += block.bytes();
        }
        if (!blocks.isEmpty()) {
            made.add(new WaveFrame(false, tick, blocks).encode());
        }
        return made;
    }

    private static LiveMessage.Lane lane(LaneInfo lane) {
        Waveform.@Nullable Span span = lane.span();
        return new LiveMessage.Lane(
                lane.lane(),
                lane.bed(),
                lane.parameter().code(),
                lane.label(),
                lane.unit().ucum(),
                lane.rateHz(),
                lane.offset(),
                lane.step(),
                span == null ? null : span.low(),
                span == null ? null : span.high(),
                lane.block().toMillis(),
                lane.quality().name().toLowerCase(Locale.ROOT));
    }
}
