package org.vigie.gateway.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.pipeline.records.DeliveryNote;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.ward.WardEffect.CommandResult;

/** What a box of a pair says of itself cannot be acknowledged, and says why. */
class PairCommandsTest {
    private final List<String> passed = new ArrayList<>();
    private final PairCommands feed = new PairCommands(new Passed());

    private CommandResult acknowledged(String alarm) {
        List<CommandResult> results = new ArrayList<>();
        feed.command(new Input.Command("7", "acknowledge", null, alarm, "AB"), results::add);
        assertEquals(1, results.size());
        return results.getFirst();
    }

    @Test
    void aStatementOfThePairStandsAndAnyOtherAlarmIsForTheWard() {
        assertEquals(
                new CommandResult("7", false, "stands"),
                acknowledged(PairFeed.STATEMENT + "VIGIE_STANDBY_BOX:2026-01-01T12:00:00Z"));
        assertEquals(List.of(), passed);
        assertEquals(new CommandResult("7", true, null), acknowledged("1-2"));
        assertEquals(List.of("1-2"), passed);
    }

    /** The ward behind. */
    private final class Passed implements WardFeed {
        @Override
        public Published now() {
            throw new AssertionError("not asked for");
        }

        @Override
        public void onChange(Runnable listener) {
            throw new AssertionError("not asked for");
        }

        @Override
        public void command(Input.Command command, Consumer<CommandResult> done) {
            passed.add(String.valueOf(command.alarm()));
            done.accept(new CommandResult(command.id(), true, null));
        }

        @Override
        public void order(Input.Ordered order, Consumer<CommandResult> done) {
            throw new AssertionError(order);
        }

        @Override
        public void displays(Input.Displays told) {
            throw new AssertionError(told);
        }

        @Override
        public void seen(Input.Seen seen) {
            throw new AssertionError(seen);
        }

        @Override
        public void delivered(DeliveryNote note) {
            throw new AssertionError(note);
        }

        @Override
        public void displaySet(String line) {
            throw new AssertionError(line);
        }
    }
}
