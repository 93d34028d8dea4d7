package org.vigie.gateway.fanout.websocket;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WireJson;
import org.vigie.gateway.fanout.ClockBoard;
import org.vigie.gateway.fanout.PatientNames;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.people.PinGuard;
import org.vigie.gateway.people.PinHash;
import org.vigie.gateway.people.Sessions;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.ward.Order;
import org.vigie.model.ward.Person;

/**
 * Takes what people arrange at displays, and finds out who they are. A PIN is hashed by one worker at a time, so that
 * twenty at once cost neither the memory nor the event loop. Nothing here stands between a person and an
 * acknowledgement: without a proof it is taken without a name. Belongs to the event loop of the displays.
 */
final class OrderDesk {
    /** Hashes that may wait; more are told to try again. */
    private static final int WAITING = 16;

    private final WardFeed feed;
    private final Consumer<Runnable> loop;
    private final ClockBoard board;
    private final Supplier<WardViews.Moment> clock;
    private final WorkerExecutor hashing;
    private final PinGuard guard = new PinGuard();
    private final Sessions sessions = new Sessions();
    private int waiting;

    /**
     * @param loop runs on the event loop of the displays
     * @param board gets what a person says of the time of day
     */
    OrderDesk(Vertx vertx, WardFeed feed, Consumer<Runnable> loop, ClockBoard board, Supplier<WardViews.Moment> clock) {
        this.feed = feed;
        this.loop = loop;
        this.board = board;
        this.clock = clock;
        this.hashing = vertx.createSharedWorkerExecutor("vigie-pin", 1);
    }

    /**
     * The person a display may speak for: as claimed when they have no PIN, or have given it there.
     *
     * @return empty when nobody was named, or the PIN was not given: the log then says that there is no name
     */
    Optional<String> proven(Display display, @Nullable String claimed) {
        if (claimed == null) {
            return Optional.empty();
        }
        Optional<Person> person = person(claimed);
        boolean proven = person.isEmpty() || !person.get().hasPin() || isAt(display, person.get());
        return proven ? Optional.of(claimed) : Optional.empty();
    }

    private static boolean isAt(Display display, Person person) {
        Sessions.@Nullable Session session = display.session();
        return session != null
                && session.user().equals(person.initials())
                && session.pin().equals(person.pin());
    }

    private Optional<Person> person(String initials) {
        return feed.now().ward().people().stream()
                .filter(person -> person.initials().equals(initials))
                .findFirst();
    }

    /** Takes an order; its answer goes to the display. */
    void take(Display display, LiveMessage.Order asked) {
        OrderReader.Read read = OrderReader.read(asked, clock.get());
        if (read.fault() != null) {
            answer(display, asked.id(), read.fault());
            return;
        }
        Order order = read.order();
        if (order instanceof Order.TellClock told) {
            tell(display, asked.id(), told, proven(display, asked.user()).orElse(null));
            return;
        }
        boolean proven = asked.user() == null || proven(display, asked.user()).isPresent();
        if (!proven || changesAnother(display, order)) {
            answer(display, asked.id(), "pin-needed");
            return;
        }
        if (order instanceof Order.SignOn on && on.pin() != null) {
            String pin = on.pin();
            work(
                    () -> PinHash.of(pin),
                    hash -> submit(display, asked, new Order.SignOn(on.initials(), on.name(), hash)),
                    () -> answer(display, asked.id(), "busy"));
            return;
        }
        submit(display, asked, order);
    }

    /** True for a change of somebody who has a PIN, by somebody else. */
    private boolean changesAnother(Display display, Order order) {
        return order instanceof Order.SignOn on
                && person(on.initials())
                        .filter(known -> known.hasPin() && !isAt(display, known))
                        .isPresent();
    }

    private void submit(Display display, LiveMessage.Order asked, Order order) {
        feed.order(
                new Input.Ordered(asked.id(), order, asked.user(), display.number()),
                result -> loop.accept(() -> display.send(
                        WireJson.write(new LiveMessage.Result(result.id(), result.accepted(), result.reason())),
                        System.nanoTime())));
    }

    /** As a command: without a proof it is taken without a name. The box is set once it stands in the journal. */
    private void tell(Display display, String id, Order.TellClock told, @Nullable String user) {
        feed.order(
                new Input.Ordered(id, told, user, display.number()),
                result -> loop.accept(() -> {
                    if (result.accepted()) {
                        board.told(user, told.ahead(), clock.get());
                    }
                    display.send(
                            WireJson.write(new LiveMessage.Result(result.id(), result.accepted(), result.reason())),
                            System.nanoTime());
                }));
    }

    private static void answer(Display display, String id, String reason) {
        display.send(WireJson.write(new LiveMessage.Result(id, false, reason)), System.nanoTime());
    }

    /** A person proves to be at a display. */
    @SuppressWarnings("ConstantValue") // Jackson leaves a missing member null, whatever the record says
    void signIn(Display display, LiveMessage.SignIn in) {
        if (in.id() == null || in.user() == null || !CommandDesk.isId(in.id()) || !CommandDesk.isUser(in.user())) {
            display.refuse("sign-in without id or name");
            return;
        }
        String hash = person(in.user()).map(Person::pin).orElse(null);
        if (hash == null) {
            signed(display, in, "not-on-shift");
        } else if (in.token() != null) {
            String token = in.token();
            Optional<Sessions.Session> session = sessions.find(token, System.nanoTime())
                    .filter(open -> open.user().equals(in.user()) && open.pin().equals(hash));
            session.ifPresentOrElse(open -> open(display, in, open, token), () -> signed(display, in, "no-session"));
        } else if (!guard.mayTry(display.number(), in.user(), System.nanoTime())) {
            signed(display, in, "pin-wait");
        } else {
            String pin = in.pin() == null ? "" : in.pin();
            work(
                    () -> PinHash.matches(pin, hash),
                    right -> checked(display, in, hash, right),
                    () -> signed(display, in, "busy"));
        }
    }

    private void checked(Display display, LiveMessage.SignIn in, String hash, boolean right) {
        long now = System.nanoTime();
        guard.tried(display.number(), in.user(), right, now);
        if (right) {
            Sessions.Session session = new Sessions.Session(in.user(), hash, now);
            open(display, in, session, sessions.open(session));
        } else {
            signed(display, in, "wrong-pin");
        }
    }

    private static void open(Display display, LiveMessage.SignIn in, Sessions.Session session, String token) {
        display.session(session);
        display.send(
                WireJson.write(new LiveMessage.SignedIn(in.id(), true, null, in.user(), token)), System.nanoTime());
    }

    private static void signed(Display display, LiveMessage.SignIn in, String reason) {
        display.send(
                WireJson.write(new LiveMessage.SignedIn(in.id(), false, reason, in.user(), null)), System.nanoTime());
    }

    /** The names behind the labels, for a display at which a person of the shift has given their name. */
    @SuppressWarnings("ConstantValue") // as above
    void names(Display display, LiveMessage.AskNames ask) {
        if (ask.id() == null || !CommandDesk.isId(ask.id())) {
            display.refuse("question without id");
            return;
        }
        boolean may = ask.user() != null
                && person(ask.user()).isPresent()
                && proven(display, ask.user()).isPresent();
        display.send(
                WireJson.write(new LiveMessage.Names(
                        ask.id(), may, may ? PatientNames.of(feed.now().ward()) : List.of())),
                System.nanoTime());
    }

    private <T> void work(Callable<T> hash, Consumer<T> done, Runnable busy) {
        if (waiting >= WAITING) {
            busy.run();
            return;
        }
        waiting++;
        hashing.executeBlocking(hash)
                .onComplete(outcome -> loop.accept(() -> {
                    waiting--;
                    if (outcome.succeeded()) {
                        done.accept(outcome.result());
                    } else {
                        busy.run();
                    }
                }));
    }
}
