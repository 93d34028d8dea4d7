package org.vigie.bench.night;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vigie.bench.Place;
import org.vigie.bench.ServerProcess;
import org.vigie.model.program.FreePort;
import org.vigie.simulator.scenario.NightPlan;

/** A gateway of its own with the beds of the night, in a process of its own. */
final class Stage {
    static final String HOST = "127.0.0.1";
    private static final int EVENING = 20;

    private final Place place;
    private final Path folder;

    /**
     * Where it listens.
     *
     * @param http port of the screen
     * @param hl7 port of the monitors
     */
    record Ports(int http, int hl7) {
        URI address() {
            return URI.create("http://" + HOST + ":" + http + "/");
        }
    }

    /** @param folder empty, for the journal */
    Stage(Place place, Path folder) {
        this.place = place;
        this.folder = folder;
    }

    /** Writes the site file. */
    Ports build() throws IOException {
        Ports ports = new Ports(FreePort.next(), FreePort.next());
        StringBuilder text = new StringBuilder(4_000);
        text.append(String.format(Locale.ROOT, """
                site: Night
                unit: REA-A
                language: en
                http: { host: %s, port: %d }
                data: %s
                mode: live
                listeners:
                  - { name: hl7, protocol: hl7, host: %s, port: %d, limits: { connections: 128 } }
                beds:
                """, HOST, ports.http(), data().toAbsolutePath(), HOST, ports.hl7()));
        for (int i = 0; i < NightPlan.BEDS; i++) {
            text.append("  - { bed: ")
                    .append(NightPlan.bed(i))
                    .append(", address: 127.0.1.")
                    .append(i + 1)
                    .append(" }\n");
        }
        Files.createDirectories(folder);
        Files.writeString(site(), text);
        return ports;
    }

    /** Starts the gateway and waits until it is ready. */
    ServerProcess gateway() throws IOException {
        return ServerProcess.start("night", command("run", "--config", site().toString()), folder);
    }

    /** The program with these words; its clock says evening. */
    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(place.gateway(List.of(arguments)));
        command.add(1, "-Duser.timezone=" + ZoneId.ofOffset("GMT", zone()).getId());
        return command;
    }

    Path data() {
        return folder.resolve("data");
    }

    private Path site() {
        return folder.resolve("site.yaml");
    }

    /**
     * The gateway's local time begins at 20 h wherever and whenever this runs: a proof is not cut by a change of shift.
     */
    static ZoneOffset zone() {
        int hours = EVENING - Instant.now().atOffset(ZoneOffset.UTC).getHour();
        return ZoneOffset.ofHours(hours > 12 ? hours - 24 : hours);
    }
}
