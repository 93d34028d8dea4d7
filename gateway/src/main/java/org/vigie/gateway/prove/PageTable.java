package org.vigie.gateway.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of a campaign, one line a row, in docs/reliability.md between two marks.
 *
 * @param campaign its name, in the marks
 * @param head heading and rule
 * @param rows words of all rows, in their order; a line begins with the word of its row
 */
public record PageTable(String campaign, List<String> head, List<String> rows) {
    /** Where the tables stand, below the root of the sources. */
    private static final Path PAGE = Path.of("docs", "reliability.md");

    public PageTable {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
    }

    /** How the line of a row begins. */
    public static String begin(String row) {
        return "| `" + row + "` |";
    }

    /**
     * The rows that are to be run; to be asked before anything is.
     *
     * @throws IOException when there is no such row, or when the page is to be written and is not below the present
     *     folder
     */
    public List<String> chosen(Campaign.Setup setup) throws IOException {
        for (String word : setup.rows()) {
            if (!rows.contains(word)) {
                throw new IOException("no row is called " + word + ". There are: " + String.join(", ", rows));
            }
        }
        if (setup.write() && !Files.isWritable(PAGE)) {
            throw new IOException("--write: no " + PAGE + " below the present folder");
        }
        return setup.rows().isEmpty() ? rows : setup.rows();
    }

    /** Tells the table, and puts it into the page when that was asked for. */
    public void publish(Campaign.Setup setup, List<String> lines) throws IOException {
        setup.out().println(of(lines));
        if (setup.write()) {
            write(PAGE, lines);
            setup.out().println("written to " + PAGE);
        }
    }

    private String of(List<String> lines) {
        List<String> all = new ArrayList<>(head);
        all.addAll(lines);
        return String.join("\n", all);
    }

    /**
     * Puts lines into a page; lines of other rows stay as they are.
     *
     * @throws IOException when the page lacks the marks
     */
    public void write(Path page, List<String> lines) throws IOException {
        String open = "<!-- prove " + campaign + " -->";
        String close = "<!-- end of prove " + campaign + " -->";
        String text = Files.readString(page);
        int from = text.indexOf(open);
        int until = text.indexOf(close);
        if (from < 0 || until < from) {
            throw new IOException(page + " has no place for it: " + open + " ... " + close);
        }
        List<String> there = text.substring(from, until).lines().toList();
        List<String> all = new ArrayList<>();
        for (String row : rows) {
            String begin = begin(row);
            lines.stream()
                    .filter(line -> line.startsWith(begin))
                    .findFirst()
                    .or(() -> there.stream()
                            .filter(line -> line.startsWith(begin))
                            .findFirst())
                    .ifPresent(all::add);
        }
        Files.writeString(page, text.substring(0, from) + open + "\n" + of(all) + "\n" + text.substring(until));
    }
}
