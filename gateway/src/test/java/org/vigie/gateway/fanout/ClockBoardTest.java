package org.vigie.gateway.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.dashboard.wire.LiveMessage;

/** Who vouches for the time of day, and until when. */
final class ClockBoardTest {
    private static final Instant NOW = Instant.parse("2026-01-05T03:00:00Z");

    @TempDir
    private Path folder = Path.of("unset");

    private static WardViews.Moment moment(Duration offset) {
        return new WardViews.Moment(1, "live", NOW, NOW.plus(offset), offset, ZoneId.of("Europe/Paris"));
    }

    @Test
    void isUnsetUntilAPersonConfirmsItAndAgainAfterTheClockWasSet() {
        ClockBoard board = new ClockBoard(folder.resolve("none"));
        WardViews.Moment before = moment(Duration.ZERO);
        assertEquals(new LiveMessage.Clock("unset", null, null), board.now(before));
        assertTrue(board.problem(before).orElseThrow().contains("vigie-clock"));
        board.confirmed("AB", before);
        assertEquals(new LiveMessage.Clock("manual", "AB", "2026-01-05T04:00:00+01:00"), board.now(before));
        assertTrue(board.problem(before).isEmpty());
        WardViews.Moment set = moment(Duration.ofMinutes(7));
        assertEquals("unset", board.now(set).quality());
        board.confirmed(null, set);
        assertEquals(new LiveMessage.Clock("manual", "?", "2026-01-05T04:07:00+01:00"), board.now(set));
    }

    @Test
    void aNetworkThatSetTheClockVouchesForIt() throws IOException {
        ClockBoard board = new ClockBoard(Files.createFile(folder.resolve("synchronized")));
        WardViews.Moment now = moment(Duration.ZERO);
        assertEquals(new LiveMessage.Clock("network", null, null), board.now(now));
        board.confirmed("AB", now);
        assertEquals("manual", board.now(now).quality());
    }
}
