package org.vigie.adapter.hl7.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.vigie.model.observation.DeviceTime;

/**
 * Times as monitors send them: {@code YYYYMMDD[HHMM[SS[fff]]][.ffff][+/-ZZZZ]}. Three digits after the seconds without
 * a dot are milliseconds (Mindray N); {@code -0000} means that the zone is not known (IHE PCD TF-2, 3.1). Empty, zeros
 * and what is no time give null.
 */
final class Hl7Time {
    private static final int FIRST_YEAR = 1850;
    private static final int LAST_YEAR = 2200;

    private Hl7Time() {}

    /** A date with a time of day; null when there is none (a date alone is midnight of that day). */
    static @Nullable DeviceTime parse(String sent) {
        String text = sent.strip();
        int digits = digits(text, 0);
        if (digits != 8 && digits != 10 && digits != 12 && (digits < 14 || digits > 18)) {
            return null;
        }
        int end = digits;
        int nanos = digits > 14 ? nanos(text.substring(14, digits)) : 0;
        if (end < text.length() && text.charAt(end) == '.') {
            int fraction = digits(text, end + 1);
            nanos = nanos(text.substring(end + 1, end + 1 + Math.min(fraction, 9)));
            end += 1 + fraction;
        }
        try {
            LocalDate date = date(text);
            if (date == null) {
                return null;
            }
            LocalDateTime local = date.atTime(
                    digits >= 10 ? number(text, 8) : 0,
                    digits >= 12 ? number(text, 10) : 0,
                    digits >= 14 ? Math.min(number(text, 12), 59) : 0, // 60 is a leap second
                    nanos);
            return new DeviceTime(local, zone(text, end));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The first eight digits as a date; null when they are none. */
    static @Nullable LocalDate date(String sent) {
        String text = sent.strip();
        if (digits(text, 0) < 8) {
            return null;
        }
        int year = Integer.parseInt(text.substring(0, 4));
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            return null;
        }
        try {
            return LocalDate.of(year, number(text, 4), number(text, 6));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i - from;
    }

    private static int number(String text, int at) {
        return Integer.parseInt(text.substring(at, at + 2));
    }

    private static int nanos(String fraction) {
        StringBuilder nine = new StringBuilder(fraction);
        while (nine.length() < 9) {
            nine.append('0');
        }
        return Integer.parseInt(nine.substring(0, 9));
    }

    private static @Nullable ZoneOffset zone(String text, int at) {
        if (at >= text.length()) {
            return null;
        }
        char sign = text.charAt(at);
        if (sign == 'Z') {
            return ZoneOffset.UTC;
        }
        String zone = text.substring(at + 1).replace(":", "");
        if ((sign != '+' && sign != '-') || digits(zone, 0) < 4 || (sign == '-' && zone.startsWith("0000"))) {
            return null;
        }
        int minutes = number(zone, 0) * 60 + number(zone, 2);
        return minutes > 18 * 60 ? null : ZoneOffset.ofTotalSeconds((sign == '-' ? -60 : 60) * minutes);
    }
}
