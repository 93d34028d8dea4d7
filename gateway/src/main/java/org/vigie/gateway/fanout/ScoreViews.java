package org.vigie.gateway.fanout;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WardView;
import org.vigie.model.DeviceText;
import org.vigie.model.score.News2;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.BedScore;

/** NEWS2 as displays get it. Pure. */
final class ScoreViews {
    private static final DateTimeFormatter HOUR_MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private ScoreViews() {}

    static Optional<WardView.News2> news2(Bed bed, WardViews.Moment moment) {
        return BedScore.news2(bed, moment.now()).map(scored -> view(scored, moment));
    }

    private static WardView.News2 view(BedScore.Scored scored, WardViews.Moment moment) {
        News2.Inputs inputs = scored.inputs();
        News2.@Nullable Result result = scored.result();
        Map<String, Integer> points = new LinkedHashMap<>();
        if (result != null) {
            for (News2.Item item : News2.Item.values()) {
                Integer some = result.points().get(item);
                if (some != null) {
                    points.put(word(item), some);
                }
            }
        }
        List<News2.Entry<?>> entries = Stream.<News2.@Nullable Entry<?>>of(inputs.oxygen(), inputs.consciousness())
                .filter(Objects::nonNull)
                .<News2.Entry<?>>map(entry -> entry)
                .sorted((one, other) -> one.at().compareTo(other.at()))
                .toList();
        @Nullable Instant entered = entries.isEmpty() ? null : entries.getFirst().at();
        return new WardView.News2(
                result instanceof News2.Complete complete ? complete.total() : null,
                result instanceof News2.Complete complete ? word(complete.response()) : null,
                points,
                result instanceof News2.Incomplete incomplete
                        ? incomplete.missing().stream().map(ScoreViews::word).toList()
                        : List.of(),
                result == null,
                inputs.scale() == News2.Scale.ONE ? 1 : 2,
                scored.counts().toMillis(),
                entries.isEmpty() ? null : DeviceText.clean(entries.getLast().by()),
                entered == null
                        ? null
                        : HOUR_MINUTE.format(moment.wallOf(entered).atZone(moment.zone())));
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
