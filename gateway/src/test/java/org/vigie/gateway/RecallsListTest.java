package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vigie.model.testing.SharedData;

/** The list of recalls and the tests agree. */
class RecallsListTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| T(\\d+) \\|.*\\| `(\\w+)` \\|$");

    @Test
    void everyRecallHasItsTestAndEveryTestItsRecall() throws IOException {
        Map<Integer, String> listed = new TreeMap<>();
        String text = Files.readString(SharedData.repository().resolve("docs/recalls.md"));
        for (Matcher row = ROW.matcher(text); row.find(); ) {
            listed.put(Integer.valueOf(row.group(1)), row.group(2));
        }
        assertEquals(IntStream.rangeClosed(1, 12).boxed().collect(Collectors.toSet()), listed.keySet());
        Set<String> tests = Arrays.stream(RecallsTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(tests, new TreeSet<>(listed.values()));
    }
}
