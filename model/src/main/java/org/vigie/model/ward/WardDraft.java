package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmPolicy;
import org.vigie.model.limits.Limits;

/**
 * The ward while one step is being worked out: beds become drafts when they are touched, effects are gathered in order.
 * Confined to that step.
 */
final class WardDraft {
    /** Time for which an ended alarm that comes back counts as a repetition. */
    private static final Duration REPETITION = Duration.ofMinutes(10);

    private static final int UNIT = -1;
    private static final int NOTHING_DUE = -2;

    /** More firings without any progress of time than real deadlines can give. */
    private static final int FIRINGS_AT_ONE_MOMENT = 10_000;

    private final WardFacts base;
    private boolean fresh = true;
    private final List<WardEffect> effects = new ArrayList<>();
    private @Nullable BedDraft[] drafts;
    private BedIndex index;
    private List<Bed> beds;
    private final BedDraft unit;
    private Instant now;
    private long changes;
    private long occurrences;
    private boolean touched;
    private AlarmPolicy policy;
    Site site;
    StorageLevel storage;

    @Nullable Outage outage;

    final Copied<Garbled> garbled;
    final Copied<Unassigned> unassigned;
    final Copied<AlarmCondition> recent;
    final Copied<Person> people;
    final Copied<WardEffect.CommandResult> commands;

    WardDraft(WardFacts base) {
        this.base = base;
        site = base.site();
        policy = site.policy().alarms();
        index = base.index();
        beds = base.beds();
        drafts = new BedDraft[beds.size()];
        unit = new BedDraft(base.unit());
        now = base.now();
        changes = base.changes();
        occurrences = base.occurrences();
        storage = base.storage();
        outage = base.outage();
        garbled = new Copied<>(base.garbled());
        unassigned = new Copied<>(base.unassigned());
        recent = new Copied<>(base.recent());
        people = new Copied<>(base.people());
        commands = new Copied<>(base.commands());
    }

    Instant now() {
        return now;
    }

    Site site() {
        return site;
    }

    AlarmPolicy policy() {
        return policy;
    }

    Limits.Pipeline limits() {
        return Limits.DEFAULT.pipeline();
    }

    BedDraft unit() {
        return unit;
    }

    /** Something a display shows has changed. */
    void touch() {
        touched = true;
    }

    void effect(WardEffect effect) {
        effects.add(effect);
    }

    void note(BedId bed, String what, String text, @Nullable String user) {
        effects.add(new WardEffect.Noted(now, bed, what, text, user));
    }

    /** A new occurrence id: engine time and a counter, so that it is unique over restarts and the same in a replay. */
    String nextOccurrence() {
        occurrences++;
        return "a" + Long.toString(now.toEpochMilli(), Character.MAX_RADIX) + "-"
                + Long.toString(occurrences, Character.MAX_RADIX).toLowerCase(Locale.ROOT);
    }

    /** Keeps an ended alarm in the list of recent ones. */
    void ended(AlarmCondition alarm) {
        recent.addFirst(alarm, limits().recentAlarms());
    }

    boolean endedRecently(AlarmKey key) {
        return recent.items().stream()
                .anyMatch(alarm ->
                        alarm.key().equals(key) && now.isBefore(alarm.changed().plus(REPETITION)));
    }

    boolean wasShown(AlarmKey key) {
        return recent.items().stream().anyMatch(alarm -> alarm.key().equals(key));
    }

    BedDraft bed(int at) {
        BedDraft draft = drafts[at];
        if (draft == null) {
            draft = new BedDraft(beds.get(at));
            drafts[at] = draft;
        }
        draft.unsettled = true;
        return draft;
    }

    /** The bed, or the unit, of that name; null when the site has none. */
    @Nullable BedDraft find(BedId bed) {
        if (bed.isUnit()) {
            return unit;
        }
        Integer at = index.of(bed);
        return at == null ? null : bed(at);
    }

    /** All beds in the order of the site, without the unit. */
    List<BedDraft> allBeds() {
        List<BedDraft> all = new ArrayList<>(beds.size());
        for (int i = 0; i < beds.size(); i++) {
            all.add(bed(i));
        }
        return all;
    }

    /** The beds that have a feed of that source. */
    List<BedDraft> fedBy(SourceId source) {
        List<BedDraft> fed = new ArrayList<>();
        for (int i = 0; i < beds.size(); i++) {
            BedDraft draft = drafts[i];
            List<Feed> feeds = draft == null ? beds.get(i).feeds() : draft.feeds.items();
            for (Feed feed : feeds) {
                if (feed.source().equals(source)) {
                    fed.add(bed(i));
                    break;
                }
            }
        }
        return fed;
    }

    Optional<BedDraft> resolve(SourceId source, @Nullable String reportedBed) {
        return site.resolve(source, reportedBed).map(this::find);
    }

    static boolean isExplicit(BedPlace place, SourceId source) {
        return place.bindings().stream().anyMatch(binding -> source.equals(binding.source()));
    }

    /** The given beds in the order of the site. */
    List<BedId> inSiteOrder(List<BedId> some) {
        return site.beds().stream().map(BedPlace::bed).filter(some::contains).toList();
    }

    /** Puts another set of beds in place of the present one; drafts of beds that stay are kept by the caller. */
    void replaceBeds(Site next, List<Bed> nextBeds) {
        site = next;
        policy = next.policy().alarms();
        beds = List.copyOf(nextBeds);
        drafts = new BedDraft[beds.size()];
        index = BedIndex.of(beds.stream().map(Bed::id).toList());
    }

    /** Fires what is due up to {@code limit}, each at its own time, then moves to {@code limit}. */
    void fireUpTo(Instant limit) {
        Instant earliest = base.earliest();
        if (!fresh || (earliest != null && !limit.isBefore(earliest))) {
            int firings = 0;
            for (int next = nextDue(limit); next != NOTHING_DUE; next = nextDue(limit)) {
                Instant before = now;
                BedDraft bed = next == UNIT ? unit : bed(next);
                now = bed.due == null ? now : later(now, bed.due);
                fire(bed);
                firings = now.equals(before) ? firings + 1 : 0;
                if (firings > FIRINGS_AT_ONE_MOMENT) {
                    bed.due = now.plusSeconds(1); // a bug must not stop the engine
                    note(bed.id(), "deadline-repeats", "put off by 1 s", null);
                }
            }
        }
        now = later(now, limit);
    }

    /** Time passes without any deadline firing: the box slept. */
    void sleepUntil(Instant end) {
        now = later(now, end);
    }

    /** The bed whose deadline comes first, if it comes by {@code limit}; the unit before the beds, then site order. */
    private int nextDue(Instant limit) {
        int next = NOTHING_DUE;
        Instant due = null;
        for (int i = UNIT; i < beds.size(); i++) {
            Instant one = dueOf(i);
            if (one != null && !one.isAfter(limit) && (due == null || one.isBefore(due))) {
                due = one;
                next = i;
            }
        }
        return next;
    }

    private @Nullable Instant dueOf(int at) {
        if (at < 0) {
            return unit.due;
        }
        BedDraft draft = drafts[at];
        return draft == null ? beds.get(at).facts().due() : draft.due;
    }

    private void fire(BedDraft bed) {
        LinkSupervision.tick(this, bed);
        BedsideAlarms.tick(this, bed);
        AudioPause.tick(this, bed);
        AlarmBoard.tick(this, bed);
        if (bed == unit) {
            Unreadables.tick(this);
        }
        settled();
    }

    /**
     * An event or a deadline is done: the beds it looked at are brought up to date, and their next deadlines are found.
     */
    void settled() {
        fresh = false;
        for (BedDraft draft : drafts) {
            if (draft != null && draft.unsettled) {
                settle(draft);
                draft.unsettled = false;
            }
        }
        settle(unit);
        if (touched) {
            changes++;
            touched = false;
        }
    }

    private void settle(BedDraft bed) {
        if (bed != unit) {
            LinkSupervision.settle(this, bed);
        }
        AlarmBoard.roomAgain(this, bed);
        Conflict.settle(this, bed);
        Listening.settleEmpty(this, bed);
        AlarmLists.settle(this, bed);
        Instant due = ValueSupervision.settle(this, bed);
        due = LinkSupervision.earlier(due, VitalSigns.settle(this, bed));
        due = LinkSupervision.earlier(due, LinkSupervision.due(bed));
        due = LinkSupervision.earlier(due, BedsideAlarms.due(bed));
        due = LinkSupervision.earlier(due, bed.pausedUntil);
        due = LinkSupervision.earlier(due, AlarmBoard.due(this, bed));
        bed.due = bed == unit ? LinkSupervision.earlier(due, Unreadables.due(this)) : due;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** The beds as they stand now; one that did not change is the very same object as before. */
    List<Bed> frozenBeds() {
        List<Bed> frozen = null;
        for (int i = 0; i < drafts.length; i++) {
            BedDraft draft = drafts[i];
            if (draft != null) {
                frozen = frozen == null ? new ArrayList<>(beds) : frozen;
                frozen.set(i, draft.freeze());
            }
        }
        return frozen == null ? beds : List.copyOf(frozen);
    }

    /** The result of the step. */
    Ward.Step done() {
        List<Bed> frozen = frozenBeds();
        Bed frozenUnit = unit.freeze();
        Instant earliest = frozenUnit.facts().due();
        for (Bed bed : frozen) {
            earliest = LinkSupervision.earlier(earliest, bed.facts().due());
        }
        WardFacts facts = new WardFacts(
                site,
                index,
                now,
                changes,
                occurrences,
                storage,
                frozen,
                frozenUnit,
                outage,
                garbled.frozen(),
                unassigned.frozen(),
                recent.frozen(),
                people.frozen(),
                commands.frozen(),
                earliest);
        return new Ward.Step(new Ward(facts), List.copyOf(effects));
    }
}
