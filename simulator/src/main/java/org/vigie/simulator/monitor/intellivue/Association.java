package org.vigie.simulator.monitor.intellivue;

import java.util.HexFormat;

/** The monitor's side of opening and ending an association (intellivue-protocol.md section 5). */
final class Association {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SESSION = HEX.parseHex("0508130100160102800014020002");

    /** Presentation and ACSE headers of an accept, constant in CAP-L and CAP-S. */
    private static final byte[] ACCEPT_HEADER =
            HEX.parseHex("3180a0808001010000a280a003000001a58030808001008102510100003080"
                    + "800100810c2a8648ce14020100000002010000000061803080020101a0806180a180060c2a8648ce14020100000003010000a2"
                    + "03020100a305a103020100be80288002010281");

    private static final byte[] RELEASE_RESPONSE = HEX.parseHex("0a18c11661803080020101a08063808001000000000000000000");
    private static final byte[] ABORT = HEX.parseHex(
            "192e110103c129a080a0803080020101060251010000000061803080020101" + "a0806480800101" + "00".repeat(10));
    private static final byte[] REFUSE = HEX.parseHex("0c03320100");

    private static final int TRAILER = 16;

    private Association() {}

    /** What the monitor grants. */
    record Grant(long minPollPeriodTicks, int mtu, long options) {}

    /** AC, section 5.3; 208 bytes. */
    static byte[] accept(Grant grant) {
        Wire info = new Wire()
                .u32(0x8000_0000L) // protocol version
                .u32(0x4000_0000L) // nomenclature version
                .u32(0) // functional units
                .u32(0x0080_0000L) // server
                .u32(0x8000_0000L) // hot start
                .u32(0); // no options
        Wire profile = new Wire()
                .u32(0x8000_0000L)
                .u32(grant.minPollPeriodTicks())
                .u32(grant.mtu())
                .u32(grant.mtu())
                .u32(0xFFFF_FFFFL)
                .u32(0x6000_0000L);
        new Attributes()
                .put(
                        Nomenclature.ATTR_POLL_PROFILE_EXT,
                        new Wire().u32(grant.options()).u32(0))
                .writeTo(profile);
        new Attributes().put(0x0001, profile).writeTo(info);
        Wire body = new Wire().raw(ACCEPT_HEADER).u8(info.size()).raw(info).zeros(TRAILER);
        Wire user = new Wire().raw(SESSION).u8(0xC1).u8(body.size()).raw(body);
        return new Wire().u8(0x0E).u8(user.size()).raw(user).bytes();
    }

    /** RF, section 5.4 (layout of one other implementation; never seen on a wire). */
    static byte[] refuse() {
        return REFUSE.clone();
    }

    /** DN. */
    static byte[] releaseResponse() {
        return RELEASE_RESPONSE.clone();
    }

    /** AB; 48 bytes. */
    static byte[] abort() {
        return ABORT.clone();
    }
}
