package org.vigie.gateway.prove.storm;

import java.io.IOException;
import java.time.Duration;
import org.vigie.gateway.prove.Campaign;

/**
 * Ten times the usual rate of values and 20 alarms a minute from each of 64 monitors, through sockets, journal and a
 * display of a gateway in a process of its own. A round is a minute. SOURCE: degraded-networks.md 5, rows 49 and 50.
 */
public final class StormCampaign implements Campaign {
    private static final int MINUTES = 5;
    private static final int BEDS = 64;
    private static final int ALARM_EVERY_MS = 3_000;

    /** For the service loader. */
    public StormCampaign() {}

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public String summary() {
        return MINUTES + " minutes of " + BEDS + " beds at 10x and 20 alarms a minute each, compared (--for, --seed)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        int minutes = setup.rounds() > 0 ? setup.rounds() : MINUTES;
        return run(setup, new StormRun.Size(BEDS, Duration.ofMinutes(minutes), ALARM_EVERY_MS, Duration.ofSeconds(20)));
    }

    /** A storm of another size, for a slice of it. */
    static Verdict run(Setup setup, StormRun.Size size) throws IOException, InterruptedException {
        try (StormRun storm = new StormRun(size, setup.seed(), setup.folder(), setup.out())) {
            return storm.run() ? Verdict.PROVEN : Verdict.REFUTED;
        }
    }
}
