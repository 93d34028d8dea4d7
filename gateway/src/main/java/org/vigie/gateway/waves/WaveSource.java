package org.vigie.gateway.waves;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the curves of displays come from. Thread-safe. */
public interface WaveSource {
    /** The lanes that run now; the same object as long as nothing has changed. */
    List<LaneInfo> lanes();

    /**
     * Whose waves displays draw: of others samples need not be kept.
     *
     * @param wish of all displays together; null when none draws
     */
    void wish(@Nullable WaveWish wish);

    /** Takes what has come since the last call. */
    List<Piece> drain();
}
