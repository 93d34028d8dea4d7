package org.vigie.adapter.hl7.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.vigie.adapter.testing.Golden.framed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.adapter.hl7.codec.ScanResult.Refused;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.adapter.testing.Golden;
import org.vigie.model.limits.Limits;

/** Damaged messages: nothing throws, and the next good one is read. */
final class MutationTest {
    private static final byte[] NEXT = Golden.message("pds-54-two-alarms");

    private final Hl7Parser parser = new Hl7Parser();

    @ParameterizedTest
    @ValueSource(strings = {"pds-54-two-alarms", "pcd05-ora-r41-with-msa", "mdil-alert-list"})
    void survivesEveryMutationOfOneByte(String name) {
        byte[] golden = Golden.message(name);
        for (int place = 0; place < golden.length; place++) {
            byte[] mutant = golden.clone();
            for (int value = 0; value < 256; value++) {
                mutant[place] = (byte) value;
                boolean special = value < 0x80 ? !Character.isLetterOrDigit(value) : value % 0x3F == 2;
                readsTheNextAfter(mutant, special, "place " + place + " value " + value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcd04-low-spo2-start", "wave-na-one-second", "pcd01-twenty-values"})
    void survivesEveryTruncation(String name) {
        byte[] golden = Golden.message(name);
        for (int length = 0; length < golden.length; length++) {
            readsTheNextAfter(Arrays.copyOf(golden, length), true, "length " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 23, 47, 95, 191})
    void survivesRandomDamage(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] golden = Golden.message("pcd04-low-spo2-start");
        for (int round = 0; round < 500; round++) {
            byte[] mutant = golden.clone();
            for (int i = random.nextInt(1, 20); i > 0; i--) {
                String special = "|^~\\&\r\n\u000b\u001cMSHOBX0";
                int kind = random.nextInt(3);
                mutant[random.nextInt(mutant.length)] = kind == 0
                        ? (byte) random.nextInt(256)
                        : kind == 1
                                ? (byte) special.charAt(random.nextInt(special.length()))
                                : mutant[random.nextInt(mutant.length)];
            }
            readsTheNextAfter(mutant, true, "seed " + seed + " round " + round);
        }
    }

    @Test
    void survivesSegmentsInAnyOrder() {
        List<String> segments = new ArrayList<>(
                List.of(Golden.text("pcd04-low-spo2-start").split("\r", -1)).subList(0, 11));
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 500; round++) {
            for (int i = segments.size() - 1; i > 0; i--) {
                Collections.swap(segments, i, random.nextInt(i + 1));
            }
            readsTheNextAfter(Golden.bytes(String.join("\r", segments)), true, "round " + round);
        }
    }

    /** Every damaged message is framed and scanned; {@code parsed} also goes to HAPI, which takes most of the time. */
    private void readsTheNextAfter(byte[] message, boolean parsed, String place) {
        List<byte[]> whole = new ArrayList<>();
        MllpFramer framer = new MllpFramer(Limits.DEFAULT.hl7());
        framer.read(Golden.join(framed(message), framed(NEXT)), Instant.EPOCH, found -> {
            if (found instanceof Framed.Whole one) {
                whole.add(one.bytes());
            }
        });
        for (byte[] one : whole) {
            switch (StructureScan.scan(one)) {
                case Scanned scanned -> {
                    if (parsed) {
                        assertNotNull(parser.parse(scanned), place);
                    }
                }
                case Refused refused -> assertEquals(true, refused.offset() <= one.length, place);
            }
        }
        assertArrayEquals(NEXT, whole.getLast(), place);
    }
}
