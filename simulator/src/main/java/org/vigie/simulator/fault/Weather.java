package org.vigie.simulator.fault;

import java.time.Duration;

/**
 * How bad the network is.
 *
 * @param delay that each piece takes
 * @param jitter up to this much more, at random; order is kept, as in TCP
 * @param bytesPerSecond in each direction; 0 for no limit
 * @param mostBytesPerWrite pieces are cut into random sizes up to this; 0 for no cutting
 * @param stallToTarget nothing goes from client to target, and nothing of it is read; connections stay open
 * @param stallToClient the same the other way: the client sends and never hears an answer
 * @param refuse new connections are reset at once
 */
public record Weather(
        Duration delay,
        Duration jitter,
        int bytesPerSecond,
        int mostBytesPerWrite,
        boolean stallToTarget,
        boolean stallToClient,
        boolean refuse) {
    /** No fault at all. */
    public static final Weather FINE = new Weather(Duration.ZERO, Duration.ZERO, 0, 0, false, false, false);

    public Weather {
        if (delay.isNegative() || jitter.isNegative() || bytesPerSecond < 0 || mostBytesPerWrite < 0) {
            throw new IllegalArgumentException("weather: nothing below 0");
        }
    }

    /** Nothing passes either way, as with a cable that is pulled. */
    public boolean isCut() {
        return stallToTarget && stallToClient;
    }

    public Weather withDelay(Duration other, Duration otherJitter) {
        return new Weather(other, otherJitter, bytesPerSecond, mostBytesPerWrite, stallToTarget, stallToClient, refuse);
    }

    public Weather withRate(int bytes) {
        return new Weather(delay, jitter, bytes, mostBytesPerWrite, stallToTarget, stallToClient, refuse);
    }

    public Weather withPieces(int most) {
        return new Weather(delay, jitter, bytesPerSecond, most, stallToTarget, stallToClient, refuse);
    }

    public Weather withStall(boolean toTarget, boolean toClient) {
        return new Weather(delay, jitter, bytesPerSecond, mostBytesPerWrite, toTarget, toClient, refuse);
    }

    public Weather withRefuse(boolean refused) {
        return new Weather(delay, jitter, bytesPerSecond, mostBytesPerWrite, stallToTarget, stallToClient, refused);
    }
}
