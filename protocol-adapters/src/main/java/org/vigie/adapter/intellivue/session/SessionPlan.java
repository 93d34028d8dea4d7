package org.vigie.adapter.intellivue.session;

import java.util.List;
import org.vigie.adapter.intellivue.codec.AssociationTerms;
import org.vigie.model.limits.Limits;

/**
 * What is asked of a monitor.
 *
 * @param terms of the association
 * @param waves to be sent; none at all when empty
 * @param limits bounds of what is held of it
 */
public record SessionPlan(AssociationTerms terms, List<WaveChoice> waves, Limits.Intellivue limits) {
    /** Ticks of 1/8 ms; below 3.3 s a monitor gives up an association after 10 s. Accepted in a real capture. */
    private static final long MIN_POLL_PERIOD = 20_000;

    /** Largest datagram that the guide names. */
    private static final long LAN_BYTES = 1_364;

    /** Speed at which there is no room for waves. */
    private static final int NO_WAVES_BAUD = 19_200;

    public SessionPlan {
        waves = List.copyOf(waves);
    }

    /** Over UDP. */
    public static SessionPlan network(List<WaveChoice> waves, Limits.Intellivue limits) {
        return new SessionPlan(terms(LAN_BYTES, true), waves, limits);
    }

    /** Over a serial line; at 19200 baud without waves. */
    public static SessionPlan serial(int baud, List<WaveChoice> waves, Limits.Intellivue limits) {
        boolean room = baud > NO_WAVES_BAUD;
        return new SessionPlan(terms(limits.serialMessageBytes(), room), room ? waves : List.of(), limits);
    }

    private static AssociationTerms terms(long bytes, boolean waves) {
        long options = AssociationTerms.NUMERICS_EACH_SECOND
                | AssociationTerms.ENUMERATIONS
                | (waves ? AssociationTerms.WAVES : 0);
        return new AssociationTerms(false, MIN_POLL_PERIOD, bytes, bytes, options);
    }
}
