package org.vigie.gateway.config;

import java.util.List;

/**
 * This box and another one serve the same beds; one of the two polls the monitors.
 *
 * @param pair name of the pair, the same at both
 * @param partner name of the other box in its {@code link}
 * @param first true at exactly one of the two: it goes first when both could
 * @param key file with the secret of the pair, absolute
 * @param paths to the partner, two to four
 */
public record FailoverConfig(String pair, String partner, boolean first, java.nio.file.Path key, List<Path> paths) {
    public FailoverConfig {
        paths = List.copyOf(paths);
    }

    /**
     * A path to the partner.
     *
     * @param name for messages and metrics
     * @param ownHost numeric address of this box
     * @param ownPort 1 to 65535
     * @param partnerHost numeric address of the partner
     * @param partnerPort 1 to 65535
     */
    public record Path(String name, String ownHost, int ownPort, String partnerHost, int partnerPort) {}
}
