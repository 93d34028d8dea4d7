package org.vigie.gateway;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.adapter.transport.EventLoop;
import org.vigie.dashboard.DashboardAssets;
import org.vigie.gateway.adapters.AdapterSet;
import org.vigie.gateway.annunciator.BoxVoice;
import org.vigie.gateway.config.Addresses;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.config.RestartNeeds;
import org.vigie.gateway.config.SiteFile;
import org.vigie.gateway.config.SiteFileException;
import org.vigie.gateway.config.SiteMapping;
import org.vigie.gateway.config.SiteWatch;
import org.vigie.gateway.delivery.DisplayBook;
import org.vigie.gateway.failover.PairWords;
import org.vigie.gateway.fanout.ClockBoard;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.fanout.websocket.LiveSockets;
import org.vigie.gateway.history.History;
import org.vigie.gateway.history.MomentReader;
import org.vigie.gateway.http.Secured;
import org.vigie.gateway.http.Station;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.ops.AddressFile;
import org.vigie.gateway.ops.BoxWatch;
import org.vigie.gateway.ops.Health;
import org.vigie.gateway.ops.Metrics;
import org.vigie.gateway.ops.OtherNetworks;
import org.vigie.gateway.ops.Version;
import org.vigie.gateway.pipeline.Decoding;
import org.vigie.gateway.pipeline.EngineClock;
import org.vigie.gateway.pipeline.Pipeline;
import org.vigie.gateway.pipeline.ProfileDecoding;
import org.vigie.gateway.pipeline.Recovery;
import org.vigie.gateway.pipeline.Reducer;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.power.PowerWatch;
import org.vigie.gateway.waves.LiveWaves;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.limits.Limits;
import org.vigie.model.program.RunningGateway;
import org.vigie.model.ward.Site;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;

/**
 * One running central station: everything is made and joined in {@link #start}, and ended in the reverse order.
 * Thread-safe.
 */
public final class Gateway implements RunningGateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Pipeline pipeline;
    private final AdapterSet adapters;
    private final Station station;
    private final Vertx vertx;
    private final ScheduledExecutorService watching;
    private final Retrospect past;
    private final Outlet outlet;
    private final Boxes boxes;
    private final Health health;
    private final BoxVoice voice;
    private final PowerWatch power;
    private final BoxWatch networks;
    private final GatewayConfig atStart;
    private volatile GatewayConfig config;
    private volatile @Nullable String needsRestart;
    private boolean closed;

    /**
     * Starts a gateway of a fixed configuration.
     *
     * @throws GatewayException when it cannot start, with the reason for a person
     */
    public static Gateway start(GatewayConfig config) {
        return start(config, Optional.empty(), Surroundings.real());
    }

    /**
     * Starts a gateway and follows its site file.
     *
     * @param config as read from {@code siteFile}
     * @param siteFile read again whenever it changes
     * @throws GatewayException when it cannot start, with the reason for a person
     */
    public static Gateway start(GatewayConfig config, Path siteFile) {
        return start(config, Optional.of(siteFile), Surroundings.real());
    }

    static Gateway start(GatewayConfig config, Optional<Path> siteFile, Surroundings around) {
        // Half a second of class loading that nothing waits for until the sockets are opened.
        CompletableFuture<Vertx> early = CompletableFuture.supplyAsync(EventLoops::start);
        try {
            return start(config, siteFile, around, early);
        } catch (GatewayException failed) {
            var unused = early.thenCompose(vertx -> vertx.close().toCompletionStage());
            throw failed;
        }
    }

    private static Gateway start(
            GatewayConfig config, Optional<Path> siteFile, Surroundings around, CompletableFuture<Vertx> early) {
        ProfileCatalog catalog = GatewayProgram.profiles();
        Site site = SiteMapping.site(config);

        // What was before: state of the ward, and the engine time after which this run continues.
        Recovery.Recovered before = recover(config, site, catalog);
        EngineClock clock = new EngineClock(around.clocks(), before.last());
        Boxes boxes = new Boxes(config, around);
        Journal journal = boxes.tap(open(config, around, clock));

        // The engine: queue, journal thread, queue, ward thread.
        Decoding decoding = new ProfileDecoding(catalog);
        Function<String, Site> sites = text -> site(text, config, catalog);
        LiveWaves waves = new LiveWaves(Limits.Waves.DEFAULT);
        Reducer reducer = before.ward()
                .map(ward -> new Reducer(ward, decoding, sites, waves))
                .orElseGet(() -> Reducer.fresh(site, clock.now(), decoding, sites, waves));
        Pipeline pipeline = new Pipeline(journal, clock, around.limits(), reducer);
        Retrospect past = new Retrospect(
                config,
                pipeline,
                clock,
                journal.epoch(),
                new MomentReader.Reading(() -> new ProfileDecoding(catalog), sites));
        Outlet outlet = new Outlet(config, pipeline, clock, journal.epoch());
        pipeline.start();
        pipeline.submit(new Input.Started(Version.text(), JournalDirectory.name(config.data())));
        siteFile.flatMap(Gateway::text).ifPresent(text -> pipeline.submit(new Input.Site(text)));

        // The sockets: adapters on one event loop, displays on another.
        Vertx vertx = early.join();
        try {
            AdapterSet adapters = new AdapterSet(
                    EventLoop.of(vertx).gated(boxes::mayCall),
                    boxes.sight(pipeline.ingest()),
                    AdapterSet.clock(clock),
                    catalog);
            Gateway gateway = new Gateway(
                    config,
                    new Parts(pipeline, waves, adapters, vertx, clock, journal.epoch(), past, outlet, boxes),
                    around);
            gateway.open(siteFile, catalog);
            past.start(new History.Before(config.data(), journal.epoch(), site, new ProfileDecoding(catalog)));
            LOG.info(
                    "event=started version={} epoch={} beds={} replayed={} gaps={} address={}",
                    Version.text(),
                    journal.epoch(),
                    config.beds().size(),
                    before.replayed(),
                    before.damage().size(),
                    gateway.address());
            return gateway;
        } catch (GatewayException failed) {
            pipeline.close();
            throw failed;
        }
    }

    /** The pieces that exist before the web side does. */
    private record Parts(
            Pipeline pipeline,
            LiveWaves waves,
            AdapterSet adapters,
            Vertx vertx,
            EngineClock clock,
            long epoch,
            Retrospect past,
            Outlet outlet,
            Boxes boxes) {}

    private Gateway(GatewayConfig config, Parts parts, Surroundings around) {
        this.atStart = config;
        this.config = config;
        this.pipeline = parts.pipeline();
        this.adapters = parts.adapters();
        this.vertx = parts.vertx();
        this.past = parts.past();
        this.outlet = parts.outlet();
        this.boxes = parts.boxes();
        this.watching = Executors.newSingleThreadScheduledExecutor(body -> {
            Thread thread = new Thread(body, "vigie-site-watch");
            thread.setDaemon(true);
            return thread;
        });
        this.health = Readiness.of(pipeline, adapters);
        String build = Version.build(DashboardAssets.load());
        Supplier<WardViews.Moment> moment = () -> new WardViews.Moment(
                parts.epoch(),
                this.config.mode().word(),
                parts.clock().now(),
                parts.clock().wall(),
                parts.clock().wallOffset(),
                ZoneId.systemDefault());
        Supplier<LiveSockets.Greeting> greeting = () -> new LiveSockets.Greeting(
                build,
                this.config.site(),
                this.config.unit(),
                this.config.language().word(),
                this.config.http().other());
        ClockBoard board = past.board(config, moment);
        health.note("clock", () -> board.problem(moment.get()));
        health.note("paper", past::problem);
        boxes.start(pipeline, parts.waves(), moment, health);
        LateStation late = new LateStation();
        Metrics metrics = new Metrics(new Metrics.Sources(
                pipeline::status,
                () -> pipeline.now().ward(),
                () -> pipeline.now().engine(),
                late::displays,
                parts.waves(),
                adapters::status));
        metrics.links(boxes::totals);
        boxes.failover().ifPresent(pair -> {
            PairWords.health(pair, health);
            PairWords.metrics(pair, metrics);
        });
        Optional<Secured> secured = secured(config);
        secured.ifPresent(https -> past.authority(https.fingerprint()));
        this.station = new Station(
                config.http(),
                around.limits().live(),
                secured,
                new Station.Sources(
                        boxes.feed(pipeline),
                        boxes.remote(moment),
                        boxes.waves(parts.waves()),
                        moment,
                        greeting,
                        health,
                        metrics::scrape,
                        past.answers(boxes.remote(), boxes.past()),
                        past.printing(),
                        new DisplayBook(config.data(), Limits.Displays.DEFAULT),
                        board,
                        () -> About.view(pipeline.now().ward(), past)));
        late.station = station;
        this.voice = Voices.start(around.voices().apply(config), pipeline, boxes.remote(), station::sinceDeliveryLook);
        health.note("annunciator", voice::problem);
        outlet.start(health, metrics, () -> this.config.mode().word());
        this.power = new PowerWatch(PowerWatch.LINUX, (state, text) -> pipeline.submit(new Input.Power(state, text)))
                .start();
        health.note("power", power::note);
        OtherNetworks networks = new OtherNetworks(OtherNetworks.LINUX);
        this.networks = new BoxWatch(
                        OwnAlarm.OTHER_NETWORK,
                        () -> this.config.alarms().otherNetwork() ? networks.problem() : Optional.empty(),
                        () -> pipeline.now().ward(),
                        text -> pipeline.submit(new Input.Box(OwnAlarm.OTHER_NETWORK, text)))
                .start();
        health.note("other-network", this.networks::problem);
    }

    private static Optional<Secured> secured(GatewayConfig config) {
        try {
            return Secured.of(config);
        } catch (IOException unusable) {
            throw new GatewayException("cannot serve https: " + unusable.getMessage(), unusable);
        }
    }

    /** Metrics are made before the station that they count. */
    private static final class LateStation {
        private volatile @Nullable Station station;

        LiveSockets.Totals displays() {
            Station now = station;
            return now == null ? LiveSockets.Totals.NONE : now.displays();
        }
    }

    private void open(Optional<Path> siteFile, ProfileCatalog catalog) {
        SiteInForce inForce = boxes.inForce(pipeline::submit, adapters, siteFile.flatMap(Gateway::text));
        Map<String, String> closedPorts = inForce.open();
        if (!closedPorts.isEmpty()) {
            adapters.close();
            throw new GatewayException(
                    "cannot listen: " + String.join("; ", closedPorts.values())
                            + ". Another program may hold the port: stop it or change `port` in the site file.",
                    null);
        }
        try {
            finish(vertx.deployVerticle(station).toCompletionStage().toCompletableFuture());
        } catch (IOException failed) {
            adapters.close();
            throw new GatewayException(
                    "cannot serve the screen on "
                            + Addresses.withPort(
                                    config.http().host(), config.http().port()) + ": "
                            + failed.getMessage() + ". Choose another port with --port or `http: { port: }`.",
                    failed);
        }
        AddressFile.write(config.data(), address());
        siteFile.ifPresent(file -> follow(file, catalog, inForce));
        inForce.follow();
    }

    private void follow(Path file, ProfileCatalog catalog, SiteInForce inForce) {
        RestartNeeds needs = new RestartNeeds(inFile(file, catalog).orElse(atStart));
        SiteWatch watch = new SiteWatch(file, ids(catalog), change -> changed(change, needs, inForce));
        health.note("monitors", adapters::trouble);
        health.note(
                "site-file",
                () -> Optional.ofNullable(needsRestart).or(watch::problem).or(inForce::problem));
        var unused = watching.scheduleWithFixedDelay(
                () -> {
                    try {
                        watch.look();
                        inForce.again();
                    } catch (RuntimeException bug) {
                        LOG.error("event=site-watch-failed action=\"looking again in 1 s\"", bug);
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
    }

    /** A good change of the site file. */
    private void changed(SiteWatch.Changed changed, RestartNeeds needs, SiteInForce inForce) {
        GatewayConfig next = changed.config();
        Optional<String> restart = needs.of(next);
        needsRestart = restart.orElse(null);
        restart.ifPresent(text -> LOG.warn("event=restart-needed settings=\"{}\"", text));
        config = next;
        Map<String, String> closedPorts = inForce.changed(next, changed.text());
        LOG.info(
                "event=site-file-applied beds={} listeners={} not-open={} restart-needed={}",
                next.beds().size(),
                next.listeners().size(),
                closedPorts.keySet(),
                restart.isPresent());
    }

    /** The file without what the command line changed (its port), to compare later changes with. */
    private static Optional<GatewayConfig> inFile(Path file, ProfileCatalog catalog) {
        try {
            return Optional.of(SiteFile.read(file, ids(catalog)));
        } catch (IOException | SiteFileException changedMeanwhile) {
            return Optional.empty();
        }
    }

    private static Recovery.Recovered recover(GatewayConfig config, Site site, ProfileCatalog catalog) {
        try {
            return Recovery.recover(config.data(), site, new ProfileDecoding(catalog));
        } catch (IOException unreadable) {
            throw new GatewayException(
                    "cannot read the journal in " + config.data() + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static Journal open(GatewayConfig config, Surroundings around, EngineClock clock) {
        try {
            return around.journals()
                    .open(config.data(), around.limits().journal().keepingWaves(config.keepWaves()), clock.now());
        } catch (IOException unusable) {
            throw new GatewayException(
                    "cannot write the journal in " + config.data() + ": " + unusable.getMessage(), unusable);
        }
    }

    /** Text of a site file as it was journaled; a folder that no longer fits is of no interest here. */
    private static Site site(String text, GatewayConfig config, ProfileCatalog catalog) {
        return SiteMapping.journaled(text, SiteFile.parse("site.yaml", text, config.data(), ids(catalog)));
    }

    private static Set<String> ids(ProfileCatalog catalog) {
        return catalog.all().stream().map(DeviceProfile::id).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException unreadable) {
            LOG.warn(
                    "event=site-file-not-journaled reason={}",
                    unreadable.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    @Override
    public URI address() {
        String host = atStart.http().host();
        return URI.create(
                "http://" + Addresses.withPort(Addresses.isWildcard(host) ? "127.0.0.1" : host, station.port()) + "/");
    }

    /** The same page by https; empty when this site has none. */
    public Optional<URI> secureAddress() {
        return station.securePort() == 0
                ? Optional.empty()
                : Optional.of(
                        URI.create("https://" + Addresses.withPort(address().getHost(), station.securePort()) + "/"));
    }

    @Override
    public int listenerPort(String listener) {
        return adapters.port(listener)
                .orElseThrow(() -> new IllegalArgumentException("no open listener named " + listener));
    }

    /** Whether {@code /health/ready} answers 200. */
    public boolean isReady() {
        return health.ready().good();
    }

    /** What looks back, for tools inside this process. */
    Retrospect past() {
        return past;
    }

    /** The engine, for tests and tools inside this process. */
    Pipeline pipeline() {
        return pipeline;
    }

    /** The ward as displays command it; for tests. */
    WardFeed feed() {
        return boxes.feed(pipeline);
    }

    /** Ends as a power cut would: sockets closed, nothing more written. For tests of restarts. */
    void abandon() {
        end(pipeline::abandon);
    }

    @Override
    public void close() {
        end(pipeline::close);
    }

    private synchronized void end(Runnable endPipeline) {
        if (closed) {
            return;
        }
        closed = true;
        watching.shutdownNow();
        voice.close();
        power.close();
        networks.close();
        AddressFile.remove(atStart.data());
        adapters.close();
        boxes.leave(); // the partner need not wait for what comes now
        past.close();
        endPipeline.run();
        outlet.close();
        boxes.close();
        try {
            // From outside and with a limit: closing inside a chain of its own futures waits for ever.
            finish(vertx.close().toCompletionStage().toCompletableFuture());
        } catch (IOException slow) {
            LOG.warn("event=stop reason=\"{}\"", slow.getMessage());
        }
        LOG.info("event=stopped");
    }

    private static void finish(Future<?> step) throws IOException {
        try {
            step.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | CompletionException failed) {
            Throwable cause = failed.getCause();
            throw new IOException(cause == null ? failed.toString() : String.valueOf(cause.getMessage()), failed);
        } catch (TimeoutException slow) {
            throw new IOException("no answer within " + WAIT.toSeconds() + " s", slow);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }
}
