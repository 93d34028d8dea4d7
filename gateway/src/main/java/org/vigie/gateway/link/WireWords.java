package org.vigie.gateway.link;

import java.nio.charset.StandardCharsets;

/** Words that both sides of a deflated block know: what nearly every state and record holds costs next to nothing. */
final class WireWords {
    /** Of packets. Whoever changes them raises the version of {@link PacketCodec}. */
    static final byte[] LINK = bytes(
            "MSH|^~\\&|^^EUI-64||||20260101000000.000+0000||ORU^R40^ORU_R40||P|2.6||||||UNICODE UTF-8\rPID|||^^^H^PI||\r"
                    + "PV1||I|\rOBR|1|1^T|1^T|196616^MDC_EVT_ALARM^MDC|||20260101000000.000+0000||||||||||||||||||||||^&T\r"
                    + "OBX|1|ST|196670^MDC_EVT_LO^MDC|1.3.1.150456.1|Low|||L~PM~SP|||F|||\r"
                    + "OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456.2|84|262688^MDC_DIM_PERCENT^MDC|90-100||||F|||\r"
                    + "OBX|3|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.3.1.3|start||||||F\r"
                    + "OBX|4|ST|68482^MDC_ATTR_ALARM_STATE^MDC|1.3.1.4|active||||||F\r"
                    + "OBX|5|ST|68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC|1.3.1.5|enabled||||||F\r"
                    + "{\"what\":\"transition\",\"at\":\"2026-11-22T13:13:34.0Z\",\"bed\":\"B0\",\"alarm\":\"\",\"source\":\"hl7/10.0.\","
                    + "\"condition\":\"MDC_EVT_LO@MDC_PULS_OXIM_SAT_O2\",\"code\":\"MDC_EVT_LO\",\"text\":\"\",\"priority\":\"medium\","
                    + "\"from\":\"active-unack\",\"event\":\"cond-false\",\"to\":\"inactive\",\"actions\":[\"ENDED_UNACKNOWLEDGED\"],"
                    + "\"reason\":\"ended\",\"user\":null}\"from\":\"inactive\",\"event\":\"cond-true\",\"to\":\"active-unack\","
                    + "\"actions\":[\"NEW_OCCURRENCE\",\"RAISED\",\"SOUND\"],\"reason\":\"condition is true\",\"user\":null}"
                    + "{\"what\":[{\"code\":\"MDC_ECG_HEART_RATE\",\"channel\":null,\"label\":\"MDC_PRESS_BLD_ART_MEAN\",\"value\":null,"
                    + "\"unit\":\"mm[Hg]\",\"quality\":\"valid\",\"state\":\"live\",\"reason\":null,\"ageMs\":0,\"measuredAt\":null,"
                    + "\"limits\":{\"low\":50,\"high\":120}},{\"code\":\"MDC_PULS_OXIM_SAT_O2\",\"channel\":\"1.1.1.1\",\"label\":\"\","
                    + "\"value\":null,\"unit\":\"/min\",\"quality\":\"valid\",\"limits\":null}],\"values\":[80,97,81],\"ages\":[4,0,0,0,0,0,0],"
                    + "\"measuredAt\":[null,null,null,null,null],\"silentMs\":3,\"periodMs\":1000,\"news2\":null}"
                    + "{\"bed\":\"\",\"label\":null,\"patientId\":null,\"identityVerified\":false,\"link\":\"live\","
                    + "\"linkReason\":\"none\",\"silentMs\":0,\"periodMs\":0,\"priority\":null,\"soundPausedMs\":0,"
                    + "\"marks\":[],\"clockOffsetMs\":null,\"numerics\":[],\"alarms\":[{\"id\":\"\",\"code\":\"MDC_EVT_HI\",\"text\":\"\","
                    + "\"about\":\"MDC_RESP_RATE\",\"value\":84,\"unit\":\"%\",\"limit\":90,\"above\":true,\"about\":null,\"value\":null,"
                    + "\"unit\":null,\"limit\":null,\"above\":null,\"priority\":\"high\",\"kind\":\"technical\",\"state\":\"active-acked\","
                    + "\"about\":\"MDC_PULS_OXIM_SAT_O2\",\"above\":false,\"priority\":\"medium\",\"kind\":\"physiological\","
                    + "\"state\":\"active-unack\",\"sounding\":true,\"since\":\"2026-11-22T13:\",\"acknowledgedBy\":null,"
                    + "\"acknowledgedAt\":null,\"stale\":false,\"silencedAtBedside\":false,\"beds\":[],\"escalation\":0}],\"care\":"
                    + "{\"watchedBy\":null,\"watchedSince\":null,\"unwatched\":true,\"identity\":\"monitor\"},\"news2\":null}");
    /** Of records in the store of a hub. They never change: old stores are read with them. */
    static final byte[] STORE = bytes(
            "MSH|^~\\&|^^EUI-64||||20260101000000.000+0000||ORU^R40^ORU_R40||P|2.6||||||UNICODE UTF-8\rPID|||^^^H^PI||\r"
                    + "PV1||I|\rOBR|1|1^T|1^T|196616^MDC_EVT_ALARM^MDC|||20260101000000.000+0000||||||||||||||||||||||^&T\r"
                    + "OBX|1|ST|196670^MDC_EVT_LO^MDC|1.3.1.150456.1|Low|||L~PM~SP|||F|||\r"
                    + "OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456.2|84|262688^MDC_DIM_PERCENT^MDC|90-100||||F|||\r"
                    + "OBX|3|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.3.1.3|start||||||F\r"
                    + "OBX|4|ST|68482^MDC_ATTR_ALARM_STATE^MDC|1.3.1.4|active||||||F\r"
                    + "OBX|5|ST|68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC|1.3.1.5|enabled||||||F\r"
                    + "{\"what\":\"transition\",\"at\":\"2026-\",\"bed\":\"\",\"alarm\":\"\",\"source\":\"\","
                    + "\"condition\":\"\",\"code\":\"MDC_ECG_HEART_RATE\",\"text\":\"\",\"priority\":\"medium\","
                    + "\"from\":\"inactive\",\"event\":\"\",\"to\":\"active-unack\",\"actions\":[\"\"],\"reason\":\"\","
                    + "\"user\":null,\"label\":null,\"patientId\":null,\"identityVerified\":false,\"link\":\"live\","
                    + "\"linkReason\":\"none\",\"silentMs\":0,\"periodMs\":1000,\"priority\":null,\"soundPausedMs\":0,"
                    + "\"marks\":[],\"clockOffsetMs\":null,\"numerics\":[{\"code\":\"MDC_PULS_OXIM_SAT_O2\",\"channel\":null,"
                    + "\"label\":\"\",\"value\":97,\"unit\":\"%\",\"quality\":\"valid\",\"state\":\"live\",\"reason\":null,"
                    + "\"ageMs\":0,\"measuredAt\":null,\"limits\":{\"low\":90,\"high\":100}},{\"code\":\"MDC_PRESS_BLD_ART_MEAN\","
                    + "\"unit\":\"mm[Hg]\",\"unit\":\"/min\",\"alarms\":[{\"id\":\"\",\"code\":\"MDC_RESP_RATE\",\"text\":\"\","
                    + "\"about\":null,\"value\":null,\"limit\":null,\"above\":null,\"priority\":\"high\",\"kind\":\"physiological\","
                    + "\"state\":\"active-unack\",\"sounding\":true,\"since\":\"2026-\",\"acknowledgedBy\":null,"
                    + "\"acknowledgedAt\":null,\"stale\":false,\"silencedAtBedside\":false,\"beds\":[]}],\"care\":"
                    + "{\"watchedBy\":null,\"watchedSince\":null,\"unwatched\":true,\"identity\":\"none\"}}");

    /** Of bundles of curves. */
    static final byte[] WAVES = bytes("MDC_PRESS_BLD_ART_ABP MDC_AWAY_CO2 MDC_IMPED_TTHOR MDC_RESP MDC_PULS_OXIM_PLETH"
            + "MDC_ECG_LEAD_VMDC_ECG_LEAD_IIMDC_ECG_ELEC_POTL_V\0mm[Hg]1\0mVVALID");

    private WireWords() {}

    private static byte[] bytes(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }
}
