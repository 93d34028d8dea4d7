package org.vigie.gateway.fanout.websocket;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WireJson;
import org.vigie.gateway.delivery.DisplayBook;
import org.vigie.gateway.delivery.Layout;
import org.vigie.gateway.delivery.SightBoard;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.pipeline.records.AuditText;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.BedId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.ward.AlarmCondition;
import org.vigie.model.ward.Ward;

/**
 * Which display shows which beds: keeps the layouts that people make, tells every display of the others, and tells the
 * ward what is not to be seen anywhere. Belongs to the event loop of the displays.
 */
final class SightDesk {
    private static final Logger LOG = LoggerFactory.getLogger(SightDesk.class);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._'-]{0,23}|");

    /** What was told is in the ward by then, if it can be. */
    private static final Duration TELL_AGAIN = Duration.ofSeconds(2);

    private static final int MOST_BEDS = 1_024;

    private final SightBoard board = new SightBoard();
    private final Vertx vertx;
    private final WardFeed feed;
    private final DisplayBook book;
    private final DeliveryDesk delivery;
    private final Map<Integer, Named> known = new HashMap<>();
    private String told = "";
    private Input.@Nullable Seen last;
    private Instant lastAt = Instant.EPOCH;

    private record Named(String name, boolean watched) {}

    SightDesk(Vertx vertx, WardFeed feed, DisplayBook book, DeliveryDesk delivery) {
        this.vertx = vertx;
        this.feed = feed;
        this.book = book;
        this.delivery = delivery;
    }

    /** A display says who it is, or a person arranges its beds. */
    @SuppressWarnings("ConstantValue") // Jackson leaves a missing member null, whatever the record says
    void arrange(Display display, LiveMessage.Arrange asked, Collection<Display> displays) {
        if (asked.id() == null || asked.name() == null || !CommandDesk.isId(asked.id())) {
            display.refuse("arrangement without id or name");
            return;
        }
        Optional<String> fault = fault(asked);
        if (fault.isEmpty() && asked.beds() != null) {
            fault = keep(asked.name(), new Layout(asked.beds(), asked.rest()), display);
        }
        if (fault.isPresent()) {
            answer(display, asked.id(), fault);
            return;
        }
        Named before = known.get(display.number());
        known.put(display.number(), new Named(asked.name(), before != null && before.watched()));
        String frame = WireJson.write(layout(asked.name()));
        for (Display other : displays) {
            Named named = known.get(other.number());
            if (other == display
                    || (asked.beds() != null && named != null && named.name().equals(asked.name()))) {
                other.send(frame, System.nanoTime());
            }
        }
        answer(display, asked.id(), fault); // behind the arrangement: a panel that closes then shows the new one
    }

    @SuppressWarnings("ConstantValue") // as above
    private static Optional<String> fault(LiveMessage.Arrange asked) {
        if (!NAME.matcher(asked.name()).matches()) {
            return Optional.of("bad-display-name");
        }
        List<String> beds = asked.beds();
        boolean bad = beds != null
                && (beds.size() > MOST_BEDS
                        || beds.stream()
                                .anyMatch(bed -> bed == null || CommandDesk.tooLong(bed, CommandDesk.MOST_BED)));
        return bad ? Optional.of("bad-command") : Optional.empty();
    }

    private Optional<String> keep(String name, Layout layout, Display display) {
        if (!book.put(name, layout)) {
            return Optional.of("too-many-displays");
        }
        feed.displaySet(AuditText.arranged(delivery.now(), display.number(), name, layout.beds(), layout.rest()));
        vertx.executeBlocking(
                        () -> {
                            book.save();
                            return true;
                        },
                        true)
                .onFailure(failed -> LOG.warn(
                        "event=displays-not-saved reason={} action=\"holds until the next start\"", failed.toString()));
        return Optional.empty();
    }

    private static void answer(Display display, String id, Optional<String> fault) {
        display.send(
                WireJson.write(new LiveMessage.Result(id, fault.isEmpty(), fault.orElse(null))), System.nanoTime());
    }

    private LiveMessage.Layout layout(String name) {
        Layout layout = book.of(name);
        return new LiveMessage.Layout(name, layout.beds(), layout.rest());
    }

    void gone(Display display) {
        known.remove(display.number());
    }

    /** A few times a second: who sees what. */
    void look(Ward ward, Collection<Display> displays) {
        List<BedId> beds = List.copyOf(ward.beds().keySet());
        List<SightBoard.Screen> screens = new ArrayList<>();
        for (Display display : displays) {
            screens.add(screen(display));
        }
        tell(screens, beds, displays);
        SightBoard.Unseen unseen = board.look(screens, beds, delivery.now());
        Input.Seen now = new Input.Seen(String.join(", ", unseen.displays()), unseen.beds());
        Instant at = delivery.now();
        // Compared with the ward, not with what was told last: the alarm may be one of before a restart.
        boolean again = !now.equals(last) || !at.isBefore(lastAt.plus(TELL_AGAIN));
        if (again && !now.equals(inWard(ward))) {
            last = now;
            lastAt = at;
            feed.seen(now);
        }
    }

    private SightBoard.Screen screen(Display display) {
        LiveMessage.@Nullable Alive sign = display.alive();
        Named named = known.getOrDefault(display.number(), new Named("", false));
        boolean visible = sign != null && sign.visible() && delivery.answers(display.number());
        if (sign != null && sign.watching() && !named.watched()) {
            named = new Named(named.name(), true);
            known.put(display.number(), named);
        }
        return new SightBoard.Screen(display.number(), named.name(), visible, named.watched(), book.of(named.name()));
    }

    /** What the ward has of it. */
    private static Input.Seen inWard(Ward ward) {
        Optional<AlarmCondition> hidden = own(ward, OwnAlarm.DISPLAY_HIDDEN);
        Optional<AlarmCondition> nowhere = own(ward, OwnAlarm.BED_NOT_SHOWN);
        return new Input.Seen(
                hidden.map(AlarmCondition::text).orElse(""),
                nowhere.map(AlarmCondition::beds).orElse(List.of()));
    }

    private static Optional<AlarmCondition> own(Ward ward, String code) {
        return ward.unit().alarms().stream()
                .filter(alarm ->
                        alarm.key().condition().equals(code) && alarm.state().mayBePresent())
                .findFirst();
    }

    private void tell(List<SightBoard.Screen> screens, List<BedId> beds, Collection<Display> displays) {
        String frame = WireJson.write(new LiveMessage.Displays(
                screens.stream()
                        .map(screen -> new LiveMessage.Screen(
                                screen.number(),
                                screen.name(),
                                screen.visible(),
                                screen.watched(),
                                screen.layout().shown(beds).size()))
                        .toList(),
                SightBoard.nowhere(screens, beds).stream().map(BedId::value).toList()));
        if (!frame.equals(told)) {
            told = frame;
            displays.forEach(display -> display.send(frame, System.nanoTime()));
        }
    }

    /** A display has just connected: what the others know. */
    void greet(Display display) {
        if (!told.isEmpty()) {
            display.send(told, System.nanoTime());
        }
    }
}
