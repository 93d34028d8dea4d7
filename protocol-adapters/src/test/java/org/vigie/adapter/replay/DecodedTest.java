package org.vigie.adapter.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.model.testing.SharedData;
import org.vigie.profiles.ProfileCatalog;

/** What was read by eye in the captures of the repository, line by line ({@code testdata/decoded}). */
class DecodedTest {
    private static final ProfileCatalog CATALOGUE = ProfileCatalog.load();

    static Stream<String> captures() throws IOException {
        try (Stream<Path> files = Files.list(SharedData.testdata("decoded"))) {
            return files.map(file -> file.getFileName().toString().replace(".jsonl", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void readsWhatAPersonReads(String name) throws IOException {
        Path capture = SharedData.testdata("captures").resolve(name);
        byte[] content = Files.readAllBytes(
                Files.exists(capture) ? capture : SharedData.testdata("hl7").resolve(name));
        String profile =
                name.startsWith("pds-") ? "mindray-pds" : name.startsWith("mdil-") ? "philips-mdil" : "ihe-pcd";
        List<String> lines = new ArrayList<>();
        CaptureDecoder.with(CATALOGUE.find(profile).orElseThrow())
                .decode(content, line -> lines.add(LineJson.of(line)));
        assertEquals(
                String.join(
                        "\n", Files.readAllLines(SharedData.testdata("decoded").resolve(name + ".jsonl"))),
                String.join("\n", lines));
    }
}
