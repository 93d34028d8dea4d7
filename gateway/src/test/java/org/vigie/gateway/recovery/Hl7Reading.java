package org.vigie.gateway.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.util.Terser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads messages with HAPI's generic model. */
public final class Hl7Reading {
    private Hl7Reading() {}

    /** MSH-10. */
    public static String id(Message message) throws HL7Exception {
        return field(segments(message, "MSH").get(0), 10, 1);
    }

    /** Segments of a name in their order. */
    public static List<Segment> segments(Message message, String name) throws HL7Exception {
        List<Segment> found = new ArrayList<>();
        for (String each : message.getNames()) {
            if (each.startsWith(name)) {
                for (var structure : message.getAll(each)) {
                    found.add((Segment) structure);
                }
            }
        }
        return found;
    }

    /** One component of a field; empty when it is not there. */
    public static String field(Segment segment, int field, int component) throws HL7Exception {
        String value = Terser.get(segment, field, 0, component, 1);
        return value == null ? "" : value;
    }

    /** Compares every value of a PCD-01 message with what the monitor said in that second; tells how many. */
    public static int compare(Message message, SaidByMonitors said) throws HL7Exception {
        String bed = field(segments(message, "PV1").get(0), 3, 3);
        int compared = 0;
        Set<String> paths = new HashSet<>();
        for (Segment obx : segments(message, "OBX")) {
            assertTrue(paths.add(field(obx, 4, 1)), "OBX-4 twice: " + field(obx, 4, 1));
            boolean values = field(segments(message, "MSH").get(0), 9, 2).equals("R01");
            if (values && field(obx, 2, 1).equals("NM") && !field(obx, 5, 1).isEmpty()) {
                String time = field(obx, 14, 1);
                assertTrue(time.matches("20261122\\d{6}\\.\\d{3}\\+0000"), time);
                long second = LocalDateTime.parse(
                                time.substring(0, 14), DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT))
                        .toEpochSecond(ZoneOffset.UTC);
                assertEquals(
                        said.value(bed, field(obx, 3, 1), second),
                        field(obx, 5, 1),
                        bed + " " + field(obx, 3, 2) + " " + time);
                assertEquals("MDC", field(obx, 6, 3));
                assertEquals("UCUM", field(obx, 6, 6));
                compared++;
            }
        }
        return compared;
    }
}
