package org.vigie.adapter.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.adapter.hl7.codec.Framed;
import org.vigie.adapter.hl7.codec.MllpFramer;
import org.vigie.adapter.hl7.session.Effect;
import org.vigie.adapter.hl7.session.Hl7Session;
import org.vigie.adapter.spi.AdapterClock;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.adapter.spi.AdapterStatus;
import org.vigie.adapter.spi.Stored;
import org.vigie.adapter.transport.ByteLink;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;
import org.vigie.model.link.LinkReason;

/**
 * One connection: bytes to the framer, its findings to the session, the session's effects to the socket and the sink.
 * Lives on the event loop.
 */
final class Hl7Link {
    private static final Logger log = LoggerFactory.getLogger(Hl7Link.class);

    private final ByteLink bytes;
    private final SourceId source;
    private final String connection;
    private final Hl7Session session;
    private final Surroundings around;
    private final MllpFramer framer;
    private final ArrayDeque<Effect> effects = new ArrayDeque<>();
    private final Consumer<LinkReason> whenEnded;
    private boolean applying;
    private boolean pausedBySession;
    private boolean peerDoesNotRead;
    private boolean stopping;
    private boolean ended;
    private @Nullable Instant heldSince;
    private LinkReason closeReason = LinkReason.CLOSED_BY_GATEWAY;
    private long messages;
    private Instant lastHeard;

    /** What all links of an adapter share. */
    record Surroundings(AdapterSink sink, AdapterClock clock, Totals totals, Limits.Hl7 limits) {}

    Hl7Link(
            ByteLink bytes,
            Identity identity,
            Hl7Session session,
            Surroundings around,
            Consumer<LinkReason> whenEnded) {
        this.bytes = bytes;
        this.source = identity.source();
        this.connection = identity.connection();
        this.session = session;
        this.around = around;
        this.whenEnded = whenEnded;
        this.framer = new MllpFramer(around.limits());
        this.lastHeard = around.clock().now();
    }

    /** Whose connection it is, and its name. */
    record Identity(SourceId source, String connection) {}

    void begin() {
        around.totals().count("connections-opened", 1);
        log.debug("event=link-open source={} connection={}", source, connection);
        around.sink().link(source, connection, true, LinkReason.NONE);
        bytes.begin(this::read, this::drained, this::ended);
    }

    SourceId source() {
        return source;
    }

    Instant lastHeard() {
        return lastHeard;
    }

    /** Whether we do not read from it now. */
    boolean isHeld() {
        return heldSince != null;
    }

    AdapterStatus.Connection status() {
        String paused = peerDoesNotRead ? "peer" : session.paused();
        return new AdapterStatus.Connection(source.value(), connection, messages, session.waiting(), paused);
    }

    void tick() {
        guarded(() -> {
            Instant now = around.clock().now();
            if (heldSince == null) {
                framer.tick(now, framed -> found(framed, now));
            }
            apply(session.tick(now));
        });
    }

    /** Writes what is no answer. */
    void send(Effect.Send send) {
        apply(List.of(send));
    }

    /** Ends the connection when all that was read is answered, or {@code atOnce}. */
    void stop(boolean atOnce) {
        stopping = true;
        steer();
        if (atOnce || session.waiting() == 0) {
            close(LinkReason.CLOSED_BY_GATEWAY);
        }
    }

    void close(LinkReason reason) {
        closeReason = reason;
        bytes.close();
    }

    private void read(byte[] read) {
        guarded(() -> {
            Instant now = around.clock().now();
            lastHeard = now;
            around.totals().count("bytes-in", read.length);
            apply(session.received(read.length, now));
            framer.read(read, now, framed -> found(framed, now));
        });
    }

    private void found(Framed framed, Instant now) {
        if (framed instanceof Framed.Whole) {
            messages++;
        }
        apply(session.found(framed, now));
    }

    private void stored(long ticket, Stored stored) {
        guarded(() -> {
            apply(session.stored(
                    ticket, stored, around.clock().now(), around.clock().wall()));
            if (stopping && session.waiting() == 0) {
                close(LinkReason.CLOSED_BY_GATEWAY);
            }
        });
    }

    private void drained() {
        peerDoesNotRead = false;
        steer();
    }

    private void ended(LinkReason how) {
        if (ended) {
            return;
        }
        ended = true;
        LinkReason reason = how == LinkReason.CLOSED_BY_GATEWAY ? closeReason : how;
        guarded(() -> {
            Instant now = around.clock().now();
            framer.end(framed -> found(framed, now));
            session.closed();
        });
        around.totals().count("connections-closed", 1);
        log.debug("event=link-closed source={} connection={} reason={}", source, connection, reason.word());
        around.sink().link(source, connection, false, reason);
        whenEnded.accept(reason);
    }

    /** Applies effects in order, also those that come while others are applied: a sink may answer at once. */
    private void apply(List<Effect> more) {
        effects.addAll(more);
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
        switch (effect) {
            case Effect.Send send -> {
                if (!ended) {
                    around.totals().answer(send.code());
                    around.totals().count("bytes-out", send.bytes().length);
                    peerDoesNotRead |= !bytes.write(send.bytes());
                    steer();
                }
            }
            case Effect.Deliver deliver ->
                around.sink().arrived(deliver.arrival(), stored -> stored(deliver.ticket(), stored));
            case Effect.PauseReading pause -> {
                pausedBySession = true;
                steer();
            }
            case Effect.ResumeReading resume -> {
                pausedBySession = false;
                steer();
            }
            case Effect.Close close -> {
                log.warn("event=link-closing source={} connection={} because=\"{}\"", source, connection, close.text());
                close(close.reason());
            }
            case Effect.Count count -> around.totals().count(count.word(), count.by());
            case Effect.CountRejected rejected -> around.totals().reject(rejected.word());
        }
    }

    /** Reads or does not read; time in which we do not read is not held against the sender. */
    private void steer() {
        boolean hold = pausedBySession || peerDoesNotRead || stopping;
        Instant since = heldSince;
        if (hold && since == null) {
            heldSince = around.clock().now();
            bytes.pauseReading();
        } else if (!hold && since != null) {
            framer.held(Duration.between(since, around.clock().now()));
            heldSince = null;
            bytes.resumeReading();
        }
    }

    /** A fault of ours ends this connection and no other. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            around.totals().count("faults", 1);
            log.error("event=link-fault source={} connection={} action=closing", source, connection, e);
            if (!ended) {
                close(LinkReason.CONNECTION_ERROR);
            }
        }
    }
}
