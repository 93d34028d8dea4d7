package org.vigie.adapter.replay;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.vigie.adapter.hl7.codec.ScanResult;
import org.vigie.adapter.hl7.codec.StructureScan;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;

/**
 * What of a damaged message can still be read, for an engineer who looks at a capture. The live path never does this:
 * it sets the message aside and says so.
 */
final class Salvage {
    private Salvage() {}

    /**
     * The bytes without stray control characters when that makes them sound, else the whole segments before
     * {@code damage}. A segment that is cut off is never read: "12" may have been "120".
     */
    static byte[] readable(byte[] bytes, int damage) {
        byte[] whole = untilLastEnd(bytes, damage == bytes.length ? bytes.length : Integer.MAX_VALUE);
        byte[] clean = withoutControls(whole);
        boolean sound = switch (StructureScan.scan(clean)) {
            case ScanResult.Scanned scanned -> true;
            case ScanResult.Refused refused ->
                refused.reason().equals("second-msh") || refused.reason().equals("no-msh");
        };
        if (sound) {
            return clean;
        }
        return untilLastEnd(bytes, damage);
    }

    private static byte[] untilLastEnd(byte[] bytes, int limit) {
        if (limit > bytes.length) {
            return bytes;
        }
        int end = limit;
        while (end > 0 && bytes[end - 1] != '\r' && bytes[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static byte[] withoutControls(byte[] bytes) {
        ByteArrayOutputStream clean = new ByteArrayOutputStream(bytes.length);
        for (byte b : bytes) {
            if (b < 0 || b >= 0x20 || b == '\r' || b == '\n' || b == '\t') {
                clean.write(b);
            }
        }
        return clean.toByteArray();
    }

    /** The same report with a mark: it comes from a damaged message. */
    static Report questionable(Report report) {
        if (report instanceof AlarmReport alarm && alarm.quality() == Quality.VALID) {
            return alarm(alarm);
        }
        if (report instanceof Observed observed) {
            if (observed.observation() instanceof Numeric n && n.quality() == Quality.VALID) {
                Numeric marked = new Numeric(
                        n.parameter(),
                        n.value(),
                        n.unit(),
                        Quality.QUESTIONABLE,
                        n.limits(),
                        n.setting(),
                        n.deviceTime());
                return new Observed(observed.bed(), observed.device(), marked);
            }
            if (observed.observation() instanceof Enumerated e && e.quality() == Quality.VALID) {
                Enumerated marked = new Enumerated(e.parameter(), e.value(), Quality.QUESTIONABLE, e.deviceTime());
                return new Observed(observed.bed(), observed.device(), marked);
            }
        }
        return report;
    }

    private static AlarmReport alarm(AlarmReport a) {
        return new AlarmReport(
                a.bed(),
                a.device(),
                a.alarmId(),
                a.code(),
                a.vendorCode(),
                a.channel(),
                a.priority(),
                a.kind(),
                a.phase(),
                a.text(),
                a.evidence(),
                a.inactivation(),
                a.momentary(),
                Quality.QUESTIONABLE,
                a.deviceTime());
    }
}
