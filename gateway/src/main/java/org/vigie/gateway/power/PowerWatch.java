package org.vigie.gateway.power;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.ward.PowerState;

/**
 * Looks every five seconds at what the box runs on. A box without a battery says nothing. What is worse than before
 * counts when it was seen twice, so that a bad contact of a moment is no alarm; what is better counts at once. SOURCE:
 * Linux, Documentation/ABI/testing/sysfs-class-power.
 */
public final class PowerWatch implements AutoCloseable {
    /** Where Linux tells. */
    public static final Path LINUX = Path.of("/sys/class/power_supply");

    /** At this charge, percent, the battery is called low. */
    static final int LOW_PERCENT = 20;

    private static final Logger LOG = LoggerFactory.getLogger(PowerWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int MOST_SUPPLIES = 32;
    private static final int MOST_BYTES = 64;

    private final Path folder;
    private final BiConsumer<PowerState, String> told;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread thread = new Thread(body, "vigie-power");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable PowerState last;
    private @Nullable PowerState worse;
    private volatile @Nullable String note;

    /**
     * A reading.
     *
     * @param state mains or battery
     * @param percent charge of all batteries together; null when they do not tell
     */
    record Reading(PowerState state, @Nullable Integer percent) {
        String text() {
            String charge = percent == null ? "" : ", " + percent + " %";
            return (state == PowerState.MAINS ? "on mains" : "on battery") + charge;
        }
    }

    /**
     * @param folder {@link #LINUX}
     * @param told when something has changed, and once at the beginning where there is a battery
     */
    public PowerWatch(Path folder, BiConsumer<PowerState, String> told) {
        this.folder = folder;
        this.told = told;
    }

    /** Begins to look. */
    public PowerWatch start() {
        var unused = looking.scheduleWithFixedDelay(this::lookOrSay, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** For the engineer: what the box runs on while that is not the mains; empty otherwise. */
    public Optional<String> note() {
        return Optional.ofNullable(note);
    }

    private void lookOrSay() {
        try {
            look();
        } catch (RuntimeException bug) {
            LOG.error("event=power-watch-failed action=\"looking again in 5 s\"", bug);
        }
    }

    /** Looks once. */
    void look() {
        Reading now = read(folder).orElse(null);
        if (now == null) {
            if (last != null && last != PowerState.MAINS) {
                tell(PowerState.MAINS, "the battery is gone");
            }
            return;
        }
        note = now.state() == PowerState.MAINS ? null : now.text();
        boolean isWorse =
                last == null ? now.state() != PowerState.MAINS : now.state().compareTo(last) > 0;
        if (isWorse && now.state() != worse) {
            worse = now.state();
            return;
        }
        worse = null;
        if (now.state() != last) {
            tell(now.state(), now.text());
        }
    }

    private void tell(PowerState state, String text) {
        last = state;
        LOG.info("event=power state={} text=\"{}\"", state, text);
        told.accept(state, text);
    }

    /** What the folder says; empty without a battery of the box itself. */
    static Optional<Reading> read(Path folder) {
        List<Path> supplies;
        try (Stream<Path> all = Files.list(folder)) {
            supplies = all.sorted().limit(MOST_SUPPLIES).toList();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
        boolean lineKnown = false;
        boolean line = false;
        boolean battery = false;
        boolean discharging = false;
        List<Integer> charges = new ArrayList<>();
        for (Path supply : supplies) {
            String type = text(supply, "type");
            if (type.equals("Mains") || type.startsWith("USB") || type.equals("UPS")) {
                lineKnown |= !text(supply, "online").isEmpty();
                line |= text(supply, "online").equals("1");
            } else if (type.equals("Battery") && isOfTheBox(supply)) {
                battery = true;
                discharging |= text(supply, "status").equals("Discharging");
                percent(supply).ifPresent(charges::add);
            }
        }
        if (!battery) {
            return Optional.empty();
        }
        boolean onBattery = lineKnown ? !line : discharging;
        Integer percent = charges.isEmpty()
                ? null
                : charges.stream().mapToInt(Integer::intValue).sum() / charges.size();
        boolean low = percent != null && percent <= LOW_PERCENT;
        PowerState state = !onBattery ? PowerState.MAINS : low ? PowerState.LOW : PowerState.BATTERY;
        return Optional.of(new Reading(state, percent));
    }

    /** A mouse has a battery as well. */
    private static boolean isOfTheBox(Path supply) {
        return !text(supply, "scope").equals("Device")
                && !text(supply, "present").equals("0");
    }

    private static Optional<Integer> percent(Path supply) {
        String text = text(supply, "capacity");
        return text.matches("\\d{1,3}") ? Optional.of(Math.min(100, Integer.parseInt(text))) : Optional.empty();
    }

    private static String text(Path supply, String name) {
        try (InputStream in = Files.newInputStream(supply.resolve(name))) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
        } catch (IOException notThere) {
            return "";
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
