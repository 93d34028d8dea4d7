package org.vigie.adapter.hl7.mapping;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.Hl7Message;
import org.vigie.profiles.Nomenclature;

/**
 * A coded element (CE, CWE) with an IEEE 11073 meaning where it has one. The reference identifier decides, then the
 * number: numbers are often wrong or from an older table.
 *
 * @param refId reference identifier; null when the element has no MDC meaning
 * @param onWire true when the sender itself gave the MDC name or number; false when we computed it from a vendor's code
 * @param number MDC number; 0 when unknown
 * @param sent the first triplet as sent, without trailing empty parts; may be empty
 * @param local its first part; may be empty
 * @param text its second part; may be empty
 * @param system its third part, upper case; may be empty
 * @param name the reference identifier in one form: upper case, MDCX_ as MDC_; empty when there is none
 * @param term the MDC meaning among the tables, by name before number
 */
record Coded(
        @Nullable String refId,
        boolean onWire,
        int number,
        String sent,
        String local,
        String text,
        String system,
        String name,
        Optional<Nomenclature.Term> term) {
    private static final int FIRST_MDC_NUMBER = 65_536;
    private static final int METRIC_PARTITION = 2;

    private Coded(
            @Nullable String refId, boolean onWire, int number, String sent, String local, String text, String system) {
        this(refId, onWire, number, sent, local, text, system, name(refId), term(refId, number, system));
    }

    /** Reads one repetition of a field. */
    static Coded read(Hl7Message.Segment segment, int field, int repetition) {
        String local = DeviceText.clean(segment.value(field, repetition, 1, 1));
        String text = DeviceText.clean(segment.value(field, repetition, 2, 1));
        String system = DeviceText.clean(segment.value(field, repetition, 3, 1)).toUpperCase(Locale.ROOT);
        String sent =
                system.isEmpty() ? text.isEmpty() ? local : local + "^" + text : local + "^" + text + "^" + system;
        Coded first = of(local, text, system, sent);
        if (first.refId != null || segment.components(field, repetition) < 4) {
            return first;
        }
        Coded second = of(
                DeviceText.clean(segment.value(field, repetition, 4, 1)),
                DeviceText.clean(segment.value(field, repetition, 5, 1)),
                DeviceText.clean(segment.value(field, repetition, 6, 1)).toUpperCase(Locale.ROOT),
                sent);
        return second.refId == null
                ? first
                : new Coded(second.refId, second.onWire, second.number, sent, local, text, system);
    }

    private static Coded of(String local, String text, String system, String sent) {
        Nomenclature nomenclature = Nomenclature.standard();
        int number = number(local, system);
        for (String name : new String[] {text, local}) {
            if (Nomenclature.looksLikeRefId(name)) {
                return new Coded(nomenclature.canonical(name), true, number, sent, local, text, system);
            }
        }
        boolean mdc = system.equals("MDC") || system.equals("MDIL") || system.isEmpty();
        if (mdc && number >= FIRST_MDC_NUMBER) {
            Optional<Nomenclature.Term> term = nomenclature.term(number);
            if (term.isPresent()) {
                return new Coded(term.get().refId(), system.equals("MDC"), number, sent, local, text, system);
            }
        }
        return new Coded(null, false, number, sent, local, text, system);
    }

    /** Decimal number of an MDC code, or the number that a Philips code is in hexadecimal: {@code 0002-4182}. */
    private static int number(String local, String system) {
        if (local.length() == 9 && local.charAt(4) == '-' && (system.equals("MDIL") || system.isEmpty())) {
            try {
                int partition = Integer.parseInt(local.substring(0, 4), 16);
                int term = Integer.parseInt(local.substring(5), 16);
                return partition < 16 ? Nomenclature.number(partition, term) : 0;
            } catch (NumberFormatException e) {
                return 0;
            }
        }
        if (local.isEmpty() || local.length() > 8 || !local.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return Integer.parseInt(local);
    }

    boolean isEmpty() {
        return sent.isEmpty();
    }

    private static Optional<Nomenclature.Term> term(@Nullable String refId, int number, String system) {
        Nomenclature nomenclature = Nomenclature.standard();
        if (refId != null) {
            return nomenclature.term(refId);
        }
        return number >= FIRST_MDC_NUMBER && system.equals("MDC") ? nomenclature.term(number) : Optional.empty();
    }

    /** True when the tables know it as one of that kind. */
    boolean is(Nomenclature.Kind kind) {
        return term.isPresent() && term.get().kind() == kind;
    }

    /** True for a code of the metrics partition or of an unknown one: a thing that can be measured. */
    boolean mayBeMetric() {
        return term.isPresent() ? is(Nomenclature.Kind.METRIC) : number / FIRST_MDC_NUMBER == METRIC_PARTITION;
    }

    private static String name(@Nullable String refId) {
        if (refId == null) {
            return "";
        }
        String upper = refId.toUpperCase(Locale.ROOT);
        return upper.startsWith("MDCX_") ? "MDC_" + upper.substring(5) : upper;
    }
}
