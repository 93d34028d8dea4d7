package org.vigie.adapter.hl7.mapping;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.vigie.adapter.hl7.Hl7Decoder;
import org.vigie.model.observation.Observation;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;
import org.vigie.profiles.ProfileCatalog;

/** Messages written in a test and what the decoder makes of them. */
final class Feed {
    private static final ProfileCatalog CATALOGUE = ProfileCatalog.load();

    private Feed() {}

    /** Segments, one a line or argument, as one message. */
    static byte[] message(String... segments) {
        return (String.join("\r", segments) + "\r").getBytes(StandardCharsets.UTF_8);
    }

    /** A PCD-01 message of an own gateway with these OBX. */
    static byte[] results(String... rows) {
        return message(Stream.concat(
                        Stream.of(
                                "MSH|^~\\&|GATE^0012210000000009^EUI-64|ACME|||20260102030405+0000||ORU^R01^ORU_R01|7|P|2.6|||AL|NE||UNICODE UTF-8",
                                "PID|||4711^^^H^PI||MUSTER^MAX^^^^^L||19500203|M",
                                "PV1||I|ICU^12^R07",
                                "OBR|1|||182777000^monitoring of patient^SCT|||20260102030400+0100"),
                        Stream.of(rows))
                .toArray(String[]::new));
    }

    /** A PCD-04 message of an own gateway with these OBX. */
    static byte[] alarm(String obr29, String... rows) {
        return message(Stream.concat(
                        Stream.of(
                                "MSH|^~\\&|GATE^0012210000000009^EUI-64|ACME|||20260102030405+0000||ORU^R40^ORU_R40|7|P|2.6|||AL|NE",
                                "PV1||I|ICU^12^R07",
                                "OBR|1|F1^GATE|F2^GATE|196616^MDC_EVT_ALARM^MDC|||20260102030400+0100||||||||||||||||||||||"
                                        + obr29),
                        Stream.of(rows))
                .toArray(String[]::new));
    }

    static List<Report> decode(String profile, byte[] message) {
        return decoder(profile).decode(message);
    }

    static Hl7Decoder decoder(String profile) {
        return new Hl7Decoder(CATALOGUE.find(profile).orElseThrow());
    }

    static List<Observation> observations(byte[] message) {
        return observations("ihe-pcd", message);
    }

    static List<Observation> observations(String profile, byte[] message) {
        return decode(profile, message).stream()
                .filter(Observed.class::isInstance)
                .map(report -> ((Observed) report).observation())
                .toList();
    }

    /** The one observation of a message with one OBX. */
    static Observation one(String row) {
        List<Observation> all = observations(results(row));
        if (all.size() != 1) {
            throw new AssertionError("one observation expected: " + decode("ihe-pcd", results(row)));
        }
        return all.getFirst();
    }

    static List<AlarmReport> alarms(byte[] message) {
        return decode("ihe-pcd", message).stream()
                .filter(AlarmReport.class::isInstance)
                .map(AlarmReport.class::cast)
                .toList();
    }
}
