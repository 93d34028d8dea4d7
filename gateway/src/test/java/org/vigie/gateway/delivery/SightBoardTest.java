package org.vigie.gateway.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.model.BedId;
import org.vigie.model.limits.Limits;

/** Which display shows which beds, and what is not to be seen. */
class SightBoardTest {
    private static final Instant START = Instant.parse("2026-01-05T03:00:00Z");
    private static final List<BedId> BEDS = beds("R01", "R02", "R03", "R04");
    private static final Layout LEFT = new Layout(List.of("R02", "R01"), false);
    private static final Layout RIGHT = new Layout(List.of("R03", "R04"), false);

    private final SightBoard board = new SightBoard();

    private static List<BedId> beds(String... names) {
        return Stream.of(names).map(BedId::new).toList();
    }

    private static SightBoard.Screen screen(int number, boolean visible, Layout layout) {
        return new SightBoard.Screen(number, "", visible, true, layout);
    }

    private SightBoard.Unseen look(int second, SightBoard.Screen... screens) {
        return board.look(List.of(screens), BEDS, START.plusSeconds(second));
    }

    @Test
    void aLayoutShowsItsBedsInItsOrderThenTheRestAndNeverNothing() {
        assertEquals(beds("R02", "R01"), LEFT.shown(BEDS));
        assertEquals(beds("R04", "R01", "R02", "R03"), new Layout(List.of("R04", "R04"), true).shown(BEDS));
        assertEquals(BEDS, new Layout(List.of("X1"), false).shown(BEDS), "every bed it named is gone from the site");
        assertEquals(BEDS, Layout.ALL.shown(BEDS));
    }

    @Test
    void aBedThatNoVisibleDisplayShowsIsAFactAtOnceAndAnAlarmAfterTenSeconds() {
        SightBoard.Screen left = screen(1, true, LEFT);
        SightBoard.Screen right = screen(2, true, RIGHT);
        assertEquals(List.of(), SightBoard.nowhere(List.of(left, right), BEDS));
        assertEquals(beds("R03", "R04"), SightBoard.nowhere(List.of(left), BEDS));
        assertEquals(List.of(), look(0, left).beds());
        assertEquals(List.of(), look(9, left).beds());
        assertEquals(beds("R03", "R04"), look(10, left).beds());
        assertEquals(List.of(), look(11, left, right).beds());
        assertEquals(List.of(), look(12, left).beds(), "the time begins again");
    }

    @Test
    void aWatchedDisplayThatIsHiddenIsAnAlarmAfterTenSeconds() {
        SightBoard.Screen hidden = new SightBoard.Screen(2, "Post 2", false, true, Layout.ALL);
        SightBoard.Screen other = screen(1, true, Layout.ALL);
        assertEquals(List.of(), look(0, other, hidden).displays());
        assertEquals(List.of("Post 2"), look(10, other, hidden).displays());
        assertEquals(List.of(), look(11, other, screen(2, true, Layout.ALL)).displays());
    }

    @Test
    void anEngineersHiddenTabIsNone() {
        SightBoard.Screen tab = new SightBoard.Screen(3, "", false, false, Layout.ALL);
        look(0, tab);
        assertEquals(List.of(), look(60, tab).displays());
    }

    @Test
    void withoutAnyDisplayNoBedIsMissed() {
        look(0);
        assertEquals(List.of(), look(60).beds());
        assertEquals(List.of(), SightBoard.nowhere(List.of(screen(1, false, LEFT)), BEDS));
    }

    @Test
    void layoutsAreKeptByNameAndBounded(@TempDir Path data) throws IOException {
        DisplayBook book = new DisplayBook(data, new Limits.Displays(2));
        assertTrue(book.put("Post 1", LEFT));
        assertTrue(book.put("", RIGHT));
        assertFalse(book.put("Post 3", LEFT), "one name too many");
        book.save();
        DisplayBook again = new DisplayBook(data, new Limits.Displays(2));
        assertEquals(LEFT, again.of("Post 1"));
        assertEquals(RIGHT, again.of(""));
        assertEquals(Layout.ALL, again.of("unknown"));
        assertTrue(again.put("Post 1", Layout.ALL));
        assertTrue(again.put("Post 3", LEFT), "there is room again");
    }

    @Test
    void aDamagedFileCostsTheLayoutsOnly(@TempDir Path data) throws IOException {
        Files.writeString(data.resolve("vigie-displays.json"), "[{\"name\":");
        assertEquals(Layout.ALL, new DisplayBook(data, Limits.Displays.DEFAULT).of("Post 1"));
    }
}
