package org.vigie.gateway.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Engine time now and how it is written for people.
 *
 * @param now engine time
 * @param offset from engine time to time of day
 * @param zone in which times are written
 */
public record Clock(Instant now, Duration offset, ZoneId zone) {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

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
