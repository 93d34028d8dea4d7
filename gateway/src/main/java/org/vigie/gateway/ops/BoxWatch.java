package org.vigie.gateway.ops;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.ward.Ward;

/**
 * Tells the ward when something around the box is not as it has to be, and when it is again. Looks every two seconds;
 * says only what is new, and after a start that an alarm of the run before is over.
 */
public final class BoxWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoxWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int MOST_WORDS = 200;

    private final String condition;
    private final Supplier<Optional<String>> problem;
    private final Supplier<Ward> ward;
    private final Predicate<String> told;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread thread = new Thread(body, "vigie-box-watch");
        thread.setDaemon(true);
        return thread;
    });
    private BooleanSupplier settled = () -> true;
    private @Nullable String last;

    /**
     * @param condition own alarm of the unit
     * @param problem what is wrong now
     * @param ward as it stands
     * @param told gets the reason, or an empty text when there is none any more; false when there is no room for it
     *     now, and it is told again at the next look
     */
    public BoxWatch(String condition, Supplier<Optional<String>> problem, Supplier<Ward> ward, Predicate<String> told) {
        this.condition = condition;
        this.problem = problem;
        this.ward = ward;
        this.told = told;
    }

    /**
     * To be said before the start: until then nothing is told to be well again, because not seeing it means nothing
     * yet.
     */
    public BoxWatch wellWhen(BooleanSupplier known) {
        settled = known;
        return this;
    }

    /** Begins to look. */
    public BoxWatch start() {
        var unused = looking.scheduleWithFixedDelay(
                this::lookOrSay, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** What is wrong; empty for nothing. Any thread. */
    public Optional<String> problem() {
        return problem.get();
    }

    private void lookOrSay() {
        try {
            look();
        } catch (RuntimeException bug) {
            LOG.error("event=box-watch-failed condition={} action=\"looking again in 2 s\"", condition, bug);
        }
    }

    /** On one thread. */
    void look() {
        String words = problem.get().orElse("");
        String now = words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) : words;
        if (now.isEmpty() && !settled.getAsBoolean()) {
            return;
        }
        boolean news = last == null ? !now.isEmpty() || stands() : !now.equals(last);
        if (!news || told.test(now)) {
            last = now;
        }
    }

    private boolean stands() {
        return ward.get().unit().alarms().stream()
                .anyMatch(alarm -> alarm.key().condition().equals(condition));
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
