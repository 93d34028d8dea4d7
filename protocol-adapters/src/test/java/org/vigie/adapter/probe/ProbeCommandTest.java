package org.vigie.adapter.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.adapter.intellivue.session.ScriptedMonitor;
import org.vigie.adapter.testing.FastClock;
import org.vigie.adapter.testing.LiveMonitor;
import org.vigie.adapter.testing.RecordingSink;
import org.vigie.model.program.FreePort;
import picocli.CommandLine;

/** The probe against a scripted monitor over real sockets. */
class ProbeCommandTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    private int probe(String... arguments) {
        CommandLine line = new CommandLine(new ProbeCommand());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        return line.execute(arguments);
    }

    @Test
    void namesAMonitorThatItCallsAndPrintsItsLines() throws IOException {
        try (LiveMonitor monitor = LiveMonitor.udp("127.77.1.1", FastClock.times(1))) {
            monitor.order(some -> some.bedLabel("R12"));
            assertEquals(0, probe("udp", "--for", "7s", "127.77.1.1"), out::toString);
        }
        String text = out.toString();
        assertTrue(text.contains("Philips M8000"), text);
        assertTrue(text.contains("bed label       R12"), text);
        assertTrue(text.contains("00:09:fb:01:02:01"), text);
        assertTrue(text.contains("received, no alarm now"), text);
        assertTrue(text.contains("address: \"udp://127.77.1.1\", bed: R12"), text);
    }

    @Test
    void namesEveryMonitorThatAnnouncesItselfAndTellsOfLabelsUsedTwice() throws Exception {
        int port = FreePort.next();
        try (LiveMonitor one = LiveMonitor.udp("127.77.1.2", FastClock.times(1));
                LiveMonitor two = LiveMonitor.udp("127.77.1.3", FastClock.times(1))) {
            CompletableFuture<Integer> code = CompletableFuture.supplyAsync(
                    () -> probe("udp", "--for", "8s", "--interface", "lo", "--port", String.valueOf(port)));
            RecordingSink.eventually(
                    () -> { // it may not be listening yet
                        try {
                            one.announce("127.77.1.2", "127.0.0.1", port);
                            two.announce("127.77.1.3", "127.0.0.1", port);
                        } catch (IOException notYet) {
                            return false;
                        }
                        return one.script().isAssociated() && two.script().isAssociated();
                    });
            assertEquals(0, code.get(60, TimeUnit.SECONDS), out::toString);
        }
        String text = out.toString();
        assertTrue(text.contains("monitor 127.77.1.2") && text.contains("monitor 127.77.1.3"), text);
        assertTrue(text.contains("2 monitors have the bed label \"R12\""), text);
        assertTrue(text.contains("label used twice"), text);
        assertTrue(text.contains("- { name: iv, protocol: intellivue, port: 24005"), text);
    }

    @Test
    void saysWhatToLookAtWhenNothingIsHeard() {
        assertEquals(1, probe("udp", "--for", "300ms", "--port", "0", "--interface", "lo"));
        assertTrue(out.toString().contains("Nothing was heard"), out.toString());
        assertTrue(out.toString().contains("Rien entendu"), out.toString());
    }

    @Test
    void saysThatAnotherProgramHoldsTheMonitor() throws IOException {
        try (LiveMonitor monitor = LiveMonitor.udp("127.77.1.4", FastClock.times(1))) {
            monitor.order(some -> some.mood(ScriptedMonitor.Mood.REFUSES));
            assertEquals(1, probe("udp", "--for", "4s", "127.77.1.4"));
        }
        assertTrue(out.toString().contains("another program is associated"), out.toString());
    }

    @Test
    void tellsTheCablesFailuresApart() throws IOException {
        assertEquals(1, probe("serial", "--for", "3s", folder.resolve("none").toString()));
        assertTrue(out.toString().contains("does not exist"), out.toString());
        assertTrue(out.toString().contains("n'existe pas"), out.toString());
        try (ServerSocket silent = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            assertEquals(1, probe("serial", "--for", "3s", "tcp://127.0.0.1:" + silent.getLocalPort()));
        }
        assertTrue(out.toString().contains("No byte came"), out.toString());
    }

    @Test
    void refusesWhatIsNoPlaceAsUsage() {
        assertEquals(2, probe("serial", "ttyS0"));
        assertEquals(2, probe("udp", "monitor-12"));
        assertEquals(2, probe("udp", "--for", "soon"));
        assertEquals(2, probe());
        assertFalse(out.toString().contains("Exception"), out.toString());
    }
}
