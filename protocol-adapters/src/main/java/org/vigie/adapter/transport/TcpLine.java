package org.vigie.adapter.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.limits.Limits;
import org.vigie.model.link.LinkReason;

/** A serial port behind a terminal server (raw TCP: ser2net, Moxa and the like), equal to one of this machine. */
public final class TcpLine implements Line {
    private static final Logger log = LoggerFactory.getLogger(TcpLine.class);
    private static final Duration WATCH = Duration.ofMillis(500);

    private final EventLoop loop;
    private final String place;
    private final Duration quiet;
    private final Limits.Line limits;
    private final TcpDialer dialer;
    private volatile LineState state = LineState.CONNECTING;
    private EventLoop.Timer watching = () -> {};
    private EventLoop.Timer dialing = () -> {};
    private @Nullable ByteLink link;
    private Duration wait;
    private boolean full;
    private boolean heard;
    private boolean closing;
    private long heardAt;
    private long fullSince;

    /**
     * A line that is not started.
     *
     * @param host numeric address of the terminal server
     * @param quiet silence after which an open line counts as quiet
     */
    public TcpLine(EventLoop loop, String host, int port, Duration quiet, Limits.Line limits) {
        this.loop = loop;
        this.place = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        this.quiet = quiet;
        this.limits = limits;
        this.dialer = new TcpDialer(loop, host, port);
        this.wait = limits.firstRetry();
    }

    @Override
    public void start(Owner owner) {
        watching = loop.every(WATCH, () -> watch(owner));
        dial(Duration.ZERO, owner);
    }

    @Override
    public boolean send(byte[] bytes) {
        ByteLink open = link;
        if (open == null || full) {
            return false;
        }
        if (!open.write(bytes)) {
            full = true;
            fullSince = System.nanoTime();
        }
        return true;
    }

    @Override
    public LineState state() {
        return state;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public CompletableFuture<Void> close() {
        closing = true;
        watching.cancel();
        dialing.cancel();
        if (link != null) {
            link.close();
        }
        state = LineState.CLOSED;
        return dialer.close();
    }

    private void dial(Duration delay, Owner owner) {
        if (!closing) {
            dialing = dialer.dial(delay, connected -> connected(connected, owner), failed -> {
                become(owner, LineState.UNREACHABLE);
                again(owner);
            });
        }
    }

    private void again(Owner owner) {
        dial(wait, owner);
        Duration twice = wait.multipliedBy(2);
        wait = twice.compareTo(limits.longestRetry()) > 0 ? limits.longestRetry() : twice;
    }

    private void connected(ByteLink connected, Owner owner) {
        if (closing) {
            connected.close();
            return;
        }
        link = connected;
        full = false;
        heard = false;
        heardAt = System.nanoTime();
        owner.opened();
        become(owner, LineState.OPEN);
        connected.begin(bytes -> received(bytes, owner), () -> full = false, reason -> ended(reason, owner));
    }

    private void received(byte[] bytes, Owner owner) {
        heardAt = System.nanoTime();
        if (!heard) {
            heard = true;
            wait = limits.firstRetry();
        }
        owner.received(bytes);
    }

    private void ended(LinkReason reason, Owner owner) {
        link = null;
        if (!closing) {
            log.info("event=line-ended place={} reason={}", place, reason.word());
            become(owner, LineState.LOST);
            again(owner);
        }
    }

    private void watch(Owner owner) {
        if (link == null) {
            return;
        }
        long now = System.nanoTime();
        boolean stuck = full && now - fullSince > limits.notTaking().toNanos();
        boolean silent = now - heardAt > quiet.toNanos();
        become(owner, stuck ? LineState.NOT_TAKING : silent ? LineState.QUIET : LineState.OPEN);
    }

    private void become(Owner owner, LineState next) {
        if (next != state && !closing) {
            log.info("event=line-state place={} before={} now={}", place, state.word(), next.word());
            state = next;
            owner.changed(next);
        }
    }
}
