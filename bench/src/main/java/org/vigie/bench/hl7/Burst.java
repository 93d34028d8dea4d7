package org.vigie.bench.hl7;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Many messages in one write, as a monitor sends what it kept while the link was down. */
public final class Burst {
    private static final Duration QUIET = Duration.ofSeconds(3);

    private Burst() {}

    /**
     * What came of it.
     *
     * @param sent messages
     * @param lost messages without an acknowledgement 3 s after the last one
     * @param misordered acknowledgements that came after one of a later message of the same connection
     */
    public record Result(int sent, int lost, int misordered) {
        Result plus(Result other) {
            return new Result(sent + other.sent, lost + other.lost, misordered + other.misordered);
        }
    }

    /**
     * One burst on each of {@code connections}, at once.
     *
     * @param size messages in one write
     */
    public static Result run(int port, int connections, int size, AtomicLong ids)
            throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Result>> parts = new ArrayList<>();
            for (int i = 1; i <= connections; i++) {
                int number = i;
                parts.add(threads.submit(() -> {
                    try (Monitor monitor = new Monitor(number, port)) {
                        return one(monitor, new Pcd01(Beds.name(number)), size, ids);
                    }
                }));
            }
            Result all = new Result(0, 0, 0);
            for (Future<Result> part : parts) {
                all = all.plus(part.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IOException("a connection failed", e.getCause());
        }
    }

    private static Result one(Monitor monitor, Pcd01 messages, int size, AtomicLong ids) throws IOException {
        long first = ids.getAndAdd(size) + 1;
        byte[] together = new byte[size * Pcd01.FRAME_BYTES];
        for (int i = 0; i < size; i++) {
            byte[] frame = messages.frame(first + i, Pcd01.LOWEST_RATE + i);
            System.arraycopy(frame, 0, together, i * Pcd01.FRAME_BYTES, frame.length);
        }
        monitor.send(together);
        BitSet seen = new BitSet(size);
        int misordered = 0;
        int highest = -1;
        try {
            while (seen.cardinality() < size) {
                Ack ack = monitor.ack(QUIET);
                int index = (int) (ack.id() - first);
                if (!ack.isAccepted() || index < 0 || index >= size) {
                    continue;
                }
                if (index < highest) {
                    misordered++;
                }
                highest = Math.max(highest, index);
                seen.set(index);
            }
        } catch (SocketTimeoutException | EOFException e) {
            // What is missing now is lost: counted below.
        }
        return new Result(size, size - seen.cardinality(), misordered);
    }
}
