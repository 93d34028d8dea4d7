package org.vigie.gateway.prove;

import java.io.IOException;

/**
 * Ten minutes of the night of twelve hours with 64 beds, at 1x: virtual monitors, a gateway of its own and a real
 * Chromium in processes of their own. Every alarm of the monitors has to be in the log once, painted and sounded, and
 * the report of the shift has to count them. SOURCE: issue 4, last line. A round is a minute.
 */
public final class NightCampaign implements Campaign {
    private static final int MINUTES = 10;

    /** For the service loader. */
    public NightCampaign() {}

    @Override
    public String name() {
        return "night";
    }

    @Override
    public String summary() {
        return MINUTES + " minutes of a night with 64 beds in Chromium, log and report compared (--rounds = minutes)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        return BenchProcess.run(name(), setup.roundsOr(MINUTES), setup);
    }
}
