package org.vigie.adapter.intellivue.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** The lines of a {@code .hex} file without comments and blanks. */
public final class HexLines {
    private HexLines() {}

    /** Bytes of each line. */
    public static List<byte[]> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.replaceAll("#.*|->.*", "").replace(" ", ""))
                    .filter(line -> !line.isEmpty())
                    .map(HexFormat.of()::parseHex)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
