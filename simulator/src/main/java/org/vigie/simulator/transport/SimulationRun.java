package org.vigie.simulator.transport;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.simulator.monitor.MonitorLink;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.Tally;
import org.vigie.simulator.monitor.intellivue.IntellivueLink;
import org.vigie.simulator.scenario.AlarmDiary;
import org.vigie.simulator.scenario.LinkFactory;
import org.vigie.simulator.scenario.Player;
import org.vigie.simulator.scenario.Scenario;
import org.vigie.simulator.scenario.ScenarioBed;

/**
 * A scenario in real time over real sockets: one event loop owns the player, the links and all timers. Methods may be
 * called from any thread but that loop; they wait for it, at most ten seconds.
 */
public final class SimulationRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulationRun.class);
    private static final long TICK_MS = 20;
    private static final Duration PDS_PATIENCE = Duration.ofSeconds(10);
    private static final long WAIT_SECONDS = 10;

    /**
     * Where the monitors connect to.
     *
     * @param host numeric address or name
     * @param ownAddresses true: each monitor uses a loopback address of its own
     */
    public record Target(String host, int port, boolean ownAddresses) {}

    private final Scenario scenario;
    private final Vertx vertx;
    private final Context context;
    private final Tally tally = new Tally();
    private final Map<String, PdsMonitor> servers = new LinkedHashMap<>();
    private @Nullable IntellivueSockets sockets;
    private @Nullable Player player;
    private long timer = -1;
    private boolean closed;

    /** @param scenario what to play */
    public SimulationRun(Scenario scenario) {
        this.scenario = scenario;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.context = vertx.getOrCreateContext();
    }

    /**
     * Lets the HL7 monitors that are servers listen; before {@link #play}.
     *
     * @param host address to listen on
     * @param firstPort of the first one, counting up; 0 for any free ones
     * @return port per bed
     * @throws IOException when a port cannot be had
     */
    public Map<String, Integer> listen(String host, int firstPort) throws IOException {
        List<Future<Integer>> ports = new ArrayList<>();
        List<String> beds = new ArrayList<>();
        onLoop(() -> {
            for (ScenarioBed bed : scenario.beds()) {
                if (bed.monitor().isServer()) {
                    PdsMonitor server = new PdsMonitor(vertx, tally, PDS_PATIENCE);
                    servers.put(bed.bed(), server);
                    int port = firstPort == 0 ? 0 : firstPort + beds.size();
                    beds.add(bed.bed());
                    ports.add(server.start(host, port));
                }
            }
            return beds.size();
        });
        Map<String, Integer> result = new LinkedHashMap<>();
        for (int i = 0; i < beds.size(); i++) {
            result.put(beds.get(i), await(ports.get(i).toCompletionStage().toCompletableFuture()));
        }
        return result;
    }

    /**
     * Opens the sockets of the IntelliVue monitors; before {@link #play}.
     *
     * @return address per bed, as site.yaml writes it: {@code udp://HOST:PORT} or {@code tcp://HOST:PORT}
     * @throws IOException when a port cannot be had
     */
    public Map<String, String> openIntellivue(IntellivueSockets.Terms terms) throws IOException {
        IntellivueSockets made = new IntellivueSockets(vertx, tally, terms);
        List<Future<String>> addresses = new ArrayList<>();
        List<String> beds = new ArrayList<>();
        onLoop(() -> {
            sockets = made;
            List<ScenarioBed> all = scenario.beds();
            for (int index = 0; index < all.size(); index++) {
                if (all.get(index).monitor().isIntellivue()) {
                    beds.add(all.get(index).bed());
                    addresses.add(made.open(all.get(index), index));
                }
            }
            return beds.size();
        });
        Map<String, String> result = new LinkedHashMap<>();
        for (int i = 0; i < beds.size(); i++) {
            result.put(beds.get(i), await(addresses.get(i).toCompletionStage().toCompletableFuture()));
        }
        return result;
    }

    /**
     * Begins to play.
     *
     * @throws IOException when a record of the scenario cannot be read
     */
    public void play(Player.Terms terms, Target target) throws IOException {
        play(terms, target, (bed, at, notice) -> {});
    }

    /**
     * Begins to play, and tells what the monitors alarm about.
     *
     * @param diary is told on the event loop
     * @throws IOException when a record of the scenario cannot be read
     */
    public void play(Player.Terms terms, Target target, AlarmDiary diary) throws IOException {
        onLoop(() -> {
            Player started = new Player(scenario, terms, new Links(target, terms.speed())).noteIn(diary);
            player = started;
            started.start();
            long from = System.nanoTime();
            timer = vertx.setPeriodic(
                    TICK_MS, ignored -> started.advanceTo(Duration.ofNanos(System.nanoTime() - from)));
            return true;
        });
    }

    /** What happened on the links so far. */
    public Tally tally() {
        return tally;
    }

    /** Beds whose monitor shows an alarm now. */
    public long alarmingBeds() throws IOException {
        return onLoop(() -> player == null ? 0L : player.alarmingBeds());
    }

    /** Makes the links of the player; on the event loop. */
    private final class Links implements LinkFactory {
        private final Target target;
        private final long seed;

        Links(Target target, double speed) {
            this.target = target;
            this.seed = scenario.seed() * 31 + (long) speed;
        }

        @Override
        public MonitorLink open(ScenarioBed bed, int index, Supplier<List<Outgoing>> greeting) {
            PdsMonitor server = servers.get(bed.bed());
            if (server != null) {
                server.greetWith(greeting);
                return server;
            }
            return client(target.ownAddresses() ? Loopbacks.of(index) : null, index, greeting);
        }

        @Override
        public IntellivueLink openIntellivue(ScenarioBed bed, int index) {
            IntellivueSockets opened = sockets;
            if (opened == null) {
                throw new IllegalArgumentException("bed " + bed.bed() + ": its monitor has no socket yet");
            }
            return opened.of(bed.bed());
        }

        @Override
        public MonitorLink openAdmissions() {
            return client(target.ownAddresses() ? Loopbacks.ADMISSIONS : null, -1, List::of);
        }

        private MonitorLink client(@Nullable String own, int index, Supplier<List<Outgoing>> greeting) {
            VirtualMonitor.Terms how = VirtualMonitor.Terms.to(target.host(), target.port(), own, seed + index);
            VirtualMonitor monitor = new VirtualMonitor(vertx, how, greeting, tally);
            monitor.start();
            return monitor;
        }
    }

    private <T> T onLoop(Callable<T> work) throws IOException {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(ignored -> {
            try {
                done.complete(work.call());
            } catch (Exception failed) { // handed on to the caller's thread below
                done.completeExceptionally(failed);
            }
        });
        return await(done);
    }

    private static <T> T await(CompletableFuture<T> done) throws IOException {
        try {
            return done.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof IOException unreadable) {
                throw unreadable;
            }
            if (cause instanceof IllegalArgumentException wrong) {
                throw new IOException(wrong.getMessage(), wrong);
            }
            throw new IOException("simulation failed: " + cause, cause);
        } catch (TimeoutException late) {
            throw new IOException("the simulator did not answer within " + WAIT_SECONDS + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** Closes all links and the event loop; idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            onLoop(() -> {
                vertx.cancelTimer(timer);
                if (player != null) {
                    player.close();
                }
                servers.values().forEach(PdsMonitor::close);
                if (sockets != null) {
                    sockets.close();
                }
                return true;
            });
            await(vertx.close().toCompletionStage().toCompletableFuture());
        } catch (IOException late) {
            LOG.warn("simulator close failed cause={}", late.toString());
        }
    }
}
