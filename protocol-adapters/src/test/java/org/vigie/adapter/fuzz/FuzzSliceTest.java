package org.vigie.adapter.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vigie.model.testing.SharedData;

/**
 * The corpus of the fuzz campaigns and some seconds of seeded mutations of it; the long run with coverage is
 * {@code vigie prove fuzz}.
 */
class FuzzSliceTest {
    private static final long SEED = 20_260_727;
    private static final int ROUNDS = 20_000;
    private static final Duration MOST = Duration.ofSeconds(3);

    @Test
    void mllpFraming() throws IOException {
        run("mllp", MllpFuzz::fuzzerTestOneInput);
    }

    @Test
    void serialFraming() throws IOException {
        run("serial", SerialFuzz::fuzzerTestOneInput);
    }

    @Test
    void messages() throws IOException {
        run("pdu", PduFuzz::fuzzerTestOneInput);
    }

    @Test
    void captures() throws IOException {
        run("capture", CaptureFuzz::fuzzerTestOneInput);
    }

    @Test
    void everyTruncationAndEveryLengthFieldOfTheMessages() throws IOException {
        for (byte[] seed : corpus("pdu")) {
            for (int length = 0; length < seed.length; length++) {
                PduFuzz.fuzzerTestOneInput(Arrays.copyOf(seed, length));
            }
            for (int at = 0; at + 1 < Math.min(seed.length, 400); at += 2) {
                for (int value : new int[] {0, 1, 0x7FFF, 0xFFFF}) {
                    byte[] lie = seed.clone();
                    lie[at] = (byte) (value >> 8);
                    lie[at + 1] = (byte) value;
                    PduFuzz.fuzzerTestOneInput(lie);
                }
            }
        }
    }

    private static void run(String name, Consumer<byte[]> target) throws IOException {
        List<byte[]> seeds = corpus(name);
        assertFalse(seeds.isEmpty());
        seeds.forEach(target);
        SplittableRandom random = new SplittableRandom(SEED);
        long end = System.nanoTime() + MOST.toNanos();
        for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
            byte[] mutant = mutant(seeds, random);
            try {
                target.accept(mutant);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("round " + round + " of seed " + SEED, e);
            }
        }
    }

    private static byte[] mutant(List<byte[]> seeds, SplittableRandom random) {
        byte[] one = seeds.get(random.nextInt(seeds.size()));
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int cut = random.nextInt(one.length + 1);
        int from = random.nextInt(other.length + 1);
        byte[] mutant = random.nextInt(4) == 0 ? join(one, cut, other, from) : one.clone();
        for (int i = random.nextInt(1, 8); i > 0 && mutant.length > 0; i--) {
            int at = random.nextInt(mutant.length);
            mutant[at] =
                    random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (mutant[at] ^ 1 << random.nextInt(8));
        }
        return mutant;
    }

    private static byte[] join(byte[] one, int cut, byte[] other, int from) {
        byte[] all = Arrays.copyOf(one, cut + other.length - from);
        System.arraycopy(other, from, all, cut, other.length - from);
        return all;
    }

    private static List<byte[]> corpus(String name) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(SharedData.testdata("fuzz/" + name))) {
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
        }
        return seeds;
    }
}
