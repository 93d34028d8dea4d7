package org.vigie.adapter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A virtual serial cable made by socat: a real pty of the kernel. Closing it pulls the adapter out. */
public final class Ptys implements AutoCloseable {
    private final Process socat;

    private Ptys(Process socat) {
        this.socat = socat;
    }

    /** Skips the calling test where socat is missing. */
    public static void needed() {
        boolean there = List.of("/usr/bin/socat", "/bin/socat", "/usr/local/bin/socat").stream()
                .anyMatch(file -> Files.isExecutable(Path.of(file)));
        Assumptions.assumeTrue(
                there, "socat is not installed, so there is no virtual serial port: apt-get install socat");
    }

    /** A cable whose far end nobody has opened: what is sent fills the kernel's buffers and then waits. */
    public static Ptys toNobody(Path device) {
        return start(device, "pty,raw,echo=0,link=" + device + ".far");
    }

    /** A cable whose far end is a TCP port of the test. */
    public static Ptys toPort(Path device, int port) {
        return start(device, "tcp-connect:127.0.0.1:" + port);
    }

    private static Ptys start(Path device, String far) {
        List<String> command = new ArrayList<>(List.of("socat", "pty,raw,echo=0,link=" + device, far));
        try {
            Process socat = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Ptys ptys = new Ptys(socat);
            RecordingSink.eventually(() -> Files.exists(device));
            return ptys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it without a chance to tidy up, as a pulled-out adapter has none. */
    @Override
    public void close() {
        socat.destroyForcibly();
        try {
            boolean ended = socat.waitFor(10, TimeUnit.SECONDS);
            if (!ended) {
                throw new AssertionError("socat does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
