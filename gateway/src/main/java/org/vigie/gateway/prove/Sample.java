package org.vigie.gateway.prove;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.vigie.gateway.journal.RecordClass;

/** The n-th record of a load: class, length and content follow from its number, so that a reader can tell. */
final class Sample {
    private static final int SHORTEST = 100;
    private static final int LONGEST = 800;
    private static final int WAVE_BYTES = 20_000;

    private Sample() {}

    /**
     * Class of a record.
     *
     * @param wavesToo mostly waves, to fill a disk; else one of eight
     */
    static RecordClass classOf(long number, boolean wavesToo) {
        if (number % 8 == 0 || (wavesToo && number % 2 == 0)) {
            return RecordClass.WAVES;
        }
        return number % 4 == 1 ? RecordClass.LIFE : RecordClass.DATA;
    }

    static byte[] payload(long number, RecordClass cls) {
        SplittableRandom random = new SplittableRandom(number);
        byte[] bytes = new byte[cls == RecordClass.WAVES ? WAVE_BYTES : random.nextInt(SHORTEST, LONGEST)];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putLong(number);
        return bytes;
    }

    /** The number of a payload that is exactly as it was made, or -1. */
    static long numberOf(byte[] payload, RecordClass cls) {
        if (payload.length < Long.BYTES) {
            return -1;
        }
        long number = ByteBuffer.wrap(payload).getLong();
        return Arrays.equals(payload, payload(number, cls)) ? number : -1;
    }
}
