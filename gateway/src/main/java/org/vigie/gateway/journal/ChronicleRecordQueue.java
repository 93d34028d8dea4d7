package org.vigie.gateway.journal;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.files.DurableFile;
import org.vigie.model.limits.Limits;

/**
 * A Chronicle Queue that is written with raw documents only and made durable with fsync on the file, not with its own
 * {@code sync()}, which forgets everything after the first block boundary (ADR 0025).
 */
final class ChronicleRecordQueue implements RecordQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ChronicleRecordQueue.class);
    /** Nobody else writes here: a lock that is not free at once is a fault. */
    private static final long LOCK_TIMEOUT_MS = 2_000;

    /** A document must fit into the overlap of two mapped chunks, which is a quarter of a block (measured). */
    private static final int BLOCKS_PER_DOCUMENT = 4;

    static {
        // Read once by Chronicle's own static initialisers, so they must be there before its first class is used: no
        // banner, no usage statistics (the library for them is banned as well), no thread that watches all disks.
        System.setProperty("chronicle.announcer.disable", "true");
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.disk.monitor.disable", "true");
    }

    private final Path folder;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private int cycle = Integer.MIN_VALUE;
    private @Nullable FileChannel file;
    private boolean newInFolder;

    private ChronicleRecordQueue(Path folder, SingleChronicleQueue queue, ExcerptAppender appender) {
        this.folder = folder;
        this.queue = queue;
        this.appender = appender;
    }

    /** Opens a queue in a folder that has none yet. */
    static ChronicleRecordQueue open(Path folder, Limits.Journal limits, EngineTime time) throws IOException {
        SingleChronicleQueue queue = null;
        try {
            queue = SingleChronicleQueueBuilder.binary(folder)
                    .rollCycle(RollCycles.FAST_HOURLY)
                    .blockSize(blockBytes(limits))
                    .timeProvider(time)
                    .timeoutMS(LOCK_TIMEOUT_MS)
                    .build();
            return new ChronicleRecordQueue(folder, queue, queue.createAppender());
        } catch (RuntimeException | InternalError broken) {
            // Chronicle's own failures are unchecked; a full disk is an InternalError (SIGBUS on the mapped file).
            if (queue != null) {
                closeQuietly(queue);
            }
            throw new IOException("queue " + folder + " cannot be opened: " + broken, broken);
        }
    }

    @Override
    public void append(byte[] frame, int length) throws IOException {
        try {
            write(frame, length);
            FileChannel now = followRoll();
            // A native call: a SIGBUS in compiled code is only thrown at the next transition, which has to lie in here.
            now.position();
        } catch (RuntimeException | InternalError broken) {
            throw new IOException("queue " + folder + " is broken: " + broken, broken);
        }
    }

    private void write(byte[] frame, int length) {
        try (DocumentContext document = appender.writingDocument()) {
            try {
                requireWire(document).bytes().write(frame, 0, length);
            } catch (RuntimeException | InternalError broken) {
                document.rollbackOnClose();
                throw broken;
            }
        }
    }

    private static Wire requireWire(DocumentContext document) {
        Wire wire = document.wire();
        if (wire == null) {
            throw new IllegalStateException("document without a wire");
        }
        return wire;
    }

    /** After the first append of an hour: the old file is made durable and left. */
    private FileChannel followRoll() throws IOException {
        FileChannel open = file;
        if (open != null && appender.cycle() == cycle) {
            return open;
        }
        if (open != null) {
            open.force(true);
            open.close();
        }
        File current = appender.currentFile();
        if (current == null) {
            throw new IOException("queue " + folder + " has no file");
        }
        FileChannel opened = FileChannel.open(current.toPath(), StandardOpenOption.READ);
        file = opened;
        cycle = appender.cycle();
        newInFolder = true;
        return opened;
    }

    @Override
    public void force() throws IOException {
        FileChannel open = file;
        if (open == null) {
            return;
        }
        try {
            if (newInFolder) {
                DurableFile.forceNames(folder);
                newInFolder = false;
            }
            open.force(false);
        } catch (InternalError broken) {
            throw new IOException("queue " + folder + " is broken: " + broken, broken);
        }
    }

    @Override
    public void close() {
        FileChannel open = file;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("event=journal.close folder={} problem=\"{}\" next=\"left behind\"", folder, e.toString());
            }
        }
        closeQuietly(queue);
    }

    private static void closeQuietly(SingleChronicleQueue queue) {
        try {
            queue.close();
        } catch (RuntimeException | InternalError broken) {
            // It writes to its mapped file here as well; the epoch is given up, what was forced stays readable.
            LOG.warn(
                    "event=journal.close folder={} problem=\"{}\" next=\"left behind\"",
                    queue.file(),
                    broken.toString());
        }
    }

    private static long blockBytes(Limits.Journal limits) {
        long frame = (long) limits.recordBytes() + Frame.HEADER_BYTES + Frame.MAX_SOURCE_BYTES + Integer.BYTES;
        long block = Math.max(limits.blockBytes(), 1 << 16);
        while (block < frame * BLOCKS_PER_DOCUMENT) {
            block *= 2;
        }
        return block;
    }
}
