package org.vigie.gateway.recovery.send;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits. One thread. */
final class VirtualPace implements Sender.Pace {
    private Instant now = Instant.parse("2026-11-22T18:00:00Z");
    private final List<Duration> waits = new ArrayList<>();

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void sleep(Duration time) {
        waits.add(time);
        now = now.plus(time);
    }

    List<Duration> waits() {
        return waits;
    }
}
