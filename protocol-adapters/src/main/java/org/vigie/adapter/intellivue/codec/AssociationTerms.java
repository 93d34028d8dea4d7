package org.vigie.adapter.intellivue.codec;

/**
 * What both sides agree on. Source: intellivue-protocol.md section 5.2.
 *
 * @param fromMonitor the sender is a monitor, not a client
 * @param minPollPeriod ticks of 1/8 ms; it decides after what silence of the client the monitor gives up
 * @param maxReceive bytes that the sender can take
 * @param maxSend bytes that the sender may send
 * @param options of the poll profile extension, see the constants; 0 when it is missing
 */
public record AssociationTerms(boolean fromMonitor, long minPollPeriod, long maxReceive, long maxSend, long options) {
    /** Numerics each second. */
    public static final long NUMERICS_EACH_SECOND = 0x8000_0000L;
    /** Waves. */
    public static final long WAVES = 0x0800_0000L;
    /** Enumerations. */
    public static final long ENUMERATIONS = 0x0400_0000L;
    /** The numeric priority list. */
    public static final long NUMERIC_PRIORITY = 0x0200_0000L;

    private static final long TICKS_PER_SECOND = 8_000;

    /** A client that takes datagrams of {@code maxReceive} bytes and wants numerics, waves and enumerations. */
    public static AssociationTerms ofClient(long minPollPeriod, long maxReceive) {
        return new AssociationTerms(
                false, minPollPeriod, maxReceive, maxReceive, NUMERICS_EACH_SECOND | WAVES | ENUMERATIONS);
    }

    /** Seconds without a request after which the monitor gives up the association. */
    public long timeoutSeconds() {
        double seconds = (double) minPollPeriod / TICKS_PER_SECOND;
        if (seconds < 3.3) {
            return 10;
        }
        return seconds <= 43 ? (long) (3 * seconds) : 130;
    }

    /** Whether an option bit is set. */
    public boolean grants(long option) {
        return (options & option) != 0;
    }
}
