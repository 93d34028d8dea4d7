package org.vigie.adapter.intellivue.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Association request and accept: a session and presentation header that is the same in every capture, around a user
 * part that is not. Source: intellivue-protocol.md sections 1.1, 5.1 to 5.3.
 */
final class AssociationReader {
    private static final byte[] USER_PART = {(byte) 0xBE, (byte) 0x80, 0x28, (byte) 0x80};
    private static final byte[] RESULT = {(byte) 0xA2, 0x03, 0x02, 0x01};
    private static final long SYSTEM_MONITOR = 0x0080_0000L;
    private static final int POLL_PROFILE = 0x0001;
    private static final int POLL_PROFILE_EXTENSION = 0xF001;

    private AssociationReader() {}

    /** @param in after the first byte; everything of it is taken */
    static IntellivuePdu read(boolean accept, Octets payload, OctetReader in) throws MalformedException {
        int length = in.u8();
        OctetReader session = in.sub(length < 0xFF ? length : in.u16());
        int start = session.position();
        Octets body = session.rest();
        OctetReader user = userPart(body, start);
        AssociationTerms terms = terms(user);
        if (!accept) {
            return new IntellivuePdu.AssociationRequest(terms);
        }
        int result = body.indexOf(RESULT, 0);
        boolean accepted =
                result < 0 || result + RESULT.length >= body.length() || body.u8(result + RESULT.length) == 0;
        return new IntellivuePdu.AssociationAccept(accepted, terms);
    }

    /** The user part follows {@code BE 80 28 80} and then {@code 81}, with other items between. */
    private static OctetReader userPart(Octets body, int start) throws MalformedException {
        int found = body.indexOf(USER_PART, 0);
        if (found < 0) {
            throw new MalformedException(start, "no-user-data");
        }
        OctetReader in = new OctetReader(body.part(found, body.length()));
        in.take(USER_PART.length);
        for (int tag = in.u8(); tag != 0x81; tag = in.u8()) {
            in.take(asnLength(in));
        }
        return in.sub(asnLength(in));
    }

    private static int asnLength(OctetReader in) throws MalformedException {
        int first = in.u8();
        if (first < 0x80) {
            return first;
        }
        return switch (first) {
            case 0x81 -> in.u8();
            case 0x82 -> in.u16();
            default -> throw new MalformedException(in.position() - 1, "no-such-length-form");
        };
    }

    private static AssociationTerms terms(OctetReader in) throws MalformedException {
        in.take(12); // protocol, nomenclature and functional units: one value in every capture
        boolean fromMonitor = in.u32() == SYSTEM_MONITOR;
        in.u32(); // startup mode
        PduReader.attributes(in); // options
        Octets profile = PolledObject.valueIn(PduReader.attributes(in), POLL_PROFILE);
        return profile == null
                ? new AssociationTerms(fromMonitor, 0, 0, 0, 0)
                : pollProfile(fromMonitor, new OctetReader(profile));
    }

    private static AssociationTerms pollProfile(boolean fromMonitor, OctetReader in) throws MalformedException {
        in.u32(); // revision
        long minPollPeriod = in.u32();
        long maxReceive = in.u32();
        long maxSend = in.u32();
        in.u32(); // bandwidth
        in.u32(); // dynamic objects
        List<Attribute> packages = in.remaining() > 0 ? PduReader.attributes(in) : List.of();
        @Nullable Octets extension = PolledObject.valueIn(packages, POLL_PROFILE_EXTENSION);
        long options = extension == null ? 0 : new OctetReader(extension).u32();
        return new AssociationTerms(fromMonitor, minPollPeriod, maxReceive, maxSend, options);
    }
}
