package org.vigie.gateway.prove.thin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A monitor at one bed on a thread of its own: values once a second, waves if it has any, an alarm when told to. */
final class Bed implements Runnable, AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    private static final int BATCH = 20;
    private static final int WAIT_MS = 20_000;
    private static final byte VT = 0x0B;
    private static final byte FS = 0x1C;
    private static final byte CR = 0x0D;

    private final String name;
    private final boolean waves;
    private final Alarms alarms;
    private final PcdMessages messages;
    private final Random random;
    private final Socket socket = new Socket();
    private final InputStream in;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>(64);
    private final Thread thread;
    private volatile boolean ended;
    private volatile @Nullable String broken;

    /** What a monitor is told to do. */
    private sealed interface Order {
        /** An alarm begins. */
        record Raise() implements Order {}

        /** It ends. */
        record End() implements Order {}

        /** Seconds of values at once, as many as were missed. */
        record Past(Instant from, int seconds, Runnable done) implements Order {}
    }

    /**
     * Connects to the edge; silent until {@link #start}.
     *
     * @param number from 0; decides name, address and random numbers
     */
    @SuppressWarnings("AddressSelection") // numeric addresses
    Bed(int number, boolean waves, Alarms alarms, long seed) throws IOException {
        this.name = name(number);
        this.waves = waves;
        this.alarms = alarms;
        this.random = new Random(seed * 1_000 + number);
        this.messages = new PcdMessages(name, random);
        socket.bind(new InetSocketAddress(Segments.monitor(number), 0));
        socket.connect(new InetSocketAddress(Segments.EDGE_FOR_MONITORS, Rig.HL7_PORT), WAIT_MS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(WAIT_MS);
        in = new BufferedInputStream(socket.getInputStream());
        thread = Thread.ofPlatform().daemon().name("monitor-" + name).unstarted(this);
    }

    static String name(int number) {
        return String.format(Locale.ROOT, "B%02d", number + 1);
    }

    void start() {
        thread.start();
    }

    void raise() {
        alarms.ordered();
        tell(new Order.Raise());
    }

    void end() {
        tell(new Order.End());
    }

    /** Sends values of the past as fast as the edge takes them, then goes on as before. */
    void past(Instant from, int seconds, Runnable done) {
        tell(new Order.Past(from, seconds, done));
    }

    private void tell(Order order) {
        if (!orders.offer(order)) {
            broken = name + " does not keep up with its orders";
        }
    }

    /** Why it no longer speaks; null while it does. */
    @Nullable String broken() {
        return broken;
    }

    @Override
    public void run() {
        try {
            long next = System.nanoTime() + random.nextLong(SECOND);
            while (!ended) {
                Order order = orders.poll(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (order != null) {
                    obey(order);
                    continue;
                }
                next = Math.max(next + SECOND, System.nanoTime() - SECOND);
                send(messages.values(Instant.now()));
                int answers = 1;
                if (waves) {
                    send(messages.waves(Instant.now()));
                    answers++;
                }
                answers(answers);
            }
        } catch (IOException failed) {
            broken = ended ? broken : name + ": " + failed;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void obey(Order order) throws IOException {
        switch (order) {
            case Order.Raise raise -> {
                byte[] alarm = messages.alarm(Instant.now(), "start");
                alarms.raised(name, System.nanoTime());
                send(alarm);
                answers(1);
            }
            case Order.End end -> {
                send(messages.alarm(Instant.now(), "end"));
                answers(1);
            }
            case Order.Past past -> {
                for (int second = 0; second < past.seconds() && !ended; second += BATCH) {
                    int count = Math.min(BATCH, past.seconds() - second);
                    for (int i = 0; i < count; i++) {
                        send(messages.values(past.from().plusSeconds(second + i)));
                    }
                    answers(count);
                }
                past.done().run();
            }
        }
    }

    private void send(byte[] message) throws IOException {
        byte[] frame = new byte[message.length + 3];
        frame[0] = VT;
        System.arraycopy(message, 0, frame, 1, message.length);
        frame[frame.length - 2] = FS;
        frame[frame.length - 1] = CR;
        socket.getOutputStream().write(frame);
    }

    private void answers(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            StringBuilder answer = new StringBuilder();
            for (int octet = in.read(); octet != FS; octet = in.read()) {
                if (octet < 0) {
                    throw new IOException("closed by the edge");
                }
                answer.append((char) octet);
            }
            if (in.read() != CR || (answer.indexOf("MSA|AA") < 0 && answer.indexOf("MSA|CA") < 0)) {
                throw new IOException("not acknowledged: " + answer.toString().replace('\r', ' '));
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        try {
            socket.close();
        } catch (IOException gone) {
            broken = name + ": " + gone;
        }
    }

    /** Bytes of one message with values, for the description of a run. */
    static int valuesBytes() {
        return new PcdMessages("B01", new Random(1)).values(Instant.EPOCH).length;
    }
}
