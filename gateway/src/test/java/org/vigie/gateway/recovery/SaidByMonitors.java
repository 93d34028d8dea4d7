package org.vigie.gateway.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.RecordKind;

/**
 * What the monitors sent, read from the raw messages by splitting at bars: knows neither the decoder nor the encoder
 * that are compared.
 */
public final class SaidByMonitors {
    /** Bed, code and second of the message to the value in it. */
    private final Map<String, String> values = new HashMap<>();

    private long alarms;

    /** Reads the raw messages of a journal. */
    public static SaidByMonitors read(Path data) throws IOException {
        SaidByMonitors said = new SaidByMonitors();
        try (JournalEntries entries = JournalReader.open(data).all()) {
            while (entries.hasNext()) {
                if (entries.next() instanceof Entry.Intact intact
                        && intact.entry().kind() == RecordKind.RAW_MESSAGE) {
                    String text = new String(intact.entry().payload(), StandardCharsets.UTF_8);
                    said.take(
                            text.substring(text.indexOf("MSH|")),
                            intact.entry().at().getEpochSecond());
                }
            }
        }
        return said;
    }

    private void take(String message, long second) {
        String bed = "";
        boolean alarm = message.contains("|ORU^R40");
        alarms += alarm ? 1 : 0;
        for (String segment : message.split("\r", -1)) {
            String[] fields = segment.split("\\|", -1);
            if (fields[0].equals("PV1")) {
                bed = fields[3].split("\\^", -1)[2];
            } else if (fields[0].equals("OBX") && fields[2].equals("NM") && !alarm && !fields[5].isEmpty()) {
                values.put(key(bed, fields[3].split("\\^", -1)[0], second), fields[5]);
            }
        }
    }

    /** What a bed's monitor said in a second; empty when nothing. */
    public String value(String bed, String code, long second) {
        return values.getOrDefault(key(bed, code, second), "");
    }

    /** Alarm messages. */
    public long alarms() {
        return alarms;
    }

    private static String key(String bed, String code, long second) {
        return bed + " " + code + " " + second;
    }
}
