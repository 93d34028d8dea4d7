package org.vigie.gateway.paper;

import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.history.Clock;
import org.vigie.model.DeviceText;
import org.vigie.model.score.News2;
import org.vigie.model.ward.BedScore;

/**
 * NEWS2 of a bed as it is printed, of this box or of another.
 *
 * @param total null while something is missing, and for a child
 * @param response its word; null without total
 * @param points by the word of the parameter
 * @param missing words of the others
 * @param child true for a patient for whom there is no score
 * @param scale of SpO2, 1 or 2
 * @param entered when and by whom something was entered by hand
 */
record PaperScore(
        @Nullable Integer total,
        @Nullable String response,
        Map<String, Integer> points,
        List<String> missing,
        boolean child,
        int scale,
        List<String> entered) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** As this box has counted it. */
    static PaperScore of(BedScore.Scored scored, Clock clock) {
        News2.@Nullable Result result = scored.result();
        Map<String, Integer> points = new LinkedHashMap<>();
        for (News2.Item item : News2.Item.values()) {
            Integer some = result == null ? null : result.points().get(item);
            if (some != null) {
                points.put(word(item), some);
            }
        }
        News2.@Nullable Complete complete = result instanceof News2.Complete all ? all : null;
        Set<News2.Item> missing = result instanceof News2.Incomplete some ? some.missing() : Set.of();
        return new PaperScore(
                complete == null ? null : complete.total(),
                complete == null ? null : word(complete.response()),
                points,
                missing.stream().map(PaperScore::word).toList(),
                result == null,
                scored.inputs().scale() == News2.Scale.ONE ? 1 : 2,
                Stream.<News2.@Nullable Entry<?>>of(
                                scored.inputs().consciousness(), scored.inputs().oxygen())
                        .flatMap(Stream::ofNullable)
                        .map(entry -> TIME.format(clock.local(entry.at())) + " " + DeviceText.clean(entry.by()))
                        .distinct()
                        .toList());
    }

    /** As another box says that it has counted it. */
    static PaperScore of(WardView.News2 view) {
        @Nullable String by = view.enteredBy();
        return new PaperScore(
                view.total(),
                view.response(),
                view.points(),
                view.missing(),
                view.child(),
                view.scale(),
                by == null ? List.of() : List.of((view.enteredAt() == null ? "" : view.enteredAt() + " ") + by));
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
