package org.vigie.gateway.prove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a {@link JournalWriterMain} said.
 *
 * @param epoch of its journal; 0 before it is ready
 * @param ackedTo records 1 to this are durable, except waves and {@code refused}
 * @param refused numbers that were not written
 * @param levels storage levels it went through, after OK
 */
record WriterNotes(long epoch, long ackedTo, Set<Long> refused, List<String> levels) {
    /** A line that was cut off in the middle is not counted: it was not said. */
    static WriterNotes parse(Path output) throws IOException {
        String text = Files.readString(output, StandardCharsets.US_ASCII);
        String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1);
        long epoch = 0;
        long ackedTo = 0;
        Set<Long> refused = new HashSet<>();
        List<String> levels = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "ready" -> epoch = Long.parseLong(words[1]);
                case "not" -> refused.add(Long.parseLong(words[1]));
                case "level" -> levels.add(words[1]);
                case "ack" -> ackedTo = Long.parseLong(words[2]);
                default -> {
                    // The empty rest after the last line.
                }
            }
        }
        return new WriterNotes(epoch, ackedTo, refused, levels);
    }

    String lastLevel() {
        return levels.isEmpty() ? "OK" : levels.getLast();
    }
}
