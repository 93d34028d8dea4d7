package org.vigie.adapter.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.vigie.model.testing.SharedData;
import org.vigie.profiles.ProfileCatalog;

/**
 * Every capture beside the repository: nothing is lost without a line, nothing throws, whatever happens to the bytes.
 */
class CorpusTest {
    private static final ProfileCatalog CATALOGUE = ProfileCatalog.load();

    /** A row of COUNTS.tsv. */
    private record Counted(String path, int observations) {}

    @TestFactory
    Stream<DynamicTest> accountsForEveryObservation() {
        return counted()
                .map(file -> DynamicTest.dynamicTest(file.path, () -> {
                    List<Line> lines = decode(profile(file.path), bytes(file.path));
                    Set<String> rows = new HashSet<>();
                    for (Line line : lines) {
                        line.rows().forEach(row -> rows.add(line.message() + "/" + row));
                    }
                    assertEquals(file.observations, rows.size(), () -> lines.toString());
                    boolean silent = file.path.equals("frames/empty-frame.mllp");
                    assertEquals(silent, lines.isEmpty(), "every file but an empty frame says something");
                }));
    }

    @TestFactory
    Stream<DynamicTest> neverThrowsOnATruncatedCapture() {
        return counted()
                .map(file -> DynamicTest.dynamicTest(file.path, () -> {
                    byte[] whole = bytes(file.path);
                    for (int length = 0; length < whole.length; length += 7) {
                        json(decode(profile(file.path), Arrays.copyOf(whole, length)));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> neverThrowsOnADamagedCapture() {
        return counted()
                .map(file -> DynamicTest.dynamicTest(file.path, () -> {
                    byte[] whole = bytes(file.path);
                    SplittableRandom random = new SplittableRandom(file.path.hashCode());
                    byte[] likely = {
                        '|', '^', '&', '~', '\\', '\r', '\n', 0x0B, 0x1C, 0, (byte) 0xC3, '9', 'M', ' ', '-'
                    };
                    for (int round = 0; round < 60; round++) {
                        byte[] damaged = whole.clone();
                        for (int i = 0; i < 1 + random.nextInt(6); i++) {
                            int at = random.nextInt(damaged.length);
                            damaged[at] = random.nextBoolean()
                                    ? likely[random.nextInt(likely.length)]
                                    : (byte) random.nextInt(256);
                        }
                        json(decode(profile(file.path), damaged));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> readsEveryCaptureWithEveryProfile() {
        return counted()
                .map(file -> DynamicTest.dynamicTest(file.path, () -> {
                    for (String profile : List.of("ihe-pcd", "philips-mdil", "mindray-pds", "nihon-kohden")) {
                        List<Line> lines = decode(profile, bytes(file.path));
                        assertTrue(file.observations == 0 || !lines.isEmpty());
                        json(lines);
                    }
                    assertFalse(
                            file.observations > 0 && matched(bytes(file.path)).isEmpty());
                }));
    }

    private static List<Line> decode(String profile, byte[] content) {
        List<Line> lines = new ArrayList<>();
        CaptureDecoder.with(CATALOGUE.find(profile).orElseThrow()).decode(content, lines::add);
        return lines;
    }

    private static List<Line> matched(byte[] content) {
        List<Line> lines = new ArrayList<>();
        CaptureDecoder.matching(CATALOGUE).decode(content, lines::add);
        return lines;
    }

    private static void json(List<Line> lines) {
        for (Line line : lines) {
            String json = LineJson.of(line);
            assertTrue(json.startsWith("{\"kind\":\"") && json.endsWith("}") && json.indexOf('\n') < 0);
        }
    }

    private static String profile(String path) {
        if (path.contains("/pds-")) {
            return "mindray-pds";
        }
        if (path.contains("efficia") || path.contains("mdil")) {
            return "philips-mdil";
        }
        return path.startsWith("nihonkohden") ? "nihon-kohden" : "ihe-pcd";
    }

    private static byte[] bytes(String path) {
        try {
            Path open = SharedData.shared("hl7").resolve(path);
            return Files.readAllBytes(
                    Files.exists(open) ? open : SharedData.shared("hl7/private").resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Counted> counted() {
        try {
            return Files.readAllLines(SharedData.shared("hl7/COUNTS.tsv")).stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Counted(cells[0], Integer.parseInt(cells[4])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
