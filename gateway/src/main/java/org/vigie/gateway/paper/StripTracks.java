package org.vigie.gateway.paper;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.EventView;

/** From the curves of a moment, as displays get them, to those on paper. Pure. */
public final class StripTracks {
    private StripTracks() {}

    /** Every curve; what did not come is NaN. */
    public static List<Strip.Track> of(EventView view) {
        return view.tracks().stream().map(StripTracks::track).toList();
    }

    private static Strip.Track track(EventView.Track track) {
        double[] samples = new double[track.samples().size()];
        for (int i = 0; i < samples.length; i++) {
            @Nullable Integer number = track.samples().get(i);
            samples[i] = number == null ? Double.NaN : track.offset() + track.step() * number;
        }
        String label = track.label().isEmpty() ? String.valueOf(track.code()) : track.label();
        return new Strip.Track(label, track.unit(), track.rate(), track.fromMs(), samples);
    }
}
