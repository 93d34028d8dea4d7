package org.vigie.gateway.prove;

import java.io.IOException;

/**
 * What hours of a watch over 64 beds leave behind: the heap of the page in a real Chromium after a forced collection,
 * its nodes and listeners, the memory of the gateway. SOURCE: issue 4, "heap growth &lt; 20 MB over a 2 h soak". A
 * round is a minute.
 */
public final class SoakCampaign implements Campaign {
    private static final int MINUTES = 120;

    /** For the service loader. */
    public SoakCampaign() {}

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String summary() {
        return MINUTES + " minutes of a watch over 64 beds in Chromium: what page and gateway keep (--for = how long)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        return BenchProcess.run(name(), setup.roundsOr(MINUTES), setup);
    }
}
