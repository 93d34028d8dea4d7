package org.vigie.gateway.paper;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.history.GapCause;
import org.vigie.gateway.history.SheetTable.Column;

/** The words on paper in one language, from {@code words_fr.properties} or {@code words_en.properties}. Immutable. */
final class PaperWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Pattern OWN = Pattern.compile("VIGIE_[A-Z_]+");

    private final Properties words = new Properties();
    private final char decimal;
    private final DateTimeFormatter date;
    private final DateTimeFormatter day;

    /** @param french false for English */
    PaperWords(boolean french) {
        decimal = french ? ',' : '.';
        // Two numbers could be taken for each other in English: 02/03 is the 3 of February for some.
        date = DateTimeFormatter.ofPattern(french ? "dd/MM/yyyy" : "d MMM yyyy", Locale.ENGLISH);
        day = DateTimeFormatter.ofPattern(french ? "dd/MM" : "d MMM", Locale.ENGLISH);
        String name = french ? "words_fr.properties" : "words_en.properties";
        try (InputStreamReader in = new InputStreamReader(
                Objects.requireNonNull(PaperWords.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            words.load(in);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + name, broken);
        }
    }

    /** The words of a key. */
    String get(String key) {
        return words.getProperty(key, key);
    }

    /** How far the time of this box may be believed. */
    String clock(Clock clock) {
        Clock.@Nullable Told told = clock.told();
        if (told == null) {
            return get("clock");
        }
        Duration by = told.ahead().abs();
        String amount = by.toSeconds() < 120
                ? by.toSeconds() + " s"
                : by.toMinutes() < 120 ? by.toMinutes() + " min" : by.toHours() + " h";
        return get(told.ahead().isNegative() ? "clock.fast" : "clock.slow") + " " + amount + " (" + told.by() + " "
                + told.at().substring(11, 16) + ")";
    }

    /** A date as it is written by hand. */
    String date(TemporalAccessor when) {
        return date.format(when);
    }

    /** The same with hour and minute. */
    String dateTime(TemporalAccessor when) {
        return date(when) + " " + TIME.format(when);
    }

    /** The same with seconds. */
    String dateSeconds(TemporalAccessor when) {
        return date(when) + " " + SECONDS.format(when);
    }

    /** A day without its year. */
    String day(TemporalAccessor when) {
        return day.format(when);
    }

    /** The same with hour and minute. */
    String dayTime(TemporalAccessor when) {
        return day(when) + " " + TIME.format(when);
    }

    /** The same with seconds. */
    String daySeconds(TemporalAccessor when) {
        return day(when) + " " + SECONDS.format(when);
    }

    /** A number as it is written in this language. */
    String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('.', decimal);
    }

    /** A unit of UCUM as charts write it. */
    String unit(String ucum) {
        return ucum.equals("1")
                ? ""
                : ucum.replaceAll("\\{[^}]*}", "").replace("mm[Hg]", "mmHg").replace("Cel", "°C");
    }

    char decimal() {
        return decimal;
    }

    String why(GapCause cause) {
        return get("gap." + cause.word());
    }

    String column(Column column) {
        return get("column." + column.name().toLowerCase(Locale.ROOT));
    }

    /** Alarms of a row; those that Vigie found itself are named by their code and get their words here. */
    String alarms(List<String> alarms) {
        return OWN.matcher(String.join(", ", alarms)).replaceAll(found -> get("alarm." + found.group()));
    }
}
