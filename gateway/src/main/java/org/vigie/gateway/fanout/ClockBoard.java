package org.vigie.gateway.fanout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.LiveMessage;

/**
 * How far the time of day of this box may be believed (reference/degraded-networks.md 3.4). A box without a network has
 * it from a battery of which nobody knows the age: a person says that it is right, and that holds until the box starts
 * anew or somebody sets the clock. Or they say that it is wrong: then the difference stands on every display and sheet,
 * and the box sets its clock if the site lets it (docs/adr/0111). Thread-safe.
 */
public final class ClockBoard {
    /**
     * What systemd-timesyncd makes once it has set the clock since the machine was started (its manual page, FILES).
     */
    public static final Path BY_NETWORK = Path.of("/run/systemd/timesync/synchronized");

    /** A person said so, or the network set it. */
    static final String MANUAL = "manual";

    static final String NETWORK = "network";
    static final String UNSET = "unset";
    static final String TOLD = "told";

    /** The clock was set to what a person had said when it is as near as this. */
    private static final Duration SET = Duration.ofSeconds(5);

    private final Path byNetwork;
    private final Consumer<Duration> setting;
    private volatile @Nullable Said last;

    /**
     * What a person has said.
     *
     * @param by initials; {@code ?} for somebody without a name
     * @param at when, engine time
     * @param offset between engine time and time of day at that moment; another one means that the clock was set
     * @param ahead by how much the watch was ahead of the box; zero: the time is right
     */
    private record Said(String by, Instant at, Duration offset, Duration ahead) {
        boolean isSet(Duration now) {
            return !ahead.isZero() && now.minus(offset).minus(ahead).abs().compareTo(SET) <= 0;
        }
    }

    /**
     * @param byNetwork {@link #BY_NETWORK}
     * @param setting sets the clock of the box forward by so much, if it may; returns at once
     */
    public ClockBoard(Path byNetwork, Consumer<Duration> setting) {
        this.byNetwork = byNetwork;
        this.setting = setting;
    }

    /** A person says that the time shown is right. */
    public void confirmed(@Nullable String user, WardViews.Moment moment) {
        said(user, moment, Duration.ZERO);
    }

    /**
     * A person says that it is wrong. What the network has set nobody sets here.
     *
     * @param ahead by how much the watch is ahead of the box; negative when the box is fast
     */
    public void told(@Nullable String user, Duration ahead, WardViews.Moment moment) {
        said(user, moment, ahead);
        if (!ahead.isZero() && !Files.exists(byNetwork)) {
            setting.accept(ahead);
        }
    }

    private void said(@Nullable String user, WardViews.Moment moment, Duration ahead) {
        last = new Said(user == null ? "?" : user, moment.now(), moment.offset(), ahead);
    }

    /** What displays are told. */
    public LiveMessage.Clock now(WardViews.Moment moment) {
        Said said = last;
        if (said != null && (said.offset().equals(moment.offset()) || said.isSet(moment.offset()))) {
            boolean right = said.ahead().isZero() || said.isSet(moment.offset());
            return new LiveMessage.Clock(
                    right ? MANUAL : TOLD,
                    said.by(),
                    moment.iso(said.at()),
                    right ? null : said.ahead().toMillis());
        }
        return new LiveMessage.Clock(Files.exists(byNetwork) ? NETWORK : UNSET, null, null, null);
    }

    /** For the engineer: what to do about a clock that nobody vouches for. */
    public Optional<String> problem(WardViews.Moment moment) {
        LiveMessage.Clock clock = now(moment);
        @Nullable Long ahead = clock.aheadMs();
        if (ahead != null) {
            return Optional.of("a person said that the clock of this box is " + Duration.ofMillis(Math.abs(ahead))
                    + (ahead > 0 ? " slow" : " fast") + ": set it with vigie-clock");
        }
        return clock.quality().equals(UNSET)
                ? Optional.of("nobody has confirmed the time since the start or since it was set: "
                        + "confirm it at a display (key H), or set it with vigie-clock")
                : Optional.empty();
    }
}
