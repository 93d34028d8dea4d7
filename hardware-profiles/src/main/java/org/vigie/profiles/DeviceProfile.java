package org.vigie.profiles;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one protocol dialect and the products that speak it. A profile never holds a bed, an address or a
 * port: those belong to the site.
 *
 * @param id unique, lower case with hyphens
 * @param products makers and models that were seen or are documented to speak it
 * @param dialect which reading of HL7 the adapter uses, or which other protocol it is
 * @param maturity how far it has been proven
 * @param fingerprints ways to recognise a sender; empty for a fallback
 * @param bed where PV1-3 names the bed; HL7 only
 * @param messageIdUnique false when MSH-10 repeats, so that duplicates cannot be told by it
 * @param acknowledge which acknowledgement the sender waits for
 * @param statusX how a value with OBX-11 = X is taken
 * @param values what the codes mean
 * @param sentinels numbers that mean "no value", compared as numbers
 * @param alarms what the alarm codes mean
 * @param alarmSource where the alarms come from
 * @param quirks what is odd, for the engineer
 * @param setup what to set at the monitor
 * @param evidence what the profile was checked against
 */
public record DeviceProfile(
        String id,
        List<Product> products,
        Dialect dialect,
        Maturity maturity,
        List<FingerprintRule> fingerprints,
        BedRule bed,
        boolean messageIdUnique,
        Acknowledge acknowledge,
        StatusX statusX,
        List<ValueRule> values,
        List<String> sentinels,
        List<AlarmRule> alarms,
        AlarmSource alarmSource,
        List<Quirk> quirks,
        Text setup,
        List<Evidence> evidence) {
    public DeviceProfile {
        products = List.copyOf(products);
        fingerprints = List.copyOf(fingerprints);
        values = List.copyOf(values);
        sentinels = List.copyOf(sentinels);
        alarms = List.copyOf(alarms);
        quirks = List.copyOf(quirks);
        evidence = List.copyOf(evidence);
    }

    /** A maker and a model. */
    public record Product(String maker, String model) {}

    /** How HL7 is read. */
    public enum Dialect {
        /** IHE PCD: MDC codes, PCD-01 and PCD-04, and senders close to it. */
        IHE,
        /** Philips "MDIL" codes, which are MDC codes in hexadecimal. */
        MDIL,
        /** Mindray PDS: MSH-10 is the kind of message, alarms are snapshots. */
        MINDRAY_PDS,
        /** Nihon Kohden: six-digit codes. */
        NIHON_KOHDEN,
        /** Philips IntelliVue Data Export: no HL7 at all. */
        INTELLIVUE;

        /** Which adapter reads it. */
        public Protocol protocol() {
            return this == INTELLIVUE ? Protocol.INTELLIVUE : Protocol.HL7;
        }
    }

    /** What is spoken on the line. */
    public enum Protocol {
        /** HL7 v2 over MLLP. */
        HL7,
        /** IntelliVue Data Export over UDP or a serial line. */
        INTELLIVUE
    }

    /** How far a profile has been proven: {@link #DRAFT} (schema valid) to {@link #WARD} (used on patients). */
    public enum Maturity {
        DRAFT,
        /** A named capture is replayed in the tests with expected values. */
        REPLAYED,
        /** A signed record with a real device exists. */
        BENCH,
        WARD;

        /** The word in files and on the screen, lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which acknowledgement is sent. */
    public enum Acknowledge {
        /** As MSH-15 and MSH-16 ask. */
        AUTO,
        ORIGINAL,
        ENHANCED,
        NONE
    }

    /** How a value is taken whose OBX-11 is X ("results cannot be obtained"). */
    public enum StatusX {
        /** Shown with a mark (Philips sends X on rows that do have values). */
        QUESTIONABLE,
        /** There is no value. */
        ABSENT
    }

    /** Where alarms come from. */
    public enum AlarmSource {
        DEVICE,
        STATUS_BITS,
        DERIVED_FROM_LIMITS,
        NONE
    }

    /** A text in both languages; English may be missing. */
    public record Text(String fr, @Nullable String en) {}

    /** Something odd that people have to know. */
    public record Quirk(String id, Text text, @Nullable String see) {}

    /**
     * What a part of the profile was checked against.
     *
     * @param what the part
     * @param from the kind of evidence
     * @param source the document, repository or device
     * @param replay a capture that the tests replay, relative to the capture folders; null when there is none
     */
    public record Evidence(
            String what, Kind from, String source, @Nullable String replay) {
        /** How strong it is, weakest first. */
        public enum Kind {
            SPECIFICATION,
            SIMULATOR,
            CAPTURE,
            DEVICE
        }
    }

    /** The rule for a code on a channel: one for exactly this channel before one for any. */
    public Optional<ValueRule> value(String local, @Nullable String channel) {
        ValueRule any = null;
        for (ValueRule rule : values) {
            if (rule.local().equals(local)) {
                if (rule.channel() == null) {
                    any = rule;
                } else if (rule.channel().equals(channel)) {
                    return Optional.of(rule);
                }
            }
        }
        return Optional.ofNullable(any);
    }

    /** The rule for an alarm code. */
    public Optional<AlarmRule> alarm(String local) {
        return alarms.stream().filter(rule -> rule.local().equals(local)).findFirst();
    }
}
