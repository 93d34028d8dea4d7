package org.vigie.adapter.intellivue.codec;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor says about itself in a connect indication. Source: intellivue-protocol.md section 4.
 *
 * @param mac six bytes in hexadecimal with colons, lower case; empty when it does not tell
 * @param address its IPv4 address as it believes, dotted; empty when it does not tell
 * @param bedLabel may be empty
 * @param maker for instance {@code Philips}
 * @param model for instance {@code M8003A}
 * @param software revision, for instance {@code G.01.80}
 * @param serial serial number
 * @param dataPort UDP port of Data Export; 24105 when it does not tell
 * @param wireless whether that link is wireless, as far as is known
 */
public record ConnectFacts(
        String mac,
        String address,
        String bedLabel,
        String maker,
        String model,
        String software,
        String serial,
        int dataPort,
        boolean wireless) {
    /** UDP port of Data Export unless a monitor says otherwise. */
    public static final int DATA_PORT = 24_105;

    private static final int DATA_OUT = 5;
    private static final int UDP = 1;
    private static final int SERIAL = 1;
    private static final int SOFTWARE = 4;
    /** Component 88 is the software of the monitor itself; its parts have others. */
    private static final int WHOLE_SOFTWARE_COMPONENT = 0x0058;

    /** Reads the attributes; whatever cannot be read stays empty. */
    public static ConnectFacts of(IntellivuePdu.ConnectIndication indication) {
        List<Attribute> attributes = indication.attributes();
        Octets net = PolledObject.valueIn(attributes, AttributeId.NET_ADDRESS);
        Octets bed = PolledObject.valueIn(attributes, AttributeId.CONNECT_BED_LABEL);
        List<String> names = Production.model(PolledObject.valueIn(attributes, AttributeId.MODEL));
        Production production = Production.read(PolledObject.valueIn(attributes, AttributeId.PRODUCTION));
        long port = port(PolledObject.valueIn(attributes, AttributeId.PROTOCOLS));
        return new ConnectFacts(
                net == null || net.length() < 6 ? "" : mac(net.part(0, 6)),
                net == null || net.length() < 10 ? "" : address(net),
                bed == null ? "" : MonitorText.utf16(bed),
                names.get(0),
                names.get(1),
                production.find(SOFTWARE, WHOLE_SOFTWARE_COMPONENT),
                production.find(SERIAL, -1),
                (int) (port & 0xFFFF),
                port >> 16 != 0);
    }

    /** Bytes as {@code 00:09:fb:70:d8:0b}. */
    public static String mac(Octets bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            text.append(i == 0 ? "" : ":").append(String.format(Locale.ROOT, "%02x", bytes.u8(i)));
        }
        return text.toString();
    }

    private static String address(Octets net) {
        return net.u8(6) + "." + net.u8(7) + "." + net.u8(8) + "." + net.u8(9);
    }

    /** Port, with a bit above 16 when wireless. */
    private static long port(@Nullable Octets protocols) {
        if (protocols != null) {
            try {
                for (Octets entry : PduReader.list(new OctetReader(protocols), in -> in.take(8))) {
                    if (entry.u16(0) == DATA_OUT && entry.u16(2) == UDP) {
                        return entry.u16(4) | (entry.u16(6) & 0x8000L) << 1;
                    }
                }
            } catch (MalformedException e) {
                return DATA_PORT; // an announcement that cannot be read tells nothing
            }
        }
        return DATA_PORT;
    }
}
