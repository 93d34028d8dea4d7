package org.vigie.gateway.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the lines of a file of the chain; bytes that are no text become a line that is none. */
final class ChainReading {
    private ChainReading() {}

    /** Who is told of each line. */
    @FunctionalInterface
    interface Lines {
        /** The text of a line by its number, from 1. */
        void line(int number, String text);
    }

    static void each(Path file, Lines told) throws IOException {
        // Latin 1: every byte is a character, so that a damaged file is read to its end.
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int number = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                told.line(++number, text);
            }
        }
    }
}
