package org.vigie.adapter.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vigie.adapter.intellivue.codec.SerialFrame;
import org.vigie.adapter.intellivue.codec.SerialFramer;

/**
 * IntelliVue serial framing: nothing throws, how the bytes are cut changes nothing, the good frame after any bytes is
 * read, and what was wrapped comes out again.
 */
public final class SerialFuzz {
    private static final byte[] GOOD = {(byte) 0xE1, 0x7D, (byte) 0xC0, (byte) 0xC1, 0x0C};

    private SerialFuzz() {}

    /** One input; an {@link AssertionError} is a finding, and so is any other exception. */
    public static void fuzzerTestOneInput(byte[] data) {
        byte[] good = SerialFrame.wrap(GOOD);
        byte[] all = Arrays.copyOf(data, data.length + good.length);
        System.arraycopy(good, 0, all, data.length, good.length);
        List<SerialFrame> whole = new ArrayList<>();
        SerialFramer atOnce = new SerialFramer();
        atOnce.read(all, whole::add);
        if (whole.isEmpty()
                || !(whole.getLast() instanceof SerialFrame.Whole last)
                || !Arrays.equals(GOOD, last.payload())) {
            throw new AssertionError("the good frame after it was not read");
        }
        int chunk = data.length == 0 ? 1 : 1 + (data[0] & 0x3F);
        SerialFramer inChunks = new SerialFramer();
        List<SerialFrame> cut = new ArrayList<>();
        for (int at = 0; at < all.length; at += chunk) {
            inChunks.read(Arrays.copyOfRange(all, at, Math.min(all.length, at + chunk)), cut::add);
        }
        if (!frames(whole).equals(frames(cut)) || !atOnce.counters().equals(inChunks.counters())) {
            throw new AssertionError("cut into " + chunk + " bytes it is read otherwise");
        }
        comesOutAgain(data);
    }

    private static void comesOutAgain(byte[] data) {
        byte[] payload =
                data.length > SerialFramer.MOST_USER_DATA ? Arrays.copyOf(data, SerialFramer.MOST_USER_DATA) : data;
        List<SerialFrame> found = new ArrayList<>();
        new SerialFramer().read(SerialFrame.wrap(payload), found::add);
        if (found.size() != 1
                || !(found.get(0) instanceof SerialFrame.Whole one)
                || !Arrays.equals(payload, one.payload())) {
            throw new AssertionError("wrapped and unwrapped it is another");
        }
    }

    private static List<String> frames(List<SerialFrame> found) {
        List<String> frames = new ArrayList<>();
        for (SerialFrame frame : found) {
            if (frame instanceof SerialFrame.Whole whole) {
                frames.add(whole.offset() + " " + Arrays.hashCode(whole.payload()));
            } else if (frame instanceof SerialFrame.Broken broken) {
                frames.add(broken.toString());
            }
        }
        return frames;
    }
}
