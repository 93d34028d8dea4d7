package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.prove.Campaign;
import org.vigie.model.testing.SharedData;

/** The fault matrix names no test and no campaign that is not there, and counts its rows as they are. */
class ReliabilityListTest {
    private static final int ROWS = 58;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");
    private static final Pattern CAMPAIGN = Pattern.compile("`prove ([a-z0-9-]+)`");
    private static final Pattern COUNT = Pattern.compile("(\\d+) of (\\d+) rows name a test");

    @Test
    void everyTestOfTheMatrixExistsAndTheRowsThatHaveOneAreCounted() throws IOException {
        Map<String, String> tests = tests();
        Set<String> campaigns = ServiceLoader.load(Campaign.class).stream()
                .map(provider -> provider.get().name())
                .collect(Collectors.toSet());
        String text = Files.readString(SharedData.repository().resolve("docs/reliability.md"));
        Map<Integer, String> rows = new TreeMap<>();
        for (Matcher row = ROW.matcher(text); row.find(); ) {
            rows.put(Integer.valueOf(row.group(1)), row.group(3));
        }
        assertEquals(IntStream.rangeClosed(1, ROWS).boxed().collect(Collectors.toSet()), rows.keySet());
        Set<String> missing = new TreeSet<>();
        int proven = 0;
        for (String cell : rows.values()) {
            int names = 0;
            for (Matcher named = NAMED.matcher(cell); named.find(); names++) {
                String source = tests.get(named.group(1));
                boolean there =
                        source != null && (named.group(2) == null || source.contains("void " + named.group(2) + "("));
                if (!there) {
                    missing.add(named.group());
                }
            }
            for (Matcher named = CAMPAIGN.matcher(cell); named.find(); names++) {
                if (!campaigns.contains(named.group(1))) {
                    missing.add(named.group());
                }
            }
            assertTrue(names > 0 || cell.startsWith("not yet"), "neither a test nor \"not yet\": " + cell);
            proven += names > 0 ? 1 : 0;
        }
        assertEquals(Set.of(), missing);
        Matcher count = COUNT.matcher(text);
        assertTrue(count.find(), "the document says how many rows name a test");
        assertEquals(proven, Integer.parseInt(count.group(1)));
        assertEquals(ROWS, Integer.parseInt(count.group(2)));
    }

    /** Sources of all test classes, by simple name. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Path folder : folders()) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(some -> some.toString().endsWith("Test.java"))
                        .toList()) {
                    String name = String.valueOf(file.getFileName()).replace(".java", "");
                    found.merge(name, Files.readString(file), String::concat); // some names stand in two modules
                }
            }
        }
        return found;
    }

    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        for (String module : List.of("model", "protocol-adapters", "dashboard", "simulator", "gateway")) {
            folders.add(SharedData.repository().resolve(module).resolve("src/test/java"));
        }
        return folders;
    }
}
