package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.model.testing.SharedData;

/** What the machine gives a process runs out: file descriptors, memory. */
class ResourcesSystemTest {
    private static final int FRAME = 1 << 20;

    @TempDir
    private Path folder = Path.of("unset");

    private final List<Socket> sockets = new ArrayList<>();

    private Socket connect(String from, int port) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
        sockets.add(socket);
        return socket;
    }

    private void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** Fault row 47. */
    @Test
    void withoutAFreeDescriptorWhoIsConnectedGoesOnAndWhoComesLaterGetsInWhenThereIsOne() throws Exception {
        try (Unit unit = new Unit(folder)) {
            VigieProcess gateway = unit.gateway(
                    new VigieProcess.Jvm(List.of("-Xmx512m"), ProgramJar.write(folder.resolve("vigie.jar"))));
            URI station = gateway.awaitReady();
            try (Mllp monitor = new Mllp(unit.hl7Port())) {
                assertEquals("AA", Mllp.code(monitor.ask(Messages.values("R01", 72, 97))));
                Await.until("live", () -> link(gateway, station).equals("live"));
                long open = descriptors(gateway);
                limit(gateway, open + 8);
                for (int i = 0; i < 40; i++) {
                    Socket unused = connect("127.66.0." + (1 + i), station.getPort());
                }
                Await.until("none is free", () -> descriptors(gateway) >= open + 8);
                for (int i = 0; i < 10; i++) {
                    assertEquals("AA", Mllp.code(monitor.ask(Messages.values("R01", 80 + i, 97))));
                }
                // Over the connection that this test has kept: a new one would find no place.
                Await.until("what is shown goes on", () -> heartRate(gateway, station) == 89);
                assertEquals("live", link(gateway, station));
                hangUp();
                Await.until("a new monitor gets in", () -> isAnswered(unit.hl7Port()));
                assertEquals("AA", Mllp.code(monitor.ask(Messages.values("R01", 90, 97))));
                Await.until("and is shown", () -> heartRate(gateway, station) == 90);
            } finally {
                hangUp();
            }
            gateway.signal("TERM");
            assertEquals(143, gateway.exitCode(Duration.ofSeconds(30)), gateway.errors());
        }
    }

    /** Fault row 48: the launchers' own option ends a process that has no memory left; what it had answered is kept. */
    @Test
    void aBombThatIsTooMuchForTheHeapEndsTheProcessAtOnceAndNothingAnsweredIsLost() throws Exception {
        for (Path launcher : List.of(Path.of("vigie"), Path.of("packaging/launcher"))) {
            Path file = SharedData.repository().resolve(launcher);
            assertTrue(Files.readString(file).contains("-XX:+ExitOnOutOfMemoryError"), launcher.toString());
        }
        try (Unit unit = new Unit(folder)) {
            // A sixth of the usual heap, so that the bounds of one port (64 frames of 1 MiB) do not fit into it.
            VigieProcess gateway = unit.gateway(new VigieProcess.Jvm(
                    List.of("-Xmx80m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"),
                    System.getProperty("java.class.path")));
            gateway.awaitReady();
            try (Mllp monitor = new Mllp(unit.hl7Port())) {
                assertEquals("AA", Mllp.code(monitor.ask(Messages.values("R01", 72, 84))));
                assertEquals("AA", Mllp.code(monitor.ask(Messages.lowSpo2("R01", "start"))));
                fill(unit.hl7Port());
                // What is left of its time goes to the collector of garbage before it gives up.
                assertEquals(3, gateway.exitCode(Duration.ofMinutes(2)), gateway.errors());
            } finally {
                hangUp();
            }
            assertEquals(2, kept(), "both messages that were answered");
        }
    }

    /** As many unfinished messages as the port takes. */
    private void fill(int port) {
        byte[] most = new byte[FRAME - 64];
        Arrays.fill(most, (byte) 'x');
        most[0] = 0x0B;
        for (int i = 0; i < 63; i++) {
            try {
                connect("127.66.0." + (1 + i / 4), port).getOutputStream().write(most);
            } catch (IOException gone) {
                return; // it has ended
            }
        }
    }

    private int kept() throws IOException {
        int found = 0;
        try (JournalEntries entries = JournalReader.open(folder.resolve("data")).all()) {
            while (entries.hasNext()) {
                found += entries.next() instanceof Entry.Intact intact
                                && intact.entry().kind() == RecordKind.RAW_MESSAGE
                        ? 1
                        : 0;
            }
        }
        return found;
    }

    private static boolean isAnswered(int port) {
        try (Mllp late = new Mllp(port)) {
            return Mllp.code(late.ask(Messages.values("R02", 72, 97))).equals("AA");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String link(VigieProcess gateway, URI station) {
        return Unit.bed(gateway.ward(station), "R01").path("link").asText();
    }

    private static int heartRate(VigieProcess gateway, URI station) {
        JsonNode bed = Unit.bed(gateway.ward(station), "R01");
        return bed.path("numerics").path(0).path("value").asInt();
    }

    private static long descriptors(VigieProcess gateway) {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(gateway.pid()), "fd"))) {
            return open.count();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static void limit(VigieProcess gateway, long most) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(gateway.pid()), "--nofile=" + most + ":" + most)
                .start();
        assertEquals(0, prlimit.waitFor());
    }
}
