package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where a hub keeps what it has of other boxes, below its own data folder (ADR 0101): one folder for each with a
 * journal, and one small file with what was shown of it.
 */
public final class OtherBoxes {
    private static final String FOLDER = "edges";
    private static final String SHOWN = ".beds";

    private OtherBoxes() {}

    /** The folder of all of them below a data folder. */
    public static Path folder(Path data) {
        return data.resolve(FOLDER);
    }

    /**
     * The folders that hold a journal, in the order of their names; none when this is no hub.
     *
     * @throws IOException when the folder cannot be listed
     */
    public static List<Path> journals(Path data) throws IOException {
        return list(data, path -> Files.isDirectory(path.resolve("journal")));
    }

    /** The files with what was shown last. */
    static List<Path> shown(Path data) throws IOException {
        return list(data, path -> path.getFileName().toString().endsWith(SHOWN) && Files.isRegularFile(path));
    }

    private static List<Path> list(Path data, Predicate<Path> wanted) throws IOException {
        Path folder = folder(data);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(wanted).sorted().toList();
        }
    }
}
