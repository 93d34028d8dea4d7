package org.vigie.dashboard.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One binary frame of {@code /api/v1/live}: the new samples of all lanes a display asked for. Little-endian: {@code u8
 * version = 1, u8 flags, u16 blocks, u32 tick}, then for each block {@code u16 lane, u16 n, u32 first, n x i16}. The
 * number -32768 is a missing sample; so is every place of a lane that no frame fills. SOURCE: docs/api.md, Waves.
 *
 * @param leftOut true when frames before this one were left out because the display was slow
 * @param tick engine time in milliseconds, modulo 2^32; a page says it back when it has taken the frame
 * @param blocks of samples
 */
public record WaveFrame(boolean leftOut, long tick, List<Block> blocks) {
    /** A sample that is not there. */
    public static final short MISSING = Short.MIN_VALUE;

    /** Samples in one block at most. */
    public static final int MOST_SAMPLES = 0xffff;

    private static final int VERSION = 1;
    private static final int LEFT_OUT = 1;
    private static final int HEADER_BYTES = 8;
    private static final int BLOCK_BYTES = 8;
    private static final long U32 = 0xffff_ffffL;
    private static final int U16 = 0xffff;

    public WaveFrame {
        if (blocks.size() > U16) {
            throw new IllegalArgumentException(blocks.size() + " blocks in one frame");
        }
        blocks = List.copyOf(blocks);
    }

    /**
     * Samples of a lane that follow each other.
     *
     * @param lane its number
     * @param first place of the first sample, counted from the begin of the lane; modulo 2^32 in the frame
     * @param samples numbers, at most {@link #MOST_SAMPLES}; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // written into the frame at once, never kept
    public record Block(int lane, long first, short[] samples) {
        /** Bytes that it takes in a frame. */
        public int bytes() {
            return BLOCK_BYTES + 2 * samples.length;
        }

        @Override
        public String toString() {
            return "Block[lane " + lane + ", " + samples.length + " from " + first + "]";
        }
    }

    /** The frame as it is sent. */
    public byte[] encode() {
        int bytes = HEADER_BYTES;
        for (Block block : blocks) {
            bytes += block.bytes();
        }
        ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) VERSION).put((byte) (leftOut ? LEFT_OUT : 0)).putShort((short) blocks.size());
        out.putInt((int) tick);
        for (Block block : blocks) {
            out.putShort((short) block.lane()).putShort((short) block.samples().length);
            out.putInt((int) block.first());
            for (short sample : block.samples()) {
                out.putShort(sample);
            }
        }
        return out.array();
    }

    /**
     * Reads a frame.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static WaveFrame decode(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (in.get() != VERSION) {
                throw new IllegalArgumentException("wave frame of another version");
            }
            boolean leftOut = (in.get() & LEFT_OUT) != 0;
            int count = in.getShort() & U16;
            long tick = in.getInt() & U32;
            List<Block> blocks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int lane = in.getShort() & U16;
                short[] samples = new short[in.getShort() & U16];
                long first = in.getInt() & U32;
                for (int n = 0; n < samples.length; n++) {
                    samples[n] = in.getShort();
                }
                blocks.add(new Block(lane, first, samples));
            }
            if (in.hasRemaining()) {
                throw new IllegalArgumentException(in.remaining() + " bytes behind the last block");
            }
            return new WaveFrame(leftOut, tick, blocks);
        } catch (java.nio.BufferUnderflowException cut) {
            throw new IllegalArgumentException("wave frame ends early", cut);
        }
    }
}
