package org.vigie.gateway.paper;

import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.history.Clock;
import org.vigie.model.DeviceText;
import org.vigie.model.score.News2;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.BedScore;

/** NEWS2 at the foot of a sheet, where the unit wants it: what is missing is named, never counted as 0. */
final class ScoreLines {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final float LEFT = 10;
    private static final float WIDTH = 190;

    private ScoreLines() {}

    static void write(PaperPage page, PaperWords words, Bed bed, Clock clock, float y) throws IOException {
        Optional<BedScore.Scored> scored = BedScore.news2(bed, clock.now());
        if (scored.isEmpty()) {
            return;
        }
        String time = TIME.format(clock.local(clock.now()));
        page.bold(LEFT, y, 10, page.fitting(time + " " + headline(scored.get().result(), words), 10, WIDTH));
        page.text(LEFT, y + 4.5f, 8, page.fitting(details(scored.get(), words, clock), 8, WIDTH));
        page.text(LEFT, y + 9.5f, 9, words.get("news2.byhand") + " ____________________________________");
        page.text(LEFT, y + 13.5f, 6.5f, page.fitting(words.get("news2.source"), 6.5f, WIDTH));
    }

    private static String headline(News2.@Nullable Result result, PaperWords words) {
        return switch (result) {
            case News2.Complete complete ->
                "NEWS2 " + complete.total() + " – " + words.get("news2.response." + word(complete.response()));
            case News2.Incomplete incomplete ->
                words.get("news2.incomplete") + " (" + incomplete.known() + "/7) – " + words.get("news2.missing") + " "
                        + names(incomplete.missing(), words);
            case null -> words.get("news2.child");
        };
    }

    private static String names(Set<News2.Item> items, PaperWords words) {
        return items.stream().map(item -> words.get("news2." + word(item))).collect(Collectors.joining(", "));
    }

    private static String details(BedScore.Scored scored, PaperWords words, Clock clock) {
        List<String> parts = new ArrayList<>();
        News2.@Nullable Result result = scored.result();
        if (result != null) {
            for (News2.Item item : News2.Item.values()) {
                Integer points = result.points().get(item);
                if (points != null) {
                    parts.add(words.get("news2." + word(item)) + " " + points);
                }
            }
        }
        parts.add(words.get("news2.scale") + " " + (scored.inputs().scale() == News2.Scale.ONE ? "1" : "2"));
        Function<News2.Entry<?>, String> entered =
                entry -> TIME.format(clock.local(entry.at())) + " " + DeviceText.clean(entry.by());
        Stream.<News2.@Nullable Entry<?>>of(
                        scored.inputs().consciousness(), scored.inputs().oxygen())
                .flatMap(Stream::ofNullable)
                .map(entered)
                .distinct()
                .forEach(text -> parts.add(words.get("news2.entered") + " " + text));
        return String.join(" · ", parts);
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
