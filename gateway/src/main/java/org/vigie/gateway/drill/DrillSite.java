package org.vigie.gateway.drill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.config.GatewayConfig.Bed;
import org.vigie.gateway.config.GatewayConfig.Http;
import org.vigie.gateway.config.GatewayConfig.Listener;
import org.vigie.gateway.config.GatewayConfig.Mode;
import org.vigie.model.limits.Limits;

/**
 * The unit of a drill: names, language, beds and screens of the real one, but its own data, no real monitor, and no way
 * in for one: the only listener is on loopback, on a port that the system chooses.
 */
public final class DrillSite {
    /** Name of the listener of the virtual monitors. */
    public static final String LISTENER = "drill";

    private DrillSite() {}

    /** Names on the doors; beds that are empty in the unit have a virtual patient too. */
    public static List<String> doors(GatewayConfig unit) {
        return unit.beds().stream().map(Bed::bed).toList();
    }

    /**
     * The configuration of the drill.
     *
     * @param unit the real one
     * @param data folder of {@link DrillFolder}
     * @param periods time between messages, bed by bed
     */
    public static GatewayConfig of(GatewayConfig unit, Path data, List<Duration> periods) {
        List<Bed> beds = new ArrayList<>();
        for (int i = 0; i < unit.beds().size(); i++) {
            Bed bed = unit.beds().get(i);
            beds.add(new Bed(bed.bed(), null, null, periods.get(i), true, GatewayConfig.AUTO, false, bed.news2()));
        }
        Http http = unit.http();
        return new GatewayConfig(
                unit.site(),
                unit.unit(),
                unit.language(),
                new Http(http.host(), http.port(), http.names(), null, OptionalInt.empty()),
                data,
                unit.keepWaves(),
                Mode.DRILL,
                unit.alarms(),
                List.of(Listener.hl7(LISTENER, "127.0.0.1", 0, GatewayConfig.AUTO, Limits.DEFAULT.hl7())),
                List.of(),
                beds,
                null,
                null,
                null,
                null,
                List.of());
    }
}
