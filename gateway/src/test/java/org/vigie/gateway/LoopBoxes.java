package org.vigie.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.pipeline.EngineClock;
import org.vigie.gateway.testing.LoopBroker;
import org.vigie.model.limits.Limits;

/** Boxes in one process with a broker inside the test, each with a folder and a cable of its own. */
final class LoopBoxes implements AutoCloseable {
    private final LoopBroker broker = new LoopBroker();
    private final Map<String, LoopBroker.Port> cables = new ConcurrentHashMap<>();
    private final Path folder;

    LoopBoxes(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts a box, again with the data of before where there was one.
     *
     * @param name of its folder
     * @param text of its site file, without what all boxes have
     */
    Gateway start(String name, String text) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Path file = own.resolve("site.yaml");
        Files.writeString(
                file, "site: Test\nunit: A\nlanguage: en\nhttp: { host: 127.0.0.1, port: 0 }\ndata: data\n" + text);
        return Gateway.start(
                GatewayProgram.read(file),
                Optional.of(file),
                new Surroundings(
                        Limits.DEFAULT,
                        EngineClock.machine(),
                        JournalDirectory::open,
                        Voices::of,
                        (to, identity, plan) -> {
                            LoopBroker.Port port = broker.open(plan);
                            cables.put(name, port);
                            return port;
                        }));
    }

    /** The newest cable of a box. */
    LoopBroker.Port cable(String name) {
        return Objects.requireNonNull(cables.get(name));
    }

    @Override
    public void close() {
        broker.close();
    }
}
