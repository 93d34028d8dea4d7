package org.vigie.gateway.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.config.FailoverConfig;
import org.vigie.gateway.testing.Await;

/** The thread of the lease. */
class FailoverTest {
    /** Passes each time the lease looks at its clock, and not while the machine keeps its thread waiting. */
    private static final long LOOK_MS = 50;

    @TempDir
    private Path folder;

    private Failover alone() throws Exception {
        FailoverConfig config = new FailoverConfig("p", "box-2", true, folder.resolve("key"), List.of());
        Thread test = Thread.currentThread();
        AtomicLong now = new AtomicLong();
        return new Failover(
                config,
                new Failover.Box(
                        "box-1",
                        1,
                        folder,
                        new byte[32],
                        () -> Thread.currentThread().equals(test) ? now.get() : now.addAndGet(LOOK_MS)));
    }

    @Test
    void aBoxWhoseLeaseEndsByAFaultHoldsNoMoreAndSaysSo() throws Exception {
        Queue<Failover.Turned> told = new ConcurrentLinkedQueue<>();
        AtomicBoolean breaks = new AtomicBoolean();
        try (Failover failover = alone()) {
            failover.tellOver(beat -> {
                if (breaks.get()) {
                    throw new AssertionError("the fault of this test");
                }
                failover.sawHub(); // each beat is heard there, also while this test is kept waiting
            });
            failover.start(told::add);
            Await.until("it holds", () -> failover.now().polls() && failover.mayAct());
            breaks.set(true);
            Await.until("it has ended", () -> !failover.now().polls());
            assertFalse(failover.mayAct(), "nothing is sent to a monitor");
            assertFalse(failover.isLapsed(), "what it hears of its beds goes on to the hubs");
            assertEquals(Failover.Word.NOBODY_POLLS, failover.now().word());
            Await.until("its adapters and displays know", () -> failover.now().equals(last(told)));
            assertTrue(
                    failover.problem().orElse("").contains("restart this box"),
                    () -> failover.problem().orElse(""));
            assertEquals(LeaseRole.HOLDER, failover.status().role(), "the last that was known");
        }
    }

    private static Failover.Turned last(Queue<Failover.Turned> told) {
        return told.stream().reduce(Failover.Turned.ALWAYS, (before, next) -> next);
    }
}
