package org.vigie.gateway.waves;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Hands samples from the thread that gets them to the one that sends them. What is not fetched in time is left out: a
 * gap. Thread-safe.
 */
public final class WaveQueue {
    private final Queue<Piece> pieces;
    private volatile boolean wanted;

    /**
     * Nobody wants anything yet.
     *
     * @param most pieces that wait
     */
    public WaveQueue(int most) {
        pieces = new ArrayBlockingQueue<>(most);
    }

    /** Whether samples are kept at all. */
    public void wanted(boolean now) {
        wanted = now;
        if (!now) {
            pieces.clear();
        }
    }

    /** Keeps a piece if anybody wants it; false when it had to be left out. */
    public boolean offer(Piece piece) {
        return !wanted || pieces.offer(piece);
    }

    /** Takes what has come since the last call. */
    public List<Piece> drain() {
        List<Piece> fresh = new ArrayList<>();
        for (Piece piece = pieces.poll(); piece != null; piece = pieces.poll()) {
            fresh.add(piece);
        }
        return fresh;
    }
}
