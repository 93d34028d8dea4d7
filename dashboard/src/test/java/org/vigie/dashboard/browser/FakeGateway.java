package org.vigie.dashboard.browser;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.Asset;
import org.vigie.dashboard.DashboardAssets;
import org.vigie.dashboard.wire.AboutView;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WardView;
import org.vigie.dashboard.wire.WaveFrame;
import org.vigie.dashboard.wire.WireJson;
import org.vigie.model.program.FreePort;

/**
 * The gateway as the page sees it, driven by a test: the real files with the real headers, and a live feed of wire
 * records. Thread-safe; the socket runs on Vert.x, the test on its own thread.
 */
final class FakeGateway implements AutoCloseable {
    static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    /** For what a page does on a machine with other work. */
    private static final long PATIENCE_S = 60;

    private final Vertx vertx = Vertx.vertx();
    private final DashboardAssets assets = DashboardAssets.load();
    private final HttpServer server;
    private final List<ServerWebSocket> sockets = new ArrayList<>();
    private final BlockingQueue<LiveMessage.Command> commands = new LinkedBlockingQueue<>();
    private final BlockingQueue<LiveMessage.Alive> alives = new LinkedBlockingQueue<>();

    private final List<Long> tookFrames = new CopyOnWriteArrayList<>();
    private List<LiveMessage.Lane> lanes = List.of();
    private LiveMessage.@Nullable Waves waveBeds;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    /** Questions about the past, in order. */
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    private final BlockingQueue<LiveMessage.Order> orders = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

    private WardView ward;
    private List<String> arranged = List.of();
    private String language = "fr";
    private String build = "0.1.0+test";
    private long engine;
    private boolean ticking = true;
    private boolean engineRuns = true;
    private int greeted;
    private volatile String siteFile = "ok";
    private volatile @Nullable String other;
    private volatile LiveMessage.@Nullable Clock clock;

    FakeGateway(WardView first) {
        this(first, freePort());
    }

    /** One that stays free for this gateway's return: the kernel gives it to nobody who connects meanwhile. */
    private static int freePort() {
        try {
            return FreePort.next();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** @param port where it listens */
    FakeGateway(WardView first, int port) {
        ward = first;
        answer(
                "/api/v1/about",
                new AboutView(
                        new AboutView.Escalation(List.of(30L, 60L, 120L), List.of(60L, 180L), "high"), null, null));
        server = vertx.createHttpServer()
                .requestHandler(this::serve)
                .webSocketHandler(this::accept)
                .listen(port, "127.0.0.1")
                .await();
        vertx.setPeriodic(1000, timer -> tick());
    }

    private void serve(HttpServerRequest request) {
        DashboardAssets.HEADERS.forEach(request.response()::putHeader);
        String path = Objects.requireNonNullElse(request.path(), "");
        Optional<Asset> asset = assets.find(path);
        if (asset.isPresent()) {
            request.response()
                    .putHeader("Content-Type", asset.get().contentType())
                    .end(Buffer.buffer(asset.get().bytes()));
        } else if (path.equals("/health/ready")) {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end("{\"status\":\"ok\",\"checks\":{\"site-file\":\"" + siteFile + "\"}}");
        } else if (answers.containsKey(path)) {
            if (!path.equals("/api/v1/about")) {
                asked.add(Objects.requireNonNullElse(request.uri(), ""));
            }
            request.response()
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .end(answers.get(path));
        } else if (path.equals("/blank")) {
            request.response()
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .end("<!doctype html><title>blank</title>");
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    /** What a question about the past is answered with from now on. */
    void answer(String path, Object view) {
        answers.put(path, WireJson.write(view));
    }

    private synchronized void accept(ServerWebSocket socket) {
        sockets.add(socket);
        greeted++;
        socket.textMessageHandler(this::heard);
        socket.closeHandler(closed -> forget(socket));
        write(
                socket,
                new LiveMessage.Hello(1, build, ward.epoch(), "CHU Exemple", "Réanimation A", language, 1, other));
        write(socket, new LiveMessage.Snapshot(ward));
    }

    private synchronized void forget(ServerWebSocket socket) {
        sockets.remove(socket);
    }

    private synchronized void heard(String frame) {
        switch (WireJson.read(frame)) {
            case LiveMessage.Alive alive -> alives.add(alive);
            case LiveMessage.Command command -> {
                commands.add(command);
                send(new LiveMessage.Result(command.id(), true, null));
            }
            case LiveMessage.Waves wish -> {
                waveBeds = wish;
                send(new LiveMessage.Lanes(lanes));
            }
            case LiveMessage.Took took -> tookFrames.add(took.tick());
            case LiveMessage.Order order -> {
                orders.add(order);
                String refusal = refusals.poll();
                send(new LiveMessage.Result(order.id(), refusal == null, refusal));
            }
            case LiveMessage.Print print -> {
                String refusal = refusals.poll();
                send(new LiveMessage.Result(print.id(), refusal == null, refusal));
            }
            case LiveMessage.SignIn in -> {
                boolean right = "135790".equals(in.pin()) || "token-1".equals(in.token());
                send(new LiveMessage.SignedIn(
                        in.id(), right, right ? null : "wrong-pin", in.user(), right ? "token-1" : null));
            }
            case LiveMessage.AskNames ask ->
                send(new LiveMessage.Names(
                        ask.id(),
                        true,
                        List.of(new LiveMessage.Name("R01", "Petit", "Paul", "1950-02-03", "M", "Grand Anne"))));
            case LiveMessage.AskDelivery ask ->
                send(new LiveMessage.Delivery(
                        ask.id(),
                        ask.bed(),
                        ward.beds().stream()
                                .filter(bed -> bed.bed().equals(ask.bed()))
                                .flatMap(bed -> bed.alarms().stream())
                                .map(alarm -> new LiveMessage.Delivered(alarm.id(), 1, 12L, 312L, null))
                                .toList()));
            case LiveMessage.Arrange arrange -> {
                send(new LiveMessage.Result(arrange.id(), true, null));
                arranged = arrange.beds() == null ? arranged : arrange.beds();
                send(new LiveMessage.Layout(arrange.name(), arranged, arrange.beds() == null || arrange.rest()));
                int beds = ward.beds().size();
                send(new LiveMessage.Displays(
                        List.of(
                                new LiveMessage.Screen(1, "", true, true, beds),
                                new LiveMessage.Screen(2, "Poste sud", false, false, beds / 2)),
                        List.of()));
            }
            default -> throw new IllegalStateException("the page may not send " + frame);
        }
    }

    /** The curves that run; displays are told. */
    synchronized void lanes(List<LiveMessage.Lane> now) {
        lanes = List.copyOf(now);
        send(new LiveMessage.Lanes(lanes));
    }

    /** A binary frame to every display. */
    synchronized void waves(WaveFrame frame) {
        sockets.forEach(socket -> socket.writeBinaryMessage(Buffer.buffer(frame.encode())));
    }

    /** What displays asked for last; null while none has asked. */
    synchronized LiveMessage.@Nullable Waves waveBeds() {
        return waveBeds;
    }

    /** Frames that a display said to have taken. */
    List<Long> took() {
        return tookFrames;
    }

    private static void write(ServerWebSocket socket, LiveMessage message) {
        socket.writeTextMessage(WireJson.write(message));
    }

    /** One second of the gateway: the engine counts and every display hears it. */
    synchronized void tick() {
        if (engineRuns) {
            engine++;
        }
        if (ticking) {
            int alarms =
                    ward.beds().stream().mapToInt(bed -> bed.alarms().size()).sum();
            send(new LiveMessage.Tick(
                    ward.epoch(), ward.seq(), engine, now(), ward.bedsReporting(), ward.bedsTotal(), alarms, clock));
        }
    }

    synchronized void send(LiveMessage message) {
        sockets.forEach(socket -> write(socket, message));
    }

    /** Beds change: displays get a delta that joins. */
    synchronized void change(WardView.Bed... changed) {
        change(true, changed);
    }

    /** Beds change and the delta is lost on its way: the next one will not join. */
    synchronized void changeUnheard(WardView.Bed... changed) {
        change(false, changed);
    }

    private void change(boolean heard, WardView.Bed... changed) {
        WardView before = ward;
        ward = Wards.with(before, changed);
        if (heard) {
            send(new LiveMessage.Delta(
                    ward.epoch(),
                    before.seq(),
                    ward.seq(),
                    ward.bedsReporting(),
                    ward.bedsTotal(),
                    ward.soundPausedMs(),
                    List.of(changed),
                    null,
                    null,
                    ward.people().equals(before.people()) ? null : ward.people()));
        }
    }

    /** Another unit altogether; displays that are connected are sent away and come back for it. */
    synchronized void replace(WardView other) {
        ward = other;
        List.copyOf(sockets).forEach(ServerWebSocket::close);
    }

    /** The next order from any display; fails when none comes. */
    LiveMessage.Order order() throws InterruptedException {
        LiveMessage.Order order = orders.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (order == null) {
            throw new AssertionError("no order");
        }
        return order;
    }

    /** True when no order came so far. */
    boolean noOrder() {
        return orders.isEmpty();
    }

    /** The next order is refused with this. */
    void refuseNext(String reason) {
        refusals.add(reason);
    }

    synchronized void ticking(boolean on) {
        ticking = on;
    }

    synchronized void engineRuns(boolean on) {
        engineRuns = on;
    }

    synchronized void language(String wanted) {
        language = wanted;
    }

    synchronized void build(String wanted) {
        build = wanted;
    }

    synchronized WardView ward() {
        return ward;
    }

    /** Who vouches for the time of day from now on. */
    void clock(LiveMessage.Clock now) {
        clock = now;
        tick();
    }

    /** The other station that displays are told of. */
    void other(String address) {
        other = address;
    }

    /** What the health page says about the site file. */
    void siteFile(String note) {
        siteFile = note;
    }

    /** The beds that a person has put first, in their order. */
    synchronized List<String> arranged() {
        return arranged;
    }

    /** How many times a display was greeted. */
    synchronized int greeted() {
        return greeted;
    }

    /** The next question about the past; fails when none comes. */
    String asked() throws InterruptedException {
        String question = asked.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (question == null) {
            throw new AssertionError("no question");
        }
        return question;
    }

    /** The next command; fails when none comes. */
    LiveMessage.Command command() throws InterruptedException {
        LiveMessage.Command command = commands.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (command == null) {
            throw new AssertionError("no command");
        }
        return command;
    }

    /** The next command, or null when none comes within the time. */
    LiveMessage.@Nullable Command command(long milliseconds) throws InterruptedException {
        return commands.poll(milliseconds, TimeUnit.MILLISECONDS);
    }

    void forgetCommands() {
        commands.clear();
    }

    /** The next sign of life that is said from now on. */
    LiveMessage.Alive nextAlive() throws InterruptedException {
        alives.clear();
        LiveMessage.Alive alive = alives.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (alive == null) {
            throw new IllegalStateException("the page says no alive");
        }
        return alive;
    }

    static String now() {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(Instant.now().atZone(ZONE));
    }

    String url(String pathAndQuery) {
        return "http://127.0.0.1:" + server.actualPort() + pathAndQuery;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
