package org.vigie.gateway.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteCaTest {
    private static final NavigableSet<String> NAMES = new TreeSet<>(List.of("127.0.0.1", "localhost", "vigie.local"));

    @TempDir
    private Path data = Path.of("unset");

    @Test
    void theAuthorityIsMadeOnceAndKept() throws IOException {
        SiteCa first = SiteCa.open(data, "CHU");
        SiteCa again = SiteCa.open(data, "CHU");
        assertEquals(first.fingerprint(), again.fingerprint());
        assertEquals(first.pem(), again.pem());
        assertEquals(95, first.fingerprint().length());
    }

    @Test
    void theBoxKeepsItsCertificateUntilItHasOtherNames() throws IOException, GeneralSecurityException {
        SiteCa ca = SiteCa.open(data, "CHU");
        X509Certificate first = certificate(ca.identity(NAMES));
        assertArrayEquals(first.getEncoded(), certificate(ca.identity(NAMES)).getEncoded());
        NavigableSet<String> more = new TreeSet<>(NAMES);
        more.add("192.168.10.2");
        X509Certificate second = certificate(ca.identity(more));
        assertFalse(first.equals(second));
        assertEquals(4, second.getSubjectAlternativeNames().size());
    }

    @Test
    void aCertificateIsSignedByTheSiteAndByNobodyElse() throws IOException, GeneralSecurityException {
        SiteCa ca = SiteCa.open(data.resolve("a"), "CHU");
        X509Certificate box = certificate(ca.identity(NAMES));
        box.verify(authority(ca.identity(NAMES)).getPublicKey());
        SiteCa other = SiteCa.open(data.resolve("b"), "CHU");
        X509Certificate stranger = authority(other.identity(NAMES));
        assertThrows(GeneralSecurityException.class, () -> box.verify(stranger.getPublicKey()));
        assertEquals(-1, box.getBasicConstraints());
        assertEquals(0, authority(ca.identity(NAMES)).getBasicConstraints());
    }

    @Test
    void keysAreReadableByTheirOwnerOnly() throws IOException {
        SiteCa ca = SiteCa.open(data, "CHU");
        Path server = ca.identity(NAMES).file();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(server)));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(server.resolveSibling("ca.p12"))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(server.getParent())));
    }

    @Test
    void aDamagedFileIsNamedWithWhatToDo() throws IOException {
        SiteCa.open(data, "CHU");
        Files.write(data.resolve("tls/ca.p12"), new byte[] {1, 2, 3});
        IOException told = assertThrows(IOException.class, () -> SiteCa.open(data, "CHU"));
        assertTrue(String.valueOf(told.getMessage()).contains("ca.p12"), String.valueOf(told.getMessage()));
    }

    @Test
    void anIdentityNamesItsBoxAndCanBeNoServer() throws IOException, GeneralSecurityException {
        SiteCa ca = SiteCa.open(data, "CHU");
        Issued edge = ca.client("edge-a");
        assertEquals("CN=edge-a", edge.certificate().getSubjectX500Principal().getName());
        assertEquals(List.of("1.3.6.1.5.5.7.3.2"), edge.certificate().getExtendedKeyUsage());
        edge.certificate().verify(edge.authority().getPublicKey());
        Path file = data.resolve("edge-a.p12");
        edge.write(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("TLSv1.3", ClientTls.context(file).getProtocol());
        IOException told = assertThrows(IOException.class, () -> ClientTls.context(data.resolve("none.p12")));
        assertTrue(String.valueOf(told.getMessage()).contains("vigie pki box"), String.valueOf(told.getMessage()));
    }

    @Test
    void theFilesOfAHubAreABrokersAndItsKeyIsItsOwners() throws IOException, GeneralSecurityException {
        SiteCa ca = SiteCa.open(data, "CHU");
        Path hub = data.resolve("hub");
        HubFiles.write(ca, new HubFiles.Hub("hub-1", "192.168.10.3", 8883, NAMES, hub), hub);
        HubFiles.write(ca, new HubFiles.Hub("hub-1", "192.168.10.3", 8883, NAMES, hub), hub);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(hub.resolve("broker.key"))));
        String conf = Files.readString(hub.resolve("mosquitto.conf"));
        assertTrue(conf.contains("listener 8883 192.168.10.3\n"), conf);
        assertTrue(conf.contains("cafile " + hub + "/ca.crt\n"), conf);
        String acl = Files.readString(hub.resolve("acl"));
        assertTrue(acl.contains("user hub-1\ntopic read vigie/v1/link/+/hub-1/+/up\n"), acl);
        assertFalse((conf + acl).contains("@"), "a place that was not filled in");
        assertEquals(
                List.of("1.3.6.1.5.5.7.3.1"),
                ca.broker("hub-1", NAMES).certificate().getExtendedKeyUsage());
        assertTrue(HubFiles.isBox("edge-a_1"));
        assertFalse(HubFiles.isBox("edge/a") || HubFiles.isBox("") || HubFiles.isBox("+") || HubFiles.isBox("-a"));
    }

    private static X509Certificate certificate(SiteCa.Identity identity) throws IOException, GeneralSecurityException {
        return (X509Certificate) chain(identity)[0];
    }

    private static X509Certificate authority(SiteCa.Identity identity) throws IOException, GeneralSecurityException {
        return (X509Certificate) chain(identity)[1];
    }

    private static java.security.cert.Certificate[] chain(SiteCa.Identity identity)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(identity.file())) {
            store.load(in, identity.word().toCharArray());
        }
        return store.getCertificateChain("vigie");
    }
}
