package org.vigie.gateway.config;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.vigie.gateway.config.GatewayConfig.Bed;
import org.vigie.gateway.config.GatewayConfig.Listener;
import org.vigie.gateway.config.GatewayConfig.Mode;
import org.vigie.gateway.config.GatewayConfig.Monitor;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Binding;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.WardPolicy;

/** From the file's words to those of the ward. */
public final class SiteMapping {
    /**
     * Behind the text of a site file in the journal: the beds are the partner's. A comment to whoever reads the file.
     */
    public static final String ELSEWHERE = "\n# vigie: the partner of this box watches these beds\n";

    private SiteMapping() {}

    /**
     * The site of a text from the journal as the ward had it: without beds while the partner of this box watched them.
     *
     * @param config what the text says
     */
    public static Site journaled(String text, GatewayConfig config) {
        Site site = site(config);
        return text.endsWith(ELSEWHERE) ? site.withoutBeds() : site;
    }

    /** The site as the ward knows it. */
    public static Site site(GatewayConfig config) {
        WardPolicy policy = new WardPolicy(
                config.alarms().mirrorBedsideAcknowledge(),
                config.alarms().mediumRepeatDelay(),
                config.alarms().alarmOnDemoData() || config.mode() != Mode.LIVE,
                config.alarms().escalation(),
                ZoneId.systemDefault());
        return new Site(
                config.site(),
                config.unit(),
                config.beds().stream().map(bed -> place(config, bed)).toList(),
                policy);
    }

    private static BedPlace place(GatewayConfig config, Bed bed) {
        List<Binding> bindings = new ArrayList<>();
        for (Listener listener : config.listeners()) {
            if (bed.address() != null) {
                SourceId source =
                        listener.isIntellivue() ? new SourceId(bed.address()) : source(listener.name(), bed.address());
                bindings.add(new Binding(source, bed.location()));
            }
        }
        if (bed.address() == null && bed.location() != null) {
            bindings.add(new Binding(null, bed.location()));
        }
        for (Monitor monitor : config.monitors()) {
            if (bed.bed().equals(monitor.bed())) {
                bindings.add(new Binding(monitor.source(), null));
            }
        }
        return new BedPlace(new BedId(bed.bed()), bindings, bed.period(), bed.persistent(), bed.empty(), bed.news2());
    }

    /** The source of what an address sends to an HL7 listener, or of a Mindray monitor that is called. */
    public static SourceId source(String listenerOrMonitor, String address) {
        return new SourceId(listenerOrMonitor + "/" + address);
    }

    /** Addresses that the site names: they may hold one connection per bed and a few more. */
    public static List<String> listedAddresses(GatewayConfig config) {
        return Stream.concat(
                        config.beds().stream().flatMap(bed -> Stream.ofNullable(bed.address())),
                        config.monitors().stream().map(Monitor::host).filter(host -> !host.isEmpty()))
                .distinct()
                .toList();
    }
}
