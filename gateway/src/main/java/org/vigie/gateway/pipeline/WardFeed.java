package org.vigie.gateway.pipeline;

import java.util.function.Consumer;
import org.vigie.gateway.pipeline.records.DeliveryNote;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;

/**
 * What readers get of the pipeline: the newest state at any moment, and word that there is a newer one. Thread-safe.
 */
public interface WardFeed {
    /**
     * One state with its numbers.
     *
     * @param ward immutable
     * @param epoch start number of the gateway
     * @param engine counter of the ward thread's loop; grows at least once a second while it works
     */
    record Published(Ward ward, long epoch, long engine) {}

    /** The newest state; never null. */
    Published now();

    /**
     * Calls {@code listener} after each change, on the ward thread: it must return at once. Nothing is lost between
     * {@code onChange} and {@link #now}: a state that is newer than what {@code now} gave is announced.
     */
    void onChange(Runnable listener);

    /**
     * Journals and applies a person's command.
     *
     * @param done called once, on the ward thread or, when nothing more can be taken, on this one
     */
    void command(Input.Command command, Consumer<WardEffect.CommandResult> done);

    /**
     * Journals and applies what a person arranged.
     *
     * @param done as for a command
     */
    void order(Input.Ordered order, Consumer<WardEffect.CommandResult> done);

    /** Journals and applies whether the displays answer. */
    void displays(Input.Displays told);

    /** Journals and applies which displays and beds are not to be seen. */
    void seen(Input.Seen seen);

    /**
     * Journals what a display has done with alarms: for the record and the report of the shift, nothing is decided from
     * it.
     */
    void delivered(DeliveryNote note);

    /** Keeps a line about a display, such as which beds it shows from now on; nothing is decided from it. */
    void displaySet(String line);
}
