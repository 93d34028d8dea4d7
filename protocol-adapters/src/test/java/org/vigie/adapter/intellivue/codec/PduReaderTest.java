package org.vigie.adapter.intellivue.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.AssociationRequest;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.Linked;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.PollResult;

/** Messages as intellivue-protocol.md prints them, and what must never be believed. */
class PduReaderTest {
    private static final String REQUEST =
            "0dec0508130100160102800014020002c1dc3180a0808001010000a280a003000001a48030800201"
                    + "01060452010001308006025101000000003080020102060c2a8648ce14020100000001013080060c"
                    + "2a8648ce140201000000020100000000000061803080020101a0806080a180060c2a8648ce140201"
                    + "00000003010000be802880060c2a8648ce1402010000000101020102814880000000400000000000"
                    + "00008000000020000000000000000001002c00010028800000000004e20000003000000030000000"
                    + "0000600000000001000cf00100088c0000000000000000000000000000000000000000000000";
    private static final String ACCEPT =
            "0ece0508130100160102800014020002c1be3180a0808001010000a280a003000001a58030808001"
                    + "008102510100003080800100810c2a8648ce14020100000002010000000061803080020101a08061"
                    + "80a180060c2a8648ce14020100000003010000a203020100a305a103020100be8028800201028148"
                    + "8000000040000000000000000080000080000000000000000001002c00010028800000000004e200"
                    + "000005b0000005b0ffffffff600000000001000cf00100088c000000000000000000000000000000"
                    + "0000000000000000";
    private static final String EMPTY_END =
            "e10000020002002a03eb00070024002100000000f13b001a000000000d617300ffffffffffffffff00010006000000000000";

    @Test
    void theAssociationRequestOfACaptureIsWrittenAsItWasButForTheBandwidth() {
        AssociationTerms terms = new AssociationTerms(false, 320_000, 0x3000, 0x3000, 0x8C00_0000L);
        byte[] captured = HexFormat.of().parseHex(REQUEST);
        Arrays.fill(captured, 198, 202, (byte) 0xFF); // "no estimate" instead of none
        assertArrayEquals(captured, PduWriter.write(new AssociationRequest(terms)));
        assertEquals(new AssociationRequest(terms), read(REQUEST));
    }

    @Test
    void theAcceptTellsWhatIsGranted() {
        var accept = assertInstanceOf(IntellivuePdu.AssociationAccept.class, read(ACCEPT));
        assertTrue(accept.accepted());
        assertEquals(new AssociationTerms(true, 320_000, 1456, 1456, 0x8C00_0000L), accept.terms());
        assertEquals(120, accept.terms().timeoutSeconds());
        assertTrue(accept.terms().grants(AssociationTerms.WAVES));
    }

    @Test
    void anAcceptWithAnotherResultIsNoAccept() {
        var accept = assertInstanceOf(
                IntellivuePdu.AssociationAccept.class, read(ACCEPT.replace("a203020100", "a203020101")));
        assertEquals(false, accept.accepted());
    }

    @Test
    void everyLengthFormOfTheUserPartIsRead() {
        String shorter = "0ecb" + ACCEPT.substring(4).replace("c1be", "c1bb").replace("0201028148", "8148");
        assertInstanceOf(IntellivuePdu.AssociationAccept.class, read(shorter));
        String longer =
                "0ed0" + ACCEPT.substring(4).replace("c1be", "c1c0").replace("0201028148", "020102" + "81820048");
        assertInstanceOf(IntellivuePdu.AssociationAccept.class, read(longer));
        assertInstanceOf(IntellivuePdu.AssociationAccept.class, read("0eff00ce" + ACCEPT.substring(4)));
    }

    @Test
    void whatAClientSendsIsReadAsWritten() {
        List<IntellivuePdu> sent = List.of(
                new IntellivuePdu.MdsCreateResult(1, ObjectId.MDS),
                IntellivuePdu.PollRequest.single(0x3E9, ObjectClass.MDS, AttributeGroup.ALL),
                IntellivuePdu.PollRequest.extended(3, ObjectClass.ALERT, AttributeGroup.ALERTS, 0x15F900),
                new IntellivuePdu.PriorityListGet(1004, AttributeId.WAVE_PRIORITY),
                new IntellivuePdu.PriorityListSet(
                        1005, true, AttributeId.WAVE_PRIORITY, false, List.of(0x20100L, 0x80035402L)),
                new IntellivuePdu.PriorityListSet(7, true, AttributeId.WAVE_PRIORITY, true, List.of()),
                new IntellivuePdu.ReleaseRequest(),
                new IntellivuePdu.ReleaseResponse(),
                new IntellivuePdu.Abort());
        for (IntellivuePdu pdu : sent) {
            assertEquals(new Parsed.Read(pdu, 0), PduReader.read(PduWriter.write(pdu)));
        }
        assertEquals("e10000020002001400010001000e002100000000000000000d060000", hex(sent.get(0)));
        assertEquals(
                "e100000200010028000300070022002100000000000000" + "00f13b00140000000100360801"
                        + "00010008f13e00040015f900",
                hex(sent.get(2)));
        assertEquals("0918c11661803080020101a08062808001000000000000000000", hex(sent.get(6)));
        assertEquals("0a18c11661803080020101a08063808001000000000000000000", hex(sent.get(7)));
        assertEquals(48, PduWriter.write(new IntellivuePdu.Abort()).length);
    }

    @Test
    void anEmptyResultEndsACycle() {
        PollResult end = assertInstanceOf(PollResult.class, read(EMPTY_END));
        assertEquals(Linked.WHOLE, end.linked());
        assertEquals(1003, end.invokeId());
        assertEquals(224_490_240L, end.relativeTime());
        assertEquals(List.of(), end.objects());
    }

    @Test
    void aListThatHidesMoreThanItCountsIsMalformed() {
        assertEquals(
                new Parsed.Malformed(50, "length-and-count-disagree"),
                PduReader.read(HexFormat.of()
                        .parseHex(EMPTY_END
                                .replace("0002002a", "0002002c")
                                .replace("03eb00070024", "03eb00070026")
                                .replace("f13b001a", "f13b001c")
                                .replaceAll("0000$", "0002beef"))));
    }

    @Test
    void anErrorOfTheMonitorIsRead() {
        assertEquals(
                new IntellivuePdu.RemoteError(3, 9, Octets.ofHex("f13b")),
                read("e100000200030008" + "000300090002f13b"));
    }

    @Test
    void refuseAndAbortNeedOnlyTheirFirstByte() {
        assertInstanceOf(IntellivuePdu.AssociationRefuse.class, read("0c"));
        assertInstanceOf(IntellivuePdu.Abort.class, read("192e11"));
    }

    @Test
    void bytesAfterTheEndAreCounted() {
        assertEquals(
                3,
                assertInstanceOf(Parsed.Read.class, parse(EMPTY_END + "000000")).trailing());
    }

    @Test
    void nothingAndNonsenseAreMalformed() {
        assertInstanceOf(Parsed.Malformed.class, parse(""));
        assertInstanceOf(Parsed.Malformed.class, parse("4d5348"));
        assertInstanceOf(Parsed.Malformed.class, parse("e1"));
    }

    private static String hex(IntellivuePdu pdu) {
        return HexFormat.of().formatHex(PduWriter.write(pdu));
    }

    private static Parsed parse(String hex) {
        return PduReader.read(HexFormat.of().parseHex(hex));
    }

    private static IntellivuePdu read(String hex) {
        return assertInstanceOf(Parsed.Read.class, parse(hex)).pdu();
    }
}
