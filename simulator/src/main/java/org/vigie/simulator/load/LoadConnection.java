package org.vigie.simulator.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One connection of a load client. Not thread-safe. */
final class LoadConnection {
    private static final byte FS = 0x1C;
    private static final int MOST_ANSWER_BYTES = 16_384;
    /** Each connection counts in a range of its own, so that no two messages of a run have the same MSH-10. */
    private static final long NUMBERS_PER_CONNECTION = 100_000_000;

    private static final int MOST_UNSENT_BYTES = 1 << 20;

    /** Sums over all connections of a run. */
    static final class Counters {
        private final byte[] msa = {'M', 'S', 'A', '|'};
        long sent;
        long accepted;
        long refused;
        long misordered;
        final LatencyHistogram latency = new LatencyHistogram();
    }

    /** A message that waits for its answer. */
    private record Waiting(long number, long dueNanos, boolean counted) {}

    private final SocketChannel channel;
    private final LoadMessage message;
    private final Counters counters;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final ByteBuffer answers = ByteBuffer.allocate(MOST_ANSWER_BYTES);
    private ByteBuffer unsent = ByteBuffer.allocate(4_096).flip();
    private @Nullable SelectionKey key;
    private final long firstNumber;
    private long number;
    private boolean broken;

    private LoadConnection(SocketChannel channel, LoadMessage message, Counters counters, int index) {
        this.firstNumber = index * NUMBERS_PER_CONNECTION;
        this.number = firstNumber;
        this.channel = channel;
        this.message = message;
        this.counters = counters;
    }

    /**
     * What makes this connection different from the others.
     *
     * @param index from 0
     * @param localAddress null lets the system choose
     */
    record Own(int index, @Nullable String localAddress) {}

    static LoadConnection open(
            Selector selector, InetSocketAddress target, Own own, LoadMessage message, Counters counters)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (own.localAddress() != null) {
            channel.bind(new InetSocketAddress(own.localAddress(), 0));
        }
        channel.connect(target);
        channel.configureBlocking(false);
        LoadConnection connection = new LoadConnection(channel, message, counters, own.index());
        connection.key = channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    boolean isBroken() {
        return broken;
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** How many messages were made on this connection. */
    long numbered() {
        return number - firstNumber;
    }

    long unansweredCounted() {
        return waiting.stream().filter(Waiting::counted).count();
    }

    void send(long dueNanos, boolean counted) {
        number++;
        byte[] frame = message.numbered(number);
        waiting.addLast(new Waiting(number, dueNanos, counted));
        if (counted) {
            counters.sent++;
        }
        append(frame);
        flush();
    }

    private void append(byte[] frame) {
        if (unsent.remaining() + frame.length > MOST_UNSENT_BYTES) {
            fail();
            return;
        }
        ByteBuffer larger = unsent.capacity() - unsent.remaining() >= frame.length
                ? unsent.compact()
                : ByteBuffer.allocate((unsent.remaining() + frame.length) * 2).put(unsent);
        unsent = larger.put(frame).flip();
    }

    void flush() {
        SelectionKey current = key;
        if (broken || current == null) {
            return;
        }
        try {
            channel.write(unsent);
            int interest = unsent.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
            if (current.interestOps() != interest) {
                current.interestOps(interest);
            }
        } catch (IOException gone) {
            fail();
        }
    }

    /** Reads what is there and returns how many answers were complete. */
    int read() {
        try {
            if (channel.read(answers) < 0) {
                fail();
                return 0;
            }
        } catch (IOException gone) {
            fail();
            return 0;
        }
        int complete = 0;
        int start = 0;
        byte[] bytes = answers.array();
        int end = answers.position();
        for (int i = 0; i < end; i++) {
            if (bytes[i] == FS) {
                answered(bytes, start, i);
                complete++;
                start = i + 1;
            }
        }
        if (start > 0) {
            answers.flip().position(start);
            answers.compact();
        } else if (!answers.hasRemaining()) {
            fail();
        }
        return complete;
    }

    private void answered(byte[] bytes, int from, int to) {
        Waiting oldest = waiting.pollFirst();
        int msa = indexOf(bytes, from, to, counters.msa);
        if (oldest == null || msa < 0) {
            counters.misordered++;
            return;
        }
        int code = msa + counters.msa.length;
        boolean accepted = code + 1 < to && bytes[code + 1] == 'A';
        if (numberAt(bytes, code + 3, to) != oldest.number()) {
            counters.misordered++;
        }
        if (oldest.counted()) {
            counters.latency.record(System.nanoTime() - oldest.dueNanos());
            if (accepted) {
                counters.accepted++;
            } else {
                counters.refused++;
            }
        }
    }

    private static long numberAt(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < Math.min(to, from + LoadMessage.CONTROL_ID_LENGTH); i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }

    private static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        for (int i = from; i + wanted.length <= to; i++) {
            int match = 0;
            while (match < wanted.length && bytes[i + match] == wanted[match]) {
                match++;
            }
            if (match == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    private void fail() {
        broken = true;
        close();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            broken = true;
        }
    }
}
