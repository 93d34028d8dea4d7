package org.vigie.gateway.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.dashboard.wire.LiveMessage;

/** Who vouches for the time of day, and until when. */
final class ClockBoardTest {
    private static final Instant NOW = Instant.parse("2026-01-05T03:00:00Z");

    @TempDir
    private Path folder = Path.of("unset");

    private final List<Duration> set = new ArrayList<>();

    private static WardViews.Moment moment(Duration offset) {
        return new WardViews.Moment(1, "live", NOW, NOW.plus(offset), offset, ZoneId.of("Europe/Paris"));
    }

    @Test
    void isUnsetUntilAPersonConfirmsItAndAgainAfterTheClockWasSet() {
        ClockBoard board = new ClockBoard(folder.resolve("none"), set::add);
        WardViews.Moment before = moment(Duration.ZERO);
        assertEquals(new LiveMessage.Clock("unset", null, null, null), board.now(before));
        assertTrue(board.problem(before).orElseThrow().contains("vigie-clock"));
        board.confirmed("AB", before);
        assertEquals(new LiveMessage.Clock("manual", "AB", "2026-01-05T04:00:00+01:00", null), board.now(before));
        assertTrue(board.problem(before).isEmpty());
        WardViews.Moment later = moment(Duration.ofMinutes(7));
        assertEquals("unset", board.now(later).quality());
        board.confirmed(null, later);
        assertEquals(new LiveMessage.Clock("manual", "?", "2026-01-05T04:07:00+01:00", null), board.now(later));
    }

    @Test
    void aNetworkThatSetTheClockVouchesForIt() throws IOException {
        ClockBoard board = new ClockBoard(Files.createFile(folder.resolve("synchronized")), set::add);
        WardViews.Moment now = moment(Duration.ZERO);
        assertEquals(new LiveMessage.Clock("network", null, null, null), board.now(now));
        board.confirmed("AB", now);
        assertEquals("manual", board.now(now).quality());
    }

    @Test
    void whatAPersonSaysAgainstTheTimeStandsUntilTheClockIsSetToIt() {
        ClockBoard board = new ClockBoard(folder.resolve("none"), set::add);
        board.told("AB", Duration.ofMinutes(7), moment(Duration.ZERO));
        assertEquals(List.of(Duration.ofMinutes(7)), set);
        assertEquals(
                new LiveMessage.Clock("told", "AB", "2026-01-05T04:00:00+01:00", 420_000L),
                board.now(moment(Duration.ZERO)));
        assertTrue(board.problem(moment(Duration.ZERO)).orElseThrow().contains("PT7M slow"));
        WardViews.Moment right = moment(Duration.ofMinutes(7).plusMillis(800));
        assertEquals(new LiveMessage.Clock("manual", "AB", "2026-01-05T04:07:00.8+01:00", null), board.now(right));
        assertEquals("unset", board.now(moment(Duration.ofMinutes(9))).quality(), "set to something else");
    }

    @Test
    void whatTheNetworkSetsIsNotSetByAPersonAndAWatchThatAgreesConfirms() throws IOException {
        ClockBoard network = new ClockBoard(Files.createFile(folder.resolve("synchronized")), set::add);
        network.told("AB", Duration.ofSeconds(-90), moment(Duration.ZERO));
        assertEquals(List.of(), set);
        assertEquals("told", network.now(moment(Duration.ZERO)).quality());
        ClockBoard same = new ClockBoard(folder.resolve("none"), set::add);
        same.told("AB", Duration.ZERO, moment(Duration.ZERO));
        assertEquals("manual", same.now(moment(Duration.ZERO)).quality());
        assertEquals(List.of(), set);
    }
}
