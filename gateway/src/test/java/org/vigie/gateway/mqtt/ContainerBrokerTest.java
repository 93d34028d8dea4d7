package org.vigie.gateway.mqtt;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The contract with Mosquitto in a container, where a Docker engine runs. */
class ContainerBrokerTest extends BrokerContract {
    @Override
    TestBroker broker(Path hubFiles, int port) {
        Optional<String> missing = ContainerBroker.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElse(""));
        return ContainerBroker.of(hubFiles, port);
    }
}
