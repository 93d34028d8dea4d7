package org.vigie.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.pki.ClientTls;
import picocli.CommandLine;

class PkiCommandTest {
    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter text = new StringWriter();

    private int run(String... arguments) throws IOException {
        Files.writeString(folder.resolve("site.yaml"), "data: data\nbeds: [ { bed: R01 } ]\n");
        text.getBuffer().setLength(0);
        PrintWriter console = new PrintWriter(text, true);
        return new CommandLine(new PkiCommand()).setOut(console).setErr(console).execute(arguments);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void anIdentityIsWrittenOnceAndNeverOverwritten() throws IOException {
        String[] box = {"box", "edge-a", "--config", path("site.yaml"), "--out", path("edge-a.p12")};
        assertEquals(0, run(box), text::toString);
        assertEquals("TLSv1.3", ClientTls.context(folder.resolve("edge-a.p12")).getProtocol());
        assertEquals(1, run(box));
        assertTrue(text.toString().contains("exists"), text.toString());
    }

    @Test
    void aHubGetsEverythingItsBrokerNeeds() throws Exception {
        assertEquals(
                0,
                run(
                        "hub",
                        "hub-1",
                        "--config",
                        path("site.yaml"),
                        "--out",
                        path("hub"),
                        "--home",
                        "/etc/mosquitto/vigie",
                        "--address",
                        "192.168.10.3"),
                text::toString);
        assertTrue(text.toString().contains("mosquitto -c /etc/mosquitto/vigie/mosquitto.conf"), text.toString());
        assertTrue(Files.readString(folder.resolve("hub/mosquitto.conf"))
                .contains("keyfile /etc/mosquitto/vigie/broker.key\n"));
        // The hub reaches its own broker over loopback.
        assertEquals(Set.of("127.0.0.1", "192.168.10.3"), names(folder.resolve("hub/broker.crt")));
        for (String file : new String[] {"ca.crt", "broker.crt", "broker.key", "acl"}) {
            assertTrue(Files.size(folder.resolve("hub").resolve(file)) > 0, file);
        }
    }

    private static Set<Object> names(Path certificate) throws Exception {
        try (InputStream in = Files.newInputStream(certificate)) {
            X509Certificate read =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return read.getSubjectAlternativeNames().stream()
                    .map(name -> name.get(1))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void theNodesOfAClusterKnowEachOtherAndEachEdgeWritesUnderItsOwnName() throws IOException {
        String[] cluster = {
            "artemis",
            "--config",
            path("site.yaml"),
            "--node",
            "art-1=192.168.10.5",
            "--node",
            "art-2=192.168.10.6:8884:61618",
            "--edge",
            "edge-a",
            "--edge",
            "edge-b",
            "--home",
            "/var/lib/artemis",
            "--out",
            path("cluster")
        };
        assertEquals(0, run(cluster), text::toString);
        String one = Files.readString(folder.resolve("cluster/art-1/etc/broker.xml"));
        String two = Files.readString(folder.resolve("cluster/art-2/etc/broker.xml"));
        assertTrue(one.contains("<acceptor name=\"mqtt\">tcp://192.168.10.5:8883?"), one);
        assertTrue(two.contains("<acceptor name=\"mqtt\">tcp://192.168.10.6:8884?"), two);
        assertTrue(one.contains("<connector name=\"art-2\">tcp://192.168.10.6:61618?"), one);
        assertTrue(one.contains("keyStorePath=/var/lib/artemis/etc/broker.p12"), one);
        assertTrue(one.contains("<permission type=\"send\" roles=\"edge-b\"/>"), one);
        assertEquals(secret(one), secret(two));
        assertEquals(48, secret(one).length());
        assertFalse(one.contains("@"), one);
        assertEquals(
                "site=reader,edge-a,edge-b\nedge-a=edge-a\nedge-b=edge-b\n",
                Files.readString(folder.resolve("cluster/art-1/etc/roles.properties")));
        assertEquals(0, run(cluster), "again, with new keys");
        assertNotEquals(secret(one), secret(Files.readString(folder.resolve("cluster/art-1/etc/broker.xml"))));
    }

    private static String secret(String broker) {
        int from = broker.indexOf("<cluster-password>") + "<cluster-password>".length();
        return broker.substring(from, broker.indexOf('<', from));
    }

    @Test
    void aClusterOfOneOrWithoutNumericAddressIsWrongUse() throws IOException {
        String[] one = {
            "artemis", "--config", path("site.yaml"), "--edge", "e", "--out", path("x"), "--node", "a=10.0.0.1"
        };
        assertEquals(2, run(one));
        one[one.length - 1] = "a=broker.local";
        assertEquals(2, run(one));
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @Test
    void aNameThatIsNoNameIsWrongUse() throws IOException {
        assertEquals(2, run("box", "edge/a", "--config", path("site.yaml")));
        assertEquals(2, run());
        assertEquals(0, run("show", "--config", path("site.yaml")));
        assertEquals(95, text.toString().strip().length());
    }
}
