package org.vigie.gateway.fanout.websocket;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WireJson;
import org.vigie.gateway.delivery.DeliveryBoard;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.pipeline.records.DeliveryNote;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Ward;

/**
 * Watches that alarms arrive: writes down what each display has got, shown and sounded, and tells the ward when no
 * display answers. A unit at which no display was ever opened, and whose beds nobody watches, is not asked. Belongs to
 * the event loop of the displays.
 */
final class DeliveryDesk {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryDesk.class);
    private static final Duration SIGN_HOLDS = Duration.ofSeconds(3);

    /**
     * A page draws four times a second and says so once a second: two signs in a row without a new frame are a frozen
     * screen. Its link goes on by itself on a thread of its own, so that the signs alone prove nothing. SOURCE:
     * reference/central-ui.md 7.3; recall Z-0597-03.
     */
    private static final Duration FROZEN = Duration.ofMillis(1_800);

    /** What was told is in the ward by then, if it can be. */
    private static final Duration TELL_AGAIN = Duration.ofSeconds(2);

    /** Ids in one sign of a page; more are not looked at. */
    private static final int MOST_IDS = 256;

    private final DeliveryBoard board = new DeliveryBoard();
    private final WardFeed feed;
    private final Supplier<WardViews.Moment> clock;
    private final Map<Integer, Heard> signs = new HashMap<>();
    private boolean everOpened;
    private boolean missing;
    private Instant toldAt = Instant.EPOCH;
    private @Nullable Ward known;
    private volatile long lookedNanos = System.nanoTime();

    private record Heard(DeliveryBoard.Sign sign, Instant at, long frames) {
        boolean isFrozen() {
            return Duration.between(sign.drew(), at).compareTo(FROZEN) >= 0;
        }
    }

    DeliveryDesk(WardFeed feed, Supplier<WardViews.Moment> clock) {
        this.feed = feed;
        this.clock = clock;
    }

    /** A display has got this state. */
    void sent(Display display, Ward ward) {
        everOpened = true;
        Instant now = clock.get().now();
        update(ward, now);
        note(display.number(), DeliveryNote.Step.SENT, board.sent(display.number(), now), now);
    }

    /** Displays have got this state. */
    void sent(Collection<Display> displays, Ward ward) {
        displays.stream().filter(display -> !display.behind()).forEach(display -> sent(display, ward));
    }

    @SuppressWarnings("ReferenceEquality") // the same state is the same object
    private void update(Ward ward, Instant now) {
        if (known != ward) {
            known = ward;
            board.ward(ward, now);
        }
    }

    /** A display has given a sign of life. */
    void alive(Display display, LiveMessage.Alive alive) {
        Instant now = clock.get().now();
        Heard before = signs.get(display.number());
        Instant drew = before == null || before.frames() != alive.frames()
                ? now
                : before.sign().drew();
        boolean counts = alive.visible()
                && alive.watching()
                && alive.audio().equals("running")
                && Duration.between(drew, now).compareTo(FROZEN) < 0;
        DeliveryBoard.Sign sign =
                new DeliveryBoard.Sign(display.number(), counts, ids(alive.painted()), ids(alive.sounded()), drew);
        Heard heard = new Heard(sign, now, alive.frames());
        signs.put(display.number(), heard);
        if (heard.isFrozen() && before != null && !before.isFrozen() && alive.visible()) {
            LOG.warn("event=display-frozen display={} since={}", display.number(), drew);
        }
        DeliveryBoard.News news = board.sign(sign, now);
        note(display.number(), DeliveryNote.Step.PAINTED, news.painted(), now);
        note(display.number(), DeliveryNote.Step.SEEN, news.seen(), now);
        note(display.number(), DeliveryNote.Step.SOUNDED, news.sounded(), now);
    }

    private static Set<String> ids(@Nullable List<String> ids) {
        return ids == null
                ? Set.of()
                : ids.stream().filter(id -> id != null).limit(MOST_IDS).collect(Collectors.toUnmodifiableSet());
    }

    private void note(int display, DeliveryNote.Step step, Map<String, Long> alarms, Instant now) {
        if (!alarms.isEmpty()) {
            feed.delivered(new DeliveryNote(now, display, step, alarms));
        }
    }

    /** Engine time. */
    Instant now() {
        return clock.get().now();
    }

    /** True while a display is heard and its screen is drawn anew. */
    boolean answers(int display) {
        Heard heard = signs.get(display);
        return heard != null
                && !heard.isFrozen()
                && clock.get().now().isBefore(heard.at().plus(SIGN_HOLDS));
    }

    void gone(Display display) {
        signs.remove(display.number());
    }

    /** A few times a second: tells the ward when the displays stop answering, and when they answer again. */
    void look(Ward ward) {
        Instant now = clock.get().now();
        lookedNanos = System.nanoTime();
        update(ward, now);
        if (!everOpened && ward.beds().values().stream().map(Bed::watcher).allMatch(Optional::isEmpty)) {
            return;
        }
        List<DeliveryBoard.Sign> fresh = new ArrayList<>();
        for (Heard heard : signs.values()) {
            if (now.isBefore(heard.at().plus(SIGN_HOLDS))) {
                fresh.add(heard.sign());
            }
        }
        Optional<DeliveryBoard.Missing> found = board.check(fresh, now);
        boolean raised = ward.unit().alarms().stream()
                .anyMatch(alarm -> alarm.key().condition().equals(OwnAlarm.NO_DISPLAY)
                        && alarm.state().mayBePresent());
        boolean again = !now.isBefore(toldAt.plus(TELL_AGAIN));
        // Compared with the ward, not with what was told last: the alarm may be one of before a restart.
        if (found.isPresent() != raised && (found.isPresent() != missing || again)) {
            missing = found.isPresent();
            toldAt = now;
            feed.displays(found.map(some -> new Input.Displays(
                            false,
                            some.count() + " alarms neither shown nor sounded in time, the oldest " + some.alarm()))
                    .orElseGet(() -> new Input.Displays(true, "a display answers")));
        }
    }

    /** Time since {@link #look}. Any thread. */
    Duration sinceLook() {
        return Duration.ofNanos(System.nanoTime() - lookedNanos);
    }

    /** Answers a display about the alarms of a bed. */
    @SuppressWarnings("ConstantValue") // Jackson leaves a missing member null, whatever the record says
    void ask(Display display, LiveMessage.AskDelivery ask) {
        if (ask.id() == null || !CommandDesk.isId(ask.id())) {
            display.refuse("question without id");
            return;
        }
        List<LiveMessage.Delivered> lines = board.of(ask.bed()).stream()
                .map(line -> new LiveMessage.Delivered(
                        line.alarm(), line.display(), line.sentMs(), line.paintedMs(), line.soundedMs()))
                .toList();
        display.send(WireJson.write(new LiveMessage.Delivery(ask.id(), ask.bed(), lines)), System.nanoTime());
    }
}
