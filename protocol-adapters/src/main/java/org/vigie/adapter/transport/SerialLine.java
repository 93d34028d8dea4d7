package org.vigie.adapter.transport;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.limits.Limits;

/**
 * One serial port with a thread that reads and a thread that writes, both daemons; no listeners of the library, which
 * go deaf without a word. The reading thread owns the port: it opens it, sees it die, and opens it again from the
 * configured path, because another {@code ttyUSB} may stand behind it. SOURCE: java-serial.md sections 2 and 4.
 */
public final class SerialLine implements Line {
    private static final Logger log = LoggerFactory.getLogger(SerialLine.class);
    private static final int READ_WAIT_MS = 500;
    private static final int READ_BYTES = 4096;
    private static final int DENIED = 13; // EACCES
    private static final int IN_USE_LOCK = 11; // EWOULDBLOCK of flock: another process
    private static final int IN_USE = 16; // EBUSY
    private static final int IN_USE_HERE = 2; // what the library says about a second open within one process

    private final EventLoop loop;
    private final Path path;
    private final SerialSettings settings;
    private final Limits.Line limits;
    private final BlockingQueue<byte[]> unsent;
    private final Semaphore unread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicLong writingSince = new AtomicLong();
    private volatile LineState state = LineState.CONNECTING;
    private volatile @Nullable SerialPort port;
    private boolean started;

    /**
     * A line that is not started.
     *
     * @param path the device as configured; on Linux best one of /dev/serial/by-id
     */
    public SerialLine(EventLoop loop, Path path, SerialSettings settings, Limits.Line limits) {
        this.loop = loop;
        this.path = path;
        this.settings = settings;
        this.limits = limits;
        this.unsent = new ArrayBlockingQueue<>(limits.unsentFrames());
        this.unread = new Semaphore(limits.unreadChunks());
    }

    @Override
    public void start(Owner owner) {
        if (!started && closing.getCount() > 0) {
            started = true;
            daemon("serial-rx " + path, () -> keepOpen(owner)).start();
            daemon("serial-tx " + path, this::write).start();
        }
    }

    @Override
    public boolean send(byte[] bytes) {
        return port != null && unsent.offer(bytes);
    }

    @Override
    public LineState state() {
        return state;
    }

    @Override
    public String place() {
        return path.toString();
    }

    @Override
    public CompletableFuture<Void> close() {
        closing.countDown();
        SerialPort open = port;
        if (open != null) {
            open.closePort(); // frees a reader and a writer that wait
        }
        if (!started) {
            closed.complete(null);
        }
        return closed;
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The life of the reading thread. */
    private void keepOpen(Owner owner) {
        long wait = limits.firstRetry().toMillis();
        boolean last = false;
        while (!last) {
            Opened opened = open();
            boolean heard = false;
            SerialPort got = opened.port();
            if (got == null) {
                become(owner, opened.failure());
            } else {
                heard = serve(got, owner);
                if (closing.getCount() > 0) {
                    become(owner, LineState.LOST);
                }
            }
            wait = heard ? limits.firstRetry().toMillis() : wait;
            last = closedWithin(wait);
            wait = Math.min(wait * 2, limits.longestRetry().toMillis());
        }
        become(owner, LineState.CLOSED);
        loop.run(() -> closed.complete(null));
    }

    /** What one attempt gave: a port, or why there is none. */
    private record Opened(@Nullable SerialPort port, LineState failure) {}

    private Opened open() {
        if (SerialLibrary.load().isPresent()) {
            return new Opened(null, LineState.UNUSABLE);
        }
        if (!Files.exists(path)) { // follows the link: one that points nowhere is an adapter that was pulled out
            return new Opened(null, LineState.ABSENT);
        }
        try {
            SerialPort fresh = SerialPort.getCommPort(path.toString());
            fresh.setComPortParameters(settings.baud(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
            fresh.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
            // Semi-blocking: a write to a peer that does not read then waits instead of spinning.
            fresh.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_WAIT_MS, 0);
            if (fresh.openPort(0)) {
                return new Opened(fresh, LineState.OPEN);
            }
            return new Opened(null, failure(fresh.getLastErrorCode()));
        } catch (SerialPortInvalidPortException e) {
            return new Opened(null, Files.exists(path) ? LineState.UNUSABLE : LineState.ABSENT);
        }
    }

    static LineState failure(int errorCode) {
        return switch (errorCode) {
            case DENIED -> LineState.DENIED;
            case IN_USE_LOCK, IN_USE, IN_USE_HERE -> LineState.BUSY;
            default -> LineState.UNUSABLE;
        };
    }

    /** Reads until the port dies or is closed. Returns whether anything came. */
    private boolean serve(SerialPort open, Owner owner) {
        unsent.clear(); // what was meant for the line before must not reach whatever is plugged in now
        port = open;
        byte[] buffer = new byte[READ_BYTES];
        boolean heard = false;
        long quietFrom = System.nanoTime();
        loop.run(owner::opened);
        become(owner, LineState.OPEN);
        int read = 0;
        while (read >= 0 && closing.getCount() > 0) {
            read = open.readBytes(buffer, buffer.length);
            if (read > 0) {
                heard = true;
                quietFrom = System.nanoTime();
                hand(owner, Arrays.copyOf(buffer, read));
            }
            if (read >= 0) {
                become(owner, condition(quietFrom));
            }
        }
        port = null;
        open.closePort();
        writingSince.set(0);
        return heard;
    }

    private LineState condition(long quietFrom) {
        long now = System.nanoTime();
        long writing = writingSince.get();
        if (writing != 0 && now - writing > limits.notTaking().toNanos()) {
            return LineState.NOT_TAKING;
        }
        boolean quiet = now - quietFrom > settings.quiet().toNanos();
        return quiet ? LineState.QUIET : LineState.OPEN;
    }

    /** Hands over; waits when the event loop is behind, and the kernel then holds what comes. */
    private void hand(Owner owner, byte[] bytes) {
        try {
            while (!unread.tryAcquire(READ_WAIT_MS, TimeUnit.MILLISECONDS)) {
                if (closing.getCount() == 0) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        loop.run(() -> {
            unread.release();
            owner.received(bytes);
        });
    }

    private void become(Owner owner, LineState next) {
        if (next != state) {
            LineState before = state;
            state = next;
            log.info("event=line-state place={} before={} now={}", path, before.word(), next.word());
            loop.run(() -> owner.changed(next));
        }
    }

    /** Waits for the next attempt; true when the line was closed meanwhile. */
    private boolean closedWithin(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The life of the writing thread. */
    private void write() {
        try {
            while (closing.getCount() > 0) {
                byte[] bytes = unsent.poll(READ_WAIT_MS, TimeUnit.MILLISECONDS);
                SerialPort open = port;
                if (bytes != null && open != null && loop.mayCall()) {
                    writingSince.set(System.nanoTime() | 1); // never 0, which means: not writing
                    int unused = open.writeBytes(bytes, bytes.length); // a dead port is noticed by the reader
                    writingSince.set(0);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
