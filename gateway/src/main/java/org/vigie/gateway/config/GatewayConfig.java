package org.vigie.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.Limits;

/**
 * One installation, as site.yaml describes it; every value has been checked.
 *
 * @param site name of the site
 * @param unit name of the unit
 * @param language default language of the screens
 * @param http where the central station is served
 * @param data folder of the journal, absolute
 * @param mode anything but LIVE is marked across every tile
 * @param alarms the unit's choices about alarms
 * @param listeners where monitors connect to
 * @param monitors monitors that are servers themselves
 * @param beds in the order in which they are shown
 * @param paper downtime sheets written by themselves; null for none
 */
public record GatewayConfig(
        String site,
        String unit,
        Language language,
        Http http,
        Path data,
        Mode mode,
        Alarms alarms,
        List<Listener> listeners,
        List<Monitor> monitors,
        List<Bed> beds,
        @Nullable Paper paper) {
    public GatewayConfig {
        listeners = List.copyOf(listeners);
        monitors = List.copyOf(monitors);
        beds = List.copyOf(beds);
    }

    /** The value of {@code profile} that means "recognise the sender by what it sends". */
    public static final String AUTO = "auto";

    /** Default language of the screens. */
    public enum Language {
        FR,
        EN;

        /** The word in the file and on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether patients are behind the beds. */
    public enum Mode {
        LIVE,
        DEMO,
        DRILL;

        /** The word in the file and on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where the central station is served.
     *
     * @param host address to bind; loopback by default
     * @param port 1 to 65535, 0 for any free one
     * @param names further names under which displays reach this box; the Host header must be one of them, a loopback
     *     name or the address that was connected to
     */
    public record Http(String host, int port, List<String> names) {
        public Http {
            names = List.copyOf(names);
        }
    }

    /**
     * Downtime sheets that are written by themselves.
     *
     * @param folder absolute
     * @param every 10 min to 24 h
     */
    public record Paper(Path folder, Duration every) {}

    /**
     * What the unit decided about alarms; the meaning of each is in docs/alarms.md.
     *
     * @param mirrorBedsideAcknowledge an acknowledgement at the bedside counts here too
     * @param mediumRepeatDelay delay of a medium limit alarm that was on a short time ago, 0 to 15 s
     * @param alarmOnDemoData true only for training: data marked as demonstration may alarm
     */
    public record Alarms(boolean mirrorBedsideAcknowledge, Duration mediumRepeatDelay, boolean alarmOnDemoData) {}

    /**
     * A port on which monitors connect.
     *
     * @param name first part of the names of its sources
     * @param protocol {@code hl7}
     * @param host address to bind
     * @param port 1 to 65535, 0 for any free one
     * @param profile profile id, or {@link #AUTO}
     * @param limits bounds of this listener
     */
    public record Listener(String name, String protocol, String host, int port, String profile, Limits.Hl7 limits) {}

    /**
     * A monitor that is a server: the gateway connects to it.
     *
     * @param name first part of the name of its source
     * @param protocol {@code mindray-pds}
     * @param host numeric address
     * @param port 1 to 65535
     * @param bed the bed it stands at; null when it names itself
     * @param profile profile id
     */
    public record Monitor(
            String name,
            String protocol,
            String host,
            int port,
            @Nullable String bed,
            String profile) {}

    /**
     * One bed place.
     *
     * @param bed name on the door
     * @param address numeric address of its monitor; null when it is found by name
     * @param location bed as the monitor names it, by the profile's rule; null when it calls itself as the door does
     * @param period usual time between messages; null to learn it
     * @param persistent the monitor keeps its connection open, so that a closed one means loss
     * @param profile profile id for what comes from {@code address}, or {@link #AUTO}
     * @param empty no patient: a monitor that becomes active here is an alarm
     */
    public record Bed(
            String bed,
            @Nullable String address,
            @Nullable String location,
            @Nullable Duration period,
            boolean persistent,
            String profile,
            boolean empty) {}

    /** The same installation with another HTTP port. */
    public GatewayConfig withHttpPort(int port) {
        return new GatewayConfig(
                site,
                unit,
                language,
                new Http(http.host(), port, http.names()),
                data,
                mode,
                alarms,
                listeners,
                monitors,
                beds,
                paper);
    }
}
