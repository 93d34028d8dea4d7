package org.vigie.gateway.roles;

import java.util.function.Consumer;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.pipeline.records.DeliveryNote;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.ward.WardEffect;

/** The ward of a hub: commands about beds of other boxes go there, everything else stays. */
public final class HubFeed implements WardFeed {
    private final WardFeed own;
    private final HubRole hub;

    /** A feed before another. */
    public HubFeed(WardFeed own, HubRole hub) {
        this.own = own;
        this.hub = hub;
    }

    @Override
    public Published now() {
        return own.now();
    }

    @Override
    public void onChange(Runnable listener) {
        own.onChange(listener);
    }

    @Override
    public void command(Input.Command command, Consumer<WardEffect.CommandResult> done) {
        if (!hub.takes(command, done)) {
            own.command(command, done);
        }
    }

    @Override
    public void order(Input.Ordered order, Consumer<WardEffect.CommandResult> done) {
        own.order(order, done);
    }

    @Override
    public void displays(Input.Displays told) {
        own.displays(told);
    }

    @Override
    public void seen(Input.Seen seen) {
        own.seen(seen);
    }

    @Override
    public void displaySet(String line) {
        own.displaySet(line);
    }

    @Override
    public void delivered(DeliveryNote note) {
        own.delivered(note);
    }
}
