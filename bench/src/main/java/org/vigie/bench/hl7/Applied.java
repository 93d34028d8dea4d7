package org.vigie.bench.hl7;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** After a load: is what was acknowledged also what the unit's state shows, and how long after? */
public final class Applied {
    private static final String HEART_RATE = "MDC_ECG_CARD_BEAT_RATE";
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final long BETWEEN_LOOKS = 2_000_000;

    private Applied() {}

    /**
     * Sends one message a bed with a heart rate that no other message has, and looks at {@code /api/v1/ward} until all
     * show it.
     *
     * @param http port of the gateway's page
     * @return from the last acknowledgement to the answer that shows all; 30 s when it never did
     */
    public static Duration run(int port, int http, int connections, AtomicLong ids) throws IOException {
        ObjectMapper json = new ObjectMapper();
        // Differs from the one that the run before left behind.
        int rate = Pcd01.HIGHEST_RATE - (int) (ids.get() % 7);
        for (int i = 1; i <= connections; i++) {
            try (Monitor monitor = new Monitor(i, port)) {
                monitor.send(new Pcd01(Beds.name(i)).frame(ids.incrementAndGet(), rate));
                monitor.ack(LONGEST_WAIT);
            }
        }
        URI ward = URI.create("http://127.0.0.1:" + http + "/api/v1/ward");
        long start = System.nanoTime();
        while (System.nanoTime() - start < LONGEST.toNanos()) {
            try (InputStream answer = ward.toURL().openStream()) {
                if (shown(json.readTree(answer), rate) == connections) {
                    return Duration.ofNanos(System.nanoTime() - start);
                }
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
        return LONGEST;
    }

    private static int shown(JsonNode ward, int rate) {
        int beds = 0;
        for (JsonNode bed : ward.path("beds")) {
            for (JsonNode numeric : bed.path("numerics")) {
                if (numeric.path("code").asText().equals(HEART_RATE)
                        && numeric.path("value").asInt() == rate) {
                    beds++;
                    break;
                }
            }
        }
        return beds;
    }
}
