package org.vigie.gateway.recovery.hl7;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.recovery.Codes;
import org.vigie.gateway.recovery.Item;
import org.vigie.gateway.recovery.MessageId;
import org.vigie.gateway.recovery.Period;
import org.vigie.model.ward.Patient;

/**
 * What is told, as HL7 v2.6 messages: values and gaps as IHE PCD-01 (ORU^R01), alarm steps as PCD-04 (ORU^R40). Times
 * are corrected ones in UTC; MSH-11.2 = R and a note say that it is the past. SOURCE: IHE PCD Technical Framework 2,
 * Rev 9.0, 3.1, 3.4, appendix B; HL7 v2.6 chapters 2 and 7, table 0207; reference/hl7-profiles.md 3 and 4. Immutable.
 */
public final class PcdEncoder {
    /** MDC: the monitor as a whole. */
    static final String[] MDS = {"69965", "MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS", "MDC"};

    private static final String APPLICATION = "VIGIE";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);

    private final Header header;
    private final MessageId ids;

    /**
     * What stands in every message.
     *
     * @param journal identity of the journal
     * @param site name of the site
     * @param unit name of the unit
     * @param mode anything but LIVE is marked: no patient is behind it
     * @param receiver application and facility as the receiver wants them in MSH-5 and 6; may be empty
     * @param authority who gives the patients' identifiers, PID-3.4; may be empty
     */
    public record Header(
            UUID journal, String site, String unit, GatewayConfig.Mode mode, Receiver receiver, String authority) {}

    /**
     * Who is spoken to.
     *
     * @param application MSH-5; may be empty
     * @param facility MSH-6; may be empty
     */
    public record Receiver(String application, String facility) {}

    /**
     * One message.
     *
     * @param id MSH-10
     * @param text segments that end in CR
     */
    public record Message(String id, String text) {}

    /** An encoder of one journal for one receiver. */
    public PcdEncoder(Header header) {
        this.header = header;
        this.ids = new MessageId(header.journal());
    }

    /** MSH-10 of an item. */
    public String id(Item item) {
        return ids.of(item.position());
    }

    /** Whether an item has a place in PCD-01 or PCD-04: not what concerns no bed, nor steps that nobody saw. */
    public static boolean hasMessage(Item item) {
        return !item.bed().isUnit() && !(item instanceof Item.Alarm alarm && !AlarmRows.isTold(alarm.step()));
    }

    /**
     * The message of an item; empty for what has no place.
     *
     * @param sent MSH-7
     */
    public Optional<Message> encode(Item item, Instant sent) {
        if (!hasMessage(item)) {
            return Optional.empty();
        }
        return switch (item) {
            case Item.Values values -> {
                StringBuilder text = begin(item, "R01", sent);
                text.append(order(item, MDS).set(8, time(item.period().end())));
                note(item, "", text);
                ValueRows.append(values, text);
                yield Optional.of(new Message(id(item), text.toString()));
            }
            case Item.Gap gap -> {
                StringBuilder text = begin(item, "R01", sent);
                text.append(order(item, MDS).set(8, time(item.period().end())));
                note(item, "NO DATA IN THIS PERIOD: " + gap.cause().word(), text);
                ValueRows.appendGap(gap, text);
                yield Optional.of(new Message(id(item), text.toString()));
            }
            case Item.Alarm alarm -> {
                StringBuilder text = begin(item, "R40", sent);
                Segment order = order(item, "196616", "MDC_EVT_ALARM", "MDC");
                if (AlarmRows.isFirst(alarm.step())) {
                    order.set(3, Codes.clean(alarm.step().alarm()), APPLICATION, universal(), "UUID");
                } else {
                    order.second(29, Codes.clean(alarm.step().alarm()), APPLICATION, universal(), "UUID");
                }
                text.append(order);
                note(item, "", text);
                AlarmRows.append(alarm.step(), time(item.period().begin()), text);
                yield Optional.of(new Message(id(item), text.toString()));
            }
        };
    }

    private StringBuilder begin(Item item, String trigger, Instant sent) {
        boolean values = trigger.equals("R01");
        Segment msh = new Segment("MSH")
                .set(2, APPLICATION, universal(), "UUID")
                .set(3, Codes.clean(header.site()))
                .set(4, header.receiver().application())
                .set(5, header.receiver().facility())
                .set(6, time(sent))
                .set(8, "ORU", trigger, "ORU_" + trigger)
                .set(9, id(item))
                .set(10, processing(), "R")
                .set(11, "2.6")
                .set(14, "AL")
                .set(15, "NE")
                .set(17, "UNICODE UTF-8")
                .set(
                        20,
                        values ? "IHE_PCD_001" : "IHE_PCD_ACM_001",
                        "IHE PCD",
                        "1.3.6.1.4.1.19376.1.6.1." + (values ? "1.1" : "4.1"),
                        "ISO");
        // MSH-2 is the one field whose delimiters are meant as they stand; MSH-1 is the first bar itself.
        StringBuilder text = new StringBuilder(1_024).append(msh.toString().replaceFirst("MSH\\|", "MSH|^~\\\\&"));
        return patient(item, text);
    }

    private StringBuilder patient(Item item, StringBuilder text) {
        Segment pid = new Segment("PID");
        @Nullable Patient patient = item.whose().bound().orElse(null);
        if (patient == null) {
            pid.set(3, "", "", "", header.authority(), "PI").set(5, "", "", "", "", "", "", "U");
        } else {
            pid.set(3, clean(patient.id()), "", "", header.authority(), "PI")
                    .set(5, clean(patient.familyName()), clean(patient.givenName()), "", "", "", "", "L")
                    .set(7, date(patient.birthDate()))
                    .set(8, clean(patient.sex()));
        }
        Segment pv1 = new Segment("PV1")
                .set(2, "I")
                .set(3, Codes.clean(header.unit()), "", item.bed().value(), Codes.clean(header.site()));
        return text.append(pid).append(pv1);
    }

    private Segment order(Item item, String... service) {
        return new Segment("OBR")
                .set(1, "1")
                .set(2, id(item), APPLICATION, universal(), "UUID")
                .set(3, id(item), APPLICATION, universal(), "UUID")
                .set(4, service)
                .set(7, time(item.period().begin()));
    }

    /** What a person has to know who meets the message in a record. */
    private static void note(Item item, String more, StringBuilder text) {
        StringBuilder words = new StringBuilder("RETROSPECTIVE: KEPT BY VIGIE, SENT LATER");
        Period period = item.period();
        if (period.isCorrected()) {
            words.append("; CLOCK CORRECTED BY ")
                    .append(period.correction().toSeconds())
                    .append(" S, WRITTEN AS ")
                    .append(time(period.written(period.from())));
        }
        var doubt = item.whose().doubt();
        if (doubt != null) {
            words.append("; PATIENT NOT CERTAIN: ").append(doubt.word());
        } else if (!item.whose().bound().map(Patient::verified).orElse(false)) {
            words.append("; IDENTITY NOT FROM THE HOSPITAL LIST");
        }
        text.append(new Segment("NTE").set(1, "1").set(3, words + (more.isEmpty() ? "" : "; " + more)));
    }

    private String processing() {
        return switch (header.mode()) {
            case LIVE -> "P";
            case DEMO -> "D";
            case DRILL -> "T";
        };
    }

    private String universal() {
        return header.journal().toString();
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    private static String date(@Nullable LocalDate date) {
        return date == null ? "" : DATE.format(date);
    }

    private static String clean(@Nullable String text) {
        return text == null ? "" : Codes.clean(text);
    }

    /** A range of limits as OBX-7 has it: {@code 50-120}, {@code <500}, {@code >98}. */
    static String range(@Nullable BigDecimal low, @Nullable BigDecimal high) {
        if (low == null) {
            return high == null ? "" : "<" + high.toPlainString();
        }
        return high == null ? ">" + low.toPlainString() : low.toPlainString() + "-" + high.toPlainString();
    }
}
