package org.vigie.gateway.prove.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.model.testing.SharedData;

final class VirtualAddressTest {
    private static final long ZERO = Instant.parse("2026-11-22T20:17:00Z").toEpochMilli();

    private static final String FIRST = """
            [2026-11-22T20:17:01.000000] 2: eth0    inet 192.168.10.11/24 scope global eth0\\       valid_lft forever
            [2026-11-22T20:17:02.500000] 2: eth0    inet 192.168.10.10/24 scope global secondary eth0\\       valid_lft
            [2026-11-22T20:17:03.000000] 2: eth0    inet 192.168.10.10/24 scope global secondary eth0\\       valid_lft
            [2026-11-22T20:17:09.250999] Deleted 2: eth0    inet 192.168.10.10/24 scope global secondary eth0\\       v
            [2026-11-22T20:17:20.000000] 2: eth0    inet 192.168.10.10/24 scope global secondary eth0\\       valid_lft
            [2026-11-22T20:17:2""";

    private static final String SECOND = """
            [2026-11-22T20:17:09.000000] 2: eth0    inet 192.168.10.10/24 scope global secondary eth0\\       valid_lft
            """;

    @Test
    void addressesComeAndGoAsTheKernelSays() {
        AddressLog log = AddressLog.read(FIRST, Lan.VIRTUAL);
        assertEquals(
                List.of(
                        new AddressLog.Stay(ZERO + 2_500, ZERO + 9_250),
                        new AddressLog.Stay(ZERO + 20_000, Long.MAX_VALUE)),
                log.stays());
        assertTrue(log.isHere());
        assertEquals(ZERO + 20_000, log.came());
        assertFalse(AddressLog.read("", Lan.VIRTUAL).isHere());
    }

    @Test
    void countsTheTimeInWhichBothHadIt() {
        AddressLog first = AddressLog.read(FIRST, Lan.VIRTUAL);
        AddressLog second = AddressLog.read(SECOND, Lan.VIRTUAL);
        assertEquals(250, first.together(second, ZERO, ZERO + 15_000));
        assertEquals(250, second.together(first, ZERO, ZERO + 15_000));
        assertEquals(0, first.together(second, ZERO + 10_000, ZERO + 15_000));
        assertEquals(1_000, first.together(second, ZERO + 10_000, ZERO + 21_000));
    }

    @Test
    void theLongestOutageIsFoundAlsoWhenNothingEndsIt() {
        Answers answers = new Answers();
        for (long at : new long[] {1_000, 2_000, 9_500, 10_500}) {
            answers.acknowledged(at);
        }
        assertEquals(new Answers.Outage(2_000, 9_500), answers.outage(1_500, 12_000));
        assertEquals(new Answers.Outage(10_500, Long.MAX_VALUE), answers.outage(1_500, 30_000));
        assertEquals(Long.MAX_VALUE, answers.outage(1_500, 30_000).ms());
        assertEquals(new Answers.Outage(500, Long.MAX_VALUE), new Answers().outage(500, 600));
    }

    @Test
    void theDocumentHasTheConfigurationThatIsProven() throws IOException {
        String page = Files.readString(SharedData.repository().resolve("docs/failover.md"));
        assertTrue(page.contains("```\n" + Pair.keepalivedFile(0) + "```\n"), "docs/failover.md and keepalived.conf");
        String partner = Pair.keepalivedFile(1);
        assertTrue(partner.contains("priority 90 ") && partner.contains("unicast_src_ip 192.168.10.12"), partner);
        assertTrue(partner.contains("unicast_peer { 192.168.10.11 }"), partner);
    }
}
