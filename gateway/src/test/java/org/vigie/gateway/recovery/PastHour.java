package org.vigie.gateway.recovery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.pipeline.ProfileDecoding;
import org.vigie.gateway.testing.JournaledUnit;
import org.vigie.profiles.ProfileCatalog;
import org.vigie.simulator.scenario.Scenario;
import org.vigie.simulator.scenario.ScenarioException;
import org.vigie.simulator.scenario.ScenarioLoader;

/** An hour of three beds: an alarm, five minutes of silence, a discharge; R02 has no patient. */
public final class PastHour {
    /** Begin of the hour. */
    public static final Instant START = Instant.parse("2026-11-22T09:12:00Z");

    private static final ProfileCatalog CATALOG = ProfileCatalog.load();
    private static final List<String> BEDS = List.of("R01", "R02", "R03");

    private PastHour() {}

    /** The site file of these beds. */
    public static String site() {
        return JournaledUnit.site(BEDS, "");
    }

    /** What happens. */
    public static Scenario scenario() throws ScenarioException {
        return ScenarioLoader.parse("hour.yaml", """
                scenario: hour
                unit: REA-A
                seed: 7
                beds:
                  - bed: R01
                    monitor: ihe-pcd
                    who: { id: "2600001", family: "L|efèvre^&~\\\\", given: Jeanne, born: 1949-03-12, sex: F }
                    patient: { hr: 78, spo2: 97, sys: 122, dia: 66, rr: 16, temp: 37.1 }
                  - bed: R02
                    monitor: ihe-pcd
                    patient: { hr: 92, spo2: 95, sys: 108, dia: 58, rr: 20, temp: 38.2 }
                  - bed: R03
                    monitor: ihe-pcd
                    who: { id: "2600003", family: Garnier, given: Odile, born: 1941-07-23, sex: F }
                    patient: { hr: 66, spo2: 98, sys: 134, dia: 72, rr: 14, temp: 36.8 }
                timeline:
                  - { at: 10m, bed: R01, event: desaturation, for: 90s }
                  - { at: 20m, bed: R03, fault: silence, for: 5m }
                  - { at: 40m, bed: R03, action: discharge }
                """);
    }

    /** Writes it into a data folder. */
    public static void write(Path data) throws IOException, ScenarioException {
        try (JournaledUnit unit = new JournaledUnit(data, site(), START)) {
            unit.play(scenario(), Duration.ofHours(1));
        }
    }

    /** What a journal is told from. */
    public static Retelling.Source source(Path data) throws IOException {
        JournalReader reader = JournalReader.open(data);
        JournalSites sites = JournalSites.of(data, reader, CATALOG);
        return new Retelling.Source(reader, sites.present(), sites, new ProfileDecoding(CATALOG), null);
    }

    /** Everything that a journal tells. */
    public static List<Item> items(Path data, Sampling sampling, boolean toTheEnd) throws IOException {
        List<Item> items = new ArrayList<>();
        Retelling.tell(source(data), sampling, toTheEnd, items::add);
        return items;
    }

    /** A message of a monitor that says little: for journals made by hand. */
    public static String values(String bed, String patient, Instant at, int heartRate) {
        String time = at.toString().replaceAll("[-:TZ]|\\..*", "") + "+0000";
        return "MSH|^~\\&|TEST^0000000000000001^EUI-64|T|||" + time + "||ORU^R01^ORU_R01|" + at.toEpochMilli()
                + "|P|2.6||||||UNICODE UTF-8\r"
                + "PID|||" + patient + "^^^H^PI||Essai^Jeanne\rPV1||I|REA-A^^" + bed + "\r"
                + "OBR|1|1^T|1^T|182777000^monitoring of patient^SCT|||" + time + "\r"
                + "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.1.1.1|" + heartRate
                + "|264864^MDC_DIM_BEAT_PER_MIN^MDC|50-120||||R\r";
    }
}
