package org.vigie.gateway.mqtt;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection at this moment; counts are since the start.
 *
 * @param name of the connection
 * @param up whether it is connected and subscribed
 * @param beside whether its name at the broker is one beside its own, because another client has that
 * @param problem why it is not, in words; null when it is, or while the first attempt runs
 * @param unanswered publishes that the broker has not answered
 * @param mostUnanswered the largest such number so far
 * @param connects successful connects
 * @param ends how often a client was thrown away, by reason
 * @param sent publishes taken
 * @param answered of them, accepted by the broker
 * @param forbidden of them, refused by the broker
 * @param notTaken publishes not taken: {@code down}, {@code window}, {@code too-long}
 * @param arrived messages received
 * @param arrivedTooLong of them, left out because of their length
 */
public record LaneStatus(
        String name,
        boolean up,
        boolean beside,
        @Nullable String problem,
        int unanswered,
        int mostUnanswered,
        long connects,
        Map<String, Long> ends,
        long sent,
        long answered,
        long forbidden,
        Map<String, Long> notTaken,
        long arrived,
        long arrivedTooLong) {
    public LaneStatus {
        ends = Map.copyOf(ends);
        notTaken = Map.copyOf(notTaken);
    }
}
