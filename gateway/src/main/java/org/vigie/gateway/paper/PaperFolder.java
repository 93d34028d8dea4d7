package org.vigie.gateway.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.files.DurableFile;
import org.vigie.gateway.history.Clock;
import org.vigie.model.ward.Ward;

/**
 * Writes the sheets of every bed into a folder by the hour, so that they are on paper or on a stick before they are
 * needed. Each file appears whole or not at all; the newest {@value #KEPT} stay. Readable by the owner only. On a
 * thread of its own.
 */
public final class PaperFolder implements AutoCloseable {
    /** Files that stay. */
    static final int KEPT = 48;

    private static final Logger LOG = LoggerFactory.getLogger(PaperFolder.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'vigie-'yyyyMMdd-HHmmss'.pdf'", Locale.ROOT);
    private static final Duration FIRST = Duration.ofMinutes(1);

    private final Path folder;
    private final Sheets sheets;
    private final Supplier<Ward> ward;
    private final Supplier<Clock> clock;
    private final ScheduledExecutorService writing = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread thread = new Thread(body, "vigie-paper");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable String problem;
    private volatile @Nullable Written last;
    private volatile Duration interval = Duration.ZERO;

    /**
     * Sheets that were written.
     *
     * @param file absolute
     * @param at engine time
     */
    public record Written(Path file, Instant at) {}

    /** Sheets of the present ward into a folder, once {@link #start} is called. */
    public PaperFolder(Path folder, Sheets sheets, Supplier<Ward> ward, Supplier<Clock> clock) {
        this.folder = folder;
        this.sheets = sheets;
        this.ward = ward;
        this.clock = clock;
    }

    /** Begins after a minute, then writes at every interval. */
    public PaperFolder start(Duration every) {
        interval = every;
        var unused = writing.scheduleAtFixedRate(
                this::writeOrSay, FIRST.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Why the last file could not be written; empty when it could. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Where they are written. */
    public Path folder() {
        return folder;
    }

    /** What was written last since the start; empty when nothing was yet. */
    public Optional<Written> last() {
        return Optional.ofNullable(last);
    }

    /** How often they are written. */
    public Duration interval() {
        return interval;
    }

    private void writeOrSay() {
        try {
            Path file = write();
            problem = null;
            LOG.info("event=paper-written file={} bytes={}", file, Files.size(file));
        } catch (IOException | RuntimeException failed) {
            problem = "sheets not written to " + folder + ": " + failed;
            LOG.error("event=paper-not-written folder={} action=\"trying again at the next interval\"", folder, failed);
        }
    }

    /** Writes one file now. */
    Path write() throws IOException {
        Clock now = clock.get();
        byte[] pdf = sheets.all(ward.get(), now);
        Files.createDirectories(folder);
        Path file = folder.resolve(NAME.format(now.local(now.now())));
        DurableFile.replacePrivate(file, pdf);
        last = new Written(file, now.now());
        removeOld();
        return file;
    }

    private void removeOld() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().matches("vigie-\\d{8}-\\d{6}\\.pdf"))
                    .sorted()
                    .toList();
        }
        for (Path old : files.subList(0, Math.max(0, files.size() - KEPT))) {
            Files.delete(old);
        }
    }

    @Override
    public void close() {
        writing.shutdownNow();
    }
}
