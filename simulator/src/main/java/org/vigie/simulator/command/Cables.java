package org.vigie.simulator.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.vigie.simulator.fault.FaultProxy;
import org.vigie.simulator.fault.Weather;

/**
 * The cables of a demonstration, each a file named {@code EDGE--HUB} that is there while the cable is plugged in.
 * Without it nothing passes either way and neither end is told, as when somebody pulls a plug. One thread.
 */
final class Cables implements AutoCloseable {
    private static final Weather PULLED = Weather.FINE.withStall(true, true);

    private final Path folder;
    private final Map<String, FaultProxy> cables = new LinkedHashMap<>();

    /** @param folder for the files */
    Cables(Path folder) {
        this.folder = folder;
    }

    /** The file of a cable. */
    Path file(String edge, String hub) {
        return folder.resolve(edge + "--" + hub);
    }

    /**
     * Plugs one in.
     *
     * @param broker port of the hub's broker on loopback
     * @return the port that the edge has to connect to instead
     */
    int plug(String edge, String hub, int broker) throws IOException {
        Path file = file(edge, hub);
        Files.createDirectories(folder);
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        FaultProxy proxy =
                FaultProxy.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), broker), cables.size() + 1);
        cables.put(String.valueOf(file.getFileName()), proxy);
        return proxy.port();
    }

    /**
     * Looks which files are there; to be called several times a second.
     *
     * @param say told of each cable that was pulled or plugged in
     */
    void look(Consumer<String> say) {
        cables.forEach((name, proxy) -> {
            boolean there = Files.exists(folder.resolve(name));
            if (there == proxy.weather().isCut()) {
                proxy.set(there ? Weather.FINE : PULLED);
                say.accept("cable " + name + (there ? " plugged in" : " pulled"));
            }
        });
    }

    @Override
    public void close() {
        cables.values().forEach(FaultProxy::close);
    }
}
