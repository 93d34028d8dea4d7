package org.vigie.gateway.paper;

import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vigie.gateway.history.Clock;

/** NEWS2 at the foot of a sheet, where the unit wants it: what is missing is named, never counted as 0. */
final class ScoreLines {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final float LEFT = 10;
    private static final float WIDTH = 190;

    private ScoreLines() {}

    static void write(PaperPage page, PaperWords words, PaperBed bed, Clock clock, float y) throws IOException {
        Optional<PaperScore> score = bed.score();
        if (score.isEmpty()) {
            return;
        }
        String time = TIME.format(clock.local(clock.now()));
        page.bold(LEFT, y, 10, page.fitting(time + " " + headline(score.get(), words), 10, WIDTH));
        page.text(LEFT, y + 4.5f, 8, page.fitting(details(score.get(), words), 8, WIDTH));
        page.text(LEFT, y + 9.5f, 9, words.get("news2.byhand") + " ____________________________________");
        page.text(LEFT, y + 13.5f, 6.5f, page.fitting(words.get("news2.source"), 6.5f, WIDTH));
    }

    private static String headline(PaperScore score, PaperWords words) {
        if (score.child()) {
            return words.get("news2.child");
        }
        return score.total() != null
                ? "NEWS2 " + score.total() + " – " + words.get("news2.response." + score.response())
                : words.get("news2.incomplete") + " (" + score.points().size() + "/7) – " + words.get("news2.missing")
                        + " "
                        + score.missing().stream()
                                .map(item -> words.get("news2." + item))
                                .collect(Collectors.joining(", "));
    }

    private static String details(PaperScore score, PaperWords words) {
        List<String> parts = new ArrayList<>();
        score.points().forEach((item, points) -> parts.add(words.get("news2." + item) + " " + points));
        parts.add(words.get("news2.scale") + " " + score.scale());
        score.entered().forEach(text -> parts.add(words.get("news2.entered") + " " + text));
        return String.join(" · ", parts);
    }
}
