package org.vigie.gateway.testing;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.pipeline.records.AuditText;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.ward.WardEffect;

/** Beds as another box tells of them: what a hub is shown, and what that box wrote down of an alarm. */
public final class RemoteBeds {
    private RemoteBeds() {}

    /** A bed with nobody in it. */
    public static WardView.Bed bed(String name, String link, String reason) {
        return bed(name, null, link, reason, null);
    }

    /** A bed with a patient whom the list names, and a score. */
    public static WardView.Bed patient(String name, String link, String reason, WardView.News2 score) {
        return bed(name, "D. M.", link, reason, score);
    }

    private static WardView.Bed bed(
            String name, @Nullable String label, String link, String reason, WardView.@Nullable News2 score) {
        boolean known = label != null;
        return new WardView.Bed(
                name,
                label,
                known ? "4711" : null,
                known,
                link,
                reason,
                0,
                1_000,
                null,
                0,
                List.of(),
                null,
                List.of(),
                List.of(),
                new WardView.Care(null, null, false, known ? "list" : "none"),
                score);
    }

    /** A live value. */
    public static WardView.Numeric numeric(String code, @Nullable String measuredAt, int value, long ageMs) {
        return new WardView.Numeric(
                code, null, "", BigDecimal.valueOf(value), "/min", "valid", "live", null, ageMs, measuredAt, null);
    }

    /** A step of the alarm a1-1 as its box wrote it down. */
    public static byte[] lowSpo2(
            String bed, String text, Instant at, AlarmState from, AlarmEvent event, AlarmState to) {
        return AuditText.transition(new WardEffect.Transition(
                        at,
                        "a1-1",
                        new AlarmKey(
                                new BedId(bed), new SourceId("hl7:10.0.0.1"), null, "MDC_EVT_LO@MDC_PULS_OXIM_SAT_O2"),
                        Priority.HIGH,
                        "MDC_EVT_LO",
                        text,
                        from,
                        event,
                        to,
                        List.of(),
                        "the monitor says so",
                        null))
                .getBytes(StandardCharsets.UTF_8);
    }
}
