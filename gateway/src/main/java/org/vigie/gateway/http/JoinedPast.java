package org.vigie.gateway.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.fanout.RemoteFeed;
import org.vigie.gateway.history.AlarmRows;
import org.vigie.gateway.history.AlarmStep;
import org.vigie.gateway.history.Deliveries;
import org.vigie.gateway.history.Elsewhere;
import org.vigie.gateway.history.History;
import org.vigie.gateway.history.UnitPast;
import org.vigie.model.BedId;

/** The past of the beds of this box and of those of others in one, by the names that they have here. Thread-safe. */
final class JoinedPast {
    private final History history;
    private final Elsewhere elsewhere;
    private final RemoteFeed remote;
    private final AlarmRows alarms;

    JoinedPast(History history, Elsewhere elsewhere, RemoteFeed remote) {
        this.history = history;
        this.elsewhere = elsewhere;
        this.remote = remote;
        this.alarms = history.alarms().with(elsewhere.alarms());
    }

    /** Steps of all alarms. */
    AlarmRows alarms() {
        return alarms;
    }

    /** Boxes of which not all alarms are here. */
    List<String> lacking() {
        List<String> incomplete = elsewhere.incomplete();
        return remote.boxes().stream()
                .filter(box -> elsewhere.trends(box).isEmpty() || incomplete.contains(box))
                .toList();
    }

    /** What reports are made of. */
    UnitPast of(Set<BedId> own) {
        List<String> beds = new ArrayList<>(own.stream().map(BedId::value).toList());
        beds.addAll(remote.now().beds().keySet());
        return new UnitPast(alarms, beds, this::shown, this::unwatched, lacking());
    }

    private Optional<Deliveries.First> shown(String alarm) {
        return history.deliveries()
                .of(alarm)
                .or(() -> remote.boxes().stream()
                        .flatMap(box -> elsewhere.shift(box).stream())
                        .flatMap(shift -> shift.deliveries().of(alarm).stream())
                        .findFirst());
    }

    private Duration unwatched(String bed, AlarmStep.@Nullable Origin origin, Instant from, Instant to) {
        // A bed that is not shown now has a name here that no bed could have: only its alarms say whose it is.
        return Optional.ofNullable(origin)
                .or(() -> remote.keeper(bed).map(there -> new AlarmStep.Origin(there.box(), there.bed())))
                .map(there -> elsewhere
                        .shift(there.box())
                        .map(shift -> shift.unwatched().of(new BedId(there.bed()), from, to))
                        .orElse(Duration.ZERO))
                .orElseGet(() -> history.unwatched().of(new BedId(bed), from, to));
    }
}
