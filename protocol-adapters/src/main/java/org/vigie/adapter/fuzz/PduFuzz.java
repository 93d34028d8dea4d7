package org.vigie.adapter.fuzz;

import org.vigie.adapter.intellivue.IntellivueDecoder;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.AssociationFacts;
import org.vigie.adapter.intellivue.codec.ConnectFacts;
import org.vigie.adapter.intellivue.codec.IntellivuePdu;
import org.vigie.adapter.intellivue.codec.Parsed;
import org.vigie.adapter.intellivue.codec.PduReader;
import org.vigie.adapter.intellivue.codec.PduWriter;
import org.vigie.adapter.intellivue.session.PollAssembler;
import org.vigie.model.limits.Limits;
import org.vigie.profiles.ProfileCatalog;

/**
 * IntelliVue messages from their bytes to reports: nothing throws, places are inside the message, what a client sends
 * is read as it was written, and a cycle is the same after it was journaled.
 */
public final class PduFuzz {
    private static final IntellivueDecoder DECODER = new IntellivueDecoder(
            ProfileCatalog.load().find("philips-intellivue").orElseThrow());

    private PduFuzz() {}

    /** One input; an {@link AssertionError} is a finding, and so is any other exception. */
    public static void fuzzerTestOneInput(byte[] data) {
        DECODER.decode(data);
        switch (PduReader.read(data)) {
            case Parsed.Malformed malformed -> {
                if (malformed.offset() < 0 || malformed.offset() > data.length) {
                    throw new AssertionError("malformed at byte " + malformed.offset() + " of " + data.length);
                }
            }
            case Parsed.Read read -> pdu(read.pdu());
        }
    }

    private static void pdu(IntellivuePdu pdu) {
        switch (pdu) {
            case IntellivuePdu.ConnectIndication indication -> ConnectFacts.of(indication);
            case IntellivuePdu.MdsCreate create -> AssociationFacts.UNKNOWN.with(create.attributes());
            case IntellivuePdu.PollResult result -> result(result);
            case IntellivuePdu.MdsCreateResult result -> sameAgain(result);
            case IntellivuePdu.PollRequest request -> sameAgain(request);
            case IntellivuePdu.PriorityListGet get -> sameAgain(get);
            case IntellivuePdu.PriorityListSet set
            when !set.toDefault() || set.labels().isEmpty() -> sameAgain(set);
            case IntellivuePdu.AssociationRequest request when !request.terms().fromMonitor() -> sameAgain(request);
            default -> {} // what only a monitor sends
        }
    }

    private static void sameAgain(IntellivuePdu pdu) {
        if (!(PduReader.read(PduWriter.write(pdu)) instanceof Parsed.Read again)
                || !again.pdu().equals(pdu)) {
            throw new AssertionError("written and read it is another: " + pdu);
        }
    }

    private static void result(IntellivuePdu.PollResult result) {
        AssembledResult cycle = new AssembledResult(
                AssociationFacts.UNKNOWN,
                result.objectClass(),
                result.group(),
                result.sequence(),
                result.relativeTime(),
                0,
                result.objects());
        byte[] journaled = cycle.encode();
        if (!AssembledResult.decode(journaled).map(cycle::equals).orElse(false)) {
            throw new AssertionError("journaled and read it is another cycle");
        }
        DECODER.decode(journaled);
        new PollAssembler(Limits.INTELLIVUE).take(result).ifPresent(whole -> DECODER.decode(whole.encode()));
    }
}
