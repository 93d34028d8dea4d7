package org.vigie.gateway.prove.storm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.prove.thin.PcdMessages;

/**
 * A monitor that talks too much: values and alarms by the clock, whatever comes back; one thread writes, one reads the
 * answers, which have to be those of the messages in their order.
 */
final class StormBed implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    private static final int WAIT_MS = 30_000;
    private static final int MOST_UNANSWERED = 4_096;
    private static final String[] PRIORITIES = {"PH", "PM", "PL"};
    private static final byte VT = 0x0B;
    private static final byte FS = 0x1C;
    private static final byte CR = 0x0D;

    private final String name;
    private final Truth truth;
    private final Plan plan;
    private final PcdMessages messages;
    private final Socket socket = new Socket();
    private final InputStream in;
    private final BlockingQueue<String> unanswered = new LinkedBlockingQueue<>(MOST_UNANSWERED);
    private final Thread writing;
    private final Thread reading;
    private final long alarmsFrom;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private volatile long latestNanos;
    private volatile boolean allSent;
    private volatile boolean ended;
    private volatile @Nullable String broken;

    /**
     * What each monitor does.
     *
     * @param valuesPerSecond messages with all values
     * @param alarmEveryMs an alarm begins, and ends at half of that
     * @param alarms as many
     * @param calmMs values alone, before the first alarm
     */
    record Plan(int valuesPerSecond, int alarmEveryMs, int alarms, int calmMs) {}

    /**
     * Connects; silent until {@link #start}.
     *
     * @param number from 0; decides name, address and random numbers
     */
    StormBed(int number, int port, Plan plan, Truth truth, long seed) throws IOException {
        this.name = name(number);
        this.plan = plan;
        this.truth = truth;
        Random random = new Random(seed * 1_000 + number);
        this.messages = new PcdMessages(name, random);
        this.alarmsFrom = TimeUnit.MILLISECONDS.toNanos(plan.calmMs() + random.nextInt(plan.alarmEveryMs()));
        // Each bed is a monitor of its own: an address of its own below 127.
        socket.bind(new InetSocketAddress(address(number), 0));
        socket.connect(new InetSocketAddress(address(-1), port), WAIT_MS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(WAIT_MS);
        in = new BufferedInputStream(socket.getInputStream());
        writing = Thread.ofVirtual().name("storm-" + name).unstarted(() -> guarded(this::write));
        reading = Thread.ofVirtual().name("storm-answers-" + name).unstarted(() -> guarded(this::read));
    }

    private static InetAddress address(int number) throws IOException {
        byte[] bytes = {127, 0, (byte) (number < 0 ? 0 : 1 + number / 200), (byte) (1 + Math.max(0, number) % 200)};
        return InetAddress.getByAddress(bytes);
    }

    static String name(int number) {
        return String.format(Locale.ROOT, "B%02d", number + 1);
    }

    void start() {
        writing.start();
        reading.start();
    }

    long sent() {
        return sent.get();
    }

    long accepted() {
        return accepted.get();
    }

    /** Most that a message left after its time. */
    long latestMs() {
        return latestNanos / 1_000_000;
    }

    /** Everything is said and answered. */
    boolean isDone() {
        return allSent && accepted.get() == sent.get();
    }

    /** Why it no longer speaks; null while it does. */
    @Nullable String broken() {
        return broken;
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (IOException failed) {
            broken = ended ? broken : name + ": " + failed;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() throws IOException, InterruptedException {
        long start = System.nanoTime();
        long half = TimeUnit.MILLISECONDS.toNanos(plan.alarmEveryMs()) / 2;
        long values = 0;
        int halves = 0;
        while (halves < 2 * plan.alarms() && !ended) {
            long valuesDue = start + values * SECOND / plan.valuesPerSecond();
            long alarmDue = start + alarmsFrom + halves * half;
            long due = Math.min(valuesDue, alarmDue);
            long now = System.nanoTime();
            if (now < due) {
                TimeUnit.NANOSECONDS.sleep(due - now);
            }
            latestNanos = Math.max(latestNanos, System.nanoTime() - due);
            if (due == alarmDue) {
                alarm(halves++);
            } else {
                values++;
                send(messages.values(Instant.now()));
            }
        }
        allSent = true;
    }

    private void alarm(int half) throws IOException, InterruptedException {
        int number = half / 2;
        String phase = half % 2 == 0 ? "start" : "end";
        byte[] message =
                messages.alarm(Instant.now(), phase, name + "-" + number, PRIORITIES[number % PRIORITIES.length]);
        if (half % 2 == 0) {
            truth.raised(name, System.nanoTime());
        } else {
            truth.ended(name, System.nanoTime());
        }
        send(message);
    }

    private void send(byte[] message) throws IOException, InterruptedException {
        byte[] frame = new byte[message.length + 3];
        frame[0] = VT;
        System.arraycopy(message, 0, frame, 1, message.length);
        frame[frame.length - 2] = FS;
        frame[frame.length - 1] = CR;
        unanswered.put(messages.newest());
        sent.incrementAndGet();
        socket.getOutputStream().write(frame);
    }

    private void read() throws IOException, InterruptedException {
        while (!ended) {
            StringBuilder answer = new StringBuilder();
            for (int octet = in.read(); octet != FS; octet = in.read()) {
                if (octet < 0) {
                    throw new IOException("closed by the gateway");
                }
                answer.append((char) octet);
            }
            String message = unanswered.take();
            if (in.read() != CR
                    || (answer.indexOf("MSA|AA|" + message) < 0 && answer.indexOf("MSA|CA|" + message) < 0)) {
                throw new IOException("not the acknowledgement of " + message + ": "
                        + answer.toString().replace('\r', ' '));
            }
            accepted.incrementAndGet();
        }
    }

    @Override
    public void close() {
        ended = true;
        writing.interrupt();
        reading.interrupt();
        try {
            socket.close();
        } catch (IOException gone) {
            broken = name + ": " + gone.getMessage();
        }
    }

    /** Bytes of one message with values, for the description of a run. */
    static int valuesBytes() {
        return new PcdMessages("B01", new Random(1)).values(Instant.EPOCH).length;
    }
}
