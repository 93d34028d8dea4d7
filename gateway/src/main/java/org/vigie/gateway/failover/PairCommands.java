package org.vigie.gateway.failover;

import java.util.function.Consumer;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.pipeline.records.DeliveryNote;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.ward.WardEffect.CommandResult;

/**
 * The ward of a box of a pair. What {@link PairFeed} tells displays is no alarm of a ward: it stands as long as it is
 * so, and nobody can acknowledge it.
 */
public final class PairCommands implements WardFeed {
    private static final String STANDS = "stands";

    private final WardFeed next;

    /** Before a feed. */
    public PairCommands(WardFeed next) {
        this.next = next;
    }

    @Override
    public Published now() {
        return next.now();
    }

    @Override
    public void onChange(Runnable listener) {
        next.onChange(listener);
    }

    @Override
    public void command(Input.Command command, Consumer<CommandResult> done) {
        if (command.alarm() != null && command.alarm().startsWith(PairFeed.STATEMENT)) {
            done.accept(new CommandResult(command.id(), false, STANDS));
        } else {
            next.command(command, done);
        }
    }

    @Override
    public void order(Input.Ordered order, Consumer<CommandResult> done) {
        next.order(order, done);
    }

    @Override
    public void displays(Input.Displays told) {
        next.displays(told);
    }

    @Override
    public void seen(Input.Seen seen) {
        next.seen(seen);
    }

    @Override
    public void delivered(DeliveryNote note) {
        next.delivered(note);
    }

    @Override
    public void displaySet(String line) {
        next.displaySet(line);
    }
}
