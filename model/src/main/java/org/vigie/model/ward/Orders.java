package org.vigie.model.ward;

import java.util.Optional;
import org.vigie.model.BedId;

/** What people arrange at the displays. Each order gives one answer: accepted, or the reason why not. */
final class Orders {
    private Orders() {}

    static void order(WardDraft ward, WardEvent.Ordered ordered) {
        Commands.once(ward, ordered.id(), () -> perform(ward, ordered));
    }

    private static Optional<String> perform(WardDraft ward, WardEvent.Ordered ordered) {
        boolean anybody = ordered.order() instanceof Order.SignOn || ordered.order() instanceof Order.TellClock;
        if (ordered.user() == null && !anybody) {
            return Optional.of("no-name");
        }
        if (ordered.user() != null && !anybody && !isOnShift(ward, ordered.user())) {
            return Optional.of("not-on-shift");
        }
        Shift shift = new Shift(ward, ordered.user(), ordered.display());
        Admissions admissions = new Admissions(ward, ordered.user());
        return switch (ordered.order()) {
            case Order.SignOn on -> shift.signOn(on);
            case Order.SignOff off -> shift.signOff(off.initials());
            case Order.TakeWatch take -> shift.take(take.beds());
            case Order.LeaveWatch leave -> shift.leave(leave.beds());
            case Order.Admit admit -> admissions.admit(admit);
            case Order.ConfirmIdentity confirm -> admissions.confirm(confirm.bed());
            case Order.Observe observe -> Sightings.observe(ward, observe, ordered.user());
            case Order.Discharge discharge -> admissions.discharge(discharge);
            case Order.Transfer transfer -> admissions.transfer(transfer);
            case Order.TellClock told -> {
                ward.note(BedId.UNIT, "clock-told", "the watch is ahead by " + told.ahead(), ordered.user());
                yield Optional.empty();
            }
        };
    }

    private static boolean isOnShift(WardDraft ward, String user) {
        return ward.people.items().stream().anyMatch(person -> person.initials().equals(user));
    }
}
