package org.vigie.gateway.prove;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.journal.JournalUnavailableException;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.StorageLevel;

/**
 * The process that a campaign kills: writes samples in batches as the gateway does, forces them, and only then says so
 * on its output. Lines: {@code ready EPOCH}, {@code level LEVEL}, {@code not N} (not written or not surely), {@code ack
 * FROM TO} (everything between is durable, except waves and what a {@code not} named). Ends when its input ends.
 */
public final class JournalWriterMain {
    private static final int LARGEST_BATCH = 32;
    private static final long PAUSE_WHEN_REFUSED_NANOS = 2_000_000;

    /** Engine time goes so much faster than the clock, so that a round of a second or two meets seals of the chain. */
    private static final int ENGINE_SPEED = 20;

    private final Journal journal;
    private final boolean wavesToo;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final StringBuilder lines = new StringBuilder();
    private final Map<RecordClass, StringBuilder> unforced = new EnumMap<>(RecordClass.class);
    private StorageLevel level = StorageLevel.OK;
    private boolean refused;

    private JournalWriterMain(Journal journal, boolean wavesToo) {
        this.journal = journal;
        this.wavesToo = wavesToo;
    }

    /**
     * Runs until it is killed or its input ends.
     *
     * @param arguments data folder, seed of the batch sizes, {@code fill} or {@code mixed}
     */
    public static void main(String[] arguments) throws IOException {
        Thread.ofPlatform().daemon().name("parent-watch").start(JournalWriterMain::endWithParent);
        Journal journal = JournalDirectory.open(Path.of(arguments[0]), Limits.DEFAULT.journal(), Instant.now());
        new JournalWriterMain(journal, "fill".equals(arguments[2])).run(Long.parseLong(arguments[1]));
    }

    private static void endWithParent() {
        InputStream in = System.in;
        try {
            // Whatever the parent writes means nothing; only that it still holds the other end.
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(0);
    }

    private void run(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        say("ready " + journal.epoch());
        long next = 1;
        while (true) {
            long end = next + random.nextInt(1, LARGEST_BATCH + 1);
            refused = false;
            for (long number = next; number < end; number++) {
                append(number);
            }
            force(RecordClass.LIFE);
            force(RecordClass.DATA);
            journal.maintain(now());
            StorageLevel present = journal.health().level();
            if (present != level) {
                level = present;
                lines.append("level ").append(level).append('\n');
            }
            say("ack " + next + " " + (end - 1));
            next = end;
            if (refused) {
                LockSupport.parkNanos(PAUSE_WHEN_REFUSED_NANOS);
            }
        }
    }

    private void append(long number) {
        RecordClass cls = Sample.classOf(number, wavesToo);
        try {
            Instant now = now();
            long seq = journal.append(cls, RecordKind.RAW_MESSAGE, "prove", now, now, Sample.payload(number, cls));
            if (cls != RecordClass.WAVES) {
                (seq == Journal.SHED ? lines : ofClass(cls))
                        .append("not ")
                        .append(number)
                        .append('\n');
            }
        } catch (JournalUnavailableException e) {
            refused = true;
            lines.append("not ").append(number).append('\n');
        }
    }

    /** Written out only when the force of the class fails. */
    private StringBuilder ofClass(RecordClass cls) {
        return unforced.computeIfAbsent(cls, any -> new StringBuilder());
    }

    private void force(RecordClass cls) {
        try {
            journal.force(cls);
        } catch (JournalUnavailableException e) {
            refused = true;
            lines.append(ofClass(cls));
        }
        ofClass(cls).setLength(0);
    }

    private Instant now() {
        return start.plus(Duration.ofNanos((System.nanoTime() - startNanos) * ENGINE_SPEED));
    }

    /** One write for all lines of a batch: the pipe or file has all or none. */
    private void say(String line) throws IOException {
        lines.append(line).append('\n');
        out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
        lines.setLength(0);
    }
}
