package org.vigie.gateway.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.model.limits.LinkLimits;
import org.vigie.model.ward.WardEffect.CommandResult;

class WaitingTest {
    private final Waiting waiting = new Waiting(LinkLimits.DEFAULT);
    private final List<CommandResult> told = new ArrayList<>();

    @Test
    void anAnswerThatNeverComesIsSaidToBeNoneAndTheNextOnesAreHeard() {
        assertTrue(waiting.add("box-1", "a", told::add, 0));
        assertTrue(waiting.add("box-1", "b", told::add, 5_000));
        waiting.expire(11_900);
        assertTrue(told.isEmpty());
        waiting.expire(12_000);
        assertEquals(List.of(new CommandResult("a", false, "no-answer")), told);
        assertEquals(1, waiting.expired());
        waiting.answered("box-1", new CommandResult("a", true, null));
        assertEquals(1, told.size(), "once");
        waiting.answered("box-1", new CommandResult("b", true, null));
        assertEquals(new CommandResult("b", true, null), told.getLast());
        assertEquals(0, waiting.size());
    }

    @Test
    void oneIdMayBeUnderWayToSeveralBoxesButOnceToEach() {
        assertTrue(waiting.add("box-1", "a", told::add, 0));
        assertTrue(waiting.add("box-2", "a", told::add, 0));
        assertFalse(waiting.add("box-2", "a", told::add, 0));
        assertEquals(List.of(new CommandResult("a", false, "busy")), told);
        waiting.answered("box-2", new CommandResult("a", false, "alarm-active"));
        waiting.answered("box-1", new CommandResult("a", true, null));
        assertEquals(3, told.size());
    }

    @Test
    void atTheBoundEverybodyIsTold() {
        int most = LinkLimits.DEFAULT.commands();
        for (int i = 0; i < most; i++) {
            assertTrue(waiting.add("box-1", "c" + i, told::add, 0));
        }
        assertFalse(waiting.add("box-1", "more", told::add, 0));
        assertEquals(List.of(new CommandResult("more", false, "busy")), told);
        assertEquals(most, waiting.size());
        waiting.expire(12_000);
        assertEquals(most + 1, told.size());
        assertEquals(0, waiting.size());
    }
}
