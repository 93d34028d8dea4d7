package org.vigie.adapter.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorAddressTest {
    @Test
    void readsEverySpellingOfAPlace() {
        assertEquals(
                Optional.of(new MonitorAddress.Udp("192.168.10.12", 24105)),
                MonitorAddress.parse("udp://192.168.10.12"));
        assertEquals(
                Optional.of(new MonitorAddress.Udp("192.168.10.12", 24106)),
                MonitorAddress.parse("udp://192.168.10.12:24106"));
        assertEquals(
                Optional.of(new MonitorAddress.Tcp("10.0.0.5", 4001)), MonitorAddress.parse("tcp://10.0.0.5:4001"));
        assertEquals(
                Optional.of(new MonitorAddress.Serial("/dev/serial/by-id/usb-FTDI_1-if00", 115_200)),
                MonitorAddress.parse("serial:/dev/serial/by-id/usb-FTDI_1-if00"));
        assertEquals(
                Optional.of(new MonitorAddress.Serial("/dev/ttyS0", 19_200)),
                MonitorAddress.parse("serial:/dev/ttyS0?baud=19200"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "udp://monitor-12",
                "tcp://10.0.0.5",
                "udp://1.2.3.256",
                "serial:ttyS0",
                "serial:/dev/ttyS0?baud=9600",
                "udp://1.2.3.4:0",
                "udp://1.2.3.4:70000",
                "192.168.10.12",
                ""
            })
    void refusesWhatIsNoPlace(String text) {
        assertEquals(Optional.empty(), MonitorAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp://192.168.10.12", "tcp://10.0.0.5:4001", "serial:/dev/ttyS0?baud=19200"})
    void writesWhatItRead(String text) {
        assertEquals(text, MonitorAddress.parse(text).orElseThrow().text());
    }
}
