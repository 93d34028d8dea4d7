package org.vigie.model.program;

import java.net.URI;

/** A gateway that runs in this process. {@code close} is idempotent and waits at most 10 s. Thread-safe. */
public interface RunningGateway extends AutoCloseable {
    /** Address of the central station's page. */
    URI address();

    /**
     * The TCP port on which a listener of site.yaml really listens (its port may have been 0).
     *
     * @throws IllegalArgumentException when the site has no listener of that name
     */
    int listenerPort(String listener);

    @Override
    void close();
}
