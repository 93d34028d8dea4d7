package org.vigie.gateway.history;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.pipeline.records.DeliveryNote;
import org.vigie.model.BedId;
import org.vigie.model.limits.Limits;

/**
 * What a hub knows of the work at another box beside its alarms: when the displays there showed them, by that box's
 * records; and when nobody watched a bed, as it was seen here since the start. Read by any thread; filled by one.
 */
public final class RemoteShift {
    /** Once a second it is looked; what is further apart was not seen. */
    private static final Duration CLOSE = Duration.ofSeconds(90);

    private final Deliveries deliveries = new Deliveries(Limits.History.DEFAULT.alarmSteps() / 2);
    private final Unwatched unwatched = new Unwatched();
    private Set<String> before = Set.of();
    private Instant last = Instant.MAX;

    /** Nothing is known. */
    public RemoteShift() {}

    /**
     * Takes a record of kind DELIVERY.
     *
     * @param shift from engine time of that box to that of this one
     * @return false when it cannot be read here
     */
    public boolean delivered(byte[] payload, Duration shift) {
        String line = new String(payload, StandardCharsets.UTF_8);
        Optional<DeliveryNote> said = DeliveryNote.parse(line);
        said.map(note -> new DeliveryNote(note.at().plus(shift), note.display(), note.step(), note.alarms()))
                .ifPresent(deliveries::take);
        return said.isPresent() || DeliveryNote.isAnother(line);
    }

    /** Takes what is shown of the beds, by their names at that box; of one that is not heard nobody knows. */
    public void seen(Map<String, WardView.Bed> beds, Instant at) {
        Set<String> idle = new HashSet<>();
        beds.forEach((name, bed) -> {
            if (bed.care().unwatched() && !bed.linkReason().equals("link")) {
                idle.add(name);
            }
        });
        if (last.isBefore(at) && last.plus(CLOSE).isAfter(at)) {
            Instant from = last;
            before.forEach(bed -> unwatched.add(new BedId(bed), from, at));
        }
        unwatched.keepOnly(beds.keySet().stream().map(BedId::new).collect(Collectors.toSet()));
        before = idle;
        last = at;
    }

    /** When displays of that box showed its alarms, engine time of this box. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** When nobody watched, by the names of the beds at that box. */
    public Unwatched unwatched() {
        return unwatched;
    }
}
