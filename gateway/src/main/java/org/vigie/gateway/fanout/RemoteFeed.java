package org.vigie.gateway.fanout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vigie.dashboard.wire.WardView;

/** The beds of other boxes that a hub shows beside its own. Thread-safe. */
public interface RemoteFeed {
    /** A box that shows only its own beds. */
    RemoteFeed NONE = new RemoteFeed() {
        @Override
        public Beds now() {
            return Beds.NONE;
        }

        @Override
        public void onChange(Runnable listener) {
            // nothing ever changes
        }

        @Override
        public Optional<Keeper> keeper(String bed) {
            return Optional.empty();
        }

        @Override
        public List<String> boxes() {
            return List.of();
        }
    };

    /** The newest state; never null. */
    Beds now();

    /** Calls {@code listener} after each change, on a thread of the feed: it must return at once. */
    void onChange(Runnable listener);

    /** The box that keeps the past of a bed; empty for a bed of this box, or one that is not known. */
    Optional<Keeper> keeper(String bed);

    /** Names of the boxes whose beds are shown, heard or not. */
    List<String> boxes();

    /**
     * Where the past of a bed is.
     *
     * @param box its name
     * @param bed name of the bed there
     */
    record Keeper(String box, String bed) {}

    /**
     * One state.
     *
     * @param changes counts the changes until now
     * @param nowMs clock of the feed, by which values age
     * @param beds by the name they have here, in the order of their boxes
     * @param alarms of the links themselves
     */
    record Beds(long changes, long nowMs, Map<String, RemoteBed> beds, List<WardView.Alarm> alarms) {
        /** None. */
        public static final Beds NONE = new Beds(0, 0, Map.of(), List.of());

        /** Beds whose values may be looked at. */
        int reporting() {
            return (int) beds.values().stream()
                    .filter(bed -> bed.view().link().equals("live")
                            || bed.view().link().equals("slow"))
                    .count();
        }

        /** Beds that somebody is expected in. */
        int total() {
            return (int) beds.values().stream()
                    .filter(bed -> !bed.view().link().equals("empty")
                            && !bed.view().link().equals("standby"))
                    .count();
        }
    }

    /**
     * A bed as it stands here; the same object as long as nothing changes.
     *
     * @param view with the ages that it had at {@code atMs}
     * @param atMs clock of the feed
     */
    record RemoteBed(WardView.Bed view, long atMs) {}
}
