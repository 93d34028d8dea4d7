package org.vigie.model.program;

import java.nio.file.Path;

/** Starts a gateway inside this process; implemented by the gateway, found by {@link java.util.ServiceLoader}. */
public interface GatewayStarter {
    /**
     * Starts a gateway and waits until it is ready ({@code /health/ready} answers 200).
     *
     * @param siteFile a site.yaml
     * @throws IllegalArgumentException when the file has problems; the message lists all of them, with file and line
     */
    RunningGateway start(Path siteFile);
}
