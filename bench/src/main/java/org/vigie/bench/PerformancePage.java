package org.vigie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** docs/performance.md: prose by people, tables by the bench between marks. */
final class PerformancePage {
    private PerformancePage() {}

    /**
     * Puts {@code table} between the marks of {@code part}.
     *
     * @throws IOException when the page lacks the marks
     */
    static void replace(Path page, String part, String table) throws IOException {
        String open = "<!-- bench " + part + " -->";
        String close = "<!-- end of bench " + part + " -->";
        String text = Files.readString(page);
        int from = text.indexOf(open);
        int until = text.indexOf(close);
        if (from < 0 || until < from) {
            throw new IOException(page + " has no place for it: " + open + " ... " + close);
        }
        Files.writeString(page, text.substring(0, from) + open + "\n" + table + "\n" + text.substring(until));
    }
}
