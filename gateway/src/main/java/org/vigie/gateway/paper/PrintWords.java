package org.vigie.gateway.paper;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what CUPS's {@code lp} and {@code lpstat} say in the C locale. Pure. SOURCE: lp(1), lpstat(1) and the messages
 * of the two programs in CUPS 2.4.2; printer-state-reasons of RFC 8011 section 5.4.12.
 */
final class PrintWords {
    private static final Pattern REQUEST = Pattern.compile("request id is (\\S{1,100}-\\d{1,9}) \\(");
    private static final Map<Pattern, String> REMEDIES = remedies();

    private PrintWords() {}

    /** The id that {@code lp} has given the job. */
    static Optional<String> jobOf(String said) {
        Matcher found = REQUEST.matcher(said);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** The printer of a job. */
    static String printerOf(String job) {
        return job.substring(0, job.lastIndexOf('-'));
    }

    /** The lines about a job in {@code lpstat -l -o}: its own, and those behind it that are indented; empty without. */
    static String about(String job, String listed) {
        StringBuilder lines = new StringBuilder();
        boolean its = false;
        for (String line : listed.split("\n", -1)) {
            boolean begins = !line.isEmpty() && !Character.isWhitespace(line.charAt(0));
            its = begins ? line.startsWith(job + " ") : its;
            if (its) {
                lines.append(line.strip()).append('\n');
            }
        }
        return lines.toString();
    }

    /** What is wrong with the printer, from {@code lpstat -l -p}: its first two lines and its alerts. */
    static String trouble(String printer) {
        return Stream.concat(
                        printer.lines().limit(2),
                        printer.lines().skip(2).filter(line -> line.strip().startsWith("Alerts:")))
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.equals("Alerts: none"))
                .collect(Collectors.joining("; "));
    }

    /** What a person can do about it, as a stable word; empty when nothing is known to be wrong. */
    static Optional<String> remedy(String words) {
        String low = words.toLowerCase(Locale.ROOT);
        return REMEDIES.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(low).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Map<Pattern, String> remedies() {
        Map<Pattern, String> remedies = new LinkedHashMap<>();
        remedies.put(Pattern.compile("media-empty|media-needed|out of paper|no paper"), "paper");
        remedies.put(Pattern.compile("media-jam|paper jam|jammed"), "jam");
        remedies.put(Pattern.compile("cover-open|door-open|cover is open"), "cover");
        remedies.put(Pattern.compile("(toner|marker-supply)-empty|out of toner|out of ink"), "toner");
        remedies.put(Pattern.compile("offline|unplugged|waiting for printer|unable to locate"), "offline");
        remedies.put(Pattern.compile("disabled since|not accepting|paused"), "stopped");
        remedies.put(Pattern.compile("scheduler is not running|bad file descriptor"), "system");
        remedies.put(
                Pattern.compile("does not exist|no printer named|no default destination|unknown destination"), "name");
        remedies.put(Pattern.compile("error=2\\b|cannot run program"), "command");
        remedies.put(Pattern.compile("has not ended"), "slow");
        return remedies;
    }
}
