package org.vigie.simulator.monitor.hl7;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Time stamps of HL7 v2 (data types DTM and TS). */
final class Hl7Times {
    private static final DateTimeFormatter WITH_ZONE = DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSxx", Locale.ROOT);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private Hl7Times() {}

    /** In UTC with milliseconds and zone. */
    static String withZone(Instant time) {
        return WITH_ZONE.format(time.atOffset(ZoneOffset.UTC));
    }

    /** Local time to the second without a zone, as older dialects send it. */
    static String local(Instant time, ZoneId zone) {
        return LOCAL.format(time.atZone(zone));
    }

    /** A date, for example of birth; empty when unknown. */
    static String date(@Nullable LocalDate date) {
        return date == null ? "" : DateTimeFormatter.BASIC_ISO_DATE.format(date);
    }

    /** Year, month and day of local time. */
    static String day(Instant time, ZoneId zone) {
        return local(time, zone).substring(0, 8);
    }
}
