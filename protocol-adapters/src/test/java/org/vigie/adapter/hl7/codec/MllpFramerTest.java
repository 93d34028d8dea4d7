package org.vigie.adapter.hl7.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vigie.adapter.testing.Golden.bytes;
import static org.vigie.adapter.testing.Golden.framed;
import static org.vigie.adapter.testing.Golden.join;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.adapter.hl7.codec.Framed.Damage;
import org.vigie.adapter.testing.Golden;
import org.vigie.model.limits.Limits;

/** Every row of reference/hl7-profiles.md section 2.1 that concerns the frame. */
final class MllpFramerTest {
    private static final byte[] A = Golden.message("pcd04-low-spo2-start");
    private static final byte[] B = Golden.message("pds-54-two-alarms");

    private final List<Framed> found = new ArrayList<>();
    private final MllpFramer framer = new MllpFramer(Limits.DEFAULT.hl7());
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private void read(byte[]... reads) {
        for (byte[] read : reads) {
            framer.read(read, now, found::add);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
        framer.tick(now, found::add);
    }

    private List<byte[]> whole() {
        List<byte[]> all = new ArrayList<>();
        for (Framed one : found) {
            if (one instanceof Framed.Whole whole) {
                all.add(whole.bytes());
            }
        }
        return all;
    }

    private List<Damage> damage() {
        List<Damage> all = new ArrayList<>();
        for (Framed one : found) {
            if (one instanceof Framed.Broken broken) {
                all.add(broken.damage());
            }
        }
        return all;
    }

    private long junk() {
        return found.stream()
                .mapToLong(one -> one instanceof Framed.Junk junk ? junk.length() : 0)
                .sum();
    }

    private void assertWhole(byte[]... expected) {
        List<byte[]> all = whole();
        assertEquals(expected.length, all.size(), () -> found.toString());
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], all.get(i));
        }
    }

    @Test
    void findsTheMessageWhereverTheStreamIsSplit() {
        byte[] stream = join(framed(A), framed(B));
        for (int cut = 0; cut <= stream.length; cut++) {
            found.clear();
            read(Arrays.copyOfRange(stream, 0, cut), Arrays.copyOfRange(stream, cut, stream.length));
            assertWhole(A, B);
            assertEquals(2, found.size());
        }
    }

    @Test
    void findsTheMessageWhenEveryByteComesAlone() {
        for (byte b : framed(A)) {
            read(new byte[] {b});
            now = now.plusMillis(10);
        }
        assertWhole(A);
    }

    @Test
    void waitsThroughAPauseInTheMiddleOfAMessage() {
        byte[] stream = framed(A);
        read(Arrays.copyOfRange(stream, 0, 100));
        pass(Duration.ofSeconds(59));
        assertTrue(framer.isInsideFrame());
        read(Arrays.copyOfRange(stream, 100, stream.length));
        assertWhole(A);
    }

    @Test
    void discardsAMessageThatStopsForSixtySecondsAndReadsTheNext() {
        read(Arrays.copyOfRange(framed(A), 0, 100));
        pass(Duration.ofMinutes(1));
        assertEquals(List.of(Damage.IDLE_IN_FRAME), damage());
        assertFalse(framer.isInsideFrame());
        read(framed(B));
        assertWhole(B);
    }

    @Test
    void passesOverTheRestOfADiscardedMessage() {
        read(Arrays.copyOfRange(framed(A), 0, 100));
        pass(Duration.ofMinutes(1));
        read(Arrays.copyOfRange(framed(A), 100, framed(A).length), framed(B));
        assertWhole(B);
        assertTrue(junk() > 0);
    }

    @Test
    void discardsAMessageThatTakesTwoMinutesInAll() {
        byte[] stream = framed(A);
        for (int i = 0; i < 121; i++) {
            read(new byte[] {stream[i]});
            pass(Duration.ofSeconds(1));
        }
        assertEquals(List.of(Damage.FRAME_TOO_SLOW), damage());
        read(framed(B));
        assertWhole(B);
    }

    @Test
    void doesNotBlameTheSenderForTheTimeInWhichWeDidNotRead() {
        byte[] stream = framed(A);
        read(Arrays.copyOfRange(stream, 0, 100));
        now = now.plusSeconds(300);
        framer.held(Duration.ofMinutes(5));
        read(Arrays.copyOfRange(stream, 100, stream.length));
        assertWhole(A);
    }

    @Test
    void findsManyMessagesInOneReadInOrder() {
        byte[] stream = {};
        byte[][] expected = new byte[13][];
        for (int i = 0; i < 13; i++) {
            expected[i] = bytes("MSH|^~\\&|||||||ORU^R01|" + i + "|P|2.3.1|\r");
            stream = join(stream, framed(expected[i]));
        }
        read(stream);
        assertWhole(expected);
    }

    @Test
    void endsTheMessageAtFsAndCrInDifferentReads() {
        read(join(bytes("\u000b"), A), bytes("\u001c"));
        assertTrue(whole().isEmpty());
        read(bytes("\r"));
        assertWhole(A);
    }

    @Test
    void endsTheMessageAtFsAndLf() {
        read(join(bytes("\u000b"), A, bytes("\u001c\n")), framed(B));
        assertWhole(A, B);
    }

    @Test
    void endsTheMessageAtFsAndTheNextVt() {
        read(join(bytes("\u000b"), A, bytes("\u001c")), framed(B));
        assertWhole(A, B);
        assertEquals(2, found.size());
    }

    @Test
    void endsTheMessageAtFsAndSilence() {
        read(join(bytes("\u000b"), A, bytes("\u001c")));
        pass(Duration.ofMillis(199));
        assertTrue(whole().isEmpty());
        pass(Duration.ofMillis(1));
        assertWhole(A);
    }

    @Test
    void endsTheMessageAtFsAndTheEndOfTheConnection() {
        read(join(bytes("\u000b"), A, bytes("\u001c")));
        framer.end(found::add);
        assertWhole(A);
    }

    @Test
    void takesFsInTheMiddleForDamageAndReadsTheNext() {
        read(join(bytes("\u000b"), Arrays.copyOf(A, 50), bytes("\u001c"), A, bytes("\u001c\r")), framed(B));
        assertEquals(List.of(Damage.END_OF_BLOCK_INSIDE), damage());
        assertTrue(((Framed.Broken) found.getFirst()).damage().isAnswered());
        assertWhole(B);
    }

    @Test
    void tellsAFrameEndedByOtherBytesAfterAMoment() {
        read(join(bytes("\u000b"), A, bytes("\u001c\u0000")));
        pass(Duration.ofMillis(200));
        assertEquals(List.of(Damage.END_OF_BLOCK_INSIDE), damage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u0000\u0000", "\r", "\n", "\r\n", " \t ", "@?", "HTTP/1.1 200 OK\r\n\r\n", "MS", "\u001c\r"})
    void skipsAndCountsWhatStandsBetweenFrames(String between) {
        read(join(framed(A), bytes(between), framed(B), bytes(between)));
        framer.end(found::add);
        assertWhole(A, B);
        assertEquals(2L * between.length(), junk());
    }

    @Test
    void takesAnEmptyFrameForAKeepAlive() {
        read(bytes("\u000b\u001c\r"), framed(A));
        assertEquals(new Framed.KeepAlive(), found.getFirst());
        assertWhole(A);
    }

    @Test
    void beginsAfreshAtVtInTheMiddle() {
        read(join(Arrays.copyOf(framed(A), 100), framed(B)));
        assertEquals(List.of(Damage.RESTARTED), damage());
        assertFalse(((Framed.Broken) found.getFirst()).damage().isAnswered());
        assertWhole(B);
    }

    @Test
    void forgetsALoneVtBeforeAFrame() {
        read(join(bytes("\u000b"), framed(B)));
        assertWhole(B);
        assertEquals(1, found.size());
    }

    @Test
    void takesAMessageWithoutVtThatBeginsWithMsh() {
        read(join(A, bytes("\u001c\r"), B, bytes("\u001c\r"), framed(A)));
        assertWhole(A, B, A);
    }

    @Test
    void keepsAByteOrderMarkForTheScan() {
        byte[] marked = join(bytes("\u00ef\u00bb\u00bf"), A);
        read(framed(marked));
        assertWhole(marked);
    }

    @Test
    void skipsAnOversizedMessageAndReadsTheNext() {
        byte[] rest = new byte[Limits.DEFAULT.hl7().frameBytes()];
        Arrays.fill(rest, (byte) 'x');
        read(join(bytes("\u000b"), A), rest, bytes("\u001c\r"), framed(B));
        Framed.Broken broken = (Framed.Broken) found.getFirst();
        assertEquals(Damage.OVERSIZE, broken.damage());
        assertEquals(A.length + rest.length, broken.length());
        assertEquals(MllpFramer.EVIDENCE_BYTES, broken.bytes().length);
        assertArrayEquals(A, Arrays.copyOf(broken.bytes(), A.length));
        assertWhole(B);
    }

    @Test
    void takesAMessageOfExactlyTheLimit() {
        byte[] longest = new byte[Limits.DEFAULT.hl7().frameBytes()];
        Arrays.fill(longest, (byte) 'x');
        read(framed(longest));
        assertWhole(longest);
    }

    @Test
    void keepsNoMoreThanTheEvidenceOfAMessageWithoutEnd() {
        byte[] chunk = new byte[64 << 10];
        read(bytes("\u000bMSH|"));
        for (int i = 0; i < 1_024; i++) { // 64 MiB announced by nothing
            read(chunk);
        }
        pass(Duration.ofMinutes(1));
        assertEquals(List.of(Damage.OVERSIZE), damage());
        assertEquals(MllpFramer.EVIDENCE_BYTES, ((Framed.Broken) found.getFirst()).bytes().length);
    }

    @Test
    void tellsAMessageThatTheEndOfTheConnectionCutsOff() {
        for (int length = 2; length < A.length; length += 97) {
            found.clear();
            MllpFramer other = new MllpFramer(Limits.DEFAULT.hl7());
            other.read(Arrays.copyOf(framed(A), length), now, found::add);
            other.end(found::add);
            assertEquals(List.of(Damage.CUT_OFF), damage());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void findsTheGoodMessageAfterAnyGarbage(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            found.clear();
            byte[] garbage = new byte[random.nextInt(400)];
            for (int i = 0; i < garbage.length; i++) {
                int kind = random.nextInt(8);
                garbage[i] = (byte) (kind == 0 ? 0x0B : kind == 1 ? 0x1C : kind == 2 ? '\r' : random.nextInt(256));
            }
            int at = 0;
            while (at < garbage.length) {
                int end = Math.min(garbage.length, at + 1 + random.nextInt(50));
                read(Arrays.copyOfRange(garbage, at, end));
                at = end;
                pass(Duration.ofMillis(random.nextInt(300)));
            }
            read(framed(A), framed(B));
            List<byte[]> all = whole();
            String place = "seed " + seed + " round " + round;
            assertTrue(all.size() >= 2, place);
            assertArrayEquals(A, all.get(all.size() - 2), place);
            assertArrayEquals(B, all.getLast(), place);
        }
    }
}
