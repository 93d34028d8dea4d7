package org.vigie.adapter.hl7;

import java.util.ArrayList;
import java.util.List;
import org.vigie.adapter.hl7.codec.Hl7Parser;
import org.vigie.adapter.hl7.codec.ScanResult;
import org.vigie.adapter.hl7.codec.StructureScan;
import org.vigie.adapter.hl7.mapping.Accounted;
import org.vigie.adapter.hl7.mapping.MessageMapper;
import org.vigie.adapter.hl7.mapping.ProfileRules;
import org.vigie.adapter.spi.MessageDecoder;
import org.vigie.model.report.Problem;
import org.vigie.model.report.Report;
import org.vigie.profiles.DeviceProfile;

/**
 * Reads HL7 messages into reports by one profile: structure scan, parse, mapping. Pure: the same bytes give the same
 * reports, live and in replay. One instance per thread.
 */
public final class Hl7Decoder implements MessageDecoder {
    private final ProfileRules rules;
    private final Hl7Parser parser = new Hl7Parser();

    /** A decoder for the messages of senders with this profile. */
    public Hl7Decoder(DeviceProfile profile) {
        this.rules = new ProfileRules(profile);
    }

    @Override
    public List<Report> decode(byte[] message) {
        List<Report> reports = new ArrayList<>();
        for (Accounted line : account(message)) {
            if (!line.folded()) {
                reports.add(line.report());
            }
        }
        return reports;
    }

    /**
     * The same with every row of the message accounted for, those too whose content went into another report: for
     * {@code decode} and for tests.
     */
    public List<Accounted> account(byte[] message) {
        return switch (StructureScan.scan(message)) {
            case ScanResult.Refused refused ->
                List.of(line(new Problem(null, null, refused.offset(), refused.reason(), refused.text())));
            case ScanResult.Scanned scanned -> MessageMapper.map(rules, parser.parse(scanned));
        };
    }

    private static Accounted line(Problem problem) {
        return new Accounted(List.of(), problem, false);
    }
}
