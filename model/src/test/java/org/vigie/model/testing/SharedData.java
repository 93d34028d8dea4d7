package org.vigie.model.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Captures and records that lie beside the repository ({@code ../shared/data}) and may not be part of it. A test that
 * needs them is skipped with a clear message where they are absent.
 */
public final class SharedData {
    private SharedData() {}

    /** Root of the repository: the nearest folder above the working directory that holds {@code mvnw}. */
    public static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "no folder with mvnw above " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** Small, clearly licensed captures inside the repository. */
    public static Path testdata(String relative) {
        return repository().resolve("testdata").resolve(relative);
    }

    /** A file or folder below {@code ../shared/data}; skips the running test when it is absent. */
    public static Path shared(String relative) {
        Path path = repository().resolveSibling("shared").resolve("data").resolve(relative);
        Assumptions.assumeTrue(
                Files.exists(path), () -> "skipped: shared/data/" + relative + " is not beside the repository");
        return path;
    }
}
