package org.vigie.gateway.recovery;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;

/** Counts what is told, for the report before and after. One thread. */
public final class Tally implements Consumer<Item> {
    private final Set<String> beds = new TreeSet<>();
    private final Set<String> doubtful = new TreeSet<>();
    private long items;
    private long sets;
    private long readings;
    private long alarms;
    private long gaps;
    private long unbound;
    private long corrected;
    private @Nullable Instant first;
    private @Nullable Instant last;

    /** Nothing yet. */
    public Tally() {}

    @Override
    public void accept(Item item) {
        items++;
        Instant begin = item.period().begin();
        Instant end = item.period().end();
        first = first == null || begin.isBefore(first) ? begin : first;
        last = last == null || end.isAfter(last) ? end : last;
        corrected += item.period().isCorrected() ? 1 : 0;
        if (!item.bed().equals(BedId.UNIT)) {
            beds.add(item.bed().value());
        }
        switch (item) {
            case Item.Values values -> {
                sets++;
                readings += values.readings().size();
            }
            case Item.Alarm alarm -> alarms++;
            case Item.Gap gap -> gaps += gap.cause().isWanted() ? 0 : 1;
        }
        boolean matters = !(item instanceof Item.Gap) && !item.bed().isUnit();
        if (matters && item.whose().identifier().isEmpty()) {
            unbound++;
            doubtful.add(item.bed().value());
        }
    }

    /** Everything that was told. */
    public long items() {
        return items;
    }

    /** Gaps that nobody wanted. */
    public long gaps() {
        return gaps;
    }

    /** Items without a certain patient, gaps aside. */
    public long unbound() {
        return unbound;
    }

    /** Beds of which at least one item has no certain patient. */
    public Set<String> doubtful() {
        return doubtful;
    }

    /** Beds of which at least one item here or there has no certain patient. */
    public Set<String> doubtfulWith(Tally other) {
        Set<String> both = new TreeSet<>(doubtful);
        both.addAll(other.doubtful);
        return both;
    }

    /** From when to when, with the day where it is not one day; {@code nothing} without items. */
    public String times(ZoneId zone) {
        if (first == null || last == null) {
            return "nothing";
        }
        boolean oneDay =
                first.atZone(zone).toLocalDate().equals(last.atZone(zone).toLocalDate());
        DateTimeFormatter format = DateTimeFormatter.ofPattern(oneDay ? "HH:mm" : "uuuu-MM-dd HH:mm", Locale.ROOT)
                .withZone(zone);
        return format.format(first) + (oneDay ? "-" : " - ") + format.format(last);
    }

    /** In words, for example {@code 64 beds, 3,840 sets with 42,240 values, 17 alarm steps, 3 gaps}. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "%d beds, %,d sets with %,d values, %,d alarm steps, %,d gaps, %d beds without patient id%s",
                beds.size(),
                sets,
                readings,
                alarms,
                gaps,
                doubtful.size(),
                corrected == 0 ? "" : String.format(Locale.ROOT, ", %,d times corrected", corrected));
    }
}
