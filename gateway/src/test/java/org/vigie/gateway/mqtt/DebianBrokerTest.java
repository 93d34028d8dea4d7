package org.vigie.gateway.mqtt;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The contract with Debian's mosquitto as a process: the twin that needs no engine. */
class DebianBrokerTest extends BrokerContract {
    @Override
    TestBroker broker(Path hubFiles, int port) {
        Assumptions.assumeTrue(
                DebianBroker.program().isPresent(), "skipped: no mosquitto here; on Debian: apt-get install mosquitto");
        return DebianBroker.of(DebianBroker.program().orElseThrow(), hubFiles, port);
    }
}
