package org.vigie.simulator.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.vigie.model.program.GatewayStarter;
import org.vigie.model.program.RunningGateway;
import org.vigie.simulator.transport.MllpTestServer;

/** Stands for the gateway in tests of the demo: takes messages, keeps the site file's text. */
public final class FakeGateway implements GatewayStarter {
    /** What the last start was given and did. */
    record Seen(String site, Path folder, MllpTestServer server) {}

    private static final AtomicReference<Seen> LAST = new AtomicReference<>(new Seen("", Path.of(""), emptyServer()));

    private static MllpTestServer emptyServer() {
        try {
            return new MllpTestServer();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Seen last() {
        return LAST.get();
    }

    @Override
    public RunningGateway start(Path siteFile) {
        try {
            MllpTestServer server = new MllpTestServer();
            Path folder = siteFile.toAbsolutePath().getParent();
            LAST.set(new Seen(Files.readString(siteFile), folder == null ? siteFile : folder, server));
            return new RunningGateway() {
                @Override
                public URI address() {
                    return URI.create("http://127.0.0.1:8080/");
                }

                @Override
                public int listenerPort(String listener) {
                    return server.port();
                }

                @Override
                public void close() {
                    try {
                        server.close();
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                }
            };
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
