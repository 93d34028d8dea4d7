package org.vigie.gateway.waves;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.vigie.model.SourceId;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;
import org.vigie.model.ward.Site;

/**
 * Takes the samples out of what a message says before the ward hears it: the ward keeps that a curve runs and how far
 * it may be believed, never a sample. Called on the ward thread only.
 */
public interface WaveTap {
    /** Lets no sample pass and keeps none: for restart and explanation. */
    WaveTap NONE = new WaveTap() {
        @Override
        public List<Report> take(Site site, SourceId source, List<Report> reports, Instant at) {
            return withoutSamples(reports);
        }
    };

    /**
     * Takes the samples of one message.
     *
     * @param site that tells whose they are
     * @param source who sent it
     * @param reports all that it says
     * @param at engine time
     * @return the reports for the ward: the same in the same order, with curves that have no samples
     */
    List<Report> take(Site site, SourceId source, List<Report> reports, Instant at);

    /** Time passes. */
    default void advance(Instant now) {}

    /** The same reports, with curves that have no samples. */
    static List<Report> withoutSamples(List<Report> reports) {
        if (reports.stream().noneMatch(WaveTap::hasSamples)) {
            return reports;
        }
        List<Report> bare = new ArrayList<>(reports.size());
        for (Report report : reports) {
            bare.add(
                    report instanceof Observed(var bed, var device, Waveform wave)
                            ? new Observed(bed, device, wave.withoutSamples())
                            : report);
        }
        return bare;
    }

    private static boolean hasSamples(Report report) {
        return report instanceof Observed observed
                && observed.observation() instanceof Waveform wave
                && wave.length() > 0;
    }
}
