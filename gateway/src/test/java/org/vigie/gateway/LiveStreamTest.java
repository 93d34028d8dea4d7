package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.pipeline.EngineClock;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.gateway.testing.Replica;
import org.vigie.model.limits.Limits;

class LiveStreamTest {
    private static final int BEDS = 8;

    @TempDir
    private Path folder = Path.of("unset");

    /** Senders that change every bed as fast as they are answered, until told to stop. */
    private static final class Load implements AutoCloseable {
        private final AtomicBoolean stop = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();

        Load(TestSite site, int pauseMs) {
            for (int i = 1; i <= BEDS; i++) {
                String bed = TestSite.bed(i);
                int port = site.gateway().listenerPort("hl7");
                threads.add(Thread.ofPlatform().daemon().start(() -> send(bed, port, pauseMs)));
            }
        }

        private void send(String bed, int port, int pauseMs) {
            SplittableRandom random = new SplittableRandom(bed.hashCode());
            try (Mllp monitor = new Mllp(port)) {
                while (!stop.get()) {
                    monitor.ask(Messages.values(bed, random.nextInt(40, 140), random.nextInt(80, 100)));
                    if (random.nextInt(5) == 0) {
                        monitor.ask(Messages.lowSpo2(bed, random.nextBoolean() ? "start" : "end"));
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMs));
                }
            } catch (IOException broken) {
                synchronized (failures) {
                    failures.add(broken);
                }
            }
        }

        @Override
        public void close() {
            stop.set(true);
            threads.forEach(thread -> Await.until("sender ends", () -> !thread.isAlive()));
            assertEquals(List.of(), failures);
        }
    }

    @Test
    void aDisplayThatComesAtAnyMomentHasTheSameStateAsTheWard() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(BEDS))) {
            List<Replica> displays = new ArrayList<>();
            SplittableRandom random = new SplittableRandom(2);
            try (Load load = new Load(site, 15)) {
                for (int i = 0; i < 20; i++) {
                    displays.add(site.display());
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(120)));
                }
                assertFalse(load.stop.get());
            }
            for (Replica display : displays) {
                Await.until(
                        "same number",
                        () -> display.seq() == site.ward().get("seq").asLong());
                assertSame(site, display);
                assertEquals("", display.hole());
                assertFalse(display.isClosed());
                assertEquals("hello", display.frames("hello").get(0).get("type").asText());
                assertEquals(1, display.frames("snapshot").size());
                display.close();
            }
        }
    }

    /** Compares as often as needed until both are of the same number. */
    private static void assertSame(TestSite site, Replica display) {
        JsonNode shown = display.state();
        JsonNode ward = Replica.steady(site.ward());
        for (int i = 0; i < 500 && !shown.get("seq").equals(ward.get("seq")); i++) {
            shown = display.state();
            ward = Replica.steady(site.ward());
        }
        assertEquals(ward.toPrettyString(), shown.toPrettyString());
    }

    @Test
    void theTickComesOnceASecondAndItsEngineGrows() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1));
                Replica display = site.display()) {
            // A busy machine may send two ticks one right behind the other: the engine need not have turned in between.
            Await.until(
                    "three turns of the engine",
                    () -> engines(display).stream().distinct().count() >= 3);
            assertEquals(engines(display).stream().sorted().toList(), engines(display), "it never goes back");
            display.send("""
                    {"type":"alive","display":1,"visible":true,"audio":"running","watching":true,"frames":9,"seq":0,"paintedSeq":0}""");
            Await.until("counted", () -> site.get("metrics").body().contains("vigie_displays{state=\"watching\"} 1.0"));
            display.send("""
                    {"type":"alive","display":1,"visible":false,"audio":"running","watching":true,"frames":9,"seq":0,"paintedSeq":0}""");
            Await.until(
                    "hidden is not watched",
                    () -> site.get("metrics").body().contains("vigie_displays{state=\"watching\"} 0.0"));
        }
    }

    private static List<Long> engines(Replica display) {
        return display.frames("tick").stream()
                .map(tick -> tick.get("engine").asLong())
                .toList();
    }

    @Test
    void aDisplayThatDoesNotReadIsClosedAndTheOthersNoticeNothing() throws Exception {
        Limits d = Limits.DEFAULT;
        Limits.Live small = new Limits.Live(
                50,
                20,
                16_384,
                16_384,
                Duration.ofMillis(500),
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                Duration.ofMillis(250),
                65_536,
                256,
                128,
                Duration.ofSeconds(20));
        Surroundings around = new Surroundings(
                new Limits(d.hl7(), d.pipeline(), small, d.journal()), EngineClock.machine(), JournalDirectory::open);
        try (TestSite site = TestSite.start(folder, TestSite.beds(BEDS), around);
                Replica good = site.display();
                Socket stuck = new Socket()) {
            URI address = site.gateway().address();
            stuck.setReceiveBufferSize(2_048);
            stuck.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            assertEquals(
                    101,
                    RawHttp.status(
                            stuck, RawHttp.handshake(address.getAuthority(), "http://" + address.getAuthority())));
            Await.until("both are there", () -> site.get("metrics").body().contains("connected\"} 2.0"));
            try (Load load = new Load(site, 1)) {
                Await.until(
                        "the stuck one is closed",
                        () -> site.get("metrics").body().contains("connected\"} 1.0"));
                assertFalse(load.stop.get());
            }
            assertFalse(good.isClosed());
            assertEquals("", good.hole());
            Await.until(
                    "the other one has its deltas", () -> good.frames("delta").size() > 5);
        }
    }

    @Test
    void fiftyDisplaysAtOnceAllGetTheAlarmAndNobodyIsBehind() throws Exception {
        int displays = Limits.DEFAULT.live().displays();
        List<Replica> all = new ArrayList<>();
        try (TestSite site = TestSite.start(folder, TestSite.beds(BEDS));
                Mllp monitor = site.monitor()) {
            all.addAll(atOnce(displays, site::display));
            String host = site.gateway().address().getAuthority();
            assertEquals(503, RawHttp.upgrade(site.gateway().address(), host, "http://" + host));
            try (Load load = new Load(site, 200)) {
                monitor.ask(Messages.lowSpo2("R01", "start"));
                for (Replica display : all) {
                    Await.until("the alarm at each", () -> display.hasAlarm("R01"));
                }
                assertFalse(load.stop.get());
            }
            Await.until("all counted", () -> site.get("metrics").body().contains("connected\"} " + displays + ".0"));
            // A display that does not read costs at most its queue: nobody may be near that.
            assertTrue(site.get("metrics").body().contains("vigie_displays{state=\"behind\"} 0.0"));
            for (Replica display : all) {
                assertEquals("", display.hole());
                assertFalse(display.isClosed());
            }
        } finally {
            all.forEach(Replica::close);
        }
    }

    /** All of them begin before the first has ended. */
    private static List<Replica> atOnce(int count, Callable<Replica> connect) throws Exception {
        List<Replica> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            for (Future<Replica> one : threads.invokeAll(Collections.nCopies(count, connect))) {
                all.add(one.get());
            }
        }
        return all;
    }

    @Test
    void aDisplayThatSendsRubbishIsClosed() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1))) {
            for (String rubbish : List.of(
                    "{",
                    "[]",
                    "{\"type\":\"tick\"}",
                    "{\"type\":\"command\",\"id\":\"a b\",\"action\":\"pause\"}",
                    "{\"type\":\"command\"}",
                    "{\"type\":\"nonsense\"}",
                    "{\"type\":\"alive\",\"type\":\"alive\"}")) {
                try (Replica display = site.display()) {
                    display.send(rubbish);
                    Await.until(rubbish, display::isClosed);
                    assertEquals(1008, display.closeCode(), rubbish);
                }
            }
            try (Replica display = site.display()) {
                for (int i = 0; i < 100 && !display.isClosed(); i++) {
                    try {
                        display.send("{\"type\":\"command\",\"id\":\"c" + i + "\",\"action\":\"resume\"}");
                    } catch (RuntimeException closedMeanwhile) {
                        break;
                    }
                }
                Await.until("too many", display::isClosed);
            }
        }
    }

    @Test
    void noMoreDisplaysThanAllowed() throws Exception {
        Limits d = Limits.DEFAULT;
        Limits.Live two = new Limits.Live(
                2,
                20,
                16_384,
                1 << 20,
                Duration.ofSeconds(3),
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                65_536,
                256,
                128,
                Duration.ofSeconds(20));
        Surroundings around = new Surroundings(
                new Limits(d.hl7(), d.pipeline(), two, d.journal()), EngineClock.machine(), JournalDirectory::open);
        try (TestSite site = TestSite.start(folder, TestSite.beds(1), around);
                Replica first = site.display();
                Replica second = site.display()) {
            String host = site.gateway().address().getAuthority();
            assertEquals(503, RawHttp.upgrade(site.gateway().address(), host, "http://" + host));
            assertFalse(first.isClosed() || second.isClosed());
        }
    }
}
