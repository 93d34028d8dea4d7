package org.vigie.simulator.monitor.intellivue;

import java.util.HexFormat;

/** What a client says, for monitors that are driven without a gateway (intellivue-protocol.md sections 5 to 8). */
public final class Requests {
    private static final byte[] ASSOCIATION = HexFormat.of()
            .parseHex(
                    "0dec0508130100160102800014020002c1dc3180a0808001010000a280a003000001a48030800201010604520100013080"
                            + "06025101000000003080020102060c2a8648ce14020100000001013080060c2a8648ce1402010000000201000000000000"
                            + "61803080020101a0806080a180060c2a8648ce14020100000003010000be802880060c2a8648ce14020100000001010201"
                            + "028148");
    private static final int TRAILER = 16;

    private Requests() {}

    /**
     * CN for numerics, waves and enumerations.
     *
     * @param minPollPeriodTicks decides the timeout of the association
     */
    public static byte[] association(int minPollPeriodTicks) {
        Wire out =
                new Wire().raw(ASSOCIATION).u32(0x8000_0000L).u32(0x4000_0000L).u32(0);
        out.u32(0x8000_0000L).u32(0x2000_0000L).u32(0);
        Wire profile = new Wire()
                .u32(0x8000_0000L)
                .u32(minPollPeriodTicks)
                .u32(0x3000)
                .u32(0x3000)
                .u32(0)
                .u32(0x6000_0000L);
        Wire package1 = new Wire().u32(0x8C00_0000L).u32(0);
        new Attributes().put(Nomenclature.ATTR_POLL_PROFILE_EXT, package1).writeTo(profile);
        new Attributes().put(0x0001, profile).writeTo(out);
        return out.zeros(TRAILER).bytes();
    }

    /** The answer to the MDS create event with invoke id 1. */
    public static byte[] mdsCreateResult() {
        return HexFormat.of().parseHex("e10000020002001400010001000e002100000000000000000d060000");
    }

    /** True for the message that wants {@link #mdsCreateResult}. */
    public static boolean isMdsCreate(byte[] message) {
        return message.length > 26
                && (message[0] & 0xFF) == 0xE1
                && message[5] == Nomenclature.RO_INVOKE
                && message[11] == Nomenclature.COMMAND_CONFIRMED_EVENT;
    }

    /** A single poll, action 0C16. */
    public static byte[] single(int invoke, int objectClass, int group) {
        return poll(invoke, Nomenclature.ACTION_SINGLE_POLL, body(objectClass, group));
    }

    /**
     * An extended poll, action F13B.
     *
     * @param activeTicks how long it goes on
     */
    public static byte[] extended(int invoke, int objectClass, int group, int activeTicks) {
        Wire body = body(objectClass, group);
        new Attributes().u32(Nomenclature.ATTR_POLL_PERIOD, activeTicks).writeTo(body);
        return poll(invoke, Nomenclature.ACTION_EXTENDED_POLL, body);
    }

    /** FN. */
    public static byte[] release() {
        return HexFormat.of().parseHex("0918c11661803080020101a08062808001000000000000000000");
    }

    private static Wire body(int objectClass, int group) {
        return new Wire().u16(0).u16(1).u16(objectClass).u16(group);
    }

    private static byte[] poll(int invoke, int action, Wire body) {
        Wire out = new Wire().u16(0xE100).u16(0x0002).u16(Nomenclature.RO_INVOKE);
        int message = out.open();
        out.u16(invoke).u16(Nomenclature.COMMAND_CONFIRMED_ACTION);
        int command = out.open();
        out.u16(Nomenclature.CLASS_MDS).u32(0).u32(0).u16(action);
        int argument = out.open();
        out.raw(body);
        return out.close(argument).close(command).close(message).bytes();
    }
}
