package org.vigie.adapter.intellivue.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.spi.Arrival;

/**
 * A session and a scripted monitor on a virtual clock, with a network between them that may lose, double and reorder.
 */
final class VirtualTalk {
    private static final Duration LATENCY = Duration.ofMillis(1);

    final IntellivueSession session;
    final ScriptedMonitor monitor;
    final Map<String, Long> counts = new HashMap<>();
    final List<String> links = new ArrayList<>();
    final List<Arrival.Kind> published = new ArrayList<>();
    final List<AssembledResult> cycles = new ArrayList<>();
    final List<Instant> sentAt = new ArrayList<>();
    final AllowedRequests requests = new AllowedRequests();
    boolean keepCycles = true;
    Weather weather = Weather.FAIR;
    Instant now = Instant.parse("2026-03-01T09:15:02Z");
    private final Random random;
    private final PriorityQueue<Datagram> air =
            new PriorityQueue<>(Comparator.comparing(Datagram::at).thenComparingLong(Datagram::number));
    private long numbers;

    /** Chances out of 100. */
    record Weather(int loss, int doubling, int delay) {
        static final Weather FAIR = new Weather(0, 0, 0);
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
    private record Datagram(Instant at, long number, boolean toMonitor, byte[] bytes) {}

    VirtualTalk(SessionPlan plan, long seed) {
        random = new Random(seed);
        session = new IntellivueSession(plan, random);
        monitor = new ScriptedMonitor(now);
    }

    void up() {
        input(new Input.Up());
    }

    void input(Input input) {
        session.on(input, now).forEach(this::apply);
    }

    /** Lets time pass. */
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (true) {
            Instant next = end;
            next = earlier(next, session.due(now).orElse(end));
            next = earlier(next, monitor.due());
            Datagram first = air.peek();
            next = first == null ? next : earlier(next, first.at);
            if (next.isAfter(end) || (next.equals(end) && now.equals(end))) {
                return;
            }
            now = next.isAfter(now) ? next : now;
            for (Datagram due = air.peek(); due != null && !due.at.isAfter(now); due = air.peek()) {
                air.remove();
                if (due.toMonitor) {
                    monitor.receive(due.bytes, now);
                } else {
                    input(new Input.Received(due.bytes));
                }
            }
            monitor.tick(now).forEach(bytes -> cast(false, bytes));
            input(new Input.Tick());
            if (!now.isBefore(end) && air.stream().noneMatch(datagram -> !datagram.at.isAfter(now))) {
                return;
            }
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }

    private void apply(Effect effect) {
        switch (effect) {
            case Effect.Send send -> {
                sentAt.add(now);
                requests.sent(send.payload());
                cast(true, send.payload());
            }
            case Effect.Publish publish -> {
                published.add(publish.kind());
                if (keepCycles && publish.kind() != Arrival.Kind.ALIVE && publish.kind() != Arrival.Kind.UNREADABLE) {
                    cycles.add(AssembledResult.decode(publish.bytes()).orElseThrow());
                }
            }
            case Effect.Link link ->
                links.add(
                        (link.open() ? "open" : "closed") + " " + link.reason().word());
            case Effect.Count count -> counts.merge(count.word(), count.by(), Long::sum);
            case Effect.Rejected rejected -> counts.merge("rejected " + rejected.word(), 1L, Long::sum);
            case Effect.Note note -> {}
        }
    }

    long count(String word) {
        return counts.getOrDefault(word, 0L);
    }

    private void cast(boolean toMonitor, byte[] bytes) {
        if (random.nextInt(100) < weather.loss()) {
            return;
        }
        int copies = random.nextInt(100) < weather.doubling() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            Duration late = random.nextInt(100) < weather.delay() ? Duration.ofMillis(random.nextInt(1_500)) : LATENCY;
            air.add(new Datagram(now.plus(late), numbers++, toMonitor, bytes));
        }
    }
}
