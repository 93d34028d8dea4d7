package org.vigie.gateway.night;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vigie.gateway.delivery.DeliveryBoard;
import org.vigie.gateway.history.History;
import org.vigie.gateway.history.HistoryFilling;
import org.vigie.gateway.pipeline.ProfileDecoding;
import org.vigie.gateway.pipeline.Reducer;
import org.vigie.gateway.pipeline.records.DeliveryNote;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.waves.WaveTap;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.AlarmCondition;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Order;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;
import org.vigie.model.ward.WardPolicy;
import org.vigie.profiles.ProfileCatalog;
import org.vigie.simulator.scenario.NightPlan;

/**
 * What a gateway does with a night, without sockets, threads or a real clock: the real decoder, reducer, delivery board
 * and history; one display that draws once a second, and a nurse who acknowledges after a while. One thread.
 */
final class NightUnit {
    private static final int DISPLAY = 1;

    private final History history = new History(Limits.History.DEFAULT);
    private final HistoryFilling filling;
    private final Reducer reducer;
    private final DeliveryBoard board = new DeliveryBoard();
    private final SplittableRandom random = new SplittableRandom(99);
    private final Map<String, Instant> answerAt = new HashMap<>();
    private Set<String> painted = Set.of();
    private Set<String> sounded = Set.of();
    private boolean frozen;
    private boolean told;
    private long commands;
    private long inputs;

    NightUnit(Instant start, ZoneId zone) {
        List<BedPlace> places = new ArrayList<>();
        for (int i = 0; i < NightPlan.BEDS; i++) {
            places.add(new BedPlace(new BedId(NightPlan.bed(i)), List.of(), NightPlan.PERIOD, false, false));
        }
        Site site = new Site("CHU", "REA-A", places, new WardPolicy(false, Duration.ZERO, false, zone));
        filling = new HistoryFilling(history, start);
        reducer = Reducer.fresh(site, start, new ProfileDecoding(ProfileCatalog.load()), text -> site, WaveTap.NONE);
    }

    History history() {
        return history;
    }

    Ward ward() {
        return reducer.ward();
    }

    long inputs() {
        return inputs;
    }

    void order(Order order, String user, Instant at) {
        put(new Input.Ordered("o" + ++commands, order, user, DISPLAY), at);
    }

    void message(String bed, boolean alarm, byte[] bytes, Instant at) {
        put(
                new Input.Message(
                        new SourceId("hl7/" + bed),
                        bed + "/1",
                        "ihe-pcd",
                        alarm ? Input.Content.ALARM : Input.Content.DATA,
                        bytes),
                at);
    }

    private void put(Input input, Instant at) {
        inputs++;
        took(reducer.apply(input, at));
    }

    private void took(List<WardEffect> effects) {
        filling.took(reducer.ward(), effects);
    }

    /** The display stands still: it says nothing any more. */
    void freeze(boolean yes) {
        frozen = yes;
    }

    /** Once a second: time passes, the display draws what it was sent, the nurse answers. */
    void second(Instant now) {
        took(reducer.advance(now));
        board.ward(ward(), now);
        List<DeliveryBoard.Sign> signs = new ArrayList<>();
        if (!frozen) {
            note(DeliveryNote.Step.SENT, board.sent(DISPLAY, now), now);
            DeliveryBoard.Sign sign = new DeliveryBoard.Sign(DISPLAY, true, painted, sounded, now);
            DeliveryBoard.News news = board.sign(sign, now);
            note(DeliveryNote.Step.PAINTED, news.painted(), now);
            note(DeliveryNote.Step.SEEN, news.seen(), now);
            note(DeliveryNote.Step.SOUNDED, news.sounded(), now);
            draw();
            signs.add(sign);
            nurse(now);
        }
        boolean missing = board.check(signs, now).isPresent();
        if (missing != told) {
            told = missing;
            put(new Input.Displays(!missing, "display " + DISPLAY), now);
        }
    }

    private void note(DeliveryNote.Step step, Map<String, Long> alarms, Instant now) {
        if (!alarms.isEmpty()) {
            history.delivered(new DeliveryNote(now, DISPLAY, step, alarms));
        }
    }

    private void draw() {
        painted = beds().flatMap(bed -> bed.alarms().stream())
                .map(AlarmCondition::id)
                .collect(Collectors.toSet());
        List<AlarmCondition> audible =
                beds().flatMap(bed -> bed.alarms().stream().filter(bed::sounds)).toList();
        Optional<Priority> loudest =
                audible.stream().map(AlarmCondition::priority).max(Comparator.naturalOrder());
        sounded = audible.stream()
                .filter(alarm -> alarm.priority() == loudest.orElseThrow())
                .map(AlarmCondition::id)
                .collect(Collectors.toSet());
    }

    private Stream<Bed> beds() {
        return Stream.concat(Stream.of(ward().unit()), ward().beds().values().stream());
    }

    /** Whoever sees an alarm answers it after a while, most of the time. */
    private void nurse(Instant now) {
        for (Bed bed : beds().toList()) {
            for (AlarmCondition alarm : bed.alarms()) {
                if (!alarm.state().isUnacknowledged() || !painted.contains(alarm.id())) {
                    continue;
                }
                Instant due = answerAt.computeIfAbsent(
                        alarm.id() + alarm.escalatesFrom(), id -> now.plusSeconds(after(alarm.priority())));
                boolean own = alarm.key().condition().equals(OwnAlarm.NO_DISPLAY);
                if (!now.isBefore(due) && !own) {
                    put(
                            new Input.Command(
                                    "c" + ++commands, "acknowledge", bed.id().value(), alarm.id(), "AB"),
                            now);
                }
            }
        }
    }

    private long after(Priority priority) {
        return switch (priority) {
            case HIGH -> 6 + random.nextInt(30);
            case MEDIUM -> 10 + random.nextInt(80);
            case LOW -> 30 + random.nextInt(120);
        };
    }
}
