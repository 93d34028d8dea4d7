package org.vigie.gateway.pipeline.records;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.score.News2;
import org.vigie.model.ward.Order;
import org.vigie.model.ward.Patient;

/** Orders inside the payload of an {@code ORDER} record: a word, then the fields of that order. */
final class OrderCodec {
    private OrderCodec() {}

    static void write(DataOutputStream out, Order order) throws IOException {
        switch (order) {
            case Order.SignOn on -> {
                InputCodec.text(out, "sign-on");
                InputCodec.text(out, on.initials());
                InputCodec.text(out, on.name());
                InputCodec.text(out, on.pin());
            }
            case Order.SignOff off -> {
                InputCodec.text(out, "sign-off");
                InputCodec.text(out, off.initials());
            }
            case Order.TakeWatch take -> {
                InputCodec.text(out, "take-watch");
                beds(out, take.beds());
            }
            case Order.LeaveWatch leave -> {
                InputCodec.text(out, "leave-watch");
                beds(out, leave.beds());
            }
            case Order.Admit admit -> {
                InputCodec.text(out, "admit");
                bed(out, admit.bed());
                patient(out, admit.patient());
            }
            case Order.ConfirmIdentity confirm -> {
                InputCodec.text(out, "confirm-identity");
                bed(out, confirm.bed());
            }
            case Order.Observe observe -> {
                InputCodec.text(out, "observe");
                bed(out, observe.bed());
                News2.@Nullable Consciousness consciousness = observe.consciousness();
                InputCodec.text(out, consciousness == null ? null : consciousness.name());
                @Nullable Boolean oxygen = observe.oxygen();
                InputCodec.text(out, oxygen == null ? null : oxygen.toString());
                InputCodec.text(out, observe.scale().name());
            }
            case Order.Discharge discharge -> {
                InputCodec.text(out, "discharge");
                bed(out, discharge.bed());
                out.writeBoolean(discharge.closing());
            }
            case Order.Transfer transfer -> {
                InputCodec.text(out, "transfer");
                bed(out, transfer.from());
                bed(out, transfer.to());
                out.writeBoolean(transfer.closing());
            }
            case Order.TellClock told -> {
                InputCodec.text(out, "tell-clock");
                out.writeLong(told.ahead().toMillis());
            }
        }
    }

    /** @throws IllegalArgumentException when the word is of a newer version, or a field is not of its kind */
    static Order read(DataInputStream in) throws IOException {
        String word = InputCodec.required(in);
        return switch (word) {
            case "sign-on" -> new Order.SignOn(InputCodec.required(in), InputCodec.text(in), InputCodec.text(in));
            case "sign-off" -> new Order.SignOff(InputCodec.required(in));
            case "take-watch" -> new Order.TakeWatch(beds(in));
            case "leave-watch" -> new Order.LeaveWatch(beds(in));
            case "admit" -> new Order.Admit(bed(in), patient(in));
            case "confirm-identity" -> new Order.ConfirmIdentity(bed(in));
            case "observe" -> observe(in);
            case "discharge" -> new Order.Discharge(bed(in), in.readBoolean());
            case "transfer" -> new Order.Transfer(bed(in), bed(in), in.readBoolean());
            case "tell-clock" -> new Order.TellClock(Duration.ofMillis(in.readLong()));
            default -> throw new IllegalArgumentException("order " + word + " is of a newer version");
        };
    }

    private static Order observe(DataInputStream in) throws IOException {
        BedId bed = bed(in);
        @Nullable String consciousness = InputCodec.text(in);
        @Nullable String oxygen = InputCodec.text(in);
        return new Order.Observe(
                bed,
                consciousness == null ? null : News2.Consciousness.valueOf(consciousness),
                oxygen == null ? null : Boolean.valueOf(oxygen),
                News2.Scale.valueOf(InputCodec.required(in)));
    }

    private static void bed(DataOutputStream out, BedId bed) throws IOException {
        InputCodec.text(out, bed.value());
    }

    private static BedId bed(DataInputStream in) throws IOException {
        return new BedId(InputCodec.required(in));
    }

    private static void beds(DataOutputStream out, List<BedId> beds) throws IOException {
        out.writeShort(beds.size());
        for (BedId bed : beds) {
            bed(out, bed);
        }
    }

    private static List<BedId> beds(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        List<BedId> beds = new ArrayList<>(Math.min(count, 256));
        for (int i = 0; i < count; i++) {
            beds.add(bed(in));
        }
        return beds;
    }

    private static void patient(DataOutputStream out, Patient patient) throws IOException {
        InputCodec.text(out, patient.id());
        InputCodec.text(out, patient.familyName());
        InputCodec.text(out, patient.givenName());
        @Nullable LocalDate birth = patient.birthDate();
        InputCodec.text(out, birth == null ? null : birth.toString());
        InputCodec.text(out, patient.sex());
    }

    private static Patient patient(DataInputStream in) throws IOException {
        @Nullable String id = InputCodec.text(in);
        @Nullable String family = InputCodec.text(in);
        @Nullable String given = InputCodec.text(in);
        @Nullable String birth = InputCodec.text(in);
        try {
            return new Patient(
                    id,
                    family,
                    given,
                    birth == null ? null : LocalDate.parse(birth),
                    InputCodec.text(in),
                    false,
                    false);
        } catch (DateTimeException notADate) {
            throw new IllegalArgumentException("date of birth of an order", notADate);
        }
    }
}
