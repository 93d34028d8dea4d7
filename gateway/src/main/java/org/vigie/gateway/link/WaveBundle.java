package org.vigie.gateway.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigie.model.limits.LinkLimits;

/**
 * What one packet of waves holds: samples, and what the lanes that they belong to are. Nothing of it is repaired, so
 * each lane is told again and again. Differences travel instead of samples: in one byte each on a thin link, rounded to
 * what that byte can say and never drifting from the truth; else exact.
 *
 * @param lanes that are told
 * @param blocks samples
 */
public record WaveBundle(List<WaveLane> lanes, List<Block> blocks) {
    /** A missing sample, as displays get it. */
    public static final short MISSING = Short.MIN_VALUE;

    private static final int EXACT = 0xFF;
    private static final int MOST_SHIFT = 15;
    private static final int ROUND = 127;
    private static final byte HOLE = Byte.MIN_VALUE;

    /** Beyond every difference of two samples. */
    private static final int HOLE_EXACT = 1 << 17;

    public WaveBundle {
        lanes = List.copyOf(lanes);
        blocks = List.copyOf(blocks);
    }

    /**
     * Samples that follow each other without a hole.
     *
     * @param lane number of {@link WaveLane}
     * @param first place of the first one, counted from the lane's begin
     * @param rounded true when a byte for each is enough
     * @param samples numbers of 16 bits, {@link #MISSING} where there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never written to
    public record Block(int lane, long first, boolean rounded, short[] samples) {
        @Override
        public String toString() {
            return "Block[lane " + lane + ", " + samples.length + " from " + first + "]";
        }
    }

    /** The bytes of it. */
    public byte[] encode() {
        Wire.Out body = new Wire.Out();
        body.number(lanes.size());
        lanes.forEach(lane -> lane.write(body));
        body.number(blocks.size());
        blocks.forEach(block -> write(body, block));
        Wire.Out out = new Wire.Out();
        out.squeezed(body.bytes(), WireWords.WAVES);
        return out.bytes();
    }

    /** What these bytes hold; empty when that cannot be read. */
    public static Optional<WaveBundle> decode(byte[] bytes) {
        try {
            Wire.In in = new Wire.In(bytes, bytes.length);
            byte[] whole = in.squeezed(LinkLimits.DEFAULT.packetBytes(), WireWords.WAVES);
            Wire.In body = new Wire.In(whole, whole.length);
            List<WaveLane> lanes = new ArrayList<>();
            for (int left = body.count(LinkLimits.DEFAULT.waveLanes()); left > 0; left--) {
                lanes.add(WaveLane.read(body));
            }
            List<Block> blocks = new ArrayList<>();
            for (int left = body.count(whole.length); left > 0; left--) {
                blocks.add(block(body));
            }
            return in.atEnd() && body.atEnd() ? Optional.of(new WaveBundle(lanes, blocks)) : Optional.empty();
        } catch (Wire.Malformed bad) {
            return Optional.empty();
        }
    }

    private static void write(Wire.Out out, Block block) {
        short[] samples = block.samples();
        out.number(block.lane());
        out.number(block.first());
        out.number(samples.length);
        int start = 0;
        for (int i = 0; i < samples.length && start == 0; i++) {
            start = samples[i] == MISSING ? 0 : samples[i];
        }
        out.number(start - Short.MIN_VALUE);
        if (block.rounded()) {
            rounded(out, samples, start);
        } else {
            exact(out, samples, start);
        }
    }

    private static void exact(Wire.Out out, short[] samples, int start) {
        out.u8(EXACT);
        int before = start;
        for (short sample : samples) {
            int step = sample == MISSING ? HOLE_EXACT : sample - before;
            out.number(step < 0 ? -2L * step - 1 : 2L * step);
            before = sample == MISSING ? before : sample;
        }
    }

    private static void rounded(Wire.Out out, short[] samples, int start) {
        int steepest = 0;
        int before = start;
        for (short sample : samples) {
            if (sample != MISSING) {
                steepest = Math.max(steepest, Math.abs(sample - before));
                before = sample;
            }
        }
        int shift = 0;
        while (steepest >> shift >= ROUND) {
            shift++;
        }
        out.u8(shift);
        int said = start;
        for (short sample : samples) {
            if (sample == MISSING) {
                out.u8(HOLE);
                continue;
            }
            int half = (1 << shift) >> 1;
            int step = Math.clamp((sample - said + half) >> shift, -ROUND, ROUND);
            said += step << shift;
            out.u8(step);
        }
    }

    private static Block block(Wire.In in) throws Wire.Malformed {
        int lane = in.count(0xffff);
        long first = in.number();
        short[] samples = new short[in.count(in.left())];
        int said = in.count(0xffff) + Short.MIN_VALUE;
        int shift = in.u8();
        if (shift > MOST_SHIFT && shift != EXACT) {
            throw new Wire.Malformed("form of samples");
        }
        for (int i = 0; i < samples.length; i++) {
            int step;
            if (shift == EXACT) {
                int twice = in.count(2 * HOLE_EXACT);
                step = (twice & 1) == 0 ? twice / 2 : -(twice + 1) / 2;
            } else {
                byte octet = (byte) in.u8();
                step = octet == HOLE ? HOLE_EXACT : octet << shift;
            }
            if (step == HOLE_EXACT) {
                samples[i] = MISSING;
            } else {
                said += step;
                samples[i] = (short) Math.clamp(said, -Short.MAX_VALUE, Short.MAX_VALUE);
            }
        }
        return new Block(lane, first, shift != EXACT, samples);
    }
}
