package org.vigie.gateway.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A key with its certificate, as the site's authority has just made them.
 *
 * @param key private key
 * @param certificate signed by the authority
 * @param authority of the site
 */
public record Issued(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    /** The key as PEM text (PKCS#8, not encrypted: its file belongs to its owner alone). */
    public String pemKey() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** The certificate as PEM text. */
    public String pemCertificate() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    /** The certificate of the authority as PEM text. */
    public String pemAuthority() {
        return pem("CERTIFICATE", encoded(authority));
    }

    /** Writes key, certificate and authority as one PKCS#12 file that only its owner can read. */
    public void write(Path file) throws IOException {
        try {
            SiteCa.write(file, key, certificate, authority);
        } catch (GeneralSecurityException unwritable) {
            throw new IOException("cannot write " + file + ": " + unwritable, unwritable);
        }
    }

    /** Writes the certificate of the authority as a PKCS#12 file of what is trusted. */
    public void writeTrusted(Path file) throws IOException {
        try {
            SiteCa.writeTrusted(file, authority);
        } catch (GeneralSecurityException unwritable) {
            throw new IOException("cannot write " + file + ": " + unwritable, unwritable);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("a certificate that was made cannot be written", broken);
        }
    }

    static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der)
                + "\n-----END " + what + "-----\n";
    }
}
