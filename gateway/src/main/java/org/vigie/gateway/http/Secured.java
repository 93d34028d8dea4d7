package org.vigie.gateway.http;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.pki.LocalNames;
import org.vigie.gateway.pki.SiteCa;

/**
 * The same page by https.
 *
 * @param port 0 for any free one
 * @param identity key and certificate of this box
 * @param authority certificate of the site's authority as PEM, for the displays
 * @param fingerprint SHA-256 of that certificate, to be compared by a person
 */
public record Secured(int port, SiteCa.Identity identity, String authority, String fingerprint) {
    private static final Logger LOG = LoggerFactory.getLogger(Secured.class);

    /**
     * Under the site's own authority, which is made at the first start; empty when the site wants plain http alone.
     *
     * @throws IOException when the files of the authority cannot be read or written; the message is for a person
     */
    public static Optional<Secured> of(GatewayConfig config) throws IOException {
        if (config.http().securePort().isEmpty()) {
            return Optional.empty();
        }
        SiteCa ca = SiteCa.open(config.data(), config.site());
        LOG.info("event=site-ca sha256={} action=\"compare before a display trusts /ca.crt\"", ca.fingerprint());
        SiteCa.Identity identity =
                ca.identity(LocalNames.of(config.http().host(), config.http().names()));
        return Optional.of(new Secured(config.http().securePort().getAsInt(), identity, ca.pem(), ca.fingerprint()));
    }
}
