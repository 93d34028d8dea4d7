package org.vigie.gateway.annunciator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.dashboard.wire.WardView;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.ward.AlarmCondition;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Ward;

/**
 * Decides when the box itself is heard: no display answers, a watched one is not to be seen, an alarm that escalates
 * has reached level 1, or the part that would notice either stands still. It looks four times a second on a thread of
 * its own, so that a stuck event loop does not silence it. SOURCE: reference/alarms.md 3.2 and 7.
 */
public final class BoxVoice implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoxVoice.class);
    private static final long LOOK_MS = 250;
    private static final long STOP_MS = 1_000;
    private static final Duration STANDS = Duration.ofSeconds(5);

    private final Annunciator annunciator;
    private final Supplier<Ward> ward;
    private final Supplier<List<WardView.Alarm>> linkAlarms;
    private final Supplier<Duration> sinceDisplaysLooked;
    private final ScheduledExecutorService looking;

    /**
     * @param annunciator closed by this
     * @param ward as it stands
     * @param linkAlarms of a hub, about the boxes it shows: they are of no ward
     * @param sinceDisplaysLooked time since it was last checked whether the displays answer
     */
    public BoxVoice(
            Annunciator annunciator,
            Supplier<Ward> ward,
            Supplier<List<WardView.Alarm>> linkAlarms,
            Supplier<Duration> sinceDisplaysLooked) {
        this.annunciator = annunciator;
        this.ward = ward;
        this.linkAlarms = linkAlarms;
        this.sinceDisplaysLooked = sinceDisplaysLooked;
        this.looking = Executors.newSingleThreadScheduledExecutor(body -> {
            Thread thread = new Thread(body, "vigie-box-voice");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to look. */
    public BoxVoice start() {
        var unused = looking.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        return this;
    }

    private void look() {
        try {
            if (isNeeded(ward.get(), linkAlarms.get(), sinceDisplaysLooked.get())) {
                annunciator.sound();
            } else {
                annunciator.quiet();
            }
        } catch (RuntimeException bug) {
            LOG.error("event=box-voice-failed action=\"sounding\"", bug);
            annunciator.sound();
        }
    }

    /** Pure: whether the box is to be heard. */
    static boolean isNeeded(Ward ward, List<WardView.Alarm> linkAlarms, Duration sinceDisplaysLooked) {
        if (sinceDisplaysLooked.compareTo(STANDS) > 0) {
            return true;
        }
        if (ward.unit().alarms().stream()
                .anyMatch(alarm -> isOwn(alarm) && ward.unit().sounds(alarm))) {
            return true;
        }
        Priority from = ward.site().policy().escalation().box();
        return isEscalated(ward.unit(), from)
                || ward.beds().values().stream().anyMatch(bed -> isEscalated(bed, from))
                || linkAlarms.stream().anyMatch(alarm -> isEscalated(alarm, from));
    }

    private static boolean isEscalated(WardView.Alarm alarm, Priority from) {
        boolean urgent = Arrays.stream(Priority.values())
                .anyMatch(one -> one.compareTo(from) >= 0 && one.word().equals(alarm.priority()));
        return urgent && alarm.escalation() > 0 && alarm.sounding();
    }

    private static boolean isOwn(AlarmCondition alarm) {
        String condition = alarm.key().condition();
        return condition.equals(OwnAlarm.NO_DISPLAY) || condition.equals(OwnAlarm.DISPLAY_HIDDEN);
    }

    private static boolean isEscalated(Bed bed, Priority from) {
        return bed.alarms().stream()
                .anyMatch(
                        alarm -> alarm.priority().compareTo(from) >= 0 && alarm.escalation() > 0 && bed.sounds(alarm));
    }

    /** Why the box cannot be heard; empty while nothing speaks against it. */
    public Optional<String> problem() {
        return annunciator.problem();
    }

    @Override
    public void close() {
        looking.shutdownNow();
        try {
            // A look that has begun must not be heard, or make quiet, after the end.
            if (!looking.awaitTermination(STOP_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("event=box-voice-still-looking");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        annunciator.close();
    }
}
