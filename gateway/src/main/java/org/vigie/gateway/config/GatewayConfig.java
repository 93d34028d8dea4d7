package org.vigie.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.session.WaveChoice;
import org.vigie.adapter.shell.IntellivueClient;
import org.vigie.adapter.transport.MonitorAddress;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.Escalation;
import org.vigie.model.limits.Limits;

/**
 * One installation, as site.yaml describes it; every value has been checked.
 *
 * @param site name of the site
 * @param unit name of the unit
 * @param language default language of the screens
 * @param http where the central station is served
 * @param data folder of the journal, absolute
 * @param keepWaves how long the journal keeps waves, 1 h to 3 days
 * @param mode anything but LIVE is marked across every tile
 * @param alarms the unit's choices about alarms
 * @param listeners where monitors connect to
 * @param monitors monitors that are servers themselves
 * @param beds in the order in which they are shown
 * @param paper downtime sheets written by themselves; null for none
 * @param link to other boxes; null for a box by itself
 * @param mqtt broker to which the unit is published for anybody else; null for none
 * @param failover the other box that serves the same beds; null for none
 * @param setClock command that sets the clock of the box, without the time; empty: nobody sets it on a display
 */
public record GatewayConfig(
        String site,
        String unit,
        Language language,
        Http http,
        Path data,
        Duration keepWaves,
        Mode mode,
        Alarms alarms,
        List<Listener> listeners,
        List<Monitor> monitors,
        List<Bed> beds,
        @Nullable Paper paper,
        @Nullable LinkConfig link,
        @Nullable Mqtt mqtt,
        @Nullable FailoverConfig failover,
        List<String> setClock) {
    public GatewayConfig {
        listeners = List.copyOf(listeners);
        monitors = List.copyOf(monitors);
        beds = List.copyOf(beds);
        setClock = List.copyOf(setClock);
    }

    /** Protocol: HL7 over MLLP. */
    public static final String HL7 = "hl7";

    /** Protocol: Mindray monitors that are called. */
    public static final String MINDRAY_PDS = "mindray-pds";

    /** Protocol: Philips IntelliVue Data Export. */
    public static final String INTELLIVUE = "intellivue";

    /** The profile of IntelliVue monitors. */
    public static final String INTELLIVUE_PROFILE = "philips-intellivue";

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

        /** What marks everything that is not about patients; empty when it is. */
        public String mark() {
            return this == LIVE ? "" : word();
        }
    }

    /**
     * Where the central station is served.
     *
     * @param host address to bind; loopback by default
     * @param port 1 to 65535, 0 for any free one
     * @param names further names under which displays reach this box; the Host header must be one of them, a loopback
     *     name or the address that was connected to
     * @param other {@code address:port} of another central station, offered when this one is gone; null for none
     * @param securePort of the same page by https under the site's own certificate authority, 0 for any free one; empty
     *     when there is none
     */
    public record Http(
            String host,
            int port,
            List<String> names,
            @Nullable String other,
            OptionalInt securePort) {
        public Http {
            names = List.copyOf(names);
        }
    }

    /**
     * Downtime sheets that are written by themselves.
     *
     * @param folder absolute
     * @param every 10 min to 24 h
     * @param print command that prints the file whose name is put behind it; empty for no printer
     * @param printEvery 10 min to 24 h; zero to print only when asked
     */
    public record Paper(Path folder, Duration every, List<String> print, Duration printEvery) {
        public Paper {
            print = List.copyOf(print);
        }
    }

    /**
     * A broker to which the unit is published for anybody else.
     *
     * @param brokers numeric {@code address:port}; of a cluster those of its nodes, 1 to 4, tried in this order
     * @param name of this box, as in its certificate
     * @param identity file of {@code vigie pki box}, absolute; null without TLS, on loopback only
     */
    public record Mqtt(
            List<String> brokers, String name, @Nullable Path identity) {
        public Mqtt {
            brokers = List.copyOf(brokers);
        }
    }

    /**
     * What the unit decided about alarms; the meaning of each is in docs/alarms.md.
     *
     * @param mirrorBedsideAcknowledge an acknowledgement at the bedside counts here too
     * @param mediumRepeatDelay delay of a medium limit alarm that was on a short time ago, 0 to 15 s
     * @param alarmOnDemoData true only for training: data marked as demonstration may alarm
     * @param annunciator what the box sounds with when no display answers
     * @param relay serial port whose RTS line keeps a buzzer silent; null for none
     * @param escalation when an alarm that nobody acknowledges becomes more urgent
     * @param otherNetwork a way of the box to another network is an alarm
     */
    public record Alarms(
            boolean mirrorBedsideAcknowledge,
            Duration mediumRepeatDelay,
            boolean alarmOnDemoData,
            Annunciator annunciator,
            @Nullable Path relay,
            Escalation escalation,
            boolean otherNetwork) {}

    /** What the box sounds with when no display answers. */
    public enum Annunciator {
        /** The loudspeaker, except in a demonstration. */
        AUTO,
        LOUDSPEAKER,
        NONE;

        /** The word in the file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A port on which monitors connect or announce themselves.
     *
     * @param name of the listener; for HL7 the first part of the names of its sources
     * @param protocol {@link #HL7} or {@link #INTELLIVUE}
     * @param host address to bind
     * @param port 1 to 65535, 0 for any free one
     * @param profile profile id, or {@link #AUTO}
     * @param limits bounds of an HL7 listener
     * @param waves asked of every IntelliVue monitor
     * @param interfaces on which IntelliVue monitors are listened for by multicast; empty for all
     */
    public record Listener(
            String name,
            String protocol,
            String host,
            int port,
            String profile,
            Limits.Hl7 limits,
            List<WaveChoice> waves,
            List<String> interfaces) {
        public Listener {
            waves = List.copyOf(waves);
            interfaces = List.copyOf(interfaces);
        }

        /** A listener for HL7. */
        public static Listener hl7(String name, String host, int port, String profile, Limits.Hl7 limits) {
            return new Listener(name, HL7, host, port, profile, limits, List.of(), List.of());
        }

        /** Whether IntelliVue monitors announce themselves on it. */
        public boolean isIntellivue() {
            return protocol.equals(INTELLIVUE);
        }
    }

    /**
     * A monitor that waits to be called: the gateway connects to it.
     *
     * @param name of the monitor; part of its source name
     * @param protocol {@link #MINDRAY_PDS} or {@link #INTELLIVUE}
     * @param address where it is; of a Mindray monitor always TCP
     * @param bed the bed it stands at; null when it names itself
     * @param profile profile id
     * @param waves asked of an IntelliVue monitor
     */
    public record Monitor(
            String name,
            String protocol,
            MonitorAddress address,
            @Nullable String bed,
            String profile,
            List<WaveChoice> waves) {
        public Monitor {
            waves = List.copyOf(waves);
        }

        /** Numeric address; empty for a serial port. */
        public String host() {
            return switch (address) {
                case MonitorAddress.Udp udp -> udp.host();
                case MonitorAddress.Tcp tcp -> tcp.host();
                case MonitorAddress.Serial serial -> "";
            };
        }

        /** Port; 0 for a serial port. */
        public int port() {
            return switch (address) {
                case MonitorAddress.Udp udp -> udp.port();
                case MonitorAddress.Tcp tcp -> tcp.port();
                case MonitorAddress.Serial serial -> 0;
            };
        }

        /** Whether it is an IntelliVue monitor. */
        public boolean isIntellivue() {
            return protocol.equals(INTELLIVUE);
        }

        /** Who it is in the unit. */
        public SourceId source() {
            return isIntellivue() ? IntellivueClient.sourceOf(name, address) : SiteMapping.source(name, host());
        }
    }

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
     * @param news2 the unit wants NEWS2 for this bed
     */
    public record Bed(
            String bed,
            @Nullable String address,
            @Nullable String location,
            @Nullable Duration period,
            boolean persistent,
            String profile,
            boolean empty,
            boolean news2) {}

    /** The same installation with another HTTP port. */
    public GatewayConfig withHttpPort(int port) {
        return with(new Http(http.host(), port, http.names(), http.other(), http.securePort()), listeners, monitors);
    }

    /** The same installation without anything that calls a monitor: where monitors call stays open. */
    public GatewayConfig withoutCalls() {
        List<Listener> passive =
                listeners.stream().filter(some -> !some.isIntellivue()).toList();
        return with(http, passive, List.of());
    }

    private GatewayConfig with(Http served, List<Listener> heard, List<Monitor> called) {
        return new GatewayConfig(
                site, unit, language, served, data, keepWaves, mode, alarms, heard, called, beds, paper, link, mqtt,
                failover, setClock);
    }
}
