package org.vigie.gateway.fanout.websocket;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.people.PinHash;
import org.vigie.model.BedId;
import org.vigie.model.DeviceText;
import org.vigie.model.score.News2;
import org.vigie.model.ward.Order;
import org.vigie.model.ward.Patient;

/** From an order on the wire to one of the ward, checked: what a page sends is outside data. */
final class OrderReader {
    private static final int MOST_BEDS = 1_024;
    private static final int MOST_TEXT = 64;
    private static final Pattern TIME = Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?");
    private static final Set<String> SEXES = Set.of("M", "F", "O", "U");

    private OrderReader() {}

    /**
     * What was read.
     *
     * @param found null with a fault
     * @param fault stable word; null when it can be used
     */
    record Read(@Nullable Order found, @Nullable String fault) {
        Order order() {
            if (found == null) {
                throw new IllegalStateException("no order: " + fault);
            }
            return found;
        }
    }

    /** Thrown inside this class only. */
    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        Fault(String word) {
            super(word, null, false, false);
        }
    }

    /** @param moment what a time of day that a person has typed is compared with */
    static Read read(LiveMessage.Order asked, WardViews.Moment moment) {
        try {
            if (asked.user() != null && !CommandDesk.isUser(asked.user())) {
                throw new Fault("bad-initials");
            }
            return new Read(asked.order().equals("tell-clock") ? told(asked.time(), moment) : order(asked), null);
        } catch (Fault fault) {
            return new Read(null, fault.getMessage());
        }
    }

    private static Order order(LiveMessage.Order asked) throws Fault {
        return switch (asked.order()) {
            case "sign-on" -> signOn(person(asked));
            case "sign-off" -> new Order.SignOff(person(asked).initials());
            case "take-watch" -> new Order.TakeWatch(beds(asked, 1, MOST_BEDS));
            case "leave-watch" -> new Order.LeaveWatch(beds(asked, 1, MOST_BEDS));
            case "admit" -> new Order.Admit(beds(asked, 1, 1).get(0), patient(asked.patient()));
            case "confirm-identity" ->
                new Order.ConfirmIdentity(beds(asked, 1, 1).get(0));
            case "observe" -> observe(beds(asked, 1, 1).get(0), asked.seen());
            case "discharge" -> new Order.Discharge(beds(asked, 1, 1).get(0), asked.closing());
            case "transfer" -> {
                List<BedId> beds = beds(asked, 2, 2);
                yield new Order.Transfer(beds.get(0), beds.get(1), asked.closing());
            }
            default -> throw new Fault("unknown-order");
        };
    }

    private static Order told(@Nullable String time, WardViews.Moment moment) throws Fault {
        try {
            if (time == null || !TIME.matcher(time).matches()) {
                throw new Fault("bad-time");
            }
            Instant watch = LocalDateTime.parse(time).atZone(moment.zone()).toInstant();
            return new Order.TellClock(Duration.between(moment.wall(), watch).truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException noTime) {
            throw new Fault("bad-time");
        }
    }

    private static Order observe(BedId bed, LiveMessage.@Nullable SeenGiven seen) throws Fault {
        if (seen == null || seen.scale() < 1 || seen.scale() > 2) {
            throw new Fault("bad-command");
        }
        @Nullable String word = seen.consciousness();
        return new Order.Observe(
                bed,
                word == null ? null : consciousness(word),
                seen.oxygen(),
                seen.scale() == 1 ? News2.Scale.ONE : News2.Scale.TWO);
    }

    private static News2.Consciousness consciousness(String word) throws Fault {
        for (News2.Consciousness one : News2.Consciousness.values()) {
            if (one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
                return one;
            }
        }
        throw new Fault("bad-command");
    }

    private static Order signOn(LiveMessage.PersonGiven person) throws Fault {
        if (person.pin() != null && !PinHash.isPin(person.pin())) {
            throw new Fault("bad-pin");
        }
        return new Order.SignOn(person.initials(), text(person.name()).orElse(null), person.pin());
    }

    @SuppressWarnings("ConstantValue") // Jackson leaves a missing member null, whatever the record says
    private static LiveMessage.PersonGiven person(LiveMessage.Order asked) throws Fault {
        LiveMessage.PersonGiven person = asked.person();
        if (person == null || person.initials() == null || !CommandDesk.isUser(person.initials())) {
            throw new Fault("bad-initials");
        }
        return person;
    }

    private static List<BedId> beds(LiveMessage.Order asked, int least, int most) throws Fault {
        List<String> names = asked.beds() == null ? List.of() : asked.beds();
        if (names.size() < least || names.size() > most) {
            throw new Fault("bed-missing");
        }
        List<BedId> beds = new ArrayList<>(names.size());
        for (String name : names) {
            if (name == null || CommandDesk.tooLong(name, CommandDesk.MOST_BED)) {
                throw new Fault("bad-command");
            }
            beds.add(new BedId(name));
        }
        return beds;
    }

    private static Patient patient(LiveMessage.@Nullable PatientGiven given) throws Fault {
        if (given == null) {
            throw new Fault("patient-missing");
        }
        String id = text(given.patientId()).orElse(null);
        String family = text(given.familyName()).orElse(null);
        String name = text(given.givenName()).orElse(null);
        if (id == null && family == null && name == null) {
            throw new Fault("patient-missing");
        }
        if (given.sex() != null && !SEXES.contains(given.sex())) {
            throw new Fault("bad-command");
        }
        return new Patient(id, family, name, birth(given.birthDate()), given.sex(), false, false);
    }

    private static @Nullable LocalDate birth(@Nullable String date) throws Fault {
        if (date == null || date.isBlank()) {
            return null;
        }
        try {
            LocalDate birth = LocalDate.parse(date.strip());
            if (birth.getYear() >= 1880 && birth.getYear() <= 2200) {
                return birth;
            }
        } catch (DateTimeException notADate) {
            throw new Fault("bad-date");
        }
        throw new Fault("bad-date");
    }

    private static Optional<String> text(@Nullable String typed) throws Fault {
        if (typed == null || typed.isBlank()) {
            return Optional.empty();
        }
        String clean = DeviceText.clean(typed).strip();
        if (clean.codePointCount(0, clean.length()) > MOST_TEXT) {
            throw new Fault("text-too-long");
        }
        return clean.isEmpty() ? Optional.empty() : Optional.of(clean);
    }
}
