package org.vigie.adapter.intellivue.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.intellivue.codec.SerialFrame.Broken;
import org.vigie.adapter.intellivue.codec.SerialFrame.Damage;
import org.vigie.adapter.intellivue.codec.SerialFrame.Junk;
import org.vigie.adapter.intellivue.codec.SerialFrame.Whole;

/** Frames of intellivue-protocol.md section 2.2, whole, cut, mixed and damaged. */
class SerialFramerTest {
    private static final byte[] PAYLOAD = HexFormat.of().parseHex("e10102c0c17d03");

    @Test
    void checksumAndStuffingAreThoseOfTheKnownVectors() {
        assertEquals("c03a719b26c1", HexFormat.of().formatHex(SerialFraming.wrapInside(bytes("3a71"))));
        assertEquals("c03a91957de1c1", HexFormat.of().formatHex(SerialFraming.wrapInside(bytes("3a91"))));
    }

    @Test
    void aFrameIsFoundHoweverItIsCut() {
        byte[] stream = bytes("00ff" + wire(PAYLOAD) + wire(new byte[] {0x0C}) + "55");
        List<SerialFrame> whole = read(stream);
        assertArrayEquals(PAYLOAD, assertInstanceOf(Whole.class, whole.get(1)).payload());
        for (int cut = 0; cut <= stream.length; cut++) {
            List<SerialFrame> parts = read(Arrays.copyOf(stream, cut), Arrays.copyOfRange(stream, cut, stream.length));
            assertEquals(frames(whole), frames(parts), "cut at " + cut);
        }
        byte[][] single = new byte[stream.length][];
        for (int i = 0; i < stream.length; i++) {
            single[i] = new byte[] {stream[i]};
        }
        assertEquals(frames(whole), frames(read(single)));
    }

    @Test
    void everyFlippedBitOfAFrameIsNoticed() {
        byte[] frame = SerialFrame.wrap(PAYLOAD);
        for (int bit = 8; bit < (frame.length - 1) * 8; bit++) {
            byte[] damaged = frame.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            for (SerialFrame found : read(damaged, frame)) {
                if (found instanceof Whole whole) {
                    assertArrayEquals(PAYLOAD, whole.payload(), "bit " + bit);
                }
            }
        }
    }

    @Test
    void anAbortedFrameIsNotAMessage() {
        assertEquals(List.of(new Broken(0, 6, Damage.ABORTED)), read(bytes("c01101007dc1")));
    }

    @Test
    void aBeginInsideAFrameStartsOver() {
        List<SerialFrame> found = read(bytes("c0110100" + wire(PAYLOAD)));
        assertEquals(new Broken(0, 4, Damage.RESTARTED), found.get(0));
        assertArrayEquals(PAYLOAD, assertInstanceOf(Whole.class, found.get(1)).payload());
    }

    @Test
    void headerLengthMustBeTrue() {
        assertEquals(List.of(new Broken(0, 6, Damage.BAD_HEADER)), read(bytes("c03a719b26c1")));
        byte[] wrongLength = SerialFraming.wrapInside(bytes("11010005e1"));
        assertEquals(List.of(new Broken(0, wrongLength.length, Damage.BAD_HEADER)), read(wrongLength));
    }

    @Test
    void anEndlessFrameIsBoundedAndTheNextOneIsRead() {
        byte[] endless = new byte[100_000];
        Arrays.fill(endless, (byte) 0x11);
        endless[0] = (byte) 0xC0;
        SerialFramer framer = new SerialFramer();
        List<SerialFrame> found = new ArrayList<>();
        framer.read(endless, found::add);
        assertEquals(List.of(), found);
        framer.read(bytes("c1" + wire(PAYLOAD)), found::add);
        assertEquals(new Broken(0, 100_001, Damage.OVERSIZE), found.get(0));
        assertInstanceOf(Whole.class, found.get(1));
    }

    @Test
    void whatTheLineLookedLikeIsCounted() {
        SerialFramer framer = new SerialFramer();
        List<SerialFrame> found = new ArrayList<>();
        framer.read(bytes("ffff" + wire(PAYLOAD) + "c0110100000000c1" + "c0110100"), found::add);
        framer.end(found::add);
        assertEquals(new Junk(0, 2), found.get(0));
        assertEquals(new SerialFramer.Counters(2 + wire(PAYLOAD).length() / 2 + 12, 1, 1, 1, 2), framer.counters());
        assertEquals(
                Damage.CUT_OFF, assertInstanceOf(Broken.class, found.get(3)).damage());
    }

    private static String wire(byte[] payload) {
        return HexFormat.of().formatHex(SerialFrame.wrap(payload));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static List<SerialFrame> read(byte[]... chunks) {
        SerialFramer framer = new SerialFramer();
        List<SerialFrame> found = new ArrayList<>();
        for (byte[] chunk : chunks) {
            framer.read(chunk, found::add);
        }
        framer.end(found::add);
        return found;
    }

    private static List<String> frames(List<SerialFrame> found) {
        return found.stream()
                .filter(frame -> !(frame instanceof Junk))
                .map(frame ->
                        frame + (frame instanceof Whole whole ? HexFormat.of().formatHex(whole.payload()) : ""))
                .toList();
    }
}
