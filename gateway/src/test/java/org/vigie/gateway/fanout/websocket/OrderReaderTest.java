package org.vigie.gateway.fanout.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.model.ward.Order;

/** The time of a watch, as a page sends it. */
class OrderReaderTest {
    /** 2026-01-05 04:00:00 in Paris. */
    private static final Instant WALL = Instant.parse("2026-01-05T03:00:00Z");

    private static OrderReader.Read read(String time) {
        return OrderReader.read(
                new LiveMessage.Order("1", "tell-clock", "AB", null, null, null, false, null, time),
                new WardViews.Moment(1, "live", WALL, WALL, Duration.ZERO, ZoneId.of("Europe/Paris")));
    }

    @Test
    void aWatchIsAheadOrBehindAlsoAcrossTheBeginOfSummerTime() {
        assertEquals(
                new Order.TellClock(Duration.ofMinutes(7)),
                read("2026-01-05T04:07").order());
        assertEquals(
                new Order.TellClock(Duration.ofSeconds(-42)),
                read("2026-01-05T03:59:18").order());
        assertEquals(
                new Order.TellClock(Duration.between(WALL, Instant.parse("2026-07-01T12:00:00Z"))),
                read("2026-07-01T14:00").order());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "now", "2026-13-01T00:00", "1999-12-31T23:59", "2026-01-05T25:00", "2026-01-05 04:07"})
    void whatIsNoTimeIsRefused(String time) {
        assertEquals("bad-time", read(time).fault());
    }
}
