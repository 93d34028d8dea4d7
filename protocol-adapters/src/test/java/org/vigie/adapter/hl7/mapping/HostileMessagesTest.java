package org.vigie.adapter.hl7.mapping;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as large as the scan lets pass, made to cost much: the mapping stays linear in their rows. */
class HostileMessagesTest {
    private static final int ROWS = 1_900;

    private static byte[] rows(String type, IntFunction<String> row) {
        List<String> segments =
                new ArrayList<>(List.of("MSH|^~\\&|G||||20260101||ORU^" + type + "|1|P|2.6", "OBR|1||9|X"));
        for (int i = 0; i < ROWS; i++) {
            segments.add(row.apply(i));
        }
        return Feed.message(segments.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"waves", "waves-and-rates", "events", "facets", "deep", "alerts", "groups"})
    void areReadInBoundedTime(String kind) {
        byte[] message = switch (kind) {
            case "waves" -> rows("R01", i -> "OBX|" + i + "|NA|131329^MDC_ECG_ELEC_POTL_I^MDC|1.1.1." + i + "|1^2|mV");
            case "waves-and-rates" ->
                rows(
                        "R01",
                        i -> i % 2 == 0
                                ? "OBX|" + i + "|NA|131329^MDC_ECG_ELEC_POTL_I^MDC|1.1.1." + i + "|1^2|mV"
                                : "OBX|" + i + "|NM|0^MDC_ATTR_SAMP_RATE^MDC|1.1.1." + (i - 1)
                                        + ".1|500|264640^MDC_DIM_HZ^MDC");
            case "events" -> rows("R40", i -> "OBX|" + i + "|ST|196670^MDC_EVT_LO^MDC|1.1.1." + i + ".1|x");
            case "facets" -> rows("R40", i -> "OBX|" + i + "|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.1.1.1.3|start");
            case "deep" -> rows("R01", i -> "OBX|" + i + "|NM|1^X^L|" + "1.".repeat(31) + "1|5");
            case "alerts" -> rows("R01", i -> "OBX|" + i + "|TX|1^A^MDIL-ALERT||*** ALARM " + (char) ('A' + i % 26));
            default -> rows("R01", i -> i % 2 == 0 ? "OBR|" + i + "|||X" : "OBX|1|NM|1^X^L|1|5");
        };
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertFalse(Feed.decode("ihe-pcd", message).isEmpty()));
    }
}
