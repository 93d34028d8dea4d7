package org.vigie.simulator.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class CablesTest {
    private static final byte[] WORD = {1, 2, 3};

    private final ServerSocket broker;
    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path folder;

    CablesTest() throws IOException {
        broker = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        broker.close();
    }

    @Test
    void aCableIsAFileAndWithoutItNothingPassesUntilItIsThereAgain() throws IOException {
        try (Cables cables = new Cables(folder.resolve("cables"))) {
            int port = cables.plug("edge-a", "hub-1", broker.getLocalPort());
            Path file = folder.resolve("cables/edge-a--hub-1");
            assertTrue(Files.exists(file), "plugged in from the start");
            cables.look(said::add);
            assertEquals(List.of(), said);
            try (Socket edge = new Socket(InetAddress.getLoopbackAddress(), port);
                    Socket hub = broker.accept()) {
                passes(edge, hub);
                Files.delete(file);
                cables.look(said::add);
                edge.getOutputStream().write(WORD);
                hub.getOutputStream().write(WORD);
                hearsNothing(hub);
                hearsNothing(edge);
                Files.createFile(file);
                cables.look(said::add);
                cables.look(said::add);
                assertArrayEquals(WORD, hub.getInputStream().readNBytes(WORD.length), "late, but all of it");
                assertArrayEquals(WORD, edge.getInputStream().readNBytes(WORD.length));
                passes(edge, hub);
            }
            assertEquals(List.of("cable edge-a--hub-1 pulled", "cable edge-a--hub-1 plugged in"), said);
        }
    }

    @Test
    void onlyTheCableWhoseFileIsGoneIsPulled() throws IOException {
        try (Cables cables = new Cables(folder)) {
            cables.plug("edge-a", "hub-1", broker.getLocalPort());
            int other = cables.plug("edge-b", "hub-1", broker.getLocalPort());
            Files.delete(cables.file("edge-a", "hub-1"));
            cables.look(said::add);
            try (Socket edge = new Socket(InetAddress.getLoopbackAddress(), other);
                    Socket hub = broker.accept()) {
                passes(edge, hub);
            }
            assertEquals(List.of("cable edge-a--hub-1 pulled"), said);
        }
    }

    private static void passes(Socket one, Socket other) throws IOException {
        one.getOutputStream().write(WORD);
        other.setSoTimeout(5_000);
        assertArrayEquals(WORD, other.getInputStream().readNBytes(WORD.length));
        other.getOutputStream().write(WORD);
        one.setSoTimeout(5_000);
        assertArrayEquals(WORD, one.getInputStream().readNBytes(WORD.length));
    }

    private static void hearsNothing(Socket socket) throws IOException {
        socket.setSoTimeout(150);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().readNBytes(1));
        socket.setSoTimeout(5_000);
    }
}
