package org.vigie.adapter.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fazecast.jSerialComm.SerialPort;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.adapter.testing.LineProbe;
import org.vigie.adapter.testing.Ptys;
import org.vigie.adapter.testing.RecordingSink;
import org.vigie.model.limits.Limits;

/** The serial line on real ptys. A pty has no parity and no flow control: those need a device. */
@SuppressWarnings("try") // a cable is only there, and is pulled out at the end of its block
class SerialLineTest {
    private static final SerialSettings SETTINGS = new SerialSettings(115_200, Duration.ofMinutes(1));
    private static final Limits.Line QUICK =
            new Limits.Line(64, 64, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(700));

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final List<SerialLine> lines = new ArrayList<>();
    private final LineProbe probe = new LineProbe();

    @TempDir
    private Path folder;

    @BeforeEach
    void needsSocat() {
        Ptys.needed();
    }

    @AfterEach
    void close() throws Exception {
        for (SerialLine line : lines) {
            line.close().get(10, TimeUnit.SECONDS);
        }
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void everyByteValuePassesBothWays() throws IOException {
        try (ServerSocket far = far();
                Ptys cable = Ptys.toPort(device(), far.getLocalPort());
                Socket monitor = far.accept()) {
            SerialLine line = start(device(), SETTINGS);
            probe.await(LineState.OPEN);
            byte[] all = new byte[256];
            for (int i = 0; i < all.length; i++) {
                all[i] = (byte) i;
            }
            assertTrue(line.send(all));
            assertArrayEquals(all, monitor.getInputStream().readNBytes(256));
            monitor.getOutputStream().write(all);
            RecordingSink.eventually(() -> probe.bytes().length == 256);
            assertArrayEquals(all, probe.bytes());
        }
    }

    @Test
    void pulledOutAdapterIsLostThenAbsentAndComesBackByItself() throws IOException {
        try (ServerSocket far = far()) {
            SerialLine line;
            try (Ptys cable = Ptys.toPort(device(), far.getLocalPort());
                    Socket monitor = far.accept()) {
                line = start(device(), SETTINGS);
                probe.await(LineState.OPEN);
            }
            RecordingSink.eventually(() -> probe.states().contains(LineState.LOST));
            Files.deleteIfExists(device()); // what udev does; the dangling link alone counts as absent too
            probe.await(LineState.ABSENT);
            assertFalse(line.send(new byte[] {1}), "nothing is kept for whatever is plugged in next");
            try (Ptys cable = Ptys.toPort(device(), far.getLocalPort());
                    Socket monitor = far.accept()) {
                probe.await(LineState.OPEN);
                assertEquals(2, probe.timesOpened());
                assertTrue(line.send("hello".getBytes(StandardCharsets.US_ASCII)));
                assertEquals("hello", new String(monitor.getInputStream().readNBytes(5), StandardCharsets.US_ASCII));
            }
            RecordingSink.eventually(() -> probe.states().size() >= 5);
            assertEquals(
                    List.of(LineState.OPEN, LineState.LOST, LineState.ABSENT, LineState.OPEN, LineState.LOST),
                    probe.states().subList(0, 5),
                    "each change is told once");
        }
    }

    @Test
    void twentyReplugsLeaveNoThreadBehind() throws IOException {
        try (ServerSocket far = far()) {
            start(device(), SETTINGS);
            for (int i = 1; i <= 20; i++) {
                int round = i;
                try (Ptys cable = Ptys.toPort(device(), far.getLocalPort());
                        Socket monitor = far.accept()) {
                    RecordingSink.eventually(() -> probe.timesOpened() == round);
                    monitor.getOutputStream().write(round);
                    RecordingSink.eventually(() -> probe.bytes().length == round);
                }
                Files.deleteIfExists(device());
            }
        }
        RecordingSink.eventually(() -> serialThreads().size() == 2);
    }

    @Test
    void portThatIsNotThereIsAbsentAndStartDoesNotWait() {
        start(folder.resolve("nothing"), SETTINGS);
        probe.await(LineState.ABSENT);
    }

    @Test
    void portOfAnotherProgramIsBusy() throws IOException {
        try (Ptys cable = Ptys.toNobody(device())) {
            LineProbe first = new LineProbe();
            SerialLine holder = new SerialLine(loop, device(), SETTINGS, QUICK);
            lines.add(holder);
            holder.start(first);
            first.await(LineState.OPEN);
            start(device(), SETTINGS);
            probe.await(LineState.BUSY);
        }
    }

    /** Fault row 5: plugged in again it is ttyUSB1, and another adapter has taken its old name meanwhile. */
    @Test
    void adapterThatComesBackUnderAnotherNameIsFoundByItsOwn() throws IOException {
        Path byId = folder.resolve("by-id");
        Path first = folder.resolve("ttyUSB0");
        Path second = folder.resolve("ttyUSB1");
        try (ServerSocket far = far();
                ServerSocket stranger = far()) {
            try (Ptys cable = Ptys.toPort(first, far.getLocalPort());
                    Socket monitor = far.accept()) {
                Files.createSymbolicLink(byId, first.getFileName());
                start(byId, SETTINGS);
                probe.await(LineState.OPEN);
                monitor.getOutputStream().write(1);
                RecordingSink.eventually(() -> probe.bytes().length == 1);
            }
            // udev takes the name by identity away before anybody else can get the old name.
            Files.delete(byId);
            probe.await(LineState.ABSENT);
            Files.deleteIfExists(first);
            try (Ptys other = Ptys.toPort(first, stranger.getLocalPort());
                    Socket another = stranger.accept();
                    Ptys cable = Ptys.toPort(second, far.getLocalPort());
                    Socket monitor = far.accept()) {
                another.getOutputStream().write(99);
                Files.createSymbolicLink(byId, second.getFileName());
                probe.await(LineState.OPEN);
                monitor.getOutputStream().write(2);
                RecordingSink.eventually(() -> probe.bytes().length == 2);
                assertArrayEquals(new byte[] {1, 2}, probe.bytes(), "nothing of whoever has the old name now");
            }
        }
    }

    /** Fault row 6, with a process of its own: who asks the kernel for the port alone gets it alone. */
    @Test
    void portThatAnotherProcessHoldsIsBusyUntilItLetsGoAndOursIsNotShared() throws Exception {
        try (Ptys cable = Ptys.toNobody(device())) {
            Process holder = lock("cat");
            try {
                assertEquals("held", holder.inputReader().readLine());
                start(device(), SETTINGS);
                probe.await(LineState.BUSY);
            } finally {
                holder.getOutputStream().close(); // the end of its input is the end of cat
            }
            assertEquals(0, holder.waitFor());
            probe.await(LineState.OPEN);
            Process late = lock("true");
            assertEquals(1, late.waitFor(), "the other one is refused while we hold it");
        }
    }

    private Process lock(String then) throws IOException {
        return new ProcessBuilder("flock", "--nonblock", device().toString(), "-c", "echo held; " + then).start();
    }

    @Test
    void fileThatIsNoPortIsUnusable() throws IOException {
        Files.writeString(device(), "a file");
        start(device(), SETTINGS);
        probe.await(LineState.UNUSABLE);
    }

    @Test
    void everyFailureHasItsOwnSentenceInBothLanguages() {
        assertEquals(LineState.DENIED, SerialLine.failure(13));
        assertEquals(LineState.BUSY, SerialLine.failure(11));
        assertEquals(LineState.BUSY, SerialLine.failure(16));
        assertEquals(LineState.UNUSABLE, SerialLine.failure(25));
        List<String> sentences = new ArrayList<>();
        for (LineState state : LineState.values()) {
            sentences.add(state.english("P"));
            sentences.add(state.french("P"));
        }
        assertEquals(sentences.size(), sentences.stream().distinct().count());
    }

    @Test
    void openPortWithoutBytesIsQuiet() throws IOException {
        try (ServerSocket far = far();
                Ptys cable = Ptys.toPort(device(), far.getLocalPort());
                Socket monitor = far.accept()) {
            start(device(), new SerialSettings(115_200, Duration.ofMillis(50)));
            probe.await(LineState.QUIET);
            monitor.getOutputStream().write(1);
            RecordingSink.eventually(() -> probe.bytes().length == 1);
        }
    }

    @Test
    void monitorThatNeverReadsCostsABoundedQueueAndNoProcessor() throws Exception {
        try (Ptys cable = Ptys.toNobody(device())) {
            SerialLine line = start(device(), SETTINGS);
            probe.await(LineState.OPEN);
            byte[] frame = new byte[1_000];
            int[] taken = {0};
            RecordingSink.eventually(() -> {
                boolean took = line.send(frame);
                taken[0] += took ? 1 : 0;
                return !took && line.state() == LineState.NOT_TAKING;
            });
            assertTrue(taken[0] < 64 + 200, "taken " + taken[0]); // the queue, and the kernel's buffers
            long before = processorTime("serial-tx " + device());
            probe.await(LineState.NOT_TAKING);
            RecordingSink.eventually(elapsed(Duration.ofMillis(600)));
            long used = processorTime("serial-tx " + device()) - before;
            assertTrue(used < TimeUnit.MILLISECONDS.toNanos(100), "the writer used " + used + " ns in 600 ms");
            line.close().get(5, TimeUnit.SECONDS); // frees the writer that waits
        }
    }

    @Test
    void nativeLibraryIsNotLeftWhereOthersCouldReplaceIt() throws IOException {
        try (Ptys cable = Ptys.toNobody(device())) {
            start(device(), SETTINGS);
            probe.await(LineState.OPEN);
            Path usual = Path.of(System.getProperty("java.io.tmpdir"), "jSerialComm");
            assertTrue(
                    System.getProperty(SerialLibrary.FOLDER_PROPERTY).contains("vigie-serial-"),
                    "loaded from a folder of our own");
            assertFalse(Files.exists(Path.of(System.getProperty(SerialLibrary.FOLDER_PROPERTY))), "and gone after");
            Instant began =
                    Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
            assertFalse(
                    Files.exists(usual)
                            && Files.getLastModifiedTime(usual).toInstant().isAfter(began),
                    "nothing in the folder anybody may write to");
        }
    }

    @Test
    void everyMachineHasALibraryInTheJar() {
        for (String arch : List.of("amd64", "aarch64", "x86", "arm", "ppc64le")) {
            assertTrue(
                    SerialLibrary.machines(arch).stream()
                            .anyMatch(machine ->
                                    SerialPort.class.getResource("/Linux/" + machine + "/libjSerialComm.so") != null),
                    arch);
        }
        assertEquals(List.of(), SerialLibrary.machines("s390x"));
    }

    private static BooleanSupplier elapsed(Duration time) {
        long from = System.nanoTime();
        return () -> System.nanoTime() - from > time.toNanos();
    }

    private SerialLine start(Path device, SerialSettings settings) {
        SerialLine line = new SerialLine(loop, device, settings, QUICK);
        lines.add(line);
        line.start(probe);
        return line;
    }

    private Path device() {
        return folder.resolve("ttyVIGIE0");
    }

    private static ServerSocket far() throws IOException {
        return new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    }

    private static List<String> serialThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("serial-"))
                .sorted()
                .toList();
    }

    private static long processorTime(String thread) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.dumpAllThreads(false, false))
                .filter(info -> info.getThreadName().equals(thread))
                .mapToLong(info -> threads.getThreadCpuTime(info.getThreadId()))
                .sum();
    }
}
