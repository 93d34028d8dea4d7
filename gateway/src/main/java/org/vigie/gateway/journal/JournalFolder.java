package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.vigie.gateway.files.DurableFile;

/**
 * Names and small files of the journal's folder, shared by writer and reader.
 *
 * <pre>
 * data/journal/lock                          held by the running gateway, never deleted
 * data/journal/epoch                         number of the last epoch that was begun
 * data/journal/identity                      name of this journal among all journals, made once
 * data/journal/ballast                       room kept for alarms
 * data/journal/epoch-0000000007/life|data|waves/20260714-09F.cq4
 * data/journal/epoch-0000000007/chain/20260714-09F.chain seals over the records, as text
 * data/journal/epoch-0000000007/deleted-data names of files that retention deleted
 * data/journal/epoch-0000000007/complete     written at an orderly stop: how many records there are
 * </pre>
 */
final class JournalFolder {
    static final String IDENTITY = "identity";
    private static final String PREFIX = "epoch-";
    private static final Pattern EPOCH = Pattern.compile(PREFIX + "(\\d{10,19})");
    private static final String SUFFIX = "F.cq4";
    /** In place of names of deleted files: a copy that was made without a queue. */
    static final String LEFT_OUT = "left out of this copy";

    private static final String CHAIN = "chain";
    private static final String CHAIN_SUFFIX = "F.chain";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final DateTimeFormatter HOUR_MINUTE = DateTimeFormatter.ofPattern("uuuuMMdd-HHmm", Locale.ROOT);
    private static final DateTimeFormatter HOURLY =
            DateTimeFormatter.ofPattern("uuuuMMdd-HH", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path root;

    /** The journal below the data folder of site.yaml. */
    JournalFolder(Path data) {
        root = data.resolve("journal");
    }

    Path root() {
        return root;
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path ballast() {
        return root.resolve("ballast");
    }

    Path epoch(long epoch) {
        return root.resolve(PREFIX + String.format(Locale.ROOT, "%010d", epoch));
    }

    Path queue(long epoch, RecordClass cls) {
        return epoch(epoch).resolve(cls.folder());
    }

    /** The epochs that have a folder, ascending. */
    List<Long> epochs() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(root)) {
            return list.map(path -> EPOCH.matcher(path.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> Long.parseLong(matcher.group(1)))
                    .sorted()
                    .toList();
        }
    }

    /** The folder of an epoch's chain. */
    Path chain(long epoch) {
        return epoch(epoch).resolve(CHAIN);
    }

    /** The file of an epoch's chain that gets the lines of an hour of engine time. */
    Path chainFile(long epoch, Instant at) {
        return chain(epoch).resolve(HOURLY.format(at) + CHAIN_SUFFIX);
    }

    /** The files of an epoch's chain, oldest first; none for an epoch of an older version. */
    List<Path> chainFiles(long epoch) throws IOException {
        return hourly(chain(epoch), CHAIN_SUFFIX);
    }

    /** The hourly files of one queue, oldest first; none when the folder is missing. */
    List<Path> files(long epoch, RecordClass cls) throws IOException {
        return hourly(queue(epoch, cls), SUFFIX);
    }

    private static List<Path> hourly(Path folder, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(path -> path.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** When the hour of a file ended; empty for a name that is not ours. */
    static Optional<Instant> endOf(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(SUFFIX) && !name.endsWith(CHAIN_SUFFIX)) {
            return Optional.empty();
        }
        try {
            LocalDateTime hour = LocalDateTime.parse(name.substring(0, name.lastIndexOf('F')) + "00", HOUR_MINUTE);
            return Optional.of(hour.toInstant(ZoneOffset.UTC).plus(HOUR));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Counts the epoch up; the number is durable on return, before any record carries it. A lost or damaged counter
     * falls back to the folders.
     */
    long nextEpoch() throws IOException {
        if (identity().isEmpty()) {
            DurableFile.replace(root.resolve(IDENTITY), (UUID.randomUUID() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        Path counter = root.resolve("epoch");
        long next = 1 + Math.max(readNumber(counter), epochs().stream().reduce(0L, Math::max));
        DurableFile.replace(counter, (next + "\n").getBytes(StandardCharsets.US_ASCII));
        return next;
    }

    /** The name of this journal among all journals; empty for one that an older version wrote, or a damaged one. */
    Optional<UUID> identity() {
        try {
            return Optional.of(UUID.fromString(Files.readString(root.resolve(IDENTITY), StandardCharsets.US_ASCII)
                    .strip()));
        } catch (IOException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Notes that retention deletes a file, before it does: the reader then does not report it as lost. */
    void noteDeleted(long epoch, RecordClass cls, Path file) throws IOException {
        Path note = epoch(epoch).resolve("deleted-" + cls.folder());
        write(note, file.getFileName() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        DurableFile.forceNames(epoch(epoch));
    }

    /** Whether retention deleted the beginning of this queue. */
    boolean isShortened(long epoch, RecordClass cls) {
        return Files.exists(epoch(epoch).resolve("deleted-" + cls.folder()));
    }

    /** Names of the files of a queue that retention deleted, as noted beside it, not in the chain. */
    List<String> deleted(long epoch, RecordClass cls) {
        try {
            return Files.readAllLines(epoch(epoch).resolve("deleted-" + cls.folder()), StandardCharsets.ISO_8859_1);
        } catch (IOException none) {
            return List.of(); // then it names no file, which is what is asked
        }
    }

    /** Whether this is a copy that was made without a queue. */
    boolean isLeftOut(long epoch, RecordClass cls) {
        return deleted(epoch, cls).contains(LEFT_OUT);
    }

    /** Name of the file of a queue that got the records of an engine time; empty for a text that is no time. */
    static String fileName(String at) {
        try {
            return HOURLY.format(Instant.parse(at)) + SUFFIX;
        } catch (DateTimeException none) {
            return "";
        }
    }

    /** Marks an epoch as complete: these many records, the last numbers of the classes in their order. */
    void markComplete(long epoch, long seq, long[] ordinals) throws IOException {
        StringBuilder text = new StringBuilder().append(seq);
        for (long ordinal : ordinals) {
            text.append(' ').append(ordinal);
        }
        Path mark = epoch(epoch).resolve("complete");
        write(mark, text.append('\n').toString(), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        DurableFile.forceNames(epoch(epoch));
    }

    /** Last number over all and per class in their order, or empty when the epoch did not end in an orderly way. */
    Optional<List<Long>> complete(long epoch) {
        try {
            String[] words = Files.readString(epoch(epoch).resolve("complete"), StandardCharsets.UTF_8)
                    .strip()
                    .split(" ", -1);
            List<Long> numbers = new ArrayList<>();
            for (String word : words) {
                numbers.add(Long.parseLong(word));
            }
            return numbers.size() == 1 + RecordClass.values().length ? Optional.of(numbers) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            // Missing after a crash, or damaged: then nothing is known about the end, which is what empty says.
            return Optional.empty();
        }
    }

    private static long readNumber(Path file) throws IOException {
        try {
            return Long.parseLong(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException | NumberFormatException | CharacterCodingException e) {
            return 0;
        }
    }

    private static void write(Path file, String text, StandardOpenOption... how) throws IOException {
        List<StandardOpenOption> options = new ArrayList<>(List.of(how));
        options.add(StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options.toArray(StandardOpenOption[]::new))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
