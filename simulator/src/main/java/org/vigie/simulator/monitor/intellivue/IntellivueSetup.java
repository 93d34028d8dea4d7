package org.vigie.simulator.monitor.intellivue;

import java.util.Locale;
import java.util.Optional;

/**
 * What a virtual IntelliVue monitor is and how it is configured.
 *
 * @param mac six bytes, kept in the low 48 bits
 * @param ipv4 its own address, 32 bits; 0 on a serial line
 * @param port of its Data Export service; 24105 on real monitors
 * @param bedLabel as configured at the monitor; may be blank, at most 16 characters
 * @param part of the monitor, for example M8003A
 * @param software revision, for example G.01.80
 * @param mode how it works
 * @param link what it is connected by, which decides the pacing of waves
 */
public record IntellivueSetup(
        long mac, int ipv4, int port, String bedLabel, String part, String software, Mode mode, Link link) {
    /** Port of the Data Export service (intellivue-protocol.md section 2.1). */
    public static final int DATA_PORT = 24105;

    private static final long MAKER = 0x0009_FB00_0000L;

    /** Operating mode of the monitor, attribute 0946. */
    public enum Mode {
        MONITORING(0x4000),
        DEMO(0x2000),
        SERVICE(0x1000),
        STANDBY(0x0002),
        CONFIG(0x0001);

        private final int code;

        Mode(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        /** Whether a monitor in this mode measures nobody. */
        boolean isOff() {
            return this != MONITORING && this != DEMO;
        }

        /** The word in scenario files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The mode of that word. */
        public static Optional<Mode> of(String word) {
            for (Mode mode : values()) {
                if (mode.word().equals(word)) {
                    return Optional.of(mode);
                }
            }
            return Optional.empty();
        }
    }

    /** What the monitor is connected by. */
    public enum Link {
        /** Network: the four wave blocks of a second arrive in one burst, as CAP-L shows. */
        LAN,
        /** RS-232: each wave block when it is complete, as CAP-S shows; no connect indications. */
        SERIAL;

        /** The word in scenario files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The link of that word. */
        public static Optional<Link> of(String word) {
            for (Link link : values()) {
                if (link.word().equals(word)) {
                    return Optional.of(link);
                }
            }
            return Optional.empty();
        }
    }

    public IntellivueSetup {
        if (bedLabel.length() > 16) {
            throw new IllegalArgumentException("bed label: at most 16 characters, got " + bedLabel);
        }
    }

    /** A monitoring MX-class monitor; its MAC follows from its number, so that it is the same in every run. */
    public static IntellivueSetup numbered(int number, String bedLabel, int ipv4, int port, Link link) {
        return new IntellivueSetup(
                MAKER | (0x70_0000L + number), ipv4, port, bedLabel, "M8003A", "G.01.80", Mode.MONITORING, link);
    }

    /** The same monitor with another label on its bed. */
    public IntellivueSetup labelled(String label) {
        return new IntellivueSetup(mac, ipv4, port, label, part, software, mode, link);
    }

    /** The same monitor in another mode. */
    public IntellivueSetup in(Mode other) {
        return new IntellivueSetup(mac, ipv4, port, bedLabel, part, software, other, link);
    }

    Wire macBytes() {
        return new Wire().u16((int) (mac >> 32)).u32(mac);
    }
}
