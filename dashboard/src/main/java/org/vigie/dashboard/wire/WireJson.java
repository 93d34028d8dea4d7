package org.vigie.dashboard.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON of the contract: strict in, plain out. Thread-safe. */
public final class WireJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(4096)
                            .maxNumberLength(32)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private WireJson() {}

    /** One frame or body as JSON text. */
    public static String write(Object view) {
        try {
            return MAPPER.writeValueAsString(view);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("cannot write " + view.getClass().getSimpleName(), bug);
        }
    }

    /**
     * Reads one frame.
     *
     * @throws IllegalArgumentException when it is not a message of the contract; the message says where
     */
    public static LiveMessage read(String frame) {
        try {
            return MAPPER.readValue(frame, LiveMessage.class);
        } catch (JsonProcessingException bad) {
            throw new IllegalArgumentException("not a live message: " + bad.getOriginalMessage(), bad);
        }
    }
}
