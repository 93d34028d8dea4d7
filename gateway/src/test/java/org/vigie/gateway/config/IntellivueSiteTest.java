package org.vigie.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.intellivue.session.WaveChoice;
import org.vigie.adapter.transport.MonitorAddress;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.ward.Site;

/** IntelliVue monitors in site.yaml. */
class IntellivueSiteTest {
    private static GatewayConfig parse(String text) {
        return SiteFile.parse("site.yaml", text, Path.of("/srv/vigie"), Set.of("philips-intellivue", "ihe-pcd"));
    }

    private static List<String> problems(String text) {
        return assertThrows(SiteFileException.class, () -> parse(text)).problems().stream()
                .map(SiteProblem::toString)
                .toList();
    }

    @Test
    void readsDiscoveryAndEveryKindOfAddress() {
        GatewayConfig config = parse("""
                listeners:
                  - { name: iv, protocol: intellivue, waves: [ecg, pleth, abp], interfaces: [eth0] }
                monitors:
                  - { name: b12, protocol: intellivue, address: "udp://192.168.10.12", bed: R12 }
                  - { name: b13, protocol: intellivue, address: "serial:/dev/serial/by-id/usb-FTDI_1-if00?baud=19200", bed: R13 }
                  - { name: b14, protocol: intellivue, address: "tcp://10.0.0.5:4001", bed: R14, waves: [resp] }
                beds:
                  - { bed: R01 }
                  - { bed: R02, address: 192.168.10.22 }
                  - { bed: R12 }
                  - { bed: R13 }
                  - { bed: R14 }
                """);
        GatewayConfig.Listener discovery = config.listeners().getFirst();
        assertEquals(24_005, discovery.port());
        assertEquals("philips-intellivue", discovery.profile());
        assertEquals(List.of(WaveChoice.ECG, WaveChoice.PLETH, WaveChoice.ABP), discovery.waves());
        assertEquals(List.of("eth0"), discovery.interfaces());
        assertEquals(
                new MonitorAddress.Udp("192.168.10.12", 24_105),
                config.monitors().get(0).address());
        assertEquals(List.of(WaveChoice.RESP), config.monitors().get(2).waves());
        Site site = SiteMapping.site(config);
        assertEquals(Optional.of(new BedId("R02")), site.resolve(new SourceId("192.168.10.22"), "any label"));
        assertEquals(Optional.of(new BedId("R01")), site.resolve(new SourceId("192.168.10.77"), "R01"));
        assertEquals(Optional.of(new BedId("R12")), site.resolve(new SourceId("192.168.10.12"), null));
        assertEquals(Optional.of(new BedId("R13")), site.resolve(new SourceId("b13"), null));
        assertEquals(Optional.of(new BedId("R14")), site.resolve(new SourceId("b14"), null));
        assertEquals(Optional.empty(), site.resolve(new SourceId("192.168.10.77"), null), "no label: to be assigned");
    }

    @Test
    void tellsWhatIsWrongWithItsLine() {
        List<String> problems = problems("""
                listeners:
                  - { name: iv, protocol: intellivue, waves: [ecg, plethysmogram] }
                  - { name: i2, protocol: intellivue, waves: [ecg-all, ecg-ii] }
                  - { name: i3, protocol: intellivue, limits: { connections: 3 } }
                monitors:
                  - { name: b12, protocol: intellivue, address: "udp://monitor-12" }
                  - { name: b13, protocol: intellivue, address: "serial:/dev/ttyS0?baud=9600" }
                beds: [ { bed: R01 } ]
                """);
        assertTrue(problems.get(0).startsWith("site.yaml:2: "), problems.toString());
        assertTrue(problems.get(0).contains("`plethysmogram` is not known; there are: ecg, ecg-all"), problems.get(0));
        assertTrue(problems.get(1).startsWith("site.yaml:3: "), problems.toString());
        assertTrue(problems.get(2).startsWith("site.yaml:4: "), problems.toString());
        assertTrue(problems.get(3).startsWith("site.yaml:6: "), problems.toString());
        assertTrue(problems.get(3).contains("serial:/dev/serial/by-id/NAME?baud=115200"), problems.get(3));
        assertTrue(problems.get(4).startsWith("site.yaml:7: "), problems.toString());
        assertEquals(5, problems.size(), problems.toString());
    }
}
