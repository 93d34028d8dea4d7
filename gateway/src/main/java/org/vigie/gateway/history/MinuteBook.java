package org.vigie.gateway.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.observation.Parameter;

/**
 * What the beds of another box measured in the minutes that are not written down yet, one point for each parameter. One
 * line of JSON is one minute of the box; the same is read back at the next start. One thread.
 */
public final class MinuteBook {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final int mostPoints;
    private final Map<Long, Map<BedId, Minute>> minutes = new LinkedHashMap<>();
    private int points;
    private long leftOut;

    private static final class Minute {
        @Nullable GapCause fault;

        boolean good;
        final Map<String, TrendPoint> points = new LinkedHashMap<>();
    }

    /** @param mostPoints kept until they are written */
    public MinuteBook(int mostPoints) {
        this.mostPoints = mostPoints;
    }

    private Minute minute(BedId bed, long minute) {
        return minutes.computeIfAbsent(minute, some -> new LinkedHashMap<>())
                .computeIfAbsent(bed, some -> new Minute());
    }

    /** Adds a value. */
    public void add(BedId bed, TrendPoint point) {
        if (points >= mostPoints) {
            leftOut++;
            return;
        }
        Map<String, TrendPoint> of = minute(bed, point.minute()).points;
        int before = of.size();
        of.merge(point.key(), point, TrendPoint::and);
        points += of.size() - before;
    }

    /** Notes what the link of a bed was in a minute. */
    public void link(BedId bed, long minute, GapCause cause) {
        Minute noted = minute(bed, minute);
        noted.good |= cause == GapCause.ABSENT;
        noted.fault = cause == GapCause.ABSENT ? noted.fault : cause;
    }

    /** Values that found no room. */
    public long leftOut() {
        return leftOut;
    }

    /** Takes the oldest minute before this one out of the book, as bytes; empty when there is none. */
    public Optional<byte[]> takeBefore(long minute) {
        Optional<Long> oldest =
                minutes.keySet().stream().filter(at -> at < minute).min(Long::compare);
        if (oldest.isEmpty()) {
            return Optional.empty();
        }
        Map<BedId, Minute> beds = minutes.remove(oldest.get());
        ObjectNode node = MAPPER.createObjectNode().put("what", "minute").put("minute", oldest.get());
        ObjectNode all = node.putObject("beds");
        if (beds != null) {
            beds.forEach((bed, one) -> {
                points -= one.points.size();
                write(all.putObject(bed.value()), one);
            });
        }
        try {
            return Optional.of(MAPPER.writeValueAsBytes(node));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("minute", bug);
        }
    }

    private static void write(ObjectNode bed, Minute minute) {
        bed.put("good", minute.good);
        if (minute.fault != null) {
            bed.put("fault", minute.fault.name());
        }
        ArrayNode list = bed.putArray("points");
        for (TrendPoint point : minute.points.values()) {
            Parameter parameter = point.parameter();
            list.addArray()
                    .add(parameter.code())
                    .add(parameter.vendorCode())
                    .add(parameter.channel())
                    .add(parameter.label())
                    .add(point.unit())
                    .add(point.episodic())
                    .add(point.decimals())
                    .add(point.min())
                    .add(point.max())
                    .add(point.last())
                    .add(point.samples())
                    .add(point.marks());
        }
    }

    /** Puts a minute that was written down into a store; false when these bytes are none. */
    public static boolean read(byte[] bytes, TrendStore store) {
        try {
            JsonNode node = MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
            long minute = node.path("minute").asLong();
            for (Map.Entry<String, JsonNode> bed : node.path("beds").properties()) {
                read(new BedId(bed.getKey()), minute, bed.getValue(), store);
            }
            return node.path("what").asText().equals("minute");
        } catch (IOException | IllegalArgumentException ofAnotherVersion) {
            return false;
        }
    }

    private static void read(BedId bed, long minute, JsonNode node, TrendStore store) {
        for (JsonNode point : node.path("points")) {
            store.add(
                    bed,
                    new TrendPoint(
                            new Parameter(
                                    text(point.path(0)),
                                    text(point.path(1)),
                                    text(point.path(2)),
                                    point.path(3).asText()),
                            point.path(4).asText(),
                            point.path(5).asBoolean(),
                            point.path(6).asInt(),
                            minute,
                            (float) point.path(7).asDouble(),
                            (float) point.path(8).asDouble(),
                            (float) point.path(9).asDouble(),
                            point.path(10).asInt(),
                            (byte) point.path(11).asInt()));
        }
        if (node.has("fault")) {
            store.link(bed, minute, GapCause.valueOf(node.path("fault").asText().toUpperCase(Locale.ROOT)));
        }
        if (node.path("good").asBoolean()) {
            store.link(bed, minute, GapCause.ABSENT);
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? null : node.asText();
    }
}
