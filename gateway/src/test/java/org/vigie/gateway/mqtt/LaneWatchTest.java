package org.vigie.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.mqtt.LaneWatch.Step;
import org.vigie.gateway.mqtt.LaneWatch.Taken;
import org.vigie.model.limits.Limits;

class LaneWatchTest {
    private static final Limits.Mqtt LIMITS = Limits.MQTT;
    private final LaneWatch watch = new LaneWatch(LIMITS, new Random(1), 0);

    private static long s(double seconds) {
        return (long) (seconds * 1e9);
    }

    private void connect(long now) {
        assertEquals(Step.CONNECT, watch.step(now));
        watch.connecting(now);
        watch.up(now, 20);
    }

    @Test
    void acknowledgementsThatStopForFiveSecondsEndTheClient() {
        connect(0);
        assertEquals(Step.NOTHING, watch.step(s(100)), "nothing was sent, so nothing is missing");
        assertEquals(Taken.YES, watch.take(s(100), 1, 11, 10));
        assertEquals(Step.NOTHING, watch.step(s(104.9)));
        assertEquals(Step.ACKS_STOPPED, watch.step(s(105.01)));
    }

    @Test
    void aLargeMessageOnAThinLinkHasTheTimeItNeeds() {
        connect(0);
        assertEquals(Taken.YES, watch.take(0, 1, 1, 100_000));
        assertEquals(Step.NOTHING, watch.step(s(104.9)), "100 kB at 1,000 bytes a second");
        assertEquals(Step.ACKS_STOPPED, watch.step(s(105)));
        assertEquals(OptionalLong.of(1), watch.answered(s(105), 1));
        assertEquals(Taken.YES, watch.take(s(105), 2, 2, 300));
        assertEquals(Step.ACKS_STOPPED, watch.step(s(110.4)), "an alarm of 300 bytes");
    }

    @Test
    void aSlowLinkThatAnswersAtAllIsKept() {
        connect(0);
        for (int i = 0; i < 10; i++) {
            assertEquals(Taken.YES, watch.take(0, i, i, 10));
        }
        for (int i = 0; i < 10; i++) {
            long now = s(4.0 * (i + 1));
            assertEquals(Step.NOTHING, watch.step(now));
            assertEquals(OptionalLong.of(i), watch.answered(now, i));
        }
        assertEquals(0, watch.unanswered());
    }

    @Test
    void oneAnswerThatNeverComesEndsTheClientThoughOthersDo() {
        connect(0);
        assertEquals(Taken.YES, watch.take(0, 1, 1, 10));
        for (int i = 2; i < 12; i++) {
            double at = i - 1;
            assertEquals(Taken.YES, watch.take(s(at), i, i, 10));
            assertEquals(OptionalLong.of(i), watch.answered(s(at), i));
            assertEquals(Step.NOTHING, watch.step(s(at)));
        }
        assertEquals(Step.NOTHING, watch.step(s(11)), "the first was passed over at 1 s");
        assertEquals(Taken.YES, watch.take(s(11), 12, 12, 10));
        assertEquals(OptionalLong.of(12), watch.answered(s(11), 12));
        assertEquals(Step.ACKS_STOPPED, watch.step(s(11.1)));
    }

    @Test
    void aConnectThatHangsEndsTheClient() {
        assertEquals(Step.CONNECT, watch.step(0));
        watch.connecting(0);
        assertEquals(Step.NOTHING, watch.step(s(24.9)));
        assertEquals(Step.CONNECT_HANGS, watch.step(s(25)));
        watch.down(s(25));
        assertEquals(Step.NOTHING, watch.step(s(25)));
        assertEquals(Step.CONNECT, watch.step(s(30.1)));
    }

    @Test
    void theWindowIsBoundedInMessagesAndBytesAndByTheBroker() {
        connect(0);
        assertEquals(Taken.YES, watch.take(0, 1, 1, LIMITS.payloadBytes()), "one message always fits");
        assertEquals(Taken.WINDOW_FULL, watch.take(0, 2, 2, 1));
        assertEquals(OptionalLong.of(1), watch.answered(0, 1));
        for (int i = 0; i < LIMITS.window(); i++) {
            assertEquals(Taken.YES, watch.take(0, 10 + i, i, 100));
        }
        assertEquals(Taken.WINDOW_FULL, watch.take(0, 99, 99, 1));
        assertEquals(LIMITS.window(), watch.mostUnanswered());
        watch.down(0);
        watch.connecting(0);
        watch.up(0, 2);
        assertEquals(Taken.YES, watch.take(0, 1, 1, 1));
        assertEquals(Taken.YES, watch.take(0, 2, 2, 1));
        assertEquals(Taken.WINDOW_FULL, watch.take(0, 3, 3, 1));
    }

    @Test
    void whatWasUnansweredWhenAClientEndedIsNotAnsweredLater() {
        connect(0);
        assertEquals(Taken.YES, watch.take(0, 1, 1, 10));
        watch.down(s(1));
        assertEquals(0, watch.unanswered());
        assertEquals(OptionalLong.empty(), watch.answered(s(2), 1));
        assertEquals(Taken.NOT_CONNECTED, watch.take(s(2), 2, 2, 10));
    }

    @Test
    void waitsAreJitteredBoundedAndBeginAnewAfterAGoodConnection() {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), new Random(7));
        TreeSet<Long> waits = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            waits.add(backoff.next());
        }
        assertTrue(waits.first() >= s(0.2), "shortest " + waits.first());
        assertEquals(s(5), waits.last());
        assertTrue(waits.size() > 50, "not all alike: " + waits.size());
        backoff.reset();
        assertTrue(backoff.next() <= s(0.6));
    }

    @Test
    void twoBoxesThatLoseOneBrokerDoNotComeBackTogether() {
        Backoff one = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), new Random(1));
        Backoff other = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), new Random(2));
        int alike = 0;
        for (int i = 0; i < 100; i++) {
            alike += Math.abs(one.next() - other.next()) < s(0.01) ? 1 : 0;
        }
        assertTrue(alike < 40, "alike " + alike);
    }
}
