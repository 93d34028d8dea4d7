package org.vigie.gateway.paper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.Limits;

/** The last sheets that were to be printed, newest first. Thread-safe. */
final class PrintBook {
    private final Limits.Paper limits;
    private final Supplier<Instant> now;
    private final List<PrintJob> jobs = new ArrayList<>();
    private long last;

    /** @param now engine time */
    PrintBook(Limits.Paper limits, Supplier<Instant> now) {
        this.limits = limits;
        this.now = now;
    }

    /** Writes a new job in; the oldest goes at the bound. */
    synchronized PrintJob add(String sheet, boolean byItself) {
        PrintJob job = new PrintJob(++last, sheet, byItself, now.get(), PrintJob.State.WAITING, null);
        jobs.addFirst(job);
        if (jobs.size() > limits.jobsKept()) {
            jobs.removeLast();
        }
        return job;
    }

    /** A job came further; one that is no longer kept is of no interest. */
    synchronized void now(long number, PrintJob.State state, @Nullable String why) {
        change(number, job -> job.state() == state ? job.now(state, why, job.at()) : job.now(state, why, now.get()));
    }

    private void change(long number, UnaryOperator<PrintJob> how) {
        jobs.replaceAll(job -> job.number() == number ? how.apply(job) : job);
    }

    /** A job that was none: there is no such sheet. */
    synchronized void forget(long number) {
        jobs.removeIf(job -> job.number() == number);
    }

    synchronized List<PrintJob> jobs() {
        return List.copyOf(jobs);
    }

    /**
     * Why somebody has to see to the printer: the newest job that is over has failed, or one has been in the queue for
     * too long with the printer in trouble.
     */
    synchronized Optional<String> problem() {
        Instant late = now.get().minus(limits.stuckAfter());
        Optional<PrintJob> stuck = jobs.stream()
                .filter(job -> job.state() == PrintJob.State.QUEUED
                        && job.why() != null
                        && job.at().isBefore(late))
                .findFirst();
        return stuck.or(() -> jobs.stream()
                        .filter(PrintJob::isOver)
                        .findFirst()
                        .filter(job -> job.state() == PrintJob.State.FAILED))
                .map(job -> (job.isOver() ? "not printed: " : "waits at the printer: ")
                        + job.sheet()
                        + (job.why() == null ? "" : ": " + job.why()));
    }
}
