package org.vigie.gateway.roles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.files.DurableFile;
import org.vigie.gateway.journal.OtherBoxes;
import org.vigie.model.limits.LinkLimits;

/**
 * What a hub showed last of each edge, in one small file an edge, and its own alarms in one more, for its next start
 * (ADR 0100). A file is replaced as a whole, so a crash leaves the one before it; it is written on a thread of its own,
 * at most once a second, and of what waits only the newest. Thread-safe.
 */
final class HubMemory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubMemory.class);
    private static final String SUFFIX = ".beds";
    private static final Pattern OURS = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{0,31})\\.beds(\\.new)?");

    /** No edge has this name. */
    private static final String ALARMS = "the hub's own alarms";

    private static final long WRITE_EVERY_MS = 1_000;

    /** How far "not heard since" may be behind while nothing else changes. */
    private static final long SAY_EVERY_MS = 60_000;

    private static final long STOP_MS = 2_000;

    private final Path folder;
    private final LinkLimits limits;
    private final Map<String, Last> last = new ConcurrentHashMap<>();
    private final Map<String, byte[]> wanted = new ConcurrentHashMap<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(body -> {
        Thread thread = new Thread(body, "vigie-hub-memory");
        thread.setDaemon(true);
        return thread;
    });
    /** By edge, or {@link #ALARMS}. */
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    /** When what was noted last. */
    private record Last(long changes, long heardMs, long atMs) {}

    private static final Last NEVER = new Last(0, 0, -WRITE_EVERY_MS);

    /**
     * A memory in a folder of its own.
     *
     * @param folder made when it is missing
     * @param limits bounds
     */
    HubMemory(Path folder, LinkLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** What was shown last of an edge; empty when nothing is known, or when it cannot be read. */
    Optional<Remembered> read(String edge) {
        return read(edge, bytes -> Remembered.decode(bytes, limits));
    }

    /** The hub's own alarms; empty when nothing is known, or when it cannot be read. */
    Optional<RememberedAlarms> readAlarms(long nowMs) {
        last.put(ALARMS, new Last(0, 0, nowMs));
        return read(ALARMS, bytes -> RememberedAlarms.decode(bytes, limits));
    }

    private <T> Optional<T> read(String what, Function<byte[], Optional<T>> decode) {
        try {
            Optional<T> read = decode.apply(Files.readAllBytes(file(what)));
            if (read.isEmpty()) {
                LOG.warn("event=hub-memory-unreadable of=\"{}\" action=\"begins without it\"", what);
                problems.put(what, unread(what));
            }
            return read;
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            LOG.warn("event=hub-memory-unreadable of=\"{}\" action=\"begins without it\"", what, unreadable);
            problems.put(what, unread(what));
            return Optional.empty();
        }
    }

    private static String unread(String what) {
        return "what was shown of " + what + " before the start cannot be read";
    }

    /** Forgets every other edge: the site file no longer names it. */
    void keepOnly(Collection<String> edges) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = OURS.matcher(String.valueOf(file.getFileName()));
                if (name.matches() && !edges.contains(name.group(1))) {
                    Files.deleteIfExists(file);
                    LOG.info("event=hub-memory-forgotten edge={} reason=\"not in the site file\"", name.group(1));
                }
            }
        } catch (IOException failed) {
            LOG.warn("event=hub-memory-not-forgotten action=\"tried again at the next start\"", failed);
        }
    }

    /**
     * Notes what is shown of an edge, when it is time. On the thread of the links; the disk is somebody else's.
     *
     * @param nowMs engine time
     */
    void note(EdgeBeds beds, long heardMs, long nowMs) {
        Last before = last.getOrDefault(beds.edge(), NEVER);
        boolean changed = beds.changes() != before.changes() || heardMs - before.heardMs() >= SAY_EVERY_MS;
        if (changed && nowMs - before.atMs() >= WRITE_EVERY_MS) {
            write(beds, heardMs, nowMs);
        }
    }

    /** Notes it whether it is time or not: this is the end. */
    void write(EdgeBeds beds, long heardMs, long nowMs) {
        last.put(beds.edge(), new Last(beds.changes(), heardMs, nowMs));
        want(beds.edge(), beds.remembered(heardMs).encode(limits));
    }

    /** Notes the hub's own alarms, when it is time. On the thread of the links. */
    void note(LinkAlarms alarms, long nowMs) {
        Last before = last.getOrDefault(ALARMS, NEVER);
        boolean changed = alarms.changes() != before.changes();
        // They may not change for months: what could not be read or written is not left at that.
        boolean again = problems.containsKey(ALARMS) && nowMs - before.atMs() >= SAY_EVERY_MS;
        if (again || (changed && nowMs - before.atMs() >= WRITE_EVERY_MS)) {
            write(alarms, nowMs);
        }
    }

    /** Notes them when there is anything new, whether it is time or not: this is the end. */
    void write(LinkAlarms alarms, long nowMs) {
        boolean changed = alarms.changes() != last.getOrDefault(ALARMS, NEVER).changes();
        if (changed || problems.containsKey(ALARMS)) {
            last.put(ALARMS, new Last(alarms.changes(), 0, nowMs));
            want(ALARMS, alarms.remembered().encode());
        }
    }

    private void want(String what, byte[] bytes) {
        if (wanted.put(what, bytes) == null && !writer.isShutdown()) {
            writer.execute(() -> write(what));
        }
    }

    private void write(String what) {
        byte[] bytes = wanted.remove(what);
        if (bytes == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            DurableFile.replace(file(what), bytes);
            problems.remove(what);
        } catch (IOException failed) {
            String words = "what is shown of " + what + " cannot be written down: " + failed.getMessage();
            if (problems.put(what, words) == null) {
                LOG.warn(
                        "event=hub-memory-not-written of=\"{}\" action=\"written again at the next change\"",
                        what,
                        failed);
            }
        }
    }

    private Path file(String what) {
        return folder.resolve(what.equals(ALARMS) ? OtherBoxes.ALARMS : what + SUFFIX);
    }

    /** Why the newest could not be written or the oldest not be read; empty when all is well. */
    Optional<String> problem() {
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", new TreeMap<>(problems).values()));
    }

    /** Waits for what is to be written, for a moment. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(STOP_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("event=hub-memory-stop-timed-out");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
