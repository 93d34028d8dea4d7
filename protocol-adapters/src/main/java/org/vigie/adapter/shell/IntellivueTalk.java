package org.vigie.adapter.shell;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.adapter.intellivue.session.Effect;
import org.vigie.adapter.intellivue.session.Input;
import org.vigie.adapter.intellivue.session.IntellivueSession;
import org.vigie.adapter.spi.AdapterClock;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.adapter.spi.AdapterStatus;
import org.vigie.adapter.spi.Arrival;
import org.vigie.adapter.spi.Stored;
import org.vigie.model.SourceId;
import org.vigie.model.link.LinkReason;

/** One monitor: what comes from it goes to its session, the session's effects to the way back and to the sink. */
final class IntellivueTalk {
    private static final Logger log = LoggerFactory.getLogger(IntellivueTalk.class);

    /** Arrivals of one monitor that are not stored yet, above which its waves are dropped. */
    private static final int CROWDED = 32;

    private static final Set<String> ENDS = Set.of("refused", "aborts", "no-answer", "silent", "alarm-list-lost");

    private final Identity identity;
    private final IntellivueSession session;
    private final Surroundings around;
    private final Consumer<byte[]> way;
    private final ArrayDeque<Effect> effects = new ArrayDeque<>();
    private boolean applying;
    private Instant due = Instant.MIN;
    private long messages;
    private int waiting;
    private final Instant firstTried;
    private String lastEnd = "";

    /** Whose it is, the name of its connection, and the profile that reads it. */
    record Identity(SourceId source, String connection, String profile) {}

    /** What all monitors of an adapter share. */
    record Surroundings(AdapterSink sink, AdapterClock clock, Totals totals) {}

    /** @param way sends one message to the monitor */
    IntellivueTalk(Identity identity, IntellivueSession session, Surroundings around, Consumer<byte[]> way) {
        this.identity = identity;
        this.session = session;
        this.around = around;
        this.way = way;
        this.firstTried = around.clock().now();
    }

    Identity identity() {
        return identity;
    }

    IntellivueSession session() {
        return session;
    }

    /** When the talk began. */
    Instant firstTried() {
        return firstTried;
    }

    /** The word of what ended the last attempt: {@code refused}, {@code aborts}, {@code no-answer}, {@code silent}. */
    String lastEnd() {
        return lastEnd;
    }

    boolean isAssociated() {
        return session.phase() == IntellivueSession.Phase.POLLING;
    }

    AdapterStatus.Connection status() {
        String paused = isAssociated() ? null : session.phase().word();
        return new AdapterStatus.Connection(
                identity.source().value(), identity.connection(), messages, waiting, paused);
    }

    void tick() {
        if (!around.clock().now().isBefore(due)) {
            on(new Input.Tick());
        }
    }

    void on(Input input) {
        Instant now = around.clock().now();
        try {
            effects.addAll(session.on(input, now));
        } catch (RuntimeException bug) { // a fault of ours ends this association and no other
            around.totals().count("faults", 1);
            log.error("event=intellivue-fault source={} action=beginning-again", identity.source(), bug);
            effects.addAll(session.on(new Input.Down(LinkReason.CONNECTION_ERROR), now));
            effects.addAll(session.on(new Input.Up(), now));
        }
        apply();
        due = session.due(now).orElse(Instant.MAX);
    }

    /** In order, also those that come while others are applied: a sink may answer at once. */
    private void apply() {
        if (applying) {
            return;
        }
        applying = true;
        try {
            while (!effects.isEmpty()) {
                apply(effects.removeFirst());
            }
        } finally {
            applying = false;
        }
    }

    private void apply(Effect effect) {
        Totals totals = around.totals();
        switch (effect) {
            case Effect.Send send -> {
                totals.count("messages-out", 1);
                way.accept(send.payload());
            }
            case Effect.Publish publish -> publish(publish);
            case Effect.Link link -> {
                totals.count(link.open() ? "connections-opened" : "connections-closed", 1);
                around.sink().link(identity.source(), identity.connection(), link.open(), link.reason());
            }
            case Effect.Count count -> {
                if (ENDS.contains(count.word())) {
                    lastEnd = count.word();
                }
                totals.count(count.word(), count.by());
            }
            case Effect.Rejected rejected -> totals.reject(rejected.word());
            case Effect.Note note ->
                log.info("event={} source={} text=\"{}\"", note.event(), identity.source(), printable(note.text()));
        }
    }

    private void publish(Effect.Publish publish) {
        Arrival.Kind kind = publish.kind();
        if (kind == Arrival.Kind.WAVES && waiting >= CROWDED) {
            around.totals().count("waves-dropped", 1);
            return;
        }
        around.totals().count(word(kind), 1);
        if (kind == Arrival.Kind.MESSAGE || kind == Arrival.Kind.ALARM_MESSAGE) {
            messages++;
        }
        waiting++;
        around.sink()
                .arrived(
                        new Arrival(
                                identity.source(),
                                identity.connection(),
                                identity.profile(),
                                kind,
                                publish.bytes(),
                                publish.reason()),
                        stored -> {
                            waiting--;
                            if (stored == Stored.NOT_WRITABLE) {
                                on(new Input.NotStored(kind));
                            }
                        });
    }

    private static String word(Arrival.Kind kind) {
        return switch (kind) {
            case MESSAGE -> "messages";
            case ALARM_MESSAGE -> "alarm-messages";
            case WAVES -> "wave-messages";
            case DUPLICATE -> "duplicates";
            case UNREADABLE -> "unreadable";
            case ALIVE -> "keep-alives";
        };
    }

    /** Text of a device does not break a line of the log. */
    static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || c == '"' ? ' ' : c)
                .limit(120)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
