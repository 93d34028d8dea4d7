package org.vigie.gateway.roles;

import java.util.ArrayList;
import java.util.List;
import org.vigie.gateway.link.WaveBundle;
import org.vigie.gateway.waves.Piece;

/**
 * Leaves one sample of several, the one that is farthest from the one before: a narrow peak stays a peak. A hole stays
 * as wide as it is. One thread.
 */
final class Thinner {
    private final int of;
    private long group = -1;
    private short chosen;
    private short before;

    /** @param of so many, at least 1 */
    Thinner(int of) {
        this.of = of;
    }

    /** What is left of a piece; the last ones wait for the rest of their group. */
    List<Piece> take(Piece piece) {
        if (of == 1) {
            return List.of(piece);
        }
        short[] samples = piece.samples();
        List<Piece> made = new ArrayList<>(2);
        short[] out = new short[samples.length / of + 2];
        int count = 0;
        long first = -1;
        for (int i = 0; i < samples.length; i++) {
            long own = (piece.first() + i) / of;
            if (own != group) {
                if (group >= 0) {
                    if (count > 0 && first + count != group) {
                        made.add(piece(piece.lane(), first, out, count));
                        count = 0;
                    }
                    first = count == 0 ? group : first;
                    out[count++] = chosen;
                    before = chosen == WaveBundle.MISSING ? before : chosen;
                }
                group = own;
                chosen = WaveBundle.MISSING;
            }
            choose(samples[i]);
        }
        if (count > 0) {
            made.add(piece(piece.lane(), first, out, count));
        }
        return made;
    }

    private void choose(short sample) {
        if (sample == WaveBundle.MISSING) {
            return;
        }
        if (chosen == WaveBundle.MISSING || Math.abs(sample - before) > Math.abs(chosen - before)) {
            chosen = sample;
        }
    }

    private static Piece piece(int lane, long first, short[] samples, int count) {
        short[] own = new short[count];
        System.arraycopy(samples, 0, own, 0, count);
        return new Piece(lane, first, own);
    }
}
