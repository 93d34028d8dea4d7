package org.vigie.gateway.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Bounds the log: at most 200 lines in 10 s from each logger, so that a flapping link cannot fill the disk. What is
 * left out is counted in the metrics of the thing itself. Named in logback.xml. Thread-safe.
 */
public final class LogRate extends TurboFilter {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int LINES = 200;

    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    private static final class Window {
        private long from = System.nanoTime();
        private int lines;

        synchronized boolean take() {
            long now = System.nanoTime();
            if (now - from > WINDOW_NANOS) {
                from = now;
                lines = 0;
            }
            lines++;
            return lines <= LINES;
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable thrown) {
        if (!level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL; // refused by its level anyway: not counted
        }
        return windows.computeIfAbsent(logger.getName(), name -> new Window()).take()
                ? FilterReply.NEUTRAL
                : FilterReply.DENY;
    }
}
