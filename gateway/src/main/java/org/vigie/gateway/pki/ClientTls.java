package org.vigie.gateway.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS of a box that calls another box of its site: it shows its own certificate and trusts the site's authority and
 * nobody else. Whether a certificate is in date is not asked of this box's clock, which after a power cut may stand in
 * 1970. SOURCE: reference/security.md 3, degraded-networks.md 3.4.
 */
public final class ClientTls {
    /** Within the validity of every certificate of every site. */
    private static final Date CHECKED_AS_OF = Date.from(Instant.parse("2035-01-01T00:00:00Z"));

    private ClientTls() {}

    /**
     * Reads an identity that {@code vigie pki box} wrote.
     *
     * @throws IOException when there is none or it cannot be used; the message names the file and what to do
     */
    public static SSLContext context(Path identity) throws IOException {
        if (!Files.isRegularFile(identity)) {
            throw new IOException(
                    "no identity " + identity + ": make one with `vigie pki box` on the box that has the authority");
        }
        try {
            KeyStore store = SiteCa.read(identity);
            Certificate[] chain = store.getCertificateChain(SiteCa.ALIAS);
            if (chain == null || chain.length != 2) {
                throw new IOException(identity + " is no identity of Vigie: make one with `vigie pki box`");
            }
            KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
            own.init(store, SiteCa.WORD);
            PKIXBuilderParameters site = new PKIXBuilderParameters(
                    Set.of(new TrustAnchor((X509Certificate) chain[1], null)), new X509CertSelector());
            site.setRevocationEnabled(false);
            site.setDate(CHECKED_AS_OF);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(new CertPathTrustManagerParameters(site));
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException damaged) {
            throw new IOException(identity + " cannot be used (" + damaged + "): make a new one", damaged);
        }
    }
}
