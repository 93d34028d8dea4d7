package org.vigie.gateway.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.ward.StorageLevel;

/**
 * Which messages are still written when the disk runs short: at DATA_SHED one message of values a minute for each bed
 * of each sender; alarms, patients and everything else that is not a result message always. What is not written is
 * applied to the screen and not acknowledged (docs/adr/0031). One thread.
 */
final class Thinning {
    private static final Duration EVERY = Duration.ofSeconds(60);
    private static final int KEYS = 1_024;
    private static final int HEADER_BYTES = 512;

    private final Map<String, Instant> written = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > KEYS;
        }
    };

    /** True when the input is to be written at this level; remembers that it was. */
    boolean writes(Input input, StorageLevel level, Instant at) {
        if (level != StorageLevel.DATA_SHED
                || !(input instanceof Input.Message message)
                || message.content() == Input.Content.ALARM) {
            return true;
        }
        String head = new String(
                message.bytes(), 0, Math.min(message.bytes().length, HEADER_BYTES), StandardCharsets.ISO_8859_1);
        if (!head.contains("|ORU^R01")) {
            return true;
        }
        String key = message.source().value() + "|" + bed(message.bytes());
        Instant last = written.get(key);
        if (last != null && Duration.between(last, at).compareTo(EVERY) < 0) {
            return false;
        }
        written.put(key, at);
        return true;
    }

    /** PV1-3 as sent, empty when there is none: enough to tell the beds of one sender apart. */
    private static String bed(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, 4_096), StandardCharsets.ISO_8859_1);
        int start = text.indexOf("\rPV1|");
        if (start < 0) {
            return "";
        }
        int end = text.indexOf('\r', start + 1);
        String[] fields =
                text.substring(start + 1, end < 0 ? text.length() : end).split("\\|", 5);
        return fields.length > 3 ? fields[3] : "";
    }
}
