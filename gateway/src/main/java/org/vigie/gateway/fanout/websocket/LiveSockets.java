package org.vigie.gateway.fanout.websocket;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WireJson;
import org.vigie.gateway.delivery.DisplayBook;
import org.vigie.gateway.fanout.ClockBoard;
import org.vigie.gateway.fanout.RemoteFeed;
import org.vigie.gateway.fanout.Screens;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.paper.PrintDesk;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.waves.WaveSource;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.Action;
import org.vigie.model.ward.Ward;

/**
 * All displays of this gateway. One stream serves them all: each frame is written once and sent to everybody, so that a
 * snapshot taken between two frames of the stream joins it without a gap. Changes are gathered for at most 20 ms.
 *
 * <p>Everything happens on one Vert.x context, the one of {@link #start}; the totals may be read from any thread.
 */
public final class LiveSockets {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSockets.class);
    private static final int CONTRACT = 1;
    private static final int PING_EVERY_TICKS = 5;

    /** A high alarm has 2 s to be confirmed; what is missing is found soon after. */
    private static final long LOOK_MS = 250;

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final WaveStream waves;
    private final WardFeed feed;
    private final Supplier<WardViews.Moment> clock;
    private final Limits.Live limits;
    private final Supplier<Greeting> greeting;
    private final PrintDesk printing;
    private final ClockBoard board;
    private final CommandDesk desk;
    private final OrderDesk orders;
    private final DeliveryDesk delivery;
    private final SightDesk sight;
    private final Map<Integer, Display> displays = new LinkedHashMap<>();
    private final AtomicBoolean announced = new AtomicBoolean();
    private @Nullable Context context;
    private final RemoteFeed remote;
    private final Pace pace;
    private Screens.Both shown;
    private Screens.Both looked;
    private long timer = NO_TIMER;
    private int lastNumber;
    private int ticks;
    private volatile Totals totals = Totals.NONE;
    private long refused;
    private long ended;
    private long commands;
    private long deltas;
    private long wavesLeftOut;

    /**
     * What a display is told first.
     *
     * @param build version and revision of the program
     * @param site name of the site
     * @param unit name of the unit
     * @param language default language
     * @param other address and port of another central station; null for none
     */
    public record Greeting(
            String build,
            String site,
            String unit,
            String language,
            @Nullable String other) {}

    /**
     * What displays show.
     *
     * @param feed the ward
     * @param remote beds of other boxes
     * @param waves the curves
     * @param greeting what a display is told first
     * @param printing sheets onto paper
     * @param book which display shows which beds
     * @param board who vouches for the time of day
     */
    public record Sources(
            WardFeed feed,
            RemoteFeed remote,
            WaveSource waves,
            Supplier<Greeting> greeting,
            PrintDesk printing,
            DisplayBook book,
            ClockBoard board) {}

    /**
     * Numbers for metrics.
     *
     * @param connected displays now
     * @param visible of them, those whose tab is visible
     * @param audible of them, those whose sound runs
     * @param watching of them, visible ones where a person answered the sound check, heard in the last 3 s and not
     *     frozen
     * @param behind of them, those that do not read as fast as changes come
     * @param refused connections and frames refused since the start
     * @param ended connections that ended since the start
     * @param commands taken since the start
     * @param deltas sent since the start, each counted once
     * @param waveFrames made since the start, each counted once
     * @param waveFramesLeftOut not sent to a display because it was slow, since the start
     */
    public record Totals(
            int connected,
            int visible,
            int audible,
            int watching,
            int behind,
            long refused,
            long ended,
            long commands,
            long deltas,
            long waveFrames,
            long waveFramesLeftOut) {
        /** Before the first tick. */
        public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * The displays of one feed.
     *
     * @param vertx to run on
     * @param sources of what they show
     * @param clock engine time, time of day and mode of the moment
     * @param limits of one display
     */
    public LiveSockets(Vertx vertx, Sources sources, Supplier<WardViews.Moment> clock, Limits.Live limits) {
        this.vertx = vertx;
        this.feed = sources.feed();
        this.clock = clock;
        this.limits = limits;
        this.greeting = sources.greeting();
        this.printing = sources.printing();
        this.board = sources.board();
        this.waves = new WaveStream(sources.waves());
        this.desk = new CommandDesk(feed, this::onLoop);
        this.orders = new OrderDesk(vertx, feed, this::onLoop, board, clock);
        this.delivery = new DeliveryDesk(feed, clock);
        this.sight = new SightDesk(vertx, feed, sources.book(), delivery);
        this.remote = sources.remote();
        this.shown = both();
        this.looked = shown;
        this.pace = new Pace(limits, System.nanoTime());
    }

    private Screens.Both both() {
        return new Screens.Both(feed.now().ward(), remote.now());
    }

    /** Begins to follow the ward; to be called on the context that the server of the displays runs on. */
    public void start() {
        context = vertx.getOrCreateContext();
        feed.onChange(this::announce);
        remote.onChange(this::announce);
        vertx.setPeriodic(limits.tickEvery().toMillis(), timer -> tick());
        vertx.setPeriodic(LOOK_MS, timer -> {
            Ward ward = feed.now().ward();
            delivery.look(ward);
            sight.look(ward, List.copyOf(displays.values()));
        });
        vertx.setPeriodic(
                Limits.Waves.DEFAULT.frameEvery().toMillis(),
                timer -> waves.tick(List.copyOf(displays.values()), clock.get().now(), System.nanoTime()));
        announce();
    }

    /** Numbers as of the last tick. */
    public Totals totals() {
        return totals;
    }

    /** True when one more display may connect. On the context. */
    public boolean hasRoom() {
        if (displays.size() < limits.displays()) {
            return true;
        }
        refused++;
        return false;
    }

    /**
     * A display has connected; its origin has been checked. On the context.
     *
     * @param socket of the display
     * @param cut ends its connection at once
     */
    public void connected(ServerWebSocket socket, Runnable cut) {
        long now = System.nanoTime();
        Display display = new Display(socket, cut, ++lastNumber, limits, now);
        displays.put(display.number(), display);
        socket.textMessageHandler(frame -> frame(display, frame));
        socket.binaryMessageHandler(bytes -> refuse(display, "text frames only"));
        socket.pongHandler(pong -> display.heard(System.nanoTime()));
        socket.drainHandler(drained -> {
            if (display.drained()) {
                snapshot(display);
            }
        });
        socket.exceptionHandler(broken -> LOG.debug("event=display-error display={}", display.number(), broken));
        socket.closeHandler(closed -> {
            displays.remove(display.number());
            delivery.gone(display);
            sight.gone(display);
            waves.look(displays.values());
            wavesLeftOut += display.wavesLeftOut();
            ended++;
            LOG.info("event=display-gone display={} displays={}", display.number(), displays.size());
        });
        Greeting g = greeting.get();
        display.send(
                WireJson.write(new LiveMessage.Hello(
                        CONTRACT,
                        g.build(),
                        feed.now().epoch(),
                        g.site(),
                        g.unit(),
                        g.language(),
                        display.number(),
                        g.other())),
                now);
        snapshot(display);
        sight.greet(display);
        LOG.info("event=display-connected display={} displays={}", display.number(), displays.size());
    }

    private void snapshot(Display display) {
        display.send(WireJson.write(new LiveMessage.Snapshot(Screens.view(shown, clock.get()))), System.nanoTime());
        delivery.sent(display, shown.ward());
    }

    /** On the ward thread: there is something new. */
    private void announce() {
        if (announced.compareAndSet(false, true)) {
            onLoop(this::gather);
        }
    }

    private void gather() {
        announced.set(false); // what comes while a timer runs may be more urgent than what it waits for
        Screens.Both next = both();
        boolean sooner = pace.changed(Screens.onlyValuesDiffer(looked, next));
        looked = next;
        if (!sooner) {
            return;
        }
        vertx.cancelTimer(timer);
        long restMs = TimeUnit.NANOSECONDS.toMillis(pace.due() - System.nanoTime());
        if (restMs <= 0) {
            flush();
        } else {
            timer = vertx.setTimer(restMs, due -> flush());
        }
    }

    private void flush() {
        timer = NO_TIMER;
        pace.sent(System.nanoTime());
        Screens.Both before = shown;
        Screens.Both next = both();
        shown = next;
        looked = next;
        if (before.seq() == next.seq() || displays.isEmpty()) {
            return;
        }
        if (Screens.canDelta(before, next)) {
            deltas++;
            everybody(WireJson.write(Screens.delta(before, next, clock.get())));
        } else {
            everybody(WireJson.write(new LiveMessage.Snapshot(Screens.view(next, clock.get()))));
        }
        delivery.sent(displays.values(), next.ward());
    }

    private void tick() {
        WardFeed.Published now = feed.now();
        if (both().seq() != shown.seq()) {
            announce(); // beds of other boxes that nobody keeps up any more announce nothing themselves
        }
        everybody(WireJson.write(new LiveMessage.Tick(
                now.epoch(),
                shown.seq(),
                now.engine(),
                clock.get().serverTime(),
                shown.reporting(),
                shown.total(),
                shown.alarmsActive(),
                board.now(clock.get()))));
        long nanos = System.nanoTime();
        ticks++;
        for (Display display : List.copyOf(displays.values())) {
            display.check(nanos, ticks % PING_EVERY_TICKS == 0);
        }
        count();
    }

    private void count() {
        List<LiveMessage.Alive> alive = new ArrayList<>();
        int behind = 0;
        int watching = 0;
        for (Display display : displays.values()) {
            behind += display.behind() ? 1 : 0;
            LiveMessage.@Nullable Alive sign = display.alive();
            if (sign != null) {
                alive.add(sign);
                watching += sign.watching() && sign.visible() && delivery.answers(display.number()) ? 1 : 0;
            }
        }
        totals = new Totals(
                displays.size(),
                (int) alive.stream().filter(LiveMessage.Alive::visible).count(),
                (int) alive.stream()
                        .filter(sign -> sign.audio().equals("running"))
                        .count(),
                watching,
                behind,
                refused,
                ended,
                commands,
                deltas,
                waves.frames(),
                wavesLeftOut
                        + displays.values().stream()
                                .mapToLong(Display::wavesLeftOut)
                                .sum());
    }

    private void everybody(String frame) {
        long now = System.nanoTime();
        for (Display display : List.copyOf(displays.values())) {
            display.send(frame, now);
        }
    }

    private void frame(Display display, String frame) {
        if (display.ended()) {
            return;
        }
        if (!display.heard(System.nanoTime())) {
            refuse(display, "too many frames");
            return;
        }
        LiveMessage message;
        try {
            message = WireJson.read(frame);
        } catch (IllegalArgumentException bad) {
            refuse(display, "not a message of the contract");
            return;
        }
        switch (message) {
            case LiveMessage.Alive sign -> alive(display, sign);
            case LiveMessage.Command command -> command(display, command);
            case LiveMessage.Order order -> order(display, order);
            case LiveMessage.SignIn in -> orders.signIn(display, in);
            case LiveMessage.Print print -> print(display, print);
            case LiveMessage.AskDelivery ask -> delivery.ask(display, ask);
            case LiveMessage.Delivery sent -> refuse(display, "not for a display to send");
            case LiveMessage.AskNames ask -> orders.names(display, ask);
            case LiveMessage.Names names -> refuse(display, "not for a display to send");
            case LiveMessage.SignedIn in -> refuse(display, "not for a display to send");
            case LiveMessage.Waves wish -> waves.ask(display, wish.beds(), displays.values(), System.nanoTime());
            case LiveMessage.Took took -> display.took(took.tick());
            case LiveMessage.Arrange asked -> sight.arrange(display, asked, List.copyOf(displays.values()));
            case LiveMessage.Layout layout -> refuse(display, "not for a display to send");
            case LiveMessage.Displays others -> refuse(display, "not for a display to send");
            case LiveMessage.Lanes lanes -> refuse(display, "not for a display to send");
            case LiveMessage.Hello hello -> refuse(display, "not for a display to send");
            case LiveMessage.Snapshot snapshot -> refuse(display, "not for a display to send");
            case LiveMessage.Delta delta -> refuse(display, "not for a display to send");
            case LiveMessage.Tick tick -> refuse(display, "not for a display to send");
            case LiveMessage.Result result -> refuse(display, "not for a display to send");
        }
    }

    @SuppressWarnings("ConstantValue") // Jackson leaves a missing member null, whatever the record says
    private void command(Display display, LiveMessage.Command command) {
        if (command.id() == null || command.action() == null || !CommandDesk.isId(command.id())) {
            refuse(display, "command without id or action");
            return;
        }
        commands++;
        LiveMessage.Command proven = new LiveMessage.Command(
                command.id(),
                command.action(),
                command.bed(),
                command.alarm(),
                orders.proven(display, command.user()).orElse(null));
        desk.take(proven, result -> {
            if (result.accepted() && proven.action().equals(Action.CONFIRM_CLOCK.word())) {
                board.confirmed(proven.user(), clock.get());
            }
            display.send(WireJson.write(result), System.nanoTime());
        });
    }

    @SuppressWarnings("ConstantValue") // as above
    private void order(Display display, LiveMessage.Order order) {
        if (order.id() == null || order.order() == null || !CommandDesk.isId(order.id())) {
            refuse(display, "order without id or word");
            return;
        }
        commands++;
        orders.take(display, order);
    }

    @SuppressWarnings("ConstantValue") // as above
    private void print(Display display, LiveMessage.Print print) {
        if (print.id() == null || print.sheet() == null || !CommandDesk.isId(print.id())) {
            refuse(display, "print without id or sheet");
            return;
        }
        printing.print(
                print.sheet(),
                refusal -> onLoop(() -> display.send(
                        WireJson.write(new LiveMessage.Result(print.id(), refusal.isEmpty(), refusal.orElse(null))),
                        System.nanoTime())));
    }

    @SuppressWarnings("ConstantValue") // as above
    private void alive(Display display, LiveMessage.Alive sign) {
        if (sign.audio() == null) {
            refuse(display, "sign of life without audio");
            return;
        }
        display.alive(sign);
        delivery.alive(display, sign);
    }

    /** Time since it was last checked whether the displays answer. Any thread. */
    public Duration sinceDeliveryLook() {
        return delivery.sinceLook();
    }

    private void refuse(Display display, String why) {
        refused++;
        display.refuse(why);
    }

    private void onLoop(Runnable task) {
        Context where = context;
        if (where != null) {
            where.runOnContext(nothing -> task.run());
        }
    }

    /** Closes every display. On the context. */
    public void close() {
        displays.values().forEach(display -> display.end((short) 1001, "gateway stops"));
    }
}
