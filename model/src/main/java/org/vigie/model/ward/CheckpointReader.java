package org.vigie.model.ward;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.DeviceId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;
import org.vigie.model.link.MonitorMode;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.Inactivation;
import org.vigie.model.score.News2;
import org.vigie.model.unit.Unit;

/** Reads what {@link Checkpoint} has written. */
final class CheckpointReader {
    private final Map<BedId, BedPlace> places = new HashMap<>();
    private final Map<BedId, BedDraft> beds = new LinkedHashMap<>();
    private final boolean demoSounds;
    private final List<Garbled> garbled = new ArrayList<>();
    private final List<Unassigned> unassigned = new ArrayList<>();
    private final List<AlarmCondition> recent = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private final List<WardEffect.CommandResult> commands = new ArrayList<>();
    private @Nullable Outage outage;
    private @Nullable BedDraft current;
    private final Instant now;
    private Duration back = Duration.ZERO;
    private Instant at = Instant.MIN;
    private long changes;
    private long occurrences;
    private StorageLevel storage = StorageLevel.OK;

    private CheckpointReader(Site site, Instant now) {
        this.now = now;
        demoSounds = site.policy().alarmOnDemoData();
        site.beds().forEach(place -> places.put(place.bed(), place));
    }

    static WardFacts read(Site site, String text, Instant now) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).startsWith(Checkpoint.NAME + "\t")) {
            throw new IllegalArgumentException("not a checkpoint of this program");
        }
        String version = lines.get(0).substring(Checkpoint.NAME.length() + 1);
        if (!version.equals(Integer.toString(Checkpoint.VERSION))
                && !version.equals(Integer.toString(Checkpoint.VERSION - 1))) {
            throw new IllegalArgumentException("checkpoint of an unknown version: " + lines.get(0));
        }
        if (!lines.get(lines.size() - 1).equals("end")) {
            throw new IllegalArgumentException("checkpoint without end");
        }
        CheckpointReader reader = new CheckpointReader(site, now);
        for (int i = 1; i < lines.size() - 1; i++) {
            CheckpointFields fields = new CheckpointFields(i + 1, lines.get(i), reader.back);
            fields.read(() -> {
                reader.line(fields);
                return true;
            });
        }
        return reader.facts(site);
    }

    private void line(CheckpointFields in) {
        String kind = in.text();
        switch (kind) {
            case "ward" -> {
                at = in.time();
                if (now.isBefore(at)) {
                    back = Duration.between(now, at);
                    at = now;
                }
                changes = in.number();
                occurrences = in.number();
                storage = in.word(StorageLevel.class);
            }
            case "bed" -> bed(in);
            case "patient" -> bed().patient = patient(in);
            case "typed" -> bed().typed = patient(in);
            case "watcher" -> bed().watcher = new Watcher(in.text(), in.time(), (int) in.number());
            case "seen" -> bed().seen = seen(in);
            case "emptied" -> bed().emptiedAt = in.time();
            case "person" -> people.add(new Person(in.text(), in.textOrNull(), in.textOrNull(), in.time()));
            case "feed" -> bed().feeds.add(feed(in));
            case "alarm" -> bed().board.add(alarm(in));
            case "silence" ->
                bed().silences
                        .add(new BedsideSilence(
                                source(in),
                                device(in),
                                in.text(),
                                Set.copyOf(in.each(() -> in.word(Inactivation.class)))));
            case "vital" ->
                bed().vitals.add(new VitalSign(in.word(Vital.class), source(in), in.duration(), in.time(), in.flag()));
            case "list" ->
                bed().lists
                        .add(new AlarmList(
                                source(in),
                                device(in),
                                in.text(),
                                in.durationOrNull(),
                                in.time(),
                                in.time(),
                                (int) in.number(),
                                (int) in.number(),
                                in.flag()));
            case "mode" -> mode(bed(), in);
            case "value" -> bed().streams.add(value(in));
            case "outage" -> outage = new Outage(in.time(), in.each(() -> bedId(in)));
            case "garbled" -> garbled.add(new Garbled(source(in), in.each(in::time), in.each(() -> bedId(in))));
            case "unassigned" -> unassigned.add(new Unassigned(source(in), in.textOrNull(), device(in), in.time()));
            case "recent" -> recent.add(alarm(in));
            case "command" -> commands.add(new WardEffect.CommandResult(in.text(), in.flag(), in.textOrNull()));
            default -> throw new IllegalArgumentException("unknown kind of line: " + kind);
        }
    }

    private BedDraft bed() {
        if (current == null) {
            throw new IllegalArgumentException("no bed named before");
        }
        return current;
    }

    private void bed(CheckpointFields in) {
        BedId id = bedId(in);
        BedFacts fresh = id.isUnit()
                ? BedFacts.unit(demoSounds, at)
                : BedFacts.untouched(
                        places.getOrDefault(id, new BedPlace(id, List.of(), null, false, false)), demoSounds, at);
        BedDraft bed = new BedDraft(new Bed(fresh));
        bed.empty = in.flag();
        bed.watchFrom = in.time();
        bed.neverHeardRaised = in.flag();
        bed.notLiveBefore = in.timeOrNull();
        bed.link = in.word(LinkState.class);
        bed.reason = in.word(LinkReason.class);
        bed.alarmsOffSince = in.timeOrNull();
        bed.alarmsOffRaised = in.flag();
        bed.pausedUntil = in.timeOrNull();
        bed.standbySince = in.timeOrNull();
        bed.silentInStandby = in.flag();
        bed.resumed = in.flag();
        bed.mismatch = in.flag();
        beds.put(id, bed);
        current = bed;
    }

    private static Seen seen(CheckpointFields in) {
        News2.Scale scale = in.word(News2.Scale.class);
        return new Seen(entry(in, News2.Consciousness::valueOf), entry(in, Boolean::valueOf), scale);
    }

    private static <T> News2.@Nullable Entry<T> entry(CheckpointFields in, Function<String, T> of) {
        String what = in.textOrNull();
        Instant at = in.timeOrNull();
        String by = in.textOrNull();
        return what == null || at == null || by == null ? null : new News2.Entry<>(of.apply(what), at, by);
    }

    private static Patient patient(CheckpointFields in) {
        String id = in.textOrNull();
        String family = in.textOrNull();
        String given = in.textOrNull();
        String birth = in.textOrNull();
        return new Patient(
                id,
                family,
                given,
                birth == null ? null : LocalDate.parse(birth),
                in.textOrNull(),
                in.flag(),
                in.flag());
    }

    private static Feed feed(CheckpointFields in) {
        SourceId source = source(in);
        String reportedBed = in.textOrNull();
        boolean explicit = in.flag();
        String connection = in.textOrNull();
        Instant closedAt = in.timeOrNull();
        LinkReason closeReason = in.word(LinkReason.class);
        Instant lastHeard = in.time();
        Instant lastContent = in.timeOrNull();
        Instant watchFrom = in.time();
        LinkState state = in.word(LinkState.class);
        LinkReason reason = in.word(LinkReason.class);
        Instant unreadableSince = in.timeOrNull();
        DeviceTime told = deviceTime(in);
        MonitorClock clock = new MonitorClock(in.each(in::number), in.timeOrNull());
        return new Feed(
                source,
                reportedBed,
                explicit,
                connection,
                closedAt,
                closeReason,
                lastHeard,
                lastContent,
                watchFrom,
                rhythm(in),
                told,
                clock,
                state,
                reason,
                unreadableSince,
                MonitorMode.MONITORING);
    }

    /** Follows the feeds of its bed. */
    private static void mode(BedDraft bed, CheckpointFields in) {
        int index = bed.feedOf(source(in));
        MonitorMode mode = in.word(MonitorMode.class);
        if (index >= 0) {
            FeedEdit edit = new FeedEdit(bed.feeds.get(index));
            edit.mode = mode;
            bed.feeds.set(index, edit.done());
        }
    }

    private static Rhythm rhythm(CheckpointFields in) {
        return new Rhythm(
                in.durationOrNull(), in.each(in::duration), in.each(in::duration), in.timeOrNull(), in.flag());
    }

    private static AlarmCondition alarm(CheckpointFields in) {
        AlarmKey key = new AlarmKey(bedId(in), source(in), device(in), in.text());
        String id = in.text();
        AlarmState state = in.word(AlarmState.class);
        AlarmReport report = report(in);
        AlarmReport.Evidence extreme = evidence(in);
        return new AlarmCondition(
                key,
                id,
                state,
                report,
                extreme,
                in.each(in::text),
                in.textOrNull(),
                in.time(),
                in.time(),
                in.time(),
                in.timeOrNull(),
                in.timeOrNull(),
                in.timeOrNull(),
                (int) in.number(),
                in.time(),
                in.textOrNull(),
                in.timeOrNull(),
                in.flag(),
                in.flag(),
                (int) in.number(),
                in.each(() -> bedId(in)),
                in.isMore() ? rhythm(in) : Rhythm.UNKNOWN, // version 1 ends here
                in.isMore() && in.flag());
    }

    private static AlarmReport report(CheckpointFields in) {
        return new AlarmReport(
                in.textOrNull(),
                device(in),
                in.textOrNull(),
                in.textOrNull(),
                in.textOrNull(),
                in.textOrNull(),
                in.word(Priority.class),
                in.word(AlarmKind.class),
                in.word(AlarmPhase.class),
                in.text(),
                evidence(in),
                Set.copyOf(in.each(() -> in.word(Inactivation.class))),
                in.flag(),
                in.word(Quality.class),
                deviceTime(in));
    }

    private static AlarmReport.@Nullable Evidence evidence(CheckpointFields in) {
        BigDecimal value = in.decimalOrNull();
        return value == null ? null : new AlarmReport.Evidence(value, new Unit(in.text()), limits(in));
    }

    private static @Nullable AlarmLimits limits(CheckpointFields in) {
        BigDecimal low = in.decimalOrNull();
        BigDecimal high = in.decimalOrNull();
        return low == null && high == null ? null : new AlarmLimits(low, high);
    }

    private static @Nullable DeviceTime deviceTime(CheckpointFields in) {
        String local = in.textOrNull();
        if (local == null) {
            return null;
        }
        String offset = in.textOrNull();
        return new DeviceTime(LocalDateTime.parse(local), offset == null ? null : ZoneOffset.of(offset));
    }

    private static Stream value(CheckpointFields in) {
        SourceId source = source(in);
        DeviceId device = device(in);
        Parameter parameter = new Parameter(in.textOrNull(), in.textOrNull(), in.textOrNull(), in.text());
        BigDecimal value = new BigDecimal(in.text());
        Unit unit = new Unit(in.text());
        Quality quality = in.word(Quality.class);
        boolean setting = in.flag();
        AlarmLimits limits = limits(in);
        Numeric numeric = new Numeric(parameter, value, unit, quality, limits, setting, deviceTime(in));
        return new Stream(
                source,
                device,
                numeric,
                in.time(),
                in.time(),
                rhythm(in),
                true,
                in.word(ValueState.class),
                in.timeOrNull());
    }

    private static BedId bedId(CheckpointFields in) {
        return new BedId(in.text());
    }

    private static SourceId source(CheckpointFields in) {
        return new SourceId(in.text());
    }

    private static @Nullable DeviceId device(CheckpointFields in) {
        String device = in.textOrNull();
        return device == null ? null : new DeviceId(device);
    }

    /** The beds of the site in its order, then those that it no longer has; deadlines are found anew. */
    private WardFacts facts(Site site) {
        if (at.equals(Instant.MIN)) {
            throw new IllegalArgumentException("checkpoint without ward");
        }
        BedDraft unit = beds.remove(BedId.UNIT);
        List<Bed> all = new ArrayList<>();
        for (BedPlace place : site.beds()) {
            BedDraft bed = beds.remove(place.bed());
            all.add(bed != null ? bed.freeze() : new Bed(BedFacts.untouched(place, demoSounds, at)));
        }
        beds.values().forEach(orphan -> all.add(orphan.freeze()));
        WardFacts facts = new WardFacts(
                site,
                BedIndex.of(all.stream().map(Bed::id).toList()),
                at,
                changes,
                occurrences,
                storage,
                List.copyOf(all),
                unit == null ? new Bed(BedFacts.unit(demoSounds, at)) : unit.freeze(),
                outage,
                List.copyOf(garbled),
                List.copyOf(unassigned),
                List.copyOf(recent),
                List.copyOf(people),
                List.copyOf(commands),
                null);
        WardDraft draft = new WardDraft(facts);
        draft.allBeds();
        draft.settled();
        return draft.done().ward().facts();
    }
}
