package org.vigie.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the bench works.
 *
 * @param repository top of the sources
 * @param gatewayJar the executable jar
 * @param work folder for sites, journals and logs, on a real disk
 */
public record Place(Path repository, Path gatewayJar, Path work) {
    /** As the launcher says: system properties {@code vigie.repository} and {@code vigie.jar}. */
    static Place ofLauncher() {
        Path repository = Path.of(System.getProperty("vigie.repository", ".")).toAbsolutePath();
        Path jar = Path.of(System.getProperty(
                "vigie.jar",
                repository
                        .resolve("gateway/target/vigie-gateway-0.1.0-SNAPSHOT-all.jar")
                        .toString()));
        return new Place(repository, jar, repository.resolve("bench/target/work"));
    }

    /** The Java program that runs the bench runs the servers as well. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The gateway with the launcher's own options, those of the environment's VIGIE_JAVA_OPTIONS included. */
    public List<String> gateway(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-XX:+UseSerialGC",
                "-Xms96m",
                "-Xmn48m",
                "-XX:MaxTenuringThreshold=2",
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow"));
        String more = System.getenv("VIGIE_JAVA_OPTIONS");
        if (more != null && !more.isBlank()) {
            command.addAll(List.of(more.strip().split(" +", -1)));
        }
        command.addAll(List.of("-jar", gatewayJar.toString()));
        command.addAll(arguments);
        return command;
    }

    /** A peer, with the options of a JVM that nobody has tuned but for its heap: G1, 1 GiB. */
    public List<String> peer(Class<?> main, int port) {
        return List.of(
                java(), "-Xmx1g", "-cp", System.getProperty("java.class.path"), main.getName(), Integer.toString(port));
    }
}
