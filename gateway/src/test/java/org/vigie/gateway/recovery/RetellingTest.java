package org.vigie.gateway.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.history.AlarmStep;
import org.vigie.gateway.testing.JournaledUnit;
import org.vigie.model.observation.Numeric;

class RetellingTest {
    private static final Instant START = PastHour.START;

    @TempDir
    private static Path hour = Path.of("unset");

    @TempDir
    private Path folder = Path.of("unset");

    private static List<Item> items = List.of();

    @BeforeAll
    static void anHour() throws Exception {
        PastHour.write(hour);
        items = PastHour.items(hour, Sampling.DEFAULT, true);
    }

    private static <T extends Item> List<T> only(List<Item> from, Class<T> kind, Predicate<T> fits) {
        return from.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(fits)
                .toList();
    }

    private static List<Item.Values> sets(List<Item> from, String bed, Item.Why why) {
        return only(from, Item.Values.class, set -> set.bed().value().equals(bed) && set.why() == why);
    }

    @Test
    void thereIsOneSetForEachMinuteOfEachBed() {
        assertEquals(60, sets(items, "R02", Item.Why.INTERVAL).size());
        for (Item.Values set : sets(items, "R02", Item.Why.INTERVAL).subList(1, 59)) {
            assertEquals(
                    Duration.ofMinutes(1),
                    Duration.between(set.period().from(), set.period().to()));
            assertTrue(set.readings().size() > 8, set.toString());
            assertFalse(set.readings().stream()
                    .anyMatch(
                            reading -> reading.measured().isBefore(set.period().from()) && reading.isValue()));
        }
    }

    @Test
    void thereIsMoreAroundAnAlarmAndNoMeasurementTwice() {
        List<Item.Alarm> raised = only(
                items,
                Item.Alarm.class,
                alarm -> alarm.bed().value().equals("R01") && alarm.step().step() == AlarmStep.Step.RAISED);
        assertFalse(raised.isEmpty());
        Instant at = raised.get(0).period().from();
        List<Item.Values> around = sets(items, "R01", Item.Why.AROUND_ALARM);
        assertTrue(
                around.stream().anyMatch(set -> set.period().from().isBefore(at.minusSeconds(15))), around.toString());
        assertTrue(around.stream().anyMatch(set -> set.period().to().isAfter(at.plusSeconds(15))), around.toString());
        Set<String> seen = new HashSet<>();
        for (Item.Values set : only(items, Item.Values.class, some -> true)) {
            for (Reading reading : set.readings()) {
                if (reading.isValue()) {
                    assertTrue(
                            seen.add(set.bed() + " " + reading.key() + " " + reading.measured()), reading.toString());
                }
            }
        }
    }

    @Test
    void positionsAscendAndEachIsTakenOnce() {
        for (int i = 1; i < items.size(); i++) {
            assertTrue(
                    items.get(i).position().compareTo(items.get(i - 1).position()) > 0,
                    items.get(i).toString());
        }
    }

    @Test
    void aSilentFeedIsAGapFromItsLastMessage() {
        List<Item.Gap> gaps =
                only(items, Item.Gap.class, gap -> gap.bed().value().equals("R03"));
        assertEquals(1, gaps.size(), gaps.toString());
        assertEquals("lost", gaps.get(0).cause().word());
        Duration lasting = Duration.between(
                gaps.get(0).period().from(), gaps.get(0).period().to());
        assertTrue(lasting.minusMinutes(5).abs().compareTo(Duration.ofSeconds(3)) < 0, lasting.toString());
        assertEquals(
                List.of(), only(items, Item.Gap.class, gap -> !gap.bed().value().equals("R03")));
    }

    @Test
    void onlyAPatientWithAnIdentifierWhoHasNotLeftIsBound() {
        assertTrue(sets(items, "R01", Item.Why.INTERVAL).stream()
                .skip(1)
                .allMatch(set -> set.whose().identifier().orElse("").equals("2600001")));
        assertTrue(sets(items, "R02", Item.Why.INTERVAL).stream()
                .allMatch(set -> set.whose().doubt() == Whose.Doubt.NO_PATIENT));
        Instant left = START.plus(Duration.ofMinutes(40));
        for (Item.Values set : sets(items, "R03", Item.Why.INTERVAL)) {
            if (!set.period().from().isBefore(left)) {
                assertEquals(Whose.Doubt.DISCHARGED, set.whose().doubt(), set.toString());
            } else if (set.period().from().isAfter(START.plusSeconds(90))) {
                assertEquals("2600003", set.whose().identifier().orElse(""), set.toString());
            }
        }
    }

    @Test
    void twoPatientsNeverShareASet() throws Exception {
        try (JournaledUnit unit = new JournaledUnit(folder, PastHour.site(), START)) {
            for (int second = 0; second < 180; second++) {
                unit.pass(Duration.ofSeconds(1));
                String patient = second < 90 ? "4711" : "";
                unit.message("a", PastHour.values("R01", patient, unit.now(), 60 + second % 40));
                if (second == 90) {
                    unit.message("adt", discharge("R01", "4711"));
                }
            }
        }
        List<Item.Values> sets = sets(PastHour.items(folder, Sampling.DEFAULT, true), "R01", Item.Why.INTERVAL);
        assertEquals(
                List.of("4711", "4711", "", "", ""),
                sets.stream().map(set -> set.whose().identifier().orElse("")).toList(),
                sets.toString());
    }

    private static String discharge(String bed, String patient) {
        return "MSH|^~\\&|ADT|H|||20261122091330+0000||ADT^A03^ADT_A03|9|P|2.6\rEVN|A03|20261122091330\r" + "PID|||"
                + patient + "^^^H^PI||Essai^Jeanne\rPV1||I|REA-A^^" + bed + "\r";
    }

    @Test
    void whileNobodyListenedThereIsAGapOfEachBed() throws Exception {
        try (JournaledUnit unit = new JournaledUnit(folder, PastHour.site(), START)) {
            minutes(unit, 3);
            unit.powerCut(Duration.ofMinutes(10));
            minutes(unit, 3);
        }
        List<Item.Gap> gaps = only(
                PastHour.items(folder, Sampling.DEFAULT, true),
                Item.Gap.class,
                gap -> gap.cause().word().equals("gateway-down"));
        assertEquals(3, gaps.size(), gaps.toString());
        assertEquals(
                Duration.ofMinutes(10),
                Duration.between(
                        gaps.get(0).period().from(), gaps.get(0).period().to()));
    }

    private static void minutes(JournaledUnit unit, int minutes) {
        for (int i = 0; i < minutes * 12; i++) {
            unit.pass(Duration.ofSeconds(5));
            unit.message("a", PastHour.values("R01", "4711", unit.now(), 70));
        }
    }

    @Test
    void aClockThatWasSetCorrectsThatRunAndTheOnesBefore() throws Exception {
        try (JournaledUnit unit = new JournaledUnit(folder, PastHour.site(), START)) {
            minutes(unit, 3);
            unit.powerCut(Duration.ofMinutes(1));
            minutes(unit, 3);
            unit.setClock(Duration.ofHours(2));
            minutes(unit, 3);
        }
        List<Item.Values> sets = sets(PastHour.items(folder, Sampling.DEFAULT, true), "R01", Item.Why.INTERVAL);
        Period first = sets.get(0).period();
        assertEquals(START.plus(Duration.ofHours(2)), first.corrected(START));
        assertEquals(START, first.written(START));
        assertTrue(first.isCorrected());
        assertFalse(sets.getLast().period().isCorrected(), "after the step the clock was right");
        assertEquals(Duration.ofHours(2), sets.getLast().period().corrected());
    }

    @Test
    void aJournalThatHasGrownTellsTheSameAtTheSamePlaces() throws Exception {
        try (JournaledUnit unit = new JournaledUnit(folder, PastHour.site(), START)) {
            minutes(unit, 4);
            List<Item> early = PastHour.items(folder, Sampling.DEFAULT, false);
            assertFalse(early.isEmpty());
            minutes(unit, 4);
            unit.powerCut(Duration.ofMinutes(2));
            List<Item> atTheEnd = PastHour.items(folder, Sampling.DEFAULT, true);
            minutes(unit, 4);
            List<Item> late = PastHour.items(folder, Sampling.DEFAULT, false);
            assertEquals(early, late.subList(0, early.size()));
            List<Item> firstRun = atTheEnd.stream()
                    .filter(item -> item.position().epoch() == 1)
                    .toList();
            assertEquals(firstRun, late.subList(0, firstRun.size()));
        }
    }

    @Test
    void idsHaveTwentyCharactersAndAreTheirPositions() {
        MessageId ids = new MessageId(UUID.fromString("00000000-0000-0000-0000-0000000000ff"));
        assertEquals("00007Z" + "0007" + "000001Z" + "000", ids.of(new Position(7, 63, 0)));
        Set<String> all = new HashSet<>();
        items.forEach(item -> assertTrue(all.add(ids.of(item.position()))));
        assertTrue(only(
                                items,
                                Item.Values.class,
                                set -> set.readings().stream()
                                        .anyMatch(reading -> reading.observation() instanceof Numeric))
                        .size()
                > 100);
    }
}
