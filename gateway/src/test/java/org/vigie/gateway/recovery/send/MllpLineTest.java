package org.vigie.gateway.recovery.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MllpLineTest {
    /** For answers that come, on a machine with other work. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** For an answer that never comes, and one behind it that does. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    /** For answers that never come. */
    private static final Duration NONE = Duration.ofMillis(300);

    private final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket server;
    private MllpLine line;

    MllpLineTest() throws IOException {
        server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        line = line(PATIENCE);
    }

    private MllpLine line(Duration patience) {
        return new MllpLine(InetSocketAddress.createUnresolved("127.0.0.1", server.getLocalPort()), patience);
    }

    @AfterEach
    void end() throws IOException {
        line.close();
        server.close();
    }

    /** Answers each message of each connection with the next of these texts; an empty one is no answer. */
    private void answers(String... texts) {
        AtomicInteger next = new AtomicInteger();
        Thread.ofPlatform().daemon(true).start(() -> {
            while (next.get() < texts.length) {
                try (Socket socket = server.accept()) {
                    connections.incrementAndGet();
                    InputStream in = socket.getInputStream();
                    for (int read = in.read(); read >= 0; read = in.read()) {
                        if (read == 0x1C && next.get() < texts.length) {
                            socket.getOutputStream()
                                    .write(texts[next.getAndIncrement()].getBytes(StandardCharsets.UTF_8));
                        }
                    }
                } catch (IOException cut) {
                    if (server.isClosed()) {
                        return;
                    }
                }
            }
        });
    }

    private static String ack(String code, String id, String more) {
        return "\u000BMSH|^~\\&|EHR\rMSA|" + code + "|" + id + "\r" + more + "\u001C\r";
    }

    @Test
    void anAnswerForAnotherMessageIsReadOver() {
        answers(ack("AA", "OLD", "") + ack("CA", "NEW", ""));
        assertEquals(new Answer.Accepted(), line.send("NEW", "MSH|\r"));
    }

    @Test
    void refusalsHaveTheirReasons() {
        answers(ack("AR", "1", "ERR|||204^Unknown key identifier|E||||no such patient\r"));
        assertEquals(new Answer.Refused("AR 204^Unknown key identifier, no such patient"), line.send("1", "MSH|\r"));
    }

    @Test
    void withoutAnAnswerInTimeTheConnectionIsClosedAndTheNextMessageOpensAnother() {
        line = line(SHORT);
        answers("", ack("AA", "1", ""));
        assertTrue(line.send("1", "MSH|\r") instanceof Answer.Unanswered(String reason)
                && reason.startsWith("no answer within"));
        assertEquals(new Answer.Accepted(), line.send("1", "MSH|\r"));
        assertEquals(2, connections.get());
    }

    @Test
    void whatIsNoAcknowledgementIsNoAnswer() {
        line = line(NONE);
        answers("HTTP/1.1 400 Bad Request\r\n\r\n", "\u000BMSH|^~\\&|X\r\u001C\r", ack("ZZ", "1", ""));
        for (int i = 0; i < 3; i++) {
            assertTrue(line.send("1", "MSH|\r") instanceof Answer.Unanswered, "answer " + i);
        }
    }
}
