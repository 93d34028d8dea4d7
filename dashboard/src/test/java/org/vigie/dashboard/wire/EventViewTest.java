package org.vigie.dashboard.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventViewTest {
    private static EventView there(String waves, boolean complete) {
        return new EventView("3", "2026-03-01T08:00:00Z", 10_000, 10_000, waves, complete, List.of(), List.of(), null);
    }

    @ParameterizedTest(name = "{0}, complete {1}: {2}")
    @CsvSource({
        "present, true,  present",
        "present, false, present",
        "silent,  true,  silent",
        // What is missing here may be what the box of the bed has.
        "silent,  false, elsewhere",
        "none,    true,  elsewhere",
        "deleted, true,  elsewhere",
    })
    void ofABedOfAnotherBoxOnlyThatBoxKnowsThatThereAreNoCurves(String waves, boolean complete, String shown) {
        assertEquals(
                shown,
                there(waves, complete)
                        .of("B3", new KeptElsewhere("edge-a", "3"))
                        .waves());
    }

    @Test
    void itHasTheNameOfTheBedHereAndSaysWhereTheRestIs() {
        KeptElsewhere kept = new KeptElsewhere("edge-a", "3");
        EventView here = there("present", false).of("B3", kept);
        assertEquals("B3", here.bed());
        assertEquals(kept, here.kept());
        assertEquals("2026-03-01T08:00:00Z", here.at());
    }
}
