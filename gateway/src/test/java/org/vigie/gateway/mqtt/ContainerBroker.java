package org.vigie.gateway.mqtt;

import com.github.dockerjava.api.DockerClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * Mosquitto in a container of an engine that runs already, from an image that is there already: nothing is pulled and
 * no engine is started. It shares the network of the machine, so that the engine needs neither a bridge nor a firewall.
 */
final class ContainerBroker implements TestBroker {
    private static final String IMAGE = System.getProperty("vigie.broker.image", "vigie-test/mosquitto:2.0.11");

    private final Path folder;
    private final int port;
    private @Nullable GenericContainer<?> container;

    private ContainerBroker(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static ContainerBroker of(Path folder, int port) {
        return new ContainerBroker(folder, port);
    }

    /** Why there can be none here; empty when there can. */
    static Optional<String> missing() {
        if (System.getenv("DOCKER_HOST") == null && !Files.exists(Path.of("/var/run/docker.sock"))) {
            return Optional.of("no Docker engine runs here (as root on Debian: ./vigie test --docker)");
        }
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return Optional.of("the Docker engine does not answer");
            }
            client().inspectImageCmd(IMAGE).exec();
            return Optional.empty();
        } catch (RuntimeException notThere) {
            return Optional.of("no image " + IMAGE + "; make it with .ci/docker image (" + notThere.getMessage() + ")");
        }
    }

    private static DockerClient client() {
        return DockerClientFactory.lazyClient();
    }

    @Override
    public String provider() {
        return IMAGE + " in a container (Testcontainers)";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    @SuppressWarnings("resource") // closed by kill() or close()
    public void start() {
        GenericContainer<?> made = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withNetworkMode("host")
                .withCopyFileToContainer(MountableFile.forHostPath(folder), folder.toString())
                .withCommand(
                        "/usr/sbin/mosquitto",
                        "-c",
                        folder.resolve("mosquitto.conf").toString())
                .waitingFor(new AbstractWaitStrategy() {
                    @Override
                    protected void waitUntilReady() {
                        TestBroker.awaitPort(port);
                    }
                });
        container = made;
        made.start();
    }

    private Optional<String> id() {
        return Optional.ofNullable(container).map(GenericContainer::getContainerId);
    }

    @Override
    public void kill() {
        id().ifPresent(id -> client().killContainerCmd(id).withSignal("KILL").exec());
        close();
    }

    @Override
    public void freeze() {
        id().ifPresent(id -> client().pauseContainerCmd(id).exec());
    }

    @Override
    public void thaw() {
        id().filter(id -> Boolean.TRUE.equals(
                        client().inspectContainerCmd(id).exec().getState().getPaused()))
                .ifPresent(id -> client().unpauseContainerCmd(id).exec());
    }

    @Override
    public void close() {
        if (container != null) {
            container.stop();
            container = null;
        }
    }
}
