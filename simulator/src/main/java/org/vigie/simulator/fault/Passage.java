package org.vigie.simulator.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection through the proxy: two directions, each with a reader and a writer and a bounded queue between. */
final class Passage {
    private static final Logger LOG = LoggerFactory.getLogger(Passage.class);
    private static final int READ_BYTES = 16_384;
    /** Above it reading stops, so that a slow network pushes back on the sender as a real one does. */
    private static final int MOST_QUEUED_BYTES = 65_536;

    private final Socket client;
    private final Socket server;
    private final Lane toTarget;
    private final Lane toClient;
    private final AtomicBoolean ended = new AtomicBoolean();

    Passage(Socket client, Socket server, Supplier<Weather> weather, SplittableRandom random) throws IOException {
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        toTarget = new Lane(client.getInputStream(), server.getOutputStream(), weather, true, random.split());
        toClient = new Lane(server.getInputStream(), client.getOutputStream(), weather, false, random.split());
    }

    void start(Runnable onEnd) {
        startThread("fault-proxy-read-client", () -> toTarget.read(), onEnd);
        startThread("fault-proxy-write-target", () -> toTarget.write(server), onEnd);
        startThread("fault-proxy-read-target", () -> toClient.read(), onEnd);
        startThread("fault-proxy-write-client", () -> toClient.write(client), onEnd);
    }

    /** Work that ends when the socket ends. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void startThread(String name, Work work, Runnable onEnd) {
        Thread thread = new Thread(
                () -> {
                    try {
                        carry(work, onEnd);
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                        end(onEnd);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void carry(Work work, Runnable onEnd) throws InterruptedException {
        try {
            work.run();
            if (toTarget.isDone() && toClient.isDone()) {
                end(onEnd);
            }
        } catch (IOException broken) {
            LOG.trace("passage ended cause={}", broken.toString());
            // That one side is gone does not reach the other while nothing passes.
            toTarget.awaitCalm();
            toClient.awaitCalm();
            end(onEnd);
        }
    }

    private void end(Runnable onEnd) {
        if (ended.compareAndSet(false, true)) {
            closeQuietly();
            onEnd.run();
        }
    }

    void weatherChanged() {
        toTarget.wake();
        toClient.wake();
    }

    void reset() {
        try {
            client.setSoLinger(true, 0);
            server.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            LOG.trace("reset of a closed passage cause={}", alreadyClosed.toString());
        }
        closeQuietly();
        weatherChanged();
    }

    private void closeQuietly() {
        try {
            client.close();
            server.close();
        } catch (IOException alreadyClosed) {
            LOG.trace("close failed cause={}", alreadyClosed.toString());
        }
        toTarget.stop();
        toClient.stop();
    }

    /** One direction. */
    private static final class Lane {
        private record Piece(long dueNanos, ByteBuffer bytes) {
            int length() {
                return bytes.limit();
            }
        }

        private final InputStream in;
        private final OutputStream out;
        private final Supplier<Weather> weather;
        private final boolean isToTarget;
        private final SplittableRandom random;
        private final Deque<Piece> queue = new ArrayDeque<>();
        private int queuedBytes;
        private boolean inputEnded;
        private boolean stopped;
        private boolean done;

        Lane(InputStream in, OutputStream out, Supplier<Weather> weather, boolean isToTarget, SplittableRandom random) {
            this.in = in;
            this.out = out;
            this.weather = weather;
            this.isToTarget = isToTarget;
            this.random = random;
        }

        private boolean isStalled() {
            return isToTarget ? weather.get().stallToTarget() : weather.get().stallToClient();
        }

        void read() throws IOException, InterruptedException {
            byte[] buffer = new byte[READ_BYTES];
            while (awaitRoom()) {
                int length = in.read(buffer);
                if (length < 0) {
                    finishInput();
                    return;
                }
                enqueue(buffer, length);
            }
        }

        private synchronized boolean awaitRoom() throws InterruptedException {
            while (!stopped && (isStalled() || queuedBytes >= MOST_QUEUED_BYTES)) {
                wait();
            }
            return !stopped;
        }

        private synchronized void enqueue(byte[] buffer, int length) {
            Weather now = weather.get();
            long jitter =
                    now.jitter().isZero() ? 0 : random.nextLong(now.jitter().toNanos() + 1);
            long due = System.nanoTime() + now.delay().toNanos() + jitter;
            queue.addLast(new Piece(due, ByteBuffer.wrap(Arrays.copyOf(buffer, length))));
            queuedBytes += length;
            notifyAll();
        }

        private synchronized void finishInput() {
            inputEnded = true;
            notifyAll();
        }

        void write(Socket to) throws IOException, InterruptedException {
            for (Piece piece = take(); piece != null; piece = take()) {
                pass(piece);
                release(piece);
            }
            markDone();
            if (!to.isClosed()) {
                to.shutdownOutput();
            }
        }

        private synchronized @Nullable Piece take() throws InterruptedException {
            while (!stopped) {
                Piece first = queue.peekFirst();
                if (isStalled() || (first == null && !inputEnded)) {
                    wait();
                } else if (first == null) {
                    return null;
                } else {
                    long left = first.dueNanos() - System.nanoTime();
                    if (left <= 0) {
                        return queue.pollFirst();
                    }
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            }
            return null;
        }

        private synchronized void release(Piece piece) {
            queuedBytes -= piece.length();
            notifyAll();
        }

        private void pass(Piece piece) throws IOException, InterruptedException {
            int at = 0;
            while (at < piece.length()) {
                if (!awaitCalm()) {
                    return;
                }
                Weather now = weather.get();
                int size = piece.length() - at;
                if (now.mostBytesPerWrite() > 0) {
                    size = Math.min(size, 1 + random.nextInt(now.mostBytesPerWrite()));
                }
                if (now.bytesPerSecond() > 0) {
                    size = Math.min(size, Math.max(1, now.bytesPerSecond() / 50));
                    pause(size * 1_000_000_000L / now.bytesPerSecond());
                }
                out.write(piece.bytes().array(), at, size);
                out.flush();
                at += size;
            }
        }

        private synchronized boolean awaitCalm() throws InterruptedException {
            while (!stopped && isStalled()) {
                wait();
            }
            return !stopped;
        }

        private synchronized void pause(long nanos) throws InterruptedException {
            long end = System.nanoTime() + nanos;
            for (long left = nanos; left > 0 && !stopped; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }

        private synchronized void markDone() {
            done = true;
        }

        synchronized boolean isDone() {
            return done;
        }

        synchronized void wake() {
            notifyAll();
        }

        synchronized void stop() {
            stopped = true;
            notifyAll();
        }
    }
}
