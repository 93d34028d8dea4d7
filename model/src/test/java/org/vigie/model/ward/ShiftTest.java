package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vigie.model.BedId;
import org.vigie.model.limits.Limits;

/** Who works, and who watches which bed. */
final class ShiftTest {
    private static final BedId R01 = new BedId("R01");
    private static final BedId R02 = new BedId("R02");
    private final Rig rig = Rig.of("R01", "R02").beats(3, "R01", "R02");

    @Test
    void aBedThatNobodyWatchesIsAFactOfTheState() {
        assertEquals(List.of(R01, R02), rig.ward.unwatched());
        rig.order("AB", new Order.SignOn("AB", "Anne Berger", null));
        rig.order("AB", new Order.TakeWatch(List.of(R01)));
        assertEquals(Optional.empty(), rig.refusal());
        assertEquals(List.of(R02), rig.ward.unwatched());
        assertEquals("AB", rig.bed("R01").watcher().orElseThrow().initials());
        assertEquals(7, rig.bed("R01").watcher().orElseThrow().display());
    }

    @Test
    void anEmptyBedAndOneOnStandbyNeedNobody() {
        rig.command(Action.STANDBY, "R01", null).order(null, new Order.SignOn("AB", null, null));
        rig.order("AB", new Order.Discharge(R02, false));
        assertEquals(List.of(), rig.ward.unwatched());
        rig.order("AB", new Order.Admit(R02, new Patient(null, "Petit", null, null, null, false, false)));
        assertEquals(List.of(R02), rig.ward.unwatched());
    }

    @Test
    void handingOverNamesWhoGaveAndWhoTook() {
        rig.order("AB", new Order.SignOn("AB", null, null)).order("CD", new Order.SignOn("CD", null, null));
        rig.order("AB", new Order.TakeWatch(List.of(R01, R02)));
        rig.order("CD", new Order.TakeWatch(List.of(R02)));
        assertEquals("CD", rig.bed("R02").watcher().orElseThrow().initials());
        WardEffect.Noted note = rig.effects.stream()
                .filter(WardEffect.Noted.class::isInstance)
                .map(WardEffect.Noted.class::cast)
                .findFirst()
                .orElseThrow();
        assertEquals("watch-taken", note.what());
        assertEquals("CD", note.user());
        assertTrue(note.text().contains("from AB"), note.text());
    }

    @Test
    void nobodyLeavesTheShiftWhileWatching() {
        rig.order("AB", new Order.SignOn("AB", null, null)).order("AB", new Order.TakeWatch(List.of(R01)));
        rig.order("AB", new Order.SignOff("AB"));
        assertEquals(Optional.of("still-watching"), rig.refusal());
        rig.order("AB", new Order.LeaveWatch(List.of(R01))).order("AB", new Order.SignOff("AB"));
        assertEquals(Optional.empty(), rig.refusal());
        assertEquals(List.of(), rig.ward.people());
    }

    @Test
    void refusesWhoIsNotThereAndBedsThatAreNot() {
        rig.order("XY", new Order.TakeWatch(List.of(R01)));
        assertEquals(Optional.of("not-on-shift"), rig.refusal());
        rig.order(null, new Order.LeaveWatch(List.of(R01)));
        assertEquals(Optional.of("no-name"), rig.refusal());
        rig.order(null, new Order.SignOn("XY", null, null)).order("XY", new Order.TakeWatch(List.of(new BedId("R99"))));
        assertEquals(Optional.of("no-such-bed"), rig.refusal());
        rig.order("XY", new Order.TakeWatch(List.of()));
        assertEquals(Optional.of("no-bed-given"), rig.refusal());
        assertTrue(rig.bed("R01").watcher().isEmpty());
    }

    @Test
    void theListOfPeopleHasABound() {
        int most = Limits.DEFAULT.pipeline().peopleOfShift();
        for (int i = 0; i <= most; i++) {
            rig.order(null, new Order.SignOn("P" + i, null, null));
        }
        assertEquals(Optional.of("too-many-people"), rig.refusal());
        assertEquals(most, rig.ward.people().size());
    }

    @Test
    void aNewPinReplacesTheOldOneAndNoneLeavesIt() {
        rig.order(null, new Order.SignOn("AB", null, "$argon2id$one"));
        rig.order("AB", new Order.SignOn("AB", "Anne", null));
        assertEquals("$argon2id$one", rig.ward.people().get(0).pin());
        assertEquals("Anne", rig.ward.people().get(0).name());
        assertFalse(rig.ward.people().toString().contains("argon2"));
    }

    @Test
    void watchAndPeopleSurviveARestartThroughTheCheckpoint() {
        rig.order(null, new Order.SignOn("AB", "Anne\tBerger", "$argon2id$one"))
                .order("AB", new Order.TakeWatch(List.of(R01)))
                .order("AB", new Order.Admit(R01, new Patient("7", "Petit", null, null, null, false, false)))
                .order("AB", new Order.Discharge(R02, false));
        Ward back = Ward.restore(rig.ward.site(), rig.ward.checkpoint(), rig.now);
        assertEquals(rig.ward.people(), back.people());
        assertEquals(rig.ward.unwatched(), back.unwatched());
        assertEquals(rig.ward.checkpoint(), back.checkpoint());
        rig.apply(new WardEvent.Restarted());
        assertEquals("AB", rig.bed("R01").watcher().orElseThrow().initials());
    }

    @Test
    void theSameOrderTwiceTakesEffectOnce() {
        rig.order(null, new Order.SignOn("AB", null, null));
        WardEvent take = new WardEvent.Ordered("same", new Order.TakeWatch(List.of(R01)), "AB", 1);
        rig.apply(take)
                .apply(new WardEvent.Ordered("l", new Order.LeaveWatch(List.of(R01)), "AB", 1))
                .apply(take);
        assertEquals(Optional.empty(), rig.refusal());
        assertNull(rig.bed("R01").watcher().orElse(null));
    }
}
