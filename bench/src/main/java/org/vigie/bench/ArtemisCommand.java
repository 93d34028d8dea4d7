package org.vigie.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigie.bench.readers.ReadersRun;
import org.vigie.model.program.FreePort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The brokers of docs/scale.md: what a large site's public states and alarms cost them. */
@Command(
        name = "artemis",
        mixinStandardHelpOptions = true,
        description = "700 beds' public states and alarms through two Artemis nodes, and through one Mosquitto.")
final class ArtemisCommand implements Callable<Integer> {
    private static final String MAIN = "org.apache.activemq.artemis.core.server.embedded.Main";

    @Option(names = "--beds", defaultValue = "700", description = "Beds, a state a second each (default: 700).")
    private int beds;

    @Option(names = "--connections", defaultValue = "20", description = "Of the edges (default: 20).")
    private int connections;

    @Option(names = "--alarms", defaultValue = "10", description = "Steps of alarms a second (default: 10).")
    private int alarms;

    @Option(names = "--seconds", defaultValue = "60", description = "Length of each measure (default: 60).")
    private int seconds;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec self = spec;
        if (self == null) {
            throw new IllegalStateException("not run by picocli");
        }
        PrintWriter out = self.commandLine().getOut();
        Place place = Place.ofLauncher();
        Path jars = place.repository().resolve("bench/artemis/target/lib");
        if (!Files.isDirectory(jars)) {
            out.println("ActiveMQ Artemis is not here; to fetch it: ./mvnw -f bench/artemis/pom.xml package");
            return 1;
        }
        Files.createDirectories(place.work());
        Path folder = Files.createTempDirectory(place.work(), "artemis");
        Files.writeString(folder.resolve("site.yaml"), "site: Bench\ndata: data\nbeds: [ { bed: B001 } ]\n");
        for (String box : List.of("edge", "reader")) {
            pki(
                    place,
                    folder,
                    List.of("box", box, "--out", folder.resolve(box + ".p12").toString()));
        }
        ReadersRun.Load load = new ReadersRun.Load(beds, connections, alarms, Duration.ofSeconds(seconds));
        out.println(Machine.describe(place.repository()));
        out.println(
                "| brokers | processor, of one core | memory | alarm to a reader at the same node | at the other node"
                        + " | alarms heard | states heard | not taken |");
        out.println("|---|---|---|---|---|---|---|---|");
        out.println(row("Artemis, two nodes", artemis(place, folder, jars, load)));
        out.println(row("Mosquitto, one", mosquitto(place, folder, load)));
        return 0;
    }

    private static ReadersRun.Result artemis(Place place, Path folder, Path jars, ReadersRun.Load load)
            throws IOException, InterruptedException {
        List<Integer> ports = List.of(FreePort.next(), FreePort.next());
        List<String> files = new ArrayList<>(List.of("artemis", "--edge", "edge", "--out", folder.toString()));
        for (int i = 0; i < ports.size(); i++) {
            files.add("--node");
            files.add("art-" + i + "=127.0.0.1:" + ports.get(i) + ":" + FreePort.next());
        }
        pki(place, folder, files);
        try (ServerProcess first = node(folder.resolve("art-0"), jars);
                ServerProcess second = node(folder.resolve("art-1"), jars)) {
            return ReadersRun.run(List.of(first, second), ports, folder, load);
        }
    }

    private static ServerProcess node(Path home, Path jars) throws IOException {
        List<String> command = List.of(
                Place.java(),
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-Djava.security.auth.login.config=" + home.resolve("etc/login.config"),
                "-Dorg.slf4j.simpleLogger.logFile=System.out",
                "-Dorg.slf4j.simpleLogger.log.org.apache.activemq.audit=off",
                "-cp",
                jars.resolve("*").toString(),
                MAIN,
                home.toString());
        return ServerProcess.start("artemis", command, home, "AMQ221007");
    }

    private static ReadersRun.Result mosquitto(Place place, Path folder, ReadersRun.Load load)
            throws IOException, InterruptedException {
        int port = FreePort.next();
        Path home = folder.resolve("mosquitto");
        pki(
                place,
                folder,
                List.of(
                        "hub",
                        "hub",
                        "--out",
                        home.toString(),
                        "--listen",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port)));
        // Started by root it would become user mosquitto, who may not read a folder of root's.
        Path file = Files.writeString(
                home.resolve("bench.conf"),
                Files.readString(home.resolve("mosquitto.conf")) + "user " + System.getProperty("user.name")
                        + "\nlog_type information\n");
        // Its log is written at once to stderr only.
        List<String> command = List.of("/bin/sh", "-c", "exec /usr/sbin/mosquitto -c \"$0\" 2>&1", file.toString());
        try (ServerProcess broker = ServerProcess.start("mosquitto", command, home, "running")) {
            return ReadersRun.run(List.of(broker), List.of(port), folder, load);
        }
    }

    private static void pki(Place place, Path folder, List<String> words) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("pki"));
        arguments.addAll(words);
        arguments.addAll(List.of("--config", folder.resolve("site.yaml").toString()));
        Process process = new ProcessBuilder(place.gateway(arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pki.log").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("vigie pki " + String.join(" ", words) + ": " + folder.resolve("pki.log"));
        }
    }

    private static String row(String name, ReadersRun.Result result) {
        StringBuilder cpu = new StringBuilder();
        StringBuilder memory = new StringBuilder();
        for (int i = 0; i < result.cpu().size(); i++) {
            cpu.append(i == 0 ? "" : " + ")
                    .append(String.format(Locale.ROOT, "%.1f %%", result.cpu().get(i)));
            memory.append(i == 0 ? "" : " + ")
                    .append(result.resident().get(i) >> 20)
                    .append(" MiB");
        }
        return "| " + name + " | " + cpu + " | " + memory + " | " + quantiles(result.same()) + " | "
                + quantiles(result.other()) + " | " + result.alarms() + " | " + result.states() + " | "
                + result.notTaken() + " |";
    }

    private static String quantiles(Latencies some) {
        return some.count() == 0
                ? "-"
                : "p50 " + Latencies.millis(some.quantile(0.5)) + ", p99 " + Latencies.millis(some.quantile(0.99))
                        + " ms";
    }
}
