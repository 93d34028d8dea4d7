package org.vigie.gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.vigie.model.BedId;

/**
 * What cannot be seen: displays at which somebody watches and that are hidden, frozen or silent, and beds that no
 * display shows. Pure but for how long that has been so; bounded by the displays and beds there may be. SOURCE:
 * reference/central-ui.md 1.2 and 7.1. Not thread-safe.
 */
public final class SightBoard {
    /** A page that is reloaded, or a window that was covered by mistake, is back by then. */
    public static final Duration HOLDS = Duration.ofSeconds(10);

    private final Map<Integer, Instant> unseen = new HashMap<>();
    private final Map<BedId, Instant> nowhere = new HashMap<>();

    /**
     * One connected display.
     *
     * @param number of its connection
     * @param name given to it by people; empty for none
     * @param visible somebody in front of it would see it now
     * @param watched a person has begun a watch at it
     * @param layout which beds it shows
     */
    public record Screen(int number, String name, boolean visible, boolean watched, Layout layout) {
        /** As people call it. */
        String called() {
            return name.isEmpty() ? Integer.toString(number) : name;
        }
    }

    /**
     * What has not been to be seen for {@link #HOLDS}.
     *
     * @param displays what people call them
     * @param beds in the order of the site
     */
    public record Unseen(List<String> displays, List<BedId> beds) {
        public Unseen {
            displays = List.copyOf(displays);
            beds = List.copyOf(beds);
        }
    }

    /** The beds that no visible display shows now; none while there is no visible display at all. */
    public static List<BedId> nowhere(Collection<Screen> screens, List<BedId> beds) {
        List<Screen> visible = screens.stream().filter(Screen::visible).toList();
        if (visible.isEmpty()) {
            return List.of();
        }
        Set<BedId> shown = new HashSet<>();
        visible.forEach(screen -> shown.addAll(screen.layout().shown(beds)));
        return beds.stream().filter(bed -> !shown.contains(bed)).toList();
    }

    /** Looks at all displays. */
    public Unseen look(Collection<Screen> screens, List<BedId> beds, Instant now) {
        unseen.keySet().retainAll(screens.stream().map(Screen::number).collect(Collectors.toSet()));
        List<String> hidden = new ArrayList<>();
        for (Screen screen : screens) {
            if (screen.visible() || !screen.watched()) {
                unseen.remove(screen.number());
            } else if (isLong(unseen.computeIfAbsent(screen.number(), number -> now), now)) {
                hidden.add(screen.called());
            }
        }
        List<BedId> away = nowhere(screens, beds);
        nowhere.keySet().retainAll(away);
        List<BedId> lost = away.stream()
                .filter(bed -> isLong(nowhere.computeIfAbsent(bed, some -> now), now))
                .toList();
        return new Unseen(hidden, lost);
    }

    private static boolean isLong(Instant since, Instant now) {
        return !now.isBefore(since.plus(HOLDS));
    }
}
