package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.vigie.gateway.files.DurableFile;

/**
 * Copies a journal, also while a gateway writes it, so that the copy is one that {@link JournalReader} reads without a
 * hole: of the run that is going on, everything up to one record over all queues, nothing behind it. Each file is read
 * back from the copy and compared by its CRC32C before it gets its name; a copy that was interrupted goes on with the
 * files that are missing. One thread.
 */
public final class JournalBackup {
    /** Room that stays free on the target. */
    public static final long SPARE_BYTES = 64L << 20;

    private static final int BLOCK = 1 << 20;
    private static final String PART = ".part";

    private final JournalFolder from;
    private final JournalFolder to;
    private final Set<RecordClass> classes;
    private final Brake brake;
    private final Map<Long, Long> cuts = new HashMap<>();
    private long copiedFiles;
    private long copiedBytes;
    private long presentFiles;

    /** Slows the copy down. */
    @FunctionalInterface
    public interface Brake {
        /** Called after each piece; returns when the next may be read. */
        void took(long bytes) throws InterruptedException;
    }

    /**
     * What was done.
     *
     * @param files copied in this run
     * @param bytes of them
     * @param present files that the copy had already
     */
    public record Result(long files, long bytes, long present) {
        Result plus(Result other) {
            return new Result(files + other.files, bytes + other.bytes, present + other.present);
        }
    }

    /**
     * A piece of work.
     *
     * @param source file
     * @param folder that gets it
     * @param bytes to copy, from its begin
     * @param closed false when it still grows: it is copied anew each time
     */
    private record Job(Path source, Path folder, long bytes, boolean closed) {
        Path target() {
            return folder.resolve(source.getFileName());
        }
    }

    /** The newest record of a queue that belongs to the copy. */
    private record Cut(long seq, boolean running) {}

    /**
     * A copy that is not begun.
     *
     * @param data folder of the gateway
     * @param target folder that gets a {@code journal} of the same form
     * @param waves whether curves are copied: nine tenths of the bytes
     * @param brake never faster than this allows
     */
    public JournalBackup(Path data, Path target, boolean waves, Brake brake) {
        this.from = new JournalFolder(data);
        this.to = new JournalFolder(target);
        this.classes = waves ? EnumSet.allOf(RecordClass.class) : EnumSet.of(RecordClass.LIFE, RecordClass.DATA);
        this.brake = brake;
    }

    /**
     * Copies a data folder: its journal and, at a hub, what it keeps of other boxes. Of those nothing is left out: they
     * hold no curves, and their messages lie where curves would (ADR 0101).
     *
     * @throws IOException as {@link #run}
     */
    public static Result all(Path data, Path target, boolean waves, Brake brake)
            throws IOException, InterruptedException {
        Result done = new JournalBackup(data, target, waves, brake).run();
        rename(data, target);
        for (Path box : OtherBoxes.journals(data)) {
            if (new JournalFolder(box).epochs().isEmpty()) {
                continue; // made and never begun
            }
            Path to = OtherBoxes.folder(target).resolve(box.getFileName());
            done = done.plus(new JournalBackup(box, to, true, brake).run());
            for (Path note : OtherBoxes.notes(box)) {
                small(note, to.resolve(note.getFileName()));
            }
        }
        for (Path shown : OtherBoxes.shown(data)) {
            Files.createDirectories(OtherBoxes.folder(target));
            small(shown, OtherBoxes.folder(target).resolve(shown.getFileName()));
        }
        return done;
    }

    /** What the copy has of a box that was replaced since then gets the name that it has here now. */
    private static void rename(Path data, Path target) throws IOException {
        for (Path box : OtherBoxes.journals(data)) {
            Path to = OtherBoxes.folder(target).resolve(box.getFileName());
            Optional<UUID> identity = new JournalFolder(box).identity();
            for (Path copy : OtherBoxes.journals(target)) {
                if (identity.isPresent() && !Files.exists(to) && identity.equals(new JournalFolder(copy).identity())) {
                    Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
                    DurableFile.forceNames(OtherBoxes.folder(target));
                }
            }
        }
    }

    /**
     * Copies what the target does not have.
     *
     * @throws IOException when it does not fit, a file differs after the copy, or the disk fails; with what to do
     */
    public Result run() throws IOException, InterruptedException {
        if (from.root()
                .toAbsolutePath()
                .normalize()
                .equals(to.root().toAbsolutePath().normalize())) {
            throw new IOException(to.root() + " is the journal itself. Name another disk with --to.");
        }
        List<Long> epochs = from.epochs();
        checkIdentity(epochs);
        // What is not complete now must not be called complete in the copy: it may end while we copy.
        List<Long> complete = epochs.stream()
                .filter(epoch -> from.complete(epoch).isPresent())
                .toList();
        List<Job> jobs = jobs(epochs, complete);
        room(jobs);
        Files.createDirectories(to.root());
        small(from.root().resolve(JournalFolder.IDENTITY), to.root().resolve(JournalFolder.IDENTITY));
        for (Job job : jobs) {
            copy(job);
        }
        for (long epoch : epochs) {
            notes(epoch, complete.contains(epoch));
        }
        small(from.root().resolve("epoch"), to.root().resolve("epoch"));
        DurableFile.forceNames(to.root());
        return new Result(copiedFiles, copiedBytes, presentFiles);
    }

    private void checkIdentity(List<Long> epochs) throws IOException {
        if (epochs.isEmpty()) {
            throw new IOException(
                    "There is no journal in " + from.root().getParent() + ". Name the data folder with --data.");
        }
        boolean other = to.identity().isPresent() && !to.identity().equals(from.identity());
        if (other || (to.identity().isEmpty() && !to.epochs().isEmpty())) {
            throw new IOException(to.root() + " is the copy of another journal. Name an empty folder with --to.");
        }
    }

    private List<Job> jobs(List<Long> epochs, List<Long> complete) throws IOException {
        List<Job> jobs = new ArrayList<>();
        long last = epochs.getLast();
        for (long epoch : epochs) {
            boolean running = epoch == last && !complete.contains(epoch);
            Cut cut = new Cut(running ? newest(epoch) : Long.MAX_VALUE, running);
            cuts.put(epoch, cut.seq());
            for (RecordClass cls : classes) {
                List<Path> files = from.files(epoch, cls);
                for (int i = 0; i < files.size(); i++) {
                    Path source = files.get(i);
                    // Before the newest files are read the hour may turn: an older file may hold a few records too
                    // many.
                    boolean grows = cut.running() && i >= files.size() - 2;
                    long bytes = grows ? bytesUpTo(source, cls, epoch, cut.seq()) : content(source, cls, epoch);
                    if (bytes > 0) {
                        jobs.add(new Job(source, to.queue(epoch, cls), bytes, !grows));
                    }
                }
            }
        }
        return jobs;
    }

    /** The newest number of an epoch over the queues: the writer numbers in order, so all before it are there. */
    private long newest(long epoch) throws IOException {
        long newest = 0;
        for (RecordClass cls : RecordClass.values()) {
            List<Path> files = from.files(epoch, cls);
            for (int i = files.size() - 1; i >= 0; i--) {
                long found = newestIn(files.get(i), cls, epoch);
                newest = Math.max(newest, found);
                if (found > 0) {
                    break;
                }
            }
        }
        return newest;
    }

    private static long newestIn(Path path, RecordClass cls, long epoch) throws IOException {
        long newest = 0;
        try (FrameFile file = FrameFile.open(path, cls, epoch)) {
            for (FrameFile.Found found = file.next(); found != null; found = file.next()) {
                if (found instanceof FrameFile.Whole whole) {
                    newest = whole.entry().seq();
                }
            }
        }
        return newest;
    }

    /** Up to the end of the last record with at most this number; 0 when there is none. */
    private static long bytesUpTo(Path path, RecordClass cls, long epoch, long seq) throws IOException {
        long end = 0;
        try (FrameFile file = FrameFile.open(path, cls, epoch)) {
            for (FrameFile.Found found = file.next(); found != null; found = file.next()) {
                if (found instanceof FrameFile.Whole whole) {
                    if (whole.entry().seq() > seq) {
                        break;
                    }
                    end = file.afterLast();
                }
            }
        }
        return end;
    }

    /**
     * Up to the end of the last record, and up to the last byte that is not zero: a queue file is made longer than it
     * is used, and no stick has holes.
     */
    private static long content(Path path, RecordClass cls, long epoch) throws IOException {
        long end = lastByte(path);
        if (end == 0) {
            return 0;
        }
        try (FrameFile file = FrameFile.open(path, cls, epoch)) {
            return file.endOfLastBefore(end);
        }
    }

    private static long lastByte(Path path) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
        try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
            for (long end = in.size(); end > 0; ) {
                long begin = Math.max(0, end - BLOCK);
                buffer.clear().limit((int) (end - begin));
                int read = in.read(buffer, begin);
                for (int i = read - 1; i >= 0; i--) {
                    if (buffer.get(i) != 0) {
                        return Math.min(in.size(), (begin + i + Integer.BYTES) & -Integer.BYTES);
                    }
                }
                end = begin;
            }
        }
        return 0;
    }

    private void room(List<Job> jobs) throws IOException {
        long need = 0;
        for (Job job : jobs) {
            need += isPresent(job) ? 0 : job.bytes();
        }
        Path there = existing(to.root().toAbsolutePath());
        long free = Files.getFileStore(there).getUsableSpace();
        if (need + SPARE_BYTES > free) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s has no room: %.1f GB are to be copied, %.1f GB are free. Take a larger disk%s.",
                    to.root().getParent(),
                    need / 1e9,
                    free / 1e9,
                    classes.contains(RecordClass.WAVES) ? ", or leave the curves out with --without-waves" : ""));
        }
    }

    private static Path existing(Path folder) throws IOException {
        Path there = folder;
        while (!Files.exists(there)) {
            if (there.getParent() == null) {
                throw new IOException(folder + " is on no disk that can be read.");
            }
            there = there.getParent();
        }
        return there;
    }

    private static boolean isPresent(Job job) throws IOException {
        return job.closed() && Files.exists(job.target()) && Files.size(job.target()) == job.bytes();
    }

    private void copy(Job job) throws IOException, InterruptedException {
        if (isPresent(job)) {
            presentFiles++;
            return;
        }
        Files.createDirectories(job.folder());
        Path part = job.target().resolveSibling(job.target().getFileName() + PART);
        long crc;
        try (FileChannel in = FileChannel.open(job.source(), StandardOpenOption.READ)) {
            crc = copy(in, part, job.bytes());
        } catch (NoSuchFileException deleted) {
            return; // retention was faster; its note says so
        }
        if (crc != crc(part)) {
            throw new IOException(part + " differs from what was written: the disk is damaged. Take another one.");
        }
        Files.move(part, job.target(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFile.forceNames(job.folder());
        copiedFiles++;
        copiedBytes += job.bytes();
    }

    private long copy(FileChannel in, Path part, long bytes) throws IOException, InterruptedException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long at = 0; at < bytes; ) {
                buffer.clear().limit((int) Math.min(BLOCK, bytes - at));
                int read = in.read(buffer, at);
                if (read <= 0) {
                    throw new IOException("a file of the journal has become shorter: " + part.getFileName());
                }
                buffer.flip();
                crc.update(buffer.duplicate());
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                at += read;
                brake.took(read);
            }
            out.force(true);
        }
        return crc.getValue();
    }

    private static long crc(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (in.read(buffer.clear()) > 0) {
                crc.update(buffer.flip());
            }
        }
        return crc.getValue();
    }

    /** The small files beside the queues, after the queues: they say what is missing there on purpose. */
    private void notes(long epoch, boolean complete) throws IOException {
        if (!Files.isDirectory(to.epoch(epoch))) {
            return;
        }
        for (RecordClass cls : RecordClass.values()) {
            String note = "deleted-" + cls.folder();
            if (!classes.contains(cls) && to.files(epoch, cls).isEmpty()) {
                Files.writeString(to.epoch(epoch).resolve(note), JournalFolder.LEFT_OUT + "\n");
            } else {
                Files.deleteIfExists(to.epoch(epoch).resolve(note));
                small(from.epoch(epoch).resolve(note), to.epoch(epoch).resolve(note));
            }
        }
        chain(epoch);
        if (complete) {
            small(from.epoch(epoch).resolve("complete"), to.epoch(epoch).resolve("complete"));
        }
        DurableFile.forceNames(to.epoch(epoch));
    }

    /** The seals, up to the one that covers records behind the end of the copy. */
    private void chain(long epoch) throws IOException {
        long end = cuts.getOrDefault(epoch, Long.MAX_VALUE);
        for (Path source : from.chainFiles(epoch)) {
            Files.createDirectories(to.chain(epoch));
            StringBuilder text = new StringBuilder();
            boolean[] beyond = {false};
            ChainReading.each(source, (number, line) -> {
                beyond[0] |= ChainLine.parse(line)
                        .filter(seal -> seal.epoch() == epoch && seal.number("to") > end)
                        .isPresent();
                if (!beyond[0]) {
                    text.append(line).append('\n');
                }
            });
            small(
                    text.toString().getBytes(StandardCharsets.ISO_8859_1),
                    to.chain(epoch).resolve(source.getFileName()));
            if (beyond[0]) {
                return;
            }
        }
    }

    private static void small(Path source, Path target) throws IOException {
        if (Files.exists(source)) {
            small(Files.readAllBytes(source), target);
        }
    }

    private static void small(byte[] content, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + PART);
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
