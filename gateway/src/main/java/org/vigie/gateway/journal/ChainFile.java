package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.files.DurableFile;
import org.vigie.model.limits.ChainLimits;

/**
 * The chain of the epoch that is being written, in hourly text files beside the queues. It never stands in the way of a
 * record: what the disk does not take is told once in the log and tried again with the next seal. Journal thread.
 */
final class ChainFile {
    private static final Logger LOG = LoggerFactory.getLogger(ChainFile.class);

    private final JournalFolder folder;
    private final long epoch;
    private final Chain chain;
    private @Nullable FileChannel file;
    private @Nullable Path path;
    private long length;
    private Instant segmentAt = Instant.EPOCH;
    private Instant nextTry = Instant.MIN;
    private boolean refused;

    private ChainFile(JournalFolder folder, long epoch, Chain chain) {
        this.folder = folder;
        this.epoch = epoch;
        this.chain = chain;
    }

    /** Begins the chain of an epoch: goes on from the newest line there is, and seals what a crash left without one. */
    static ChainFile open(JournalFolder folder, long epoch, Instant at) {
        ChainTail tail = ChainTail.find(folder, epoch, at);
        ChainFile opened = new ChainFile(folder, epoch, new Chain(epoch, tail.prev()));
        String journal = folder.identity().map(Object::toString).orElse("");
        opened.write(opened.chain.begin(at, journal, tail.before(), tail.found()), at);
        for (String words : tail.seals()) {
            opened.write(ChainLine.link(words, opened.chain.last()), at);
        }
        return opened;
    }

    /** A record was appended at an engine time, as {@link Chain#add}. */
    void add(RecordClass cls, long seq, long ordinal, byte[] frame, int length, Instant now) {
        if (chain.waiting() == 0) {
            segmentAt = now;
        }
        chain.add(cls, seq, ordinal, frame, length);
    }

    /** Whether what waits must be sealed before the next record: it fills its bound, or an hour's files end with it. */
    boolean isFull(Instant now) {
        return chain.waiting() > 0
                && !now.isBefore(nextTry)
                && (chain.waiting() >= ChainLimits.DEFAULT.records()
                        || !hour(now).equals(hour(segmentAt)));
    }

    /** Whether a record has waited long enough for its seal. */
    boolean isDue(Instant now) {
        return chain.waiting() > 0
                && !now.isBefore(nextTry)
                && Duration.between(segmentAt, now).compareTo(ChainLimits.DEFAULT.every()) >= 0;
    }

    private static Instant hour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS);
    }

    /** Seals what waits. Only what is durable may be sealed: else a power cut would look as if records were removed. */
    void seal(Instant at) {
        if (chain.waiting() > 0 && !write(chain.seal(segmentAt, at), at)) {
            nextTry = at.plus(ChainLimits.DEFAULT.every()); // a disk that refuses is not asked for each record
        }
    }

    /** Says that a file is about to be deleted. */
    void deleted(Instant at, long of, String name) {
        write(chain.deleted(at, of, name), at);
    }

    /** The orderly end. */
    void end(Instant at, long last) {
        seal(at);
        write(chain.end(at, last), at);
        close();
    }

    private boolean write(String line, Instant at) {
        try {
            FileChannel open = at(at);
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
            long begin = length;
            while (bytes.hasRemaining()) {
                int written = open.write(bytes, begin);
                begin += written;
            }
            open.force(false);
            length = begin;
            chain.written(line);
            refused = false;
            return true;
        } catch (IOException e) {
            if (!refused) {
                LOG.warn(
                        "event=journal.chain epoch={} problem=\"{}\" next=\"records go on, the next seal is tried\"",
                        epoch,
                        e.toString());
            }
            refused = true;
            return false;
        }
    }

    /** The file of the hour; a line that the disk took in part is written over by the next. */
    private FileChannel at(Instant at) throws IOException {
        Path wanted = folder.chainFile(epoch, at);
        FileChannel open = file;
        boolean same = wanted.equals(path);
        if (open != null && open.isOpen() && same) {
            return open;
        }
        close();
        FileChannel opened = FileChannel.open(wanted, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file = opened;
        path = wanted;
        length = same ? length : 0;
        DurableFile.forceNames(folder.chain(epoch));
        return opened;
    }

    /** Leaves the chain as it is: what waits gets its seal at the next start. Never throws. */
    void close() {
        FileChannel open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("event=journal.chain epoch={} problem=\"{}\" next=\"left behind\"", epoch, e.toString());
            }
        }
    }
}
