package org.vigie.gateway.paper;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.ward.Ward;

/**
 * Tells the ward when paper fails and when it is well again: {@link OwnAlarm#PAPER}. Looks every two seconds; says only
 * what is new, and after a start that an alarm of the run before is over.
 */
public final class PaperWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PaperWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int MOST_WORDS = 200;

    private final Supplier<Optional<String>> problem;
    private final Supplier<Ward> ward;
    private final Predicate<String> told;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread thread = new Thread(body, "vigie-paper-watch");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable String last;

    /**
     * @param problem why paper fails now
     * @param ward as it stands
     * @param told gets the reason, or an empty text when there is none any more; false when there is no room for it
     *     now, and it is told again at the next look
     */
    public PaperWatch(Supplier<Optional<String>> problem, Supplier<Ward> ward, Predicate<String> told) {
        this.problem = problem;
        this.ward = ward;
        this.told = told;
    }

    /** Begins to look. */
    public void start() {
        var unused = looking.scheduleWithFixedDelay(
                this::lookOrSay, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why paper fails; empty when it does not. Any thread. */
    public Optional<String> problem() {
        return problem.get();
    }

    private void lookOrSay() {
        try {
            look();
        } catch (RuntimeException bug) {
            LOG.error("event=paper-watch-failed action=\"looking again in 2 s\"", bug);
        }
    }

    /** On one thread. */
    void look() {
        String words = problem.get().orElse("");
        String now = words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) : words;
        boolean news = last == null ? !now.isEmpty() || stands() : !now.equals(last);
        if (!news || told.test(now)) {
            last = now;
        }
    }

    private boolean stands() {
        return ward.get().unit().alarms().stream()
                .anyMatch(alarm -> alarm.key().condition().equals(OwnAlarm.PAPER));
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
