package org.vigie.gateway.fanout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.LiveMessage;

/**
 * How far the time of day of this box may be believed (reference/degraded-networks.md 3.4). A box without a network has
 * it from a battery of which nobody knows the age: a person says that it is right, and that holds until the box starts
 * anew or somebody sets the clock. Thread-safe.
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

    private final Path byNetwork;
    private volatile @Nullable Confirmed last;

    /**
     * What a person has said.
     *
     * @param by initials; {@code ?} for somebody without a name
     * @param at time of day, as ISO-8601
     * @param offset between engine time and time of day at that moment; another one means that the clock was set
     */
    private record Confirmed(String by, String at, Duration offset) {}

    /** @param byNetwork {@link #BY_NETWORK} */
    public ClockBoard(Path byNetwork) {
        this.byNetwork = byNetwork;
    }

    /** A person says that the time shown is right. */
    public void confirmed(@Nullable String user, WardViews.Moment moment) {
        last = new Confirmed(user == null ? "?" : user, moment.serverTime(), moment.offset());
    }

    /** What displays are told. */
    public LiveMessage.Clock now(WardViews.Moment moment) {
        Confirmed confirmed = last;
        if (confirmed != null && confirmed.offset().equals(moment.offset())) {
            return new LiveMessage.Clock(MANUAL, confirmed.by(), confirmed.at());
        }
        return new LiveMessage.Clock(Files.exists(byNetwork) ? NETWORK : UNSET, null, null);
    }

    /** For the engineer: what to do about a clock that nobody vouches for. */
    public Optional<String> problem(WardViews.Moment moment) {
        return now(moment).quality().equals(UNSET)
                ? Optional.of("nobody has confirmed the time since the start or since it was set: "
                        + "confirm it at a display (key H), or set it with vigie-clock")
                : Optional.empty();
    }
}
