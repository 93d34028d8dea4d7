package org.vigie.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.dashboard.Asset;
import org.vigie.dashboard.DashboardAssets;
import org.vigie.dashboard.wire.AboutView;
import org.vigie.dashboard.wire.WireJson;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.delivery.DisplayBook;
import org.vigie.gateway.fanout.ClockBoard;
import org.vigie.gateway.fanout.RemoteFeed;
import org.vigie.gateway.fanout.Screens;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.fanout.websocket.LiveSockets;
import org.vigie.gateway.ops.Health;
import org.vigie.gateway.paper.PrintDesk;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.waves.WaveSource;
import org.vigie.model.limits.Limits;

/**
 * The web server of the central station: the page, {@code /api/v1/ward}, {@code /api/v1/live}, health and metrics. It
 * only reads; the one way to change anything is a command frame over the WebSocket. Everything runs on the event loop
 * on which it is deployed; nothing here blocks.
 */
public final class Station extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Station.class);
    private static final String LIVE = "/api/v1/live";
    private static final String JSON = "application/json; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int IDLE_SECONDS = 30;
    private static final int SEND_BUFFER = 131_072;

    private final GatewayConfig.Http config;
    private final Limits.Live limits;
    private final Sources sources;
    private final OriginCheck origins;
    private final DashboardAssets assets = DashboardAssets.load();
    private final Map<String, Buffer> bodies = new LinkedHashMap<>();
    private volatile @Nullable LiveSockets sockets;
    private final Optional<Secured> secured;
    private final List<HttpServer> servers = new ArrayList<>();
    private volatile int port;
    private volatile int securePort;

    /**
     * Where the answers come from; each may be asked on the event loop and returns at once.
     *
     * @param feed the ward
     * @param remote beds of other boxes
     * @param waves the curves
     * @param moment engine time, time of day and mode
     * @param greeting what a display is told first
     * @param health live and ready
     * @param metrics Prometheus text
     * @param lookBack what is asked about the past
     * @param printing sheets onto paper
     * @param book which display shows which beds
     * @param board who vouches for the time of day
     * @param about how this station is set up
     */
    public record Sources(
            WardFeed feed,
            RemoteFeed remote,
            WaveSource waves,
            Supplier<WardViews.Moment> moment,
            Supplier<LiveSockets.Greeting> greeting,
            Health health,
            Supplier<String> metrics,
            LookBack lookBack,
            PrintDesk printing,
            DisplayBook book,
            ClockBoard board,
            Supplier<AboutView> about) {}

    /**
     * A server that is not started yet.
     *
     * @param config address and names
     * @param limits of displays and requests
     * @param secured by https as well; empty for plain http alone
     * @param sources of the answers
     */
    public Station(GatewayConfig.Http config, Limits.Live limits, Optional<Secured> secured, Sources sources) {
        this.secured = secured;
        this.config = config;
        this.limits = limits;
        this.sources = sources;
        this.origins = new OriginCheck(config.host(), config.names());
        assets.paths()
                .forEach(path -> assets.find(path).ifPresent(asset -> bodies.put(path, Buffer.buffer(asset.bytes()))));
    }

    /** The port that is listened on, after the deployment. Any thread. */
    public int port() {
        return port;
    }

    /** The port of https, after the deployment; 0 when there is none. Any thread. */
    public int securePort() {
        return securePort;
    }

    /** Numbers of the displays. Any thread. */
    public LiveSockets.Totals displays() {
        LiveSockets now = sockets;
        return now == null ? LiveSockets.Totals.NONE : now.totals();
    }

    /** Time since it was last checked whether the displays answer; zero before the start. Any thread. */
    public Duration sinceDeliveryLook() {
        LiveSockets now = sockets;
        return now == null ? Duration.ZERO : now.sinceDeliveryLook();
    }

    @Override
    public Future<?> start() {
        LiveSockets live = new LiveSockets(
                vertx,
                new LiveSockets.Sources(
                        sources.feed(),
                        sources.remote(),
                        sources.waves(),
                        sources.greeting(),
                        sources.printing(),
                        sources.book(),
                        sources.board()),
                sources.moment(),
                limits);
        live.start();
        sockets = live;
        Connections connections = new Connections(vertx, limits);
        Router router = router(connections);
        Future<HttpServer> plain =
                serve(options(), live, router, connections).onSuccess(open -> port = open.actualPort());
        return secured.isEmpty()
                ? plain
                : plain.compose(open -> serve(secure(secured.get()), live, router, connections))
                        .onSuccess(open -> securePort = open.actualPort());
    }

    private Future<HttpServer> serve(
            HttpServerOptions options, LiveSockets live, Router router, Connections connections) {
        HttpServer made = vertx.createHttpServer(options)
                .webSocketHandshakeHandler(handshake -> {
                    connections.asked(handshake.remoteAddress());
                    handshake(handshake, live);
                })
                .connectionHandler(connections::opened)
                .webSocketHandler(socket -> live.connected(socket, () -> connections.cut(socket.remoteAddress())))
                .requestHandler(router)
                .exceptionHandler(broken -> LOG.debug("event=http-connection-error", broken));
        servers.add(made);
        return made.listen();
    }

    private HttpServerOptions secure(Secured https) {
        return options()
                .setPort(https.port())
                .setSsl(true)
                .setUseAlpn(false)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setKeyCertOptions(new PfxOptions()
                        .setPath(https.identity().file().toString())
                        .setPassword(https.identity().word()));
    }

    @Override
    public Future<?> stop() {
        if (sockets != null) {
            sockets.close();
        }
        return Future.join(servers.stream().map(HttpServer::close).toList());
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxInitialLineLength(2_048)
                .setMaxHeaderSize(8_192)
                .setMaxFormAttributeSize(0)
                .setHttp2ClearTextEnabled(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(limits.frameBytes())
                .setMaxWebSocketMessageSize(limits.frameBytes())
                .setTcpNoDelay(true)
                // What a display does not read waits here at most, so that a slow one is seen within a second or two.
                .setSendBufferSize(SEND_BUFFER)
                .setReuseAddress(true);
    }

    private void handshake(ServerWebSocketHandshake handshake, LiveSockets live) {
        @Nullable String host = handshake.headers().get(HttpHeaders.HOST);
        @Nullable String origin = handshake.headers().get(HttpHeaders.ORIGIN);
        if (!LIVE.equals(handshake.path())) {
            handshake.reject(404);
        } else if (!origins.allowsHost(host, handshake.localAddress().hostAddress())
                || !origins.allowsOrigin(origin, host, handshake.isSsl())) {
            LOG.warn(
                    "event=display-refused reason=origin peer={} action=\"list the name under http.names if it is ours\"",
                    handshake.remoteAddress().hostAddress());
            handshake.reject(403);
        } else if (!live.hasRoom()) {
            handshake.reject(503);
        } else {
            handshake.accept();
        }
    }

    private Router router(Connections connections) {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            connections.asked(context.request().remoteAddress());
            guard(context);
        });
        router.get("/api/v1/ward").handler(this::ward);
        router.get("/api/v1/about")
                .handler(context ->
                        data(context, 200, JSON, WireJson.write(sources.about().get())));
        sources.lookBack().mount(router);
        router.get("/health/live")
                .handler(context -> health(context, sources.health().live()));
        router.get("/health/ready")
                .handler(context -> health(context, sources.health().ready()));
        router.get("/health/holder")
                .handler(context -> health(context, sources.health().holder()));
        router.get("/metrics")
                .handler(context -> data(
                        context,
                        200,
                        "text/plain; version=0.0.4; charset=utf-8",
                        sources.metrics().get()));
        secured.ifPresent(https -> router.get("/ca.crt")
                .handler(context -> data(context, 200, "application/x-x509-ca-cert", https.authority())));
        router.get().handler(this::asset);
        router.errorHandler(500, context -> {
            LOG.error("event=http-error path={}", context.request().path(), context.failure());
            data(context, 500, TEXT, "error\n");
        });
        return router;
    }

    /** Headers on everything; then only GET and HEAD, and only under our own names. */
    private void guard(RoutingContext context) {
        DashboardAssets.HEADERS.forEach((name, value) -> context.response().putHeader(name, value));
        HttpMethod method = context.request().method();
        if (!origins.allowsHost(
                context.request().getHeader(HttpHeaders.HOST),
                context.request().localAddress().hostAddress())) {
            data(context, 421, TEXT, "unknown host name; list it under http.names in site.yaml\n");
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            data(context, 405, TEXT, "only GET\n");
        } else if (method.equals(HttpMethod.HEAD)) {
            head(context);
        } else {
            context.next();
        }
    }

    /** HEAD is for those who ask whether somebody is there; it tells no lengths. */
    private void head(RoutingContext context) {
        String path = path(context);
        boolean known = bodies.containsKey(path)
                || path.equals("/api/v1/ward")
                || path.startsWith("/health/")
                || path.equals("/metrics");
        context.response().setStatusCode(known ? 200 : 404).end();
    }

    private void ward(RoutingContext context) {
        data(
                context,
                200,
                JSON,
                WireJson.write(Screens.view(
                        new Screens.Both(
                                sources.feed().now().ward(), sources.remote().now()),
                        sources.moment().get())));
    }

    private void health(RoutingContext context, Health.Answer answer) {
        data(context, answer.good() ? 200 : 503, JSON, answer.json());
    }

    private void asset(RoutingContext context) {
        String path = path(context);
        @Nullable Buffer body = bodies.get(path);
        Asset asset = assets.find(path).orElse(null);
        if (body == null || asset == null) {
            data(context, 404, TEXT, "no such page\n");
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, asset.contentType())
                .putHeader(HttpHeaders.ETAG, asset.etag());
        if (asset.etag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            context.response().setStatusCode(304).end();
        } else {
            context.response().end(body);
        }
    }

    private static String path(RoutingContext context) {
        @Nullable String path = context.request().path();
        return path == null ? "" : path;
    }

    private static void data(RoutingContext context, int status, String type, String body) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }
}
