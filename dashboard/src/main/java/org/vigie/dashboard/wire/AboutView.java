package org.vigie.dashboard.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this station is set up and what became of paper: answer of {@code GET /api/v1/about}. Nothing of it is about a
 * patient.
 *
 * @param escalation when an alarm that nobody acknowledges becomes more urgent
 * @param folder where sheets are written by themselves; null when the site wants none
 * @param jobs the last sheets that were to be printed, newest first; null without a printer
 */
public record AboutView(
        Escalation escalation,
        @Nullable Folder folder,
        @Nullable List<Job> jobs) {
    /**
     * Times from the begin of an alarm, seconds; level 1 is the first.
     *
     * @param high of a high alarm
     * @param medium of a medium one
     * @param box high | medium: the lowest priority for which the box itself sounds at level 1
     */
    public record Escalation(List<Long> high, List<Long> medium, String box) {
        public Escalation {
            high = List.copyOf(high);
            medium = List.copyOf(medium);
        }
    }

    /**
     * Sheets that are written by themselves.
     *
     * @param path of the folder
     * @param file the newest since the start; null when there is none yet
     * @param at when it was written, ISO-8601 with offset; null as above
     * @param next when the next is due; null as above
     * @param problem why the last one could not be written; null when it could
     */
    public record Folder(
            String path,
            @Nullable String file,
            @Nullable String at,
            @Nullable String next,
            @Nullable String problem) {}

    /**
     * One sheet that was to be printed.
     *
     * @param sheet name of a bed, {@code unit} or {@code all}
     * @param byItself true by the hour, false when a display asked
     * @param at when it came to this state, ISO-8601 with offset
     * @param state waiting | queued | done | taken | failed: behind others; in the queue of the print system; out of
     *     it; taken by a command that tells no more; not printed
     * @param why what the command or the print system said; null when nothing speaks against it
     * @param remedy paper | jam | cover | toner | offline | stopped | system | name | command | slow; null when nobody
     *     knows
     */
    public record Job(
            String sheet,
            boolean byItself,
            String at,
            String state,
            @Nullable String why,
            @Nullable String remedy) {}
}
