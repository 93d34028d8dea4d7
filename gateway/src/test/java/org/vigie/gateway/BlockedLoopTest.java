package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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

/**
 * Fault row 34: an adapter keeps the event loop of all adapters for four seconds (here five, so that what has to be
 * told within three is told meanwhile on a slow machine too).
 */
class BlockedLoopTest {
    private static final Duration BLOCKED = Duration.ofSeconds(5);

    @TempDir
    private Path folder = Path.of("unset");

    /** The machine's clocks; the first adapter that asks them after {@link #block} is kept waiting. */
    private static final class Blocking implements EngineClock.Clocks {
        private final EngineClock.Clocks machine = EngineClock.machine();
        private final AtomicBoolean armed = new AtomicBoolean();
        private final AtomicLong blockedFor = new AtomicLong();

        void block() {
            armed.set(true);
        }

        boolean isOver() {
            return blockedFor.get() > 0;
        }

        @Override
        public long monotonicNanos() {
            if (armed.get() && isAdapter() && armed.compareAndSet(true, false)) {
                long from = System.nanoTime();
                while (System.nanoTime() - from < BLOCKED.toNanos()) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
                blockedFor.set(System.nanoTime() - from);
            }
            return machine.monotonicNanos();
        }

        private static boolean isAdapter() {
            return StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().startsWith("org.vigie.adapter.shell.")));
        }

        @Override
        public long bootNanos() {
            return machine.bootNanos();
        }

        @Override
        public Instant wall() {
            return machine.wall();
        }
    }

    @Test
    void displaysGoOnBedsAreSaidToBeStaleAndNothingThatWasSentMeanwhileIsLost() throws Exception {
        Blocking clocks = new Blocking();
        Surroundings around = new Surroundings(Limits.DEFAULT, clocks, JournalDirectory::open);
        try (TestSite site = TestSite.start(folder, TestSite.beds(2).replace("}", ", period: 1s }"), around);
                Mllp first = site.monitor();
                Mllp second = site.monitor();
                Replica display = site.display()) {
            first.ask(Messages.values("R01", 72, 97));
            second.ask(Messages.values("R02", 72, 97));
            Await.until("live", () -> link(display, "R02").equals("live"));
            int ticks = display.frames("tick").size();
            clocks.block();
            for (int i = 0; i < 20; i++) {
                first.send(Messages.values("R01", 100 + i, 97));
            }
            second.send(Messages.lowSpo2("R02", "start"));
            Await.until("R02 is not live any more", () -> !link(display, "R02").equals("live"));
            assertFalse(clocks.isOver(), "told while the loop was still blocked");
            assertEquals(200, site.get("health/live").statusCode());
            Await.until("the loop is free", clocks::isOver);
            int told = display.frames("tick").size() - ticks;
            assertTrue(told >= 3, told + " ticks in 5 s");
            for (int i = 0; i < 20; i++) {
                assertEquals("AA", Mllp.code(first.read()));
            }
            assertEquals("AA", Mllp.code(second.read()));
            Await.until("the alarm that waited", () -> display.hasAlarm("R02"));
            // Answered when it is written: what is shown follows a moment later.
            Await.until(
                    "the newest value that waited",
                    () -> site.bed("R01").get("numerics").get(0).get("value").asInt() == 119);
            Await.until("live again", () -> link(display, "R01").equals("live"));
            assertEquals("", display.hole());
            assertFalse(display.isClosed());
        }
    }

    private static String link(Replica display, String name) {
        for (var bed : display.state().get("beds")) {
            if (bed.get("bed").asText().equals(name)) {
                return bed.get("link").asText();
            }
        }
        return "none";
    }
}
