package org.vigie.gateway.system;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.session.Effect;
import org.vigie.adapter.intellivue.session.Input;
import org.vigie.adapter.intellivue.session.IntellivueSession;
import org.vigie.adapter.intellivue.session.SessionPlan;
import org.vigie.adapter.spi.Arrival;
import org.vigie.simulator.bedside.BedsideLimits;
import org.vigie.simulator.monitor.Bedside;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.SilentEncoder;
import org.vigie.simulator.monitor.intellivue.IntellivueSetup;
import org.vigie.simulator.monitor.intellivue.Peer;
import org.vigie.simulator.monitor.intellivue.Sent;
import org.vigie.simulator.monitor.intellivue.VirtualIntellivue;
import org.vigie.simulator.patient.PatientPlan;
import org.vigie.simulator.patient.VirtualPatient;
import org.vigie.simulator.wave.WaveSource;

/** A virtual monitor and our session, each with its own codec, on one virtual clock. One thread. */
final class SimulatedTalk {
    private static final Peer US = new Peer("127.0.0.1", 24_200);
    private static final Instant START = Instant.parse("2026-03-01T09:15:02Z");
    private static final long UPTIME_TICKS = 77L * 8_192 + 1_234;

    final VirtualIntellivue monitor;
    final IntellivueSession session;
    final Map<String, Long> counts = new HashMap<>();
    final List<String> links = new ArrayList<>();
    private final Bedside bedside;
    private final Consumer<AssembledResult> cycles;
    private final Duration step;
    private final Deque<byte[]> toMonitor = new ArrayDeque<>();
    private Duration elapsed = Duration.ZERO;

    /**
     * A monitor that is on.
     *
     * @param step how late an answer can be
     * @param cycles gets every whole result in order
     */
    SimulatedTalk(
            IntellivueSetup.Link link,
            SessionPlan plan,
            WaveSource waves,
            Duration step,
            Consumer<AssembledResult> cycles) {
        this.cycles = cycles;
        this.step = step;
        bedside = new Bedside(
                new Bedside.Settings(
                        "R12", "ICU", ZoneOffset.UTC, Language.EN, BedsideLimits.fitting(PatientPlan.DEFAULT), null),
                new VirtualPatient(PatientPlan.DEFAULT, 5),
                new SilentEncoder(),
                null);
        bedside.begin(START);
        monitor = new VirtualIntellivue(
                IntellivueSetup.numbered(1, "R12", 0x7F00_0001, 24_105, link),
                bedside::view,
                waves,
                new VirtualIntellivue.Terms(5, UPTIME_TICKS));
        session = new IntellivueSession(plan, new Random(5));
    }

    void up() {
        input(new Input.Up());
    }

    private Instant now() {
        return START.plus(elapsed);
    }

    /** Lets time pass. */
    void pass(Duration time) {
        Duration end = elapsed.plus(time);
        while (elapsed.compareTo(end) < 0) {
            elapsed = elapsed.plus(step);
            bedside.live(elapsed, now());
            hear(monitor.advanceTo(elapsed.toNanos()));
            for (byte[] message = toMonitor.pollFirst(); message != null; message = toMonitor.pollFirst()) {
                hear(monitor.hear(US, message));
            }
            if (session.due(now()).filter(due -> !due.isAfter(now())).isPresent()) {
                input(new Input.Tick());
            }
        }
    }

    private void hear(List<Sent> messages) {
        for (Sent message : messages) {
            if (!message.to().equals(Peer.EVERYBODY)) {
                input(new Input.Received(message.bytes()));
            }
        }
    }

    private void input(Input input) {
        session.on(input, now()).forEach(this::apply);
    }

    private void apply(Effect effect) {
        switch (effect) {
            case Effect.Send send -> toMonitor.addLast(send.payload());
            case Effect.Publish publish -> {
                if (publish.kind() != Arrival.Kind.ALIVE && publish.kind() != Arrival.Kind.UNREADABLE) {
                    cycles.accept(AssembledResult.decode(publish.bytes()).orElseThrow());
                }
            }
            case Effect.Link link ->
                links.add((link.open() ? "open " : "closed ") + link.reason().word());
            case Effect.Count count -> counts.merge(count.word(), count.by(), Long::sum);
            case Effect.Rejected rejected -> counts.merge("rejected " + rejected.word(), 1L, Long::sum);
            case Effect.Note note -> {}
        }
    }

    long count(String word) {
        return counts.getOrDefault(word, 0L);
    }
}
