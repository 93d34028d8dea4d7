package org.vigie.adapter.intellivue.codec;

import java.util.HexFormat;
import java.util.List;

/** Writes what a client sends. Pure and thread-safe. Source: intellivue-protocol.md sections 5 to 8. */
public final class PduWriter {
    private static final byte[] SESSION = hex("0508130100160102800014020002");
    private static final byte[] REQUEST_HEADER = hex("3180A0808001010000A280A003000001A4803080020101060452010001308006"
            + "025101000000003080020102060C2A8648CE14020100000001013080060C2A8648CE14020100000002010000000000"
            + "0061803080020101A0806080A180060C2A8648CE14020100000003010000BE802880060C2A8648CE14020100000001"
            + "0102010281");
    private static final byte[] RELEASE = hex("18C11661803080020101A080");
    private static final byte[] RELEASE_END = hex("808001000000000000000000");
    private static final byte[] ABORT = hex(
            "192E110103C129A080A080308002010106025101000000006180308002010" + "1A080648080010100000000000000000000");
    private static final int TRAILER = 16;
    private static final int LONG_LENGTH = 0xFF;
    private static final int SHORT_ASN_LENGTH = 0x80;

    private PduWriter() {}

    /**
     * The bytes of a message; the same for UDP and, inside a frame, for a serial line.
     *
     * @throws IllegalArgumentException for a message that only a monitor sends
     */
    public static byte[] write(IntellivuePdu pdu) {
        return switch (pdu) {
            case IntellivuePdu.AssociationRequest request -> associationRequest(request.terms());
            case IntellivuePdu.MdsCreateResult result -> mdsCreateResult(result);
            case IntellivuePdu.PollRequest poll -> poll(poll);
            case IntellivuePdu.PriorityListGet get -> priorityGet(get);
            case IntellivuePdu.PriorityListSet set -> prioritySet(set);
            case IntellivuePdu.ReleaseRequest release -> release(0x09, 0x62);
            case IntellivuePdu.ReleaseResponse release -> release(0x0A, 0x63);
            case IntellivuePdu.Abort abort -> ABORT.clone();
            default ->
                throw new IllegalArgumentException(
                        "a client does not send " + pdu.getClass().getSimpleName());
        };
    }

    private static byte[] associationRequest(AssociationTerms terms) {
        OctetWriter extension = new OctetWriter().u32(terms.options()).u16(0).u16(0);
        OctetWriter packages = new OctetWriter().u16(0xF001).sized(extension);
        OctetWriter profile = new OctetWriter()
                .u32(0x8000_0000L)
                .u32(terms.minPollPeriod())
                .u32(terms.maxReceive())
                .u32(terms.maxSend())
                .u32(0xFFFF_FFFFL)
                .u32(0x6000_0000L)
                .u16(1)
                .sized(packages);
        OctetWriter profiles = new OctetWriter().u16(0x0001).sized(profile);
        OctetWriter user = new OctetWriter()
                .u32(0x8000_0000L)
                .u32(0x4000_0000L)
                .u32(0)
                .u32(0x8000_0000L)
                .u32(0x2000_0000L)
                .u16(0)
                .u16(0)
                .u16(1)
                .sized(profiles);
        OctetWriter presentation = asnLength(new OctetWriter().bytes(REQUEST_HEADER), user.size())
                .bytes(user.bytes())
                .bytes(new byte[TRAILER]);
        OctetWriter session = sessionLength(new OctetWriter().bytes(SESSION).u8(0xC1), presentation.size())
                .bytes(presentation.bytes());
        return sessionLength(new OctetWriter().u8(0x0D), session.size())
                .bytes(session.bytes())
                .bytes();
    }

    private static OctetWriter asnLength(OctetWriter to, int length) {
        if (length < SHORT_ASN_LENGTH) {
            return to.u8(length);
        }
        return length < LONG_LENGTH ? to.u8(0x81).u8(length) : to.u8(0x82).u16(length);
    }

    private static OctetWriter sessionLength(OctetWriter to, int length) {
        return length < LONG_LENGTH ? to.u8(length) : to.u8(LONG_LENGTH).u16(length);
    }

    private static byte[] mdsCreateResult(IntellivuePdu.MdsCreateResult result) {
        OctetWriter body = new OctetWriter()
                .object(result.object())
                .u32(0)
                .u16(PduReader.EVENT_MDS_CREATE)
                .u16(0);
        return data(PduReader.RESULT, result.invokeId(), PduReader.CONFIRMED_EVENT_REPORT, body);
    }

    private static byte[] poll(IntellivuePdu.PollRequest poll) {
        OctetWriter request = new OctetWriter()
                .u16(poll.pollNumber())
                .u16(1)
                .u16(poll.objectClass())
                .u16(poll.group());
        if (poll.extended()) {
            attributes(request, poll.parameters());
        }
        OctetWriter body = command()
                .u16(poll.extended() ? PduReader.ACTION_EXTENDED_POLL : PduReader.ACTION_POLL)
                .sized(request);
        return data(PduReader.INVOKE, poll.invokeId(), PduReader.CONFIRMED_ACTION, body);
    }

    private static void attributes(OctetWriter to, List<Attribute> attributes) {
        OctetWriter list = new OctetWriter();
        for (Attribute attribute : attributes) {
            list.u16(attribute.id()).sized(attribute.value());
        }
        to.u16(attributes.size()).sized(list);
    }

    private static byte[] priorityGet(IntellivuePdu.PriorityListGet get) {
        OctetWriter body = command().u16(1).sized(new OctetWriter().u16(get.list()));
        return data(PduReader.INVOKE, get.invokeId(), PduReader.GET, body);
    }

    private static byte[] prioritySet(IntellivuePdu.PriorityListSet set) {
        OctetWriter labels = new OctetWriter();
        set.labels().forEach(labels::u32);
        OctetWriter list = new OctetWriter();
        if (!set.toDefault()) {
            list.u16(set.labels().size()).sized(labels);
        }
        OctetWriter change = new OctetWriter()
                .u16(set.toDefault() ? PduReader.SET_TO_DEFAULT : 0)
                .u16(set.list())
                .sized(list);
        OctetWriter body = command().u16(1).sized(change);
        return data(PduReader.INVOKE, set.invokeId(), set.confirmed() ? PduReader.CONFIRMED_SET : PduReader.SET, body);
    }

    /** Object and scope of every command. */
    private static OctetWriter command() {
        return new OctetWriter().object(ObjectId.MDS).u32(0);
    }

    private static byte[] data(int type, int invokeId, int command, OctetWriter body) {
        OctetWriter operation = new OctetWriter().u16(invokeId).u16(command).sized(body);
        return new OctetWriter().u16(0xE100).u16(2).u16(type).sized(operation).bytes();
    }

    private static byte[] release(int message, int apdu) {
        return new OctetWriter()
                .u8(message)
                .bytes(RELEASE)
                .u8(apdu)
                .bytes(RELEASE_END)
                .bytes();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
