package org.vigie.simulator.monitor.intellivue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.monitor.Language;

/** The monitor as an object: MDS create event, MDS poll, connect indication (intellivue-protocol.md 4 and 7). */
final class MedicalSystem {
    private static final long TYPE = 0x0001_114DL;
    private static final int BED_LABEL_PLACES = 17;
    private static final int ENGLISH = 1;
    private static final int FRENCH = 3;
    private static final int UTF_16 = 0x000B;
    private static final int INTENSIVE_CARE = 2;
    private static final int FIFTY_HERTZ = 1;
    private static final int OPERATING = 6;
    private static final int NO_ALTITUDE = 100;

    /** Class and number of instances, as CAP-L announces them. */
    private static final int[][] OBJECTS = {{33, 1}, {6, 201}, {9, 60}, {42, 1}, {54, 1}, {5, 60}};

    private MedicalSystem() {}

    /** What changes in the monitor's own attributes. */
    record Now(BedsideView view, IntellivueSetup setup, int association, long relativeTime) {}

    /** 0D06, sent until it is confirmed. */
    static byte[] createEvent(Now now) {
        Wire out = new Wire().u16(0xE100).u16(0x0002).u16(Nomenclature.RO_INVOKE);
        int message = out.open();
        out.u16(1).u16(Nomenclature.COMMAND_CONFIRMED_EVENT);
        int command = out.open();
        out.u16(Nomenclature.CLASS_MDS).u32(0).u32(now.relativeTime()).u16(Nomenclature.EVENT_MDS_CREATE);
        int event = out.open();
        out.u16(Nomenclature.CLASS_MDS).u32(0);
        createAttributes(now).writeTo(out);
        return out.close(event).close(command).close(message).bytes();
    }

    private static Attributes createAttributes(Now now) {
        IntellivueSetup setup = now.setup();
        return new Attributes()
                .put(Nomenclature.ATTR_SYSTEM_ID, new Wire().u16(6).raw(setup.macBytes()))
                .u32(Nomenclature.ATTR_SYSTEM_TYPE, TYPE)
                .u16(Nomenclature.ATTR_ASSOCIATION_INVOKE, now.association())
                .put(Nomenclature.ATTR_MODEL, model("M8000"))
                .u32(Nomenclature.ATTR_NOMENCLATURE, 0x0001_0000L)
                .put(Nomenclature.ATTR_LOCALISATION, localisation(now.view().language()))
                .all(application(now));
    }

    /** Group 080A. */
    private static Attributes application(Now now) {
        Attributes attributes = new Attributes()
                .u16(Nomenclature.ATTR_OPERATING_MODE, now.setup().mode().code())
                .u16(Nomenclature.ATTR_AREA, INTENSIVE_CARE)
                .u16(Nomenclature.ATTR_LINE_FREQUENCY, FIFTY_HERTZ)
                .u16(Nomenclature.ATTR_SAFETY_STANDARD, 0)
                .u16(Nomenclature.ATTR_ALTITUDE, NO_ALTITUDE)
                .put(Nomenclature.ATTR_GENERAL_SYSTEM, generalSystem())
                .u16(Nomenclature.ATTR_MDS_STATUS, OPERATING)
                .put(Nomenclature.ATTR_BED_LABEL, bedLabel(now.setup().bedLabel(), true))
                .put(
                        Nomenclature.ATTR_ABSOLUTE_TIME,
                        DeviceTime.absolute(now.view().deviceTime(), now.view().zone()))
                .u32(Nomenclature.ATTR_RELATIVE_TIME, now.relativeTime());
        return attributes.put(Nomenclature.ATTR_OBJECT_SUPPORT, objectSupport());
    }

    /** Reply to a poll of class 0021: application alone, or everything. */
    static PolledObject object(Now now, int group) {
        Attributes attributes = application(now);
        if (group == Nomenclature.GROUP_ALL) {
            attributes
                    .put(
                            Nomenclature.ATTR_SYSTEM_ID,
                            new Wire().u16(6).raw(now.setup().macBytes()))
                    .u32(Nomenclature.ATTR_SYSTEM_TYPE, TYPE)
                    .u16(Nomenclature.ATTR_ASSOCIATION_INVOKE, now.association())
                    .u16(Nomenclature.ATTR_HANDLE, 0)
                    .put(Nomenclature.ATTR_MODEL, model("M8000"))
                    .put(Nomenclature.ATTR_PRODUCTION, production(now.setup()))
                    .u32(Nomenclature.ATTR_NOMENCLATURE, 0x0001_0000L)
                    .put(Nomenclature.ATTR_LOCALISATION, localisation(now.view().language()));
        }
        return new PolledObject(0, 0, attributes);
    }

    /** 0D17: the monitor tells the segment that it is there. The time in it is not a clock; CAP-L always says 55040. */
    static byte[] connectIndication(IntellivueSetup setup, Language language) {
        Wire net = setup.macBytes().u32(setup.ipv4()).u32(0xFFFF_FF00L);
        Attributes attributes = new Attributes()
                .u32(Nomenclature.ATTR_PROTOCOL_VERSION, 0x0003_0000L)
                .u32(Nomenclature.ATTR_SYSTEM_TYPE, TYPE)
                .put(Nomenclature.ATTR_LOCALISATION, localisation(language))
                .put(Nomenclature.ATTR_CONNECT_BED_LABEL, bedLabel(setup.bedLabel(), false))
                .put(Nomenclature.ATTR_NET_ADDRESS, net)
                .put(Nomenclature.ATTR_PROTOCOLS, protocols(setup.port()))
                .put(Nomenclature.ATTR_PRODUCTION, production(setup))
                .put(Nomenclature.ATTR_MODEL, model(setup.part()));
        Wire out = new Wire().u16(0).u16(0x0100).u16(Nomenclature.RO_INVOKE);
        int message = out.open();
        out.u16(0).u16(Nomenclature.COMMAND_EVENT);
        int command = out.open();
        out.u16(Nomenclature.CLASS_CONNECT).u32(0).u32(55_040).u16(Nomenclature.EVENT_CONNECT_INDICATION);
        int event = out.open();
        attributes.writeTo(out);
        return out.close(event).close(command).close(message).bytes();
    }

    /** Entries of application, transport, port, options: ACSE and Data Out over UDP (section 4, F101). */
    private static Wire protocols(int port) {
        Wire body = new Wire();
        for (int[] entry : List.of(new int[] {1, 1}, new int[] {5, 1})) {
            body.u16(entry[0]).u16(entry[1]).u16(port).u16(0);
        }
        return new Wire().u16(2).u16(body.size()).raw(body);
    }

    /** Maker and model, filled up to an even number of bytes. */
    private static Wire model(String name) {
        Wire wire = new Wire().label("Philips").label(name);
        return wire.zeros(wire.size() % 2);
    }

    private static Wire localisation(Language language) {
        return new Wire()
                .u32(0x0632_0632L)
                .u16(language == Language.FR ? FRENCH : ENGLISH)
                .u16(UTF_16);
    }

    private static Wire generalSystem() {
        return new Wire()
                .u16(1)
                .u16(16)
                .u16(1)
                .u16(12)
                .u16(6)
                .u16(1)
                .u16(0x83DC)
                .u16(6)
                .u16(1)
                .u16(0x82B3);
    }

    /** 34 bytes, padded with zeros; with a length before them in the MDS and without one in the indication. */
    private static Wire bedLabel(String label, boolean withLength) {
        Wire wire = new Wire();
        if (withLength) {
            wire.u16(2 * BED_LABEL_PLACES);
        }
        return wire.utf16(label).zeros(2 * (BED_LABEL_PLACES - label.length()));
    }

    private static Wire objectSupport() {
        Wire body = new Wire();
        for (int[] entry : OBJECTS) {
            body.u16(1).u16(entry[0]).u32(entry[1]);
        }
        Wire list = new Wire().u16(OBJECTS.length).u16(body.size()).raw(body);
        Wire wrapped = new Wire();
        new Attributes().put(Nomenclature.ATTR_OBJECT_SUPPORT_LIST, list).writeTo(wrapped);
        return wrapped;
    }

    private static Wire production(IntellivueSetup setup) {
        Wire body = new Wire();
        specification(body, 1, 8, "DE%08X".formatted(setup.mac() & 0xFFFF_FFFFL));
        specification(body, 2, 8, setup.part() + "\0");
        specification(body, 4, 0x58, setup.software() + " \0");
        return new Wire().u16(3).u16(body.size()).raw(body);
    }

    private static void specification(Wire to, int type, int component, String text) {
        String even = text.length() % 2 == 0 ? text : text + "\0";
        to.u16(type).u16(component).u16(even.length());
        to.raw(even.getBytes(StandardCharsets.US_ASCII));
    }
}
