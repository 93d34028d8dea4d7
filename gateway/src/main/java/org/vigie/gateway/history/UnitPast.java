package org.vigie.gateway.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;

/**
 * What a report about a time is made of, for the beds of this box alone or with those of others.
 *
 * @param alarms by the names that the beds have here
 * @param beds those names, in their order
 * @param shown what displays did with an alarm, by its occurrence id; empty when nothing is known
 * @param unwatched for how long nobody watched a bed
 * @param elsewhere boxes whose alarms are not all here
 */
public record UnitPast(
        AlarmRows alarms,
        List<String> beds,
        Function<String, Optional<Deliveries.First>> shown,
        Idle unwatched,
        List<String> elsewhere) {
    /** Tells for how long nobody watched. */
    @FunctionalInterface
    public interface Idle {
        /**
         * The time within an interval, engine time.
         *
         * @param bed its name here
         * @param origin whose it is, when its alarms say so; else null
         */
        Duration of(String bed, AlarmStep.@Nullable Origin origin, Instant from, Instant to);
    }

    public UnitPast {
        beds = List.copyOf(beds);
        elsewhere = List.copyOf(elsewhere);
    }

    /** Of the beds of this box. */
    public static UnitPast own(History history, Set<BedId> beds) {
        return new UnitPast(
                history.alarms(),
                beds.stream().map(BedId::value).toList(),
                history.deliveries()::of,
                (bed, origin, from, to) -> history.unwatched().of(new BedId(bed), from, to),
                List.of());
    }
}
