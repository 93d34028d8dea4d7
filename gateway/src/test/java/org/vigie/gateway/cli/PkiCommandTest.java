package org.vigie.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void aHubGetsEverythingItsBrokerNeeds() throws IOException {
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
        for (String file : new String[] {"ca.crt", "broker.crt", "broker.key", "acl"}) {
            assertTrue(Files.size(folder.resolve("hub").resolve(file)) > 0, file);
        }
    }

    @Test
    void aNameThatIsNoNameIsWrongUse() throws IOException {
        assertEquals(2, run("box", "edge/a", "--config", path("site.yaml")));
        assertEquals(2, run());
        assertEquals(0, run("show", "--config", path("site.yaml")));
        assertEquals(95, text.toString().strip().length());
    }
}
