package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;

/** Fault row 54: the program's file is replaced under it, as a package manager does it: a new file takes the name. */
class UpgradeSystemTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void aProgramWhoseFileIsReplacedGoesOnToItsOrderlyEndWithWhatItHasNotLoadedYet() throws Exception {
        Path jar = folder.resolve("vigie.jar");
        String classPath = ProgramJar.write(jar);
        try (Unit unit = new Unit(folder)) {
            VigieProcess gateway = unit.gateway(new VigieProcess.Jvm(List.of("-Xmx512m"), classPath));
            URI station = gateway.awaitReady();
            try (Mllp monitor = new Mllp(unit.hl7Port())) {
                monitor.ask(Messages.values("R01", 72, 84));
                replace(jar);
                assertEquals("AA", Mllp.code(monitor.ask(Messages.lowSpo2("R01", "start"))));
                Await.until("the alarm", () -> gateway.ward(station).toString().contains("active-unack"));
            }
            // Sheets are made by classes that nobody has needed until now; so is the end.
            HttpResponse<byte[]> sheet = get(station.resolve("/api/v1/sheets/R01.pdf"));
            String begin = new String(sheet.body(), 0, 5, StandardCharsets.ISO_8859_1);
            assertEquals(200, sheet.statusCode(), gateway.errors());
            assertEquals("%PDF-", begin);
            gateway.signal("TERM");
            assertEquals(143, gateway.exitCode(Duration.ofSeconds(30)), gateway.errors());
            assertTrue(gateway.errors().contains("event=stopped"), gateway.errors());
            assertFalse(gateway.errors().contains("NoClassDefFoundError"), gateway.errors());
        }
    }

    /** The next version, of which this process can use nothing. */
    private static void replace(Path jar) throws IOException {
        Path next = jar.resolveSibling("vigie.jar.next");
        try (OutputStream file = Files.newOutputStream(next);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new ZipEntry("another/version"));
            out.write(1);
        }
        Files.move(next, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static HttpResponse<byte[]> get(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
