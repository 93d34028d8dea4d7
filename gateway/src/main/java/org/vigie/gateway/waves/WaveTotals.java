package org.vigie.gateway.waves;

import java.util.concurrent.atomic.LongAdder;

/** What became of the samples since the start. Written by one thread, read by any. */
public final class WaveTotals {
    private final LongAdder blocks = new LongAdder();
    private final LongAdder lateSamples = new LongAdder();
    private final LongAdder missingSamples = new LongAdder();
    private final LongAdder unusable = new LongAdder();
    private final LongAdder refusedLanes = new LongAdder();
    private final LongAdder droppedPieces = new LongAdder();

    void block() {
        blocks.increment();
    }

    void late(long samples) {
        lateSamples.add(samples);
    }

    void missing(long samples) {
        missingSamples.add(samples);
    }

    void notUsable() {
        unusable.increment();
    }

    void refusedLane() {
        refusedLanes.increment();
    }

    void droppedPiece() {
        droppedPieces.increment();
    }

    /** Blocks of samples taken. */
    public long blocks() {
        return blocks.sum();
    }

    /** Samples that were known already or came too late to be drawn. */
    public long lateSamples() {
        return lateSamples.sum();
    }

    /** Samples that did not come in their place: gaps; some of them may still have come late. */
    public long missingSamples() {
        return missingSamples.sum();
    }

    /** Blocks without a rate or without a bed, which cannot be drawn. */
    public long unusable() {
        return unusable.sum();
    }

    /** Blocks of lanes beyond what is held. */
    public long refusedLanes() {
        return refusedLanes.sum();
    }

    /** Pieces left out because the displays were behind: gaps on the screens. */
    public long droppedPieces() {
        return droppedPieces.sum();
    }
}
