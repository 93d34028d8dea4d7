package org.vigie.gateway.roles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.vigie.dashboard.wire.WardView;

/**
 * A bed as it travels, in two halves: what must come at once, without anything that changes by itself, and the values.
 * JSON with the names of the displays' contract.
 */
final class BedParts {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private BedParts() {}

    /**
     * The half that may be a second late.
     *
     * @param numerics as in WardView
     * @param silentMs as in WardView
     * @param periodMs as in WardView
     */
    record Values(List<WardView.Numeric> numerics, long silentMs, long periodMs) {}

    static byte[] life(WardView.Bed bed) {
        return json(whole(bed, new Values(List.of(), bed.silentMs() < 0 ? -1 : 0, 0), bed.link()));
    }

    static byte[] values(WardView.Bed bed) {
        return json(new Values(bed.numerics(), bed.silentMs(), bed.periodMs()));
    }

    static Optional<WardView.Bed> readLife(byte[] payload) {
        return read(payload, WardView.Bed.class);
    }

    static Optional<Values> readValues(byte[] payload) {
        return read(payload, Values.class);
    }

    /** Both halves, with another word for the link. */
    static WardView.Bed whole(WardView.Bed life, Values values, String link) {
        return new WardView.Bed(
                life.bed(),
                life.label(),
                life.patientId(),
                life.identityVerified(),
                link,
                life.linkReason(),
                values.silentMs(),
                values.periodMs(),
                life.priority(),
                life.soundPausedMs(),
                life.marks(),
                life.clockOffsetMs(),
                values.numerics(),
                life.alarms(),
                life.care());
    }

    private static <T> Optional<T> read(byte[] payload, Class<T> type) {
        try {
            return Optional.of(MAPPER.readValue(payload, type));
        } catch (IOException bad) {
            return Optional.empty();
        }
    }

    private static byte[] json(Object view) {
        try {
            return MAPPER.writeValueAsBytes(view);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("cannot write " + view.getClass().getSimpleName(), bug);
        }
    }
}
