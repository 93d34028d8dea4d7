package org.vigie.gateway.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Engine time now and how it is written for people.
 *
 * @param now engine time
 * @param offset from engine time to time of day
 * @param zone in which times are written
 * @param told what a person with a watch has said against it; null when nobody did
 */
public record Clock(
        Instant now, Duration offset, ZoneId zone, @Nullable Told told) {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    /** A clock that nobody has called wrong. */
    public Clock(Instant now, Duration offset, ZoneId zone) {
        this(now, offset, zone, null);
    }

    /**
     * What a person has said.
     *
     * @param ahead by how much the watch was ahead of the box; negative when the box is fast
     * @param by initials; {@code ?} for somebody without a name
     * @param at when, time of day of the box as ISO-8601
     */
    public record Told(Duration ahead, String by, String at) {}

    /** Time of day of an engine time. */
    public ZonedDateTime local(Instant engine) {
        return engine.plus(offset).truncatedTo(ChronoUnit.MILLIS).atZone(zone);
    }

    /** The same as ISO-8601 with offset. */
    public String iso(Instant engine) {
        return ISO.format(local(engine));
    }

    /** Engine time of a time of day. */
    public Instant engine(Instant wall) {
        return wall.minus(offset);
    }
}
