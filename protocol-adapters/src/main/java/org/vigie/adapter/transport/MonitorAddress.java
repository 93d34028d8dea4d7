package org.vigie.adapter.transport;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a monitor is, as site.yaml writes it. */
public sealed interface MonitorAddress {
    /** What is written for a person who mistyped it. */
    String EXPECTED = "\"udp://192.168.10.12\", \"tcp://192.168.10.5:4001\" or"
            + " \"serial:/dev/serial/by-id/NAME?baud=115200\" expected";

    /** UDP port on which IntelliVue monitors take associations. SOURCE: intellivue-protocol.md section 2.1. */
    int DATA_EXPORT_PORT = 24105;

    /** Speed of the monitor's MIB port unless it was set otherwise. */
    int USUAL_BAUD = 115_200;

    /** A monitor on the network. */
    record Udp(String host, int port) implements MonitorAddress {
        @Override
        public String text() {
            return "udp://" + host + (port == DATA_EXPORT_PORT ? "" : ":" + port);
        }
    }

    /** A serial port behind a terminal server. */
    record Tcp(String host, int port) implements MonitorAddress {
        @Override
        public String text() {
            return "tcp://" + host + ":" + port;
        }
    }

    /** A serial port of this machine. */
    record Serial(String path, int baud) implements MonitorAddress {
        @Override
        public String text() {
            return "serial:" + path + "?baud=" + baud;
        }
    }

    /** The usual spelling. */
    String text();

    /** Reads a place; empty when it is none. Addresses are numbers: names are not looked up. */
    static Optional<MonitorAddress> parse(String text) {
        Matcher net = Forms.NET.matcher(text);
        if (net.matches()) {
            boolean udp = net.group(1).equals("udp");
            int port = net.group(3) == null ? udp ? DATA_EXPORT_PORT : 0 : Integer.parseInt(net.group(3));
            if (port < 1 || port > 65_535) {
                return Optional.empty();
            }
            return Optional.of(udp ? new Udp(net.group(2), port) : new Tcp(net.group(2), port));
        }
        Matcher serial = Forms.SERIAL.matcher(text);
        if (serial.matches()) {
            String baud = serial.group(2);
            return Optional.of(new Serial(serial.group(1), baud == null ? USUAL_BAUD : Integer.parseInt(baud)));
        }
        return Optional.empty();
    }

    /** The spellings; apart, because everything in an interface is public. */
    final class Forms {
        private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
        private static final Pattern NET =
                Pattern.compile("(udp|tcp)://(" + BYTE + "(?:\\." + BYTE + "){3})(?::(\\d{1,5}))?");
        private static final Pattern SERIAL = Pattern.compile("serial:(/[^?\\s]{1,200})(?:\\?baud=(19200|115200))?");

        private Forms() {}
    }
}
