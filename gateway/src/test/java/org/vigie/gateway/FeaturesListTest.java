package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vigie.model.testing.SharedData;

/** The table of features names no test that is not there. */
class FeaturesListTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)#(\\w+)`");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Set<String> missing = new TreeSet<>();
        int named = 0;
        String text = Files.readString(SharedData.repository().resolve("docs/features.md"));
        for (Matcher test = NAMED.matcher(text); test.find(); named++) {
            String method = "void " + test.group(2) + "(";
            boolean found = false;
            for (Path source : sources(test.group(1) + ".java")) {
                found |= Files.readString(source).contains(method);
            }
            if (!found) {
                missing.add(test.group(1) + "#" + test.group(2));
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(named >= 26, named + " tests named");
    }

    private static List<Path> sources(String name) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : List.of("model", "dashboard", "gateway")) {
            try (Stream<Path> files =
                    Files.walk(SharedData.repository().resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.endsWith(name)).forEach(found::add);
            }
        }
        return found;
    }
}
