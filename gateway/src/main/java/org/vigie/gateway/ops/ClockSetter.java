package org.vigie.gateway.ops;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the clock of the box by a command of the site, which needs a right that Vigie has not by itself. No shell reads
 * the command; the time is its last word, UTC and said so: {@code 2026-01-05 03:07:00 UTC}, as timedatectl(1) and
 * date(1) read it. One at a time; one that does not end is ended. Whether the clock was set is seen by the clock alone.
 * Thread-safe.
 */
public final class ClockSetter {
    private static final Logger LOG = LoggerFactory.getLogger(ClockSetter.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final List<String> command;
    private final AtomicBoolean underWay = new AtomicBoolean();

    /** @param command without the time; empty: the clock is not set from here */
    public ClockSetter(List<String> command) {
        this.command = List.copyOf(command);
    }

    /**
     * Sets the clock forward, or back, on a thread of its own; does nothing without a command, or while one runs.
     *
     * @param by negative to set it back
     */
    public void forward(Duration by) {
        if (command.isEmpty() || !underWay.compareAndSet(false, true)) {
            return;
        }
        Thread.ofPlatform().name("vigie-clock").daemon().start(() -> {
            try {
                run(by);
            } finally {
                underWay.set(false);
            }
        });
    }

    private void run(Duration by) {
        List<String> words = new ArrayList<>(command);
        words.add(TIME.format(Instant.now().plus(by)));
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                LOG.warn("event=clock-not-set reason=timeout seconds={}", LONGEST.toSeconds());
            } else if (process.exitValue() != 0) {
                LOG.warn("event=clock-not-set exit={}", process.exitValue());
            } else {
                LOG.info("event=clock-set seconds={}", by.toSeconds());
            }
        } catch (IOException failed) {
            LOG.warn("event=clock-not-set reason={}", failed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
