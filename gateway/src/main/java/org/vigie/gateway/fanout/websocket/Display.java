package org.vigie.gateway.fanout.websocket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.gateway.people.Sessions;
import org.vigie.gateway.waves.WaveWish;
import org.vigie.model.limits.Limits;

/**
 * One connected display and what may wait for it. While its queue is full nothing is added: it gets one fresh snapshot
 * when it reads again, and is closed when it does not. Belongs to the event loop of the displays.
 */
final class Display {
    private static final Logger LOG = LoggerFactory.getLogger(Display.class);
    private static final Buffer PING = Buffer.buffer("vigie");
    private static final short TRY_AGAIN_LATER = 1013;
    private static final short POLICY = 1008;
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final ServerWebSocket socket;
    private final Runnable cut;
    private final int number;
    private final Limits.Live limits;
    private final Limits.Waves waveLimits = Limits.Waves.DEFAULT;
    private long lastHeardNanos;
    private long behindSinceNanos;
    private boolean behind;
    private boolean ended;
    private long secondNanos;
    private int framesThisSecond;
    private LiveMessage.@Nullable Alive alive;
    private Sessions.@Nullable Session session;
    private @Nullable WaveWish wish;
    private final Deque<Long> wavesOnTheWay = new ArrayDeque<>();
    private boolean wavesLeftOut;
    private long wavesLeftOutInAll;

    /**
     * A display that has just connected.
     *
     * @param socket of the display
     * @param cut ends the connection at once, whatever is still to be sent
     */
    Display(ServerWebSocket socket, Runnable cut, int number, Limits.Live limits, long nowNanos) {
        this.socket = socket;
        this.cut = cut;
        this.number = number;
        this.limits = limits;
        this.lastHeardNanos = nowNanos;
        socket.setWriteQueueMaxSize(limits.queueBytes());
    }

    int number() {
        return number;
    }

    LiveMessage.@Nullable Alive alive() {
        return alive;
    }

    boolean behind() {
        return behind;
    }

    /** Sends a frame, or notes that this display has to start anew with a snapshot. */
    void send(String frame, long nowNanos) {
        if (behind || gone()) {
            return;
        }
        if (socket.writeQueueFull()) {
            behind = true;
            behindSinceNanos = nowNanos;
            LOG.info("event=display-slow display={} action=\"a snapshot when it reads again\"", number);
            return;
        }
        socket.writeTextMessage(frame).onFailure(broken -> ended = true);
    }

    @Nullable WaveWish wish() {
        return wish;
    }

    void wish(@Nullable WaveWish next) {
        wish = next;
        wavesOnTheWay.clear();
    }

    /**
     * Sends a frame of waves, or leaves it out: while the display has not said that it took the last few, so that an
     * alarm never waits behind more than those.
     *
     * @param frame of its own, may be changed
     */
    void sendWaves(Buffer frame, long tick, long nowNanos) {
        if (behind || gone() || wavesOnTheWay.size() >= waveLimits.framesInFlight() || socket.writeQueueFull()) {
            wavesLeftOut = true;
            wavesLeftOutInAll++;
            return;
        }
        if (wavesLeftOut) {
            wavesLeftOut = false;
            frame.setByte(1, (byte) 1);
        }
        wavesOnTheWay.add(tick);
        socket.writeBinaryMessage(frame).onFailure(broken -> ended = true);
    }

    /** The display has taken this frame, and with it those before. */
    void took(long tick) {
        if (wavesOnTheWay.contains(tick)) {
            while (!wavesOnTheWay.isEmpty() && wavesOnTheWay.remove() != tick) {
                // one answer may stand for several frames
            }
        }
    }

    long wavesLeftOut() {
        return wavesLeftOutInAll;
    }

    /**
     * True when nothing can be sent any more; a socket that broke says so before its close handler runs, by throwing.
     */
    private boolean gone() {
        ended |= socket.isClosed();
        return ended;
    }

    /** After the queue has emptied: true when a snapshot is due. */
    boolean drained() {
        boolean was = behind;
        behind = false;
        return was;
    }

    /** Counts a frame of the display; false when it sends more than a person and a page can. */
    boolean heard(long nowNanos) {
        lastHeardNanos = nowNanos;
        if (nowNanos - secondNanos > TimeUnit.SECONDS.toNanos(1)) {
            secondNanos = nowNanos;
            framesThisSecond = 0;
        }
        framesThisSecond++;
        // The page's own sign of life comes once a second beside the commands, and an answer to each frame of waves.
        return framesThisSecond <= limits.commandsPerSecond() + (wish == null ? 5 : 15);
    }

    /** Who has proven to be at this display; null when nobody has. */
    Sessions.@Nullable Session session() {
        return session;
    }

    void session(Sessions.@Nullable Session proof) {
        session = proof;
    }

    void alive(LiveMessage.Alive sign) {
        alive = sign;
    }

    /** Once a second: closes a display that does not read or is not heard any more, asks it for a sign of life. */
    void check(long nowNanos, boolean ping) {
        if (gone()) {
            return;
        }
        if (behind && nowNanos - behindSinceNanos > limits.stuck().toNanos()) {
            end(TRY_AGAIN_LATER, "does not read");
        } else if (nowNanos - lastHeardNanos > SILENT_NANOS) {
            end(TRY_AGAIN_LATER, "silent");
        } else if (ping && !behind) {
            socket.writePing(PING.copy()).onFailure(broken -> ended = true);
        }
    }

    void refuse(String why) {
        end(POLICY, why);
    }

    boolean ended() {
        return ended;
    }

    void end(short code, String why) {
        if (gone()) {
            return;
        }
        ended = true;
        LOG.info("event=display-closed display={} reason=\"{}\"", number, why);
        if (behind) {
            cut.run(); // a close frame would wait for ever behind what is not read
        } else {
            socket.close(code, why).onComplete(said -> cut.run());
        }
    }
}
