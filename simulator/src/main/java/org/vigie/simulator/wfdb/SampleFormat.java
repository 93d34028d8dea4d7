package org.vigie.simulator.wfdb;

import java.util.Optional;

/** How samples lie in a signal file (WFDB Applications Guide, "signal(5)"). */
public enum SampleFormat {
    /** Two bytes, little-endian, two's complement. */
    F16(16, -32_768) {
        @Override
        int sample(byte[] data, int start, long index) {
            int at = Math.toIntExact(start + 2 * index);
            return (short) ((data[at] & 0xFF) | data[at + 1] << 8);
        }

        @Override
        long bytesFor(long samples) {
            return 2 * samples;
        }
    },
    /** One byte, offset binary: 128 is zero. */
    F80(80, -128) {
        @Override
        int sample(byte[] data, int start, long index) {
            return (data[Math.toIntExact(start + index)] & 0xFF) - 128;
        }

        @Override
        long bytesFor(long samples) {
            return samples;
        }
    },
    /**
     * Two samples of 12 bits in three bytes: low byte of the first; high nibbles (second's above the first's); low byte
     * of the second.
     */
    F212(212, -2_048) {
        @Override
        int sample(byte[] data, int start, long index) {
            int at = Math.toIntExact(start + index / 2 * 3);
            int nibbles = data[at + 1] & 0xFF;
            int bits = index % 2 == 0
                    ? (data[at] & 0xFF) | (nibbles & 0x0F) << 8
                    : (data[at + 2] & 0xFF) | (nibbles & 0xF0) << 4;
            return bits << 20 >> 20;
        }

        @Override
        long bytesFor(long samples) {
            return samples / 2 * 3 + samples % 2 * 2;
        }
    },
    /** Three bytes, little-endian, two's complement. */
    F24(24, -(1 << 23)) {
        @Override
        int sample(byte[] data, int start, long index) {
            int at = Math.toIntExact(start + 3 * index);
            return (data[at] & 0xFF) | (data[at + 1] & 0xFF) << 8 | data[at + 2] << 16;
        }

        @Override
        long bytesFor(long samples) {
            return 3 * samples;
        }
    };

    private final int number;
    private final int missing;

    SampleFormat(int number, int missing) {
        this.number = number;
        this.missing = missing;
    }

    abstract int sample(byte[] data, int start, long index);

    abstract long bytesFor(long samples);

    /** The lowest value stands for "no sample here". */
    public int missing() {
        return missing;
    }

    static Optional<SampleFormat> of(int number) {
        for (SampleFormat format : values()) {
            if (format.number == number) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
