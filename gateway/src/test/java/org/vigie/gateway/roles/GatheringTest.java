package org.vigie.gateway.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.model.ward.WardEffect.CommandResult;

class GatheringTest {
    private final List<CommandResult> told = new ArrayList<>();

    @Test
    void itIsDoneWhenEverybodyHasDoneIt() {
        Gathering all = new Gathering("c", 2, told::add);
        all.answered("box-1", true, "");
        assertTrue(told.isEmpty());
        all.answered("box-2", true, "");
        assertEquals(List.of(new CommandResult("c", true, null)), told);
    }

    @Test
    void everyBoxThatDidNotDoItIsNamed() {
        Gathering all = new Gathering("c", 3, told::add);
        all.answered("box-3", false, "no-answer");
        all.answered("hub-1", true, "");
        all.answered("box-2", false, "edge-unreachable");
        assertEquals(List.of(new CommandResult("c", false, "boxes:box-2=edge-unreachable,box-3=no-answer")), told);
    }

    @Test
    void theWordOfOneWardIsPassedOnAndAWayThatIsCutNamesTheBox() {
        new Gathering("c", 1, told::add).answered("box-1", false, "alarm-active");
        new Gathering("c", 1, told::add).answered("box-1", false, "edge-unreachable");
        assertEquals(
                List.of(
                        new CommandResult("c", false, "alarm-active"),
                        new CommandResult("c", false, "boxes:box-1=edge-unreachable")),
                told);
    }
}
